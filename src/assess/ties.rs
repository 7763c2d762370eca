//! Ties between entries of different blocks.

use super::facts::{EntryFacts, Facts};
use crate::canvas::Canvas;
use crate::catalogue::How;
use crate::text::key;

/// Whether `from` is tied to `to` in this way.
pub(super) fn tied(
    canvas: &Canvas<'_>,
    facts: &Facts,
    from: &EntryFacts,
    to: &EntryFacts,
    how: How,
) -> bool {
    from.linked && linked(canvas, from, to)
        || to.linked && linked(canvas, to, from)
        || from.mask & to.mask != 0
            && (names(facts, from, to) || how == How::Shared && shares(facts, from, to))
}

/// Whether `from` names `to` in its `for` column, by id or by text.
fn linked(canvas: &Canvas<'_>, from: &EntryFacts, to: &EntryFacts) -> bool {
    let entry = |facts: &EntryFacts| canvas.entries.get(facts.place as usize);
    let (Some(from), Some(to)) = (entry(from), entry(to)) else { return false };
    from.links().any(|link| {
        Some(link) == to.id || link == to.text || (link.len() < 200 && key(link) == key(to.text))
    })
}

/// Whether the text of `from` holds all the words that name `to`.
fn names(facts: &Facts, from: &EntryFacts, to: &EntryFacts) -> bool {
    let head = facts.head(to);
    let text = facts.stems(from);
    !head.is_empty() && head.iter().all(|stem| text.contains(stem))
}

/// Whether two entries have a stem in common.
fn shares(facts: &Facts, a: &EntryFacts, b: &EntryFacts) -> bool {
    let theirs = facts.stems(b);
    facts.stems(a).iter().any(|stem| theirs.contains(stem))
}
