//! Ties between entries of different blocks.

use crate::canvas::Canvas;
use crate::catalogue::How;
use crate::meaning::{Meaning, Reading};
use crate::text::key;

/// Whether `from` is tied to `to` in this way.
pub(super) fn tied(
    canvas: &Canvas<'_>,
    reading: &Reading,
    from: &Meaning,
    to: &Meaning,
    how: How,
) -> bool {
    let by_words = match how {
        How::Shared => reading.share(from, to),
        How::Stated | How::Concept => reading.names(from, to),
    };
    by_words || from.linked && linked(canvas, from, to) || to.linked && linked(canvas, to, from)
}

/// Whether `from` names `to` in its `for` column, by id or by text.
fn linked(canvas: &Canvas<'_>, from: &Meaning, to: &Meaning) -> bool {
    let entry = |meaning: &Meaning| canvas.entries.get(meaning.place as usize);
    let (Some(from), Some(to)) = (entry(from), entry(to)) else { return false };
    from.links().any(|link| {
        Some(link) == to.id || link == to.text || (link.len() < 200 && key(link) == key(to.text))
    })
}
