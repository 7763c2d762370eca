//! What one text says by itself.

use crate::catalogue::Flag;
use crate::text::{Bits, Hits};

/// How many words of an entry can name it: `Mobile app for growers with …` is named by
/// "mobile", "app" and "growers".
pub(super) const HEAD: usize = 3;

/// So many stems are gone over faster than sorted and halved. Most texts have fewer.
const FEW: usize = 24;

/// Whether the stems of a text, as [`Said::of`] leaves them, hold one.
pub(super) fn holds(stems: &[u32], stem: u32) -> bool {
    if stems.len() <= FEW { stems.contains(&stem) } else { stems.binary_search(&stem).is_ok() }
}

/// The bit of a stem in the masks of those that have it.
pub(super) const fn stem_bit(stem: u32) -> u128 {
    1 << (stem & 127)
}

/// What one text says by itself, but for the stems of its words, which stand elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// Concepts that are met.
    pub(super) met: Bits,
    /// Concepts that are met negated.
    pub(super) negated: Bits,
    /// All else.
    pub(super) brief: Brief,
}

/// What a text says besides concepts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Brief {
    /// A bit for each stem: texts whose masks have no bit in common share no stem.
    pub(super) mask: u128,
    /// The stems of the words that name it.
    pub(super) head: [u32; HEAD],
    /// How many of those there are.
    pub(super) named: u8,
    /// [`Flag`] bits that the text alone has.
    pub(super) flags: u16,
    /// Items of the list that it is.
    pub(super) items: u16,
}

/// A [`Said`] where it is kept, with the stems of the text's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Saying<'a> {
    pub(super) met: &'a Bits,
    pub(super) negated: &'a Bits,
    pub(super) brief: Brief,
    pub(super) stems: &'a [u32],
}

impl Saying<'_> {
    /// A copy without the stems.
    pub(super) const fn said(self) -> Said {
        Said { met: *self.met, negated: *self.negated, brief: self.brief }
    }
}

impl Said {
    #[cfg(test)]
    pub(super) const NOTHING: Self = Self {
        met: Bits::EMPTY,
        negated: Bits::EMPTY,
        brief: Brief { mask: 0, head: [0; HEAD], named: 0, flags: 0, items: 0 },
    };

    /// What was found in a text, and the stems of its content words in their order, which become
    /// a sorted set when there are more than [`FEW`].
    pub(super) fn of(hits: &Hits, stems: &mut Vec<u32>) -> Self {
        let mut head = [0; HEAD];
        let named = stems.len().min(HEAD);
        head[..named].copy_from_slice(&stems[..named]);
        if stems.len() > FEW {
            stems.sort_unstable();
            stems.dedup();
        }
        let mask = stems.iter().fold(0, |mask, stem| mask | stem_bit(*stem));
        let (named, flags) = (u8::try_from(named).unwrap_or(0), flags(hits));
        let brief = Brief { mask, head, named, flags, items: hits.items };
        Self { met: hits.met, negated: hits.negated, brief }
    }

    /// The same with its stems.
    pub(super) const fn with<'a>(&'a self, stems: &'a [u32]) -> Saying<'a> {
        Saying { met: &self.met, negated: &self.negated, brief: self.brief, stems }
    }
}

fn flags(hits: &Hits) -> u16 {
    let mut flags = 0;
    let mut set = |on: bool, flag: Flag| flags |= if on { flag.bit() } else { 0 };
    set(hits.amount, Flag::Amount);
    set(hits.percent, Flag::Percent);
    set(hits.number, Flag::Number);
    set(hits.name, Flag::Name);
    set(hits.label, Flag::Label);
    set(hits.items >= 3, Flag::List);
    set(hits.content >= 2, Flag::Detail);
    set(hits.content >= 5, Flag::Rich);
    set(hits.negator, Flag::Negation);
    set(hits.arrow, Flag::Arrow);
    flags
}
