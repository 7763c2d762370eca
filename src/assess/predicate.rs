//! Whether an entry fits.

use super::facts::{EntryFacts, Facts};
use crate::canvas::Block;
use crate::catalogue::{AnyOf, Flag, Predicate};

/// Whether an entry has any of the alternatives. `question` is the one being judged, by its place
/// in the catalogue.
pub(super) fn has_any(any: &AnyOf, entry: &EntryFacts, question: u16) -> bool {
    let mut flags = entry.flags;
    if entry.answers == Some(question) {
        flags |= Flag::Answer.bit();
    }
    any.flags & flags != 0
        || any.any([&entry.met, &entry.negated, &entry.own, &entry.head_concepts])
}

/// Whether an entry fits.
pub(super) fn fits(predicate: &Predicate, entry: &EntryFacts, question: u16) -> bool {
    predicate.any.as_ref().is_none_or(|any| has_any(any, entry, question))
        && predicate.and.iter().all(|any| has_any(any, entry, question))
        && !has_any(&predicate.not, entry, question)
}

/// Whether any entry of the block might fit, judged by all of them together. Never wrong when it
/// says no.
pub(super) fn may_fit(predicate: &Predicate, facts: &Facts, block: Block) -> bool {
    predicate.any.iter().chain(&predicate.and).all(|any| may_have(any, facts, block))
}

/// The same for alternatives.
pub(super) fn may_have(any: &AnyOf, facts: &Facts, block: Block) -> bool {
    let (met, negated) = facts.union(block);
    any.flags != 0 || any.any([met, negated, met, met])
}
