//! What a canvas says, as far as the vocabulary can tell.

use super::said::{HEAD, Said};
use crate::canvas::{Block, Canvas, Language};
use crate::catalogue::Flag;
use crate::text::{Bits, Mode};

/// What one entry means.
#[derive(Clone, Debug)]
pub struct Meaning {
    /// Its place in [`Canvas::entries`].
    pub place: u32,
    /// The block that it stands in.
    pub block: Block,
    /// Whether it says nothing: a placeholder, a question of a template.
    pub empty: bool,
    /// Concepts that are met in it, its typed attributes or its sub-heading, unless that asks.
    pub met: Bits,
    /// Concepts that are met negated in any of those.
    pub negated: Bits,
    /// Concepts that are met in its own text and typed attributes.
    pub own: Bits,
    /// Concepts that are met in its text alone.
    pub text: Bits,
    /// Concepts that are met in its sub-heading, unless that asks.
    pub head: Bits,
    /// [`Flag`] bits, without [`Flag::Answer`].
    pub flags: u16,
    /// Items of the list that it is.
    pub items: u16,
    /// The question that it was given as the answer to: its place in the catalogue.
    pub answers: Option<u16>,
    /// Whether it states ties in its `for` column.
    pub linked: bool,
    /// A bit for each stem: entries whose masks have no bit in common share no stem.
    pub mask: u128,
    /// Range of its stems in [`Reading::stems`].
    stems: (u32, u32),
    names: [u32; HEAD],
    named: u8,
    /// Where a sub-heading that asks is taken into account; see [`Reading::asked`].
    asked: Option<u32>,
}

impl Meaning {
    /// The stems of the words that name the entry, in the order of the text.
    #[must_use]
    pub fn names(&self) -> &[u32] {
        self.names.get(..usize::from(self.named)).unwrap_or_default()
    }

    /// Whether it has a flag.
    #[must_use]
    pub const fn has(&self, flag: Flag) -> bool {
        self.flags & flag.bit() != 0
    }
}

/// What a canvas means, entry by entry. Refilled for each canvas, so that reading allocates next to
/// nothing.
#[derive(Debug)]
pub struct Reading {
    /// What the entries mean, in their order.
    pub entries: Vec<Meaning>,
    /// Which terms counted.
    pub mode: Mode,
    /// Words that only English, and that only Dutch, uses.
    pub(super) votes: [u32; 2],
    stems: Vec<u32>,
    /// Met and negated of entries whose sub-heading asks, with what that sub-heading says.
    asked: Vec<(Bits, Bits)>,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            mode: Mode::Both,
            votes: [0; 2],
            stems: Vec::new(),
            asked: Vec::new(),
        }
    }
}

impl Reading {
    /// The stems of an entry's content words, as a sorted set.
    #[must_use]
    pub fn stems(&self, meaning: &Meaning) -> &[u32] {
        let (from, to) = meaning.stems;
        self.stems.get(from as usize..to as usize).unwrap_or_default()
    }

    /// What is met and what is negated when a sub-heading counts even if it asks: `Which costs are
    /// fixed?` says that what stands below it is fixed, though nothing answers it.
    #[must_use]
    pub fn under_any_heading<'m>(&'m self, meaning: &'m Meaning) -> (&'m Bits, &'m Bits) {
        match meaning.asked.and_then(|at| self.asked.get(at as usize)) {
            Some((met, negated)) => (met, negated),
            None => (&meaning.met, &meaning.negated),
        }
    }

    /// The language that the canvas is written in: as given, else by its function words; `None`
    /// when those do not tell.
    #[must_use]
    pub fn language(&self, canvas: &Canvas<'_>) -> Option<Language> {
        canvas.language.or_else(|| match self.votes[0].cmp(&self.votes[1]) {
            std::cmp::Ordering::Greater => Some(Language::En),
            std::cmp::Ordering::Less => Some(Language::Nl),
            std::cmp::Ordering::Equal => None,
        })
    }

    pub(super) fn clear(&mut self) {
        self.entries.clear();
        self.stems.clear();
        self.asked.clear();
        self.votes = [0; 2];
    }

    /// Adds an entry by what its text says.
    pub(super) fn add(&mut self, block: Block, said: &Said, stems: &[u32]) -> &mut Meaning {
        let limit = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        let from = limit(self.stems.len());
        self.stems.extend_from_slice(stems);
        let place = self.entries.len();
        self.entries.push(Meaning {
            place: limit(place),
            block,
            empty: false,
            met: said.met,
            negated: said.negated,
            own: said.met,
            text: said.met,
            head: Bits::EMPTY,
            flags: said.flags,
            items: said.items,
            answers: None,
            linked: false,
            mask: said.mask,
            stems: (from, limit(self.stems.len())),
            names: said.head,
            named: said.named,
            asked: None,
        });
        &mut self.entries[place]
    }

    /// Takes a sub-heading into account for the entry that was added last.
    pub(super) fn head(&mut self, said: &Said, asks: bool) {
        let Some(meaning) = self.entries.last_mut() else { return };
        if asks {
            let (mut met, mut negated) = (meaning.met, meaning.negated);
            met.union(&said.met);
            negated.union(&said.negated);
            meaning.asked = u32::try_from(self.asked.len()).ok();
            self.asked.push((met, negated));
        } else {
            meaning.head = said.met;
            meaning.met.union(&said.met);
            meaning.negated.union(&said.negated);
        }
    }
}

/// Whether two sorted sets of stems share one.
#[must_use]
pub fn share(a: &[u32], b: &[u32]) -> bool {
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
