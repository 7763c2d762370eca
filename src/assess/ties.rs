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
    linked(canvas, from, to)
        || linked(canvas, to, from)
        || names(facts, from, to)
        || how == How::Shared && shares(facts.stems(from), facts.stems(to))
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
    !head.is_empty() && head.iter().all(|stem| text.binary_search(stem).is_ok())
}

/// Whether two sorted sets share a number.
fn shares(a: &[u32], b: &[u32]) -> bool {
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => return true,
        }
    }
    false
}
