//! Whether an entry fits, told from its concepts: the careful way, for evidence. Levels are told from
//! [`super::alternatives`].

use crate::catalogue::{AnyOf, Flag, Predicate};
use crate::meaning::Meaning;

/// Whether an entry has any of the alternatives. `question` is the one being judged, by its place
/// in the catalogue.
pub(super) fn has_any(any: &AnyOf, entry: &Meaning, question: u16) -> bool {
    let mut flags = entry.flags;
    if entry.answers == Some(question) {
        flags |= Flag::Answer.bit();
    }
    any.flags & flags != 0 || any.any([&entry.met, &entry.negated, &entry.own, &entry.head])
}

/// Whether an entry fits.
pub(super) fn fits(predicate: &Predicate, entry: &Meaning, question: u16) -> bool {
    predicate.any.as_ref().is_none_or(|any| has_any(any, entry, question))
        && predicate.and.iter().all(|any| has_any(any, entry, question))
        && !has_any(&predicate.not, entry, question)
}
