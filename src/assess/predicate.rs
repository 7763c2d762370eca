//! Whether an entry fits, told from its concepts: the careful way, for evidence. Levels are told from
//! [`super::alternatives`].

use crate::catalogue::{AnyOf, Flag, Predicate};
use crate::meaning::{Meaning, Reading};

/// Whether an entry has any of the alternatives. `question` is the one being judged, by its place
/// in the catalogue.
pub(super) fn has_any(any: &AnyOf, reading: &Reading, entry: &Meaning, question: u16) -> bool {
    let mut flags = entry.flags;
    if entry.answers == Some(question) {
        flags |= Flag::Answer.bit();
    }
    any.flags & flags != 0
        || any.any([
            reading.met(entry),
            reading.negated(entry),
            reading.own(entry),
            reading.head(entry),
        ])
}

/// Whether an entry fits.
pub(super) fn fits(
    predicate: &Predicate,
    reading: &Reading,
    entry: &Meaning,
    question: u16,
) -> bool {
    let has = |any: &AnyOf| has_any(any, reading, entry, question);
    predicate.any.as_ref().is_none_or(has) && predicate.and.iter().all(has) && !has(&predicate.not)
}
