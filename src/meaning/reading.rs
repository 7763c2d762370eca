//! What a canvas says, as far as the vocabulary can tell.

use super::said::{HEAD, Said, Saying, holds, stem_bit};
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
    sets: Sets,
    /// [`Flag`] bits, without [`Flag::Answer`].
    pub flags: u16,
    /// Items of the list that it is.
    pub items: u16,
    /// The question that it was given as the answer to: its place in the catalogue.
    pub answers: Option<u16>,
    /// Whether it states ties in its `for` column.
    pub linked: bool,
    /// A bit for each stem: entries whose masks have no bit in common share no stem.
    mask: u128,
    /// Range of its stems in [`Reading::stems`].
    stems: (u32, u32),
    names: [u32; HEAD],
    named: u8,
}

/// The place of a set of concepts in [`Reading::sets`]. Most entries need one set for all.
type Set = u32;

/// Where the concepts of an entry stand; see the functions of [`Reading`] by the same names.
#[derive(Clone, Copy, Debug)]
struct Sets {
    met: Set,
    negated: Set,
    own: Set,
    text: Set,
    head: Set,
    /// Met and negated when a sub-heading counts even if it asks.
    under_any_heading: (Set, Set),
}

/// The set that nothing is in.
const NOTHING: Set = 0;

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
    /// Begins with the empty set.
    sets: Vec<Bits>,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            mode: Mode::Both,
            votes: [0; 2],
            stems: Vec::new(),
            sets: vec![Bits::EMPTY],
        }
    }
}

impl Reading {
    /// The stems of an entry's content words: in the order of the text, some perhaps twice, when they
    /// are few; a sorted set when they are many.
    #[must_use]
    pub fn stems(&self, meaning: &Meaning) -> &[u32] {
        let (from, to) = meaning.stems;
        self.stems.get(from as usize..to as usize).unwrap_or_default()
    }

    /// Whether an entry has a word with this stem.
    #[must_use]
    pub fn has(&self, meaning: &Meaning, stem: u32) -> bool {
        meaning.mask & stem_bit(stem) != 0 && holds(self.stems(meaning), stem)
    }

    /// Whether two entries have a stem in common.
    #[must_use]
    pub fn share(&self, a: &Meaning, b: &Meaning) -> bool {
        let (both, theirs) = (a.mask & b.mask, self.stems(b));
        let mut may = self.stems(a).iter().filter(|stem| both & stem_bit(**stem) != 0);
        both != 0 && may.any(|stem| holds(theirs, *stem))
    }

    /// Whether an entry has all the stems that name another one, if any do.
    #[must_use]
    pub fn names(&self, from: &Meaning, to: &Meaning) -> bool {
        let named = to.names();
        let may = named.iter().all(|stem| from.mask & stem_bit(*stem) != 0);
        let stems = self.stems(from);
        may && !named.is_empty() && named.iter().all(|stem| holds(stems, *stem))
    }

    /// Concepts that are met in an entry, its typed attributes or its sub-heading, unless that asks.
    #[must_use]
    pub fn met(&self, meaning: &Meaning) -> &Bits {
        self.set(meaning.sets.met)
    }

    /// Concepts that are met negated in any of those.
    #[must_use]
    pub fn negated(&self, meaning: &Meaning) -> &Bits {
        self.set(meaning.sets.negated)
    }

    /// Concepts that are met in an entry's own text and typed attributes.
    #[must_use]
    pub fn own(&self, meaning: &Meaning) -> &Bits {
        self.set(meaning.sets.own)
    }

    /// Concepts that are met in an entry's text alone.
    #[must_use]
    pub fn text(&self, meaning: &Meaning) -> &Bits {
        self.set(meaning.sets.text)
    }

    /// Concepts that are met in an entry's sub-heading, unless that asks.
    #[must_use]
    pub fn head(&self, meaning: &Meaning) -> &Bits {
        self.set(meaning.sets.head)
    }

    /// Whether all that an entry meets is in its own text and typed attributes.
    #[must_use]
    pub fn is_all_own(&self, meaning: &Meaning) -> bool {
        meaning.sets.met == meaning.sets.own || self.met(meaning) == self.own(meaning)
    }

    /// What is met and what is negated when a sub-heading counts even if it asks: `Which costs are
    /// fixed?` says that what stands below it is fixed, though nothing answers it.
    #[must_use]
    pub fn under_any_heading(&self, meaning: &Meaning) -> (&Bits, &Bits) {
        let (met, negated) = meaning.sets.under_any_heading;
        (self.set(met), self.set(negated))
    }

    fn set(&self, set: Set) -> &Bits {
        self.sets.get(set as usize).unwrap_or(&Bits::EMPTY)
    }

    /// A set of concepts, held from now on.
    fn hold(&mut self, set: &Bits) -> Set {
        if set.is_empty() {
            return NOTHING;
        }
        self.sets.push(*set);
        Set::try_from(self.sets.len() - 1).unwrap_or(NOTHING)
    }

    /// The set of what is in either, held from now on.
    fn joined(&mut self, set: Set, more: &Bits) -> Set {
        if more.is_empty() {
            return set;
        }
        let mut all = *self.set(set);
        all.union(more);
        self.hold(&all)
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
        self.sets.truncate(1);
        self.votes = [0; 2];
    }

    /// Adds an entry by what its text says.
    pub(super) fn add(&mut self, block: Block, said: &Saying<'_>) -> &mut Meaning {
        let limit = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        let from = limit(self.stems.len());
        self.stems.extend_from_slice(said.stems);
        let place = self.entries.len();
        let (met, negated) = (self.hold(said.met), self.hold(said.negated));
        let under_any_heading = (met, negated);
        self.entries.push(Meaning {
            place: limit(place),
            block,
            empty: false,
            sets: Sets { met, negated, own: met, text: met, head: NOTHING, under_any_heading },
            flags: said.brief.flags,
            items: said.brief.items,
            answers: None,
            linked: false,
            mask: said.brief.mask,
            stems: (from, limit(self.stems.len())),
            names: said.brief.head,
            named: said.brief.named,
        });
        &mut self.entries[place]
    }

    /// Takes a typed attribute into account for the entry that was added last, before its
    /// sub-heading.
    pub(super) fn attribute(&mut self, said: &Said) {
        let Some(Sets { met, negated, own, .. }) = self.last() else { return };
        let all_own = met == own;
        let met = self.joined(met, &said.met);
        let own = if all_own { met } else { self.joined(own, &said.met) };
        let negated = self.joined(negated, &said.negated);
        if let Some(meaning) = self.entries.last_mut() {
            let under_any_heading = (met, negated);
            meaning.sets = Sets { met, negated, own, under_any_heading, ..meaning.sets };
        }
    }

    /// Takes a sub-heading into account for the entry that was added last.
    pub(super) fn heading(&mut self, said: &Said, asks: bool) {
        let Some(before) = self.last() else { return };
        let met = self.joined(before.met, &said.met);
        let negated = self.joined(before.negated, &said.negated);
        let under_any_heading = (met, negated);
        let sets = if asks {
            Sets { under_any_heading, ..before }
        } else {
            Sets { met, negated, head: self.hold(&said.met), under_any_heading, ..before }
        };
        let share = !asks && said.brief.flags & Flag::Percent.bit() != 0;
        if let Some(meaning) = self.entries.last_mut() {
            meaning.sets = sets;
            if share {
                meaning.flags |= Flag::HeadPercent.bit();
            }
        }
    }

    fn last(&self) -> Option<Sets> {
        self.entries.last().map(|meaning| meaning.sets)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Reading, Said};
    use crate::canvas::Block;
    use crate::text::Hits;

    proptest! {
        /// The fast ways, by bits and by going over few, find what comparing all with all finds,
        /// in whatever order words stand and however often.
        #[test]
        fn common_stems_are_found(
            texts in prop::collection::vec(prop::collection::vec(0_u32..300, 0..60), 2),
            shared in prop::collection::vec(0_u32..300, 0..4),
        ) {
            let mut texts = texts;
            // Often enough one names the other.
            texts[0].extend(&shared);
            texts[1].splice(0..0, shared);
            let mut reading = Reading::default();
            for text in &texts {
                let mut stems = text.clone();
                let said = Said::of(&Hits::default(), &mut stems);
                reading.add(Block::Channels, &said.with(&stems));
            }
            let (a, b) = (&reading.entries[0], &reading.entries[1]);
            let named = b.names();
            prop_assert_eq!(named, &texts[1][..texts[1].len().min(super::HEAD)]);
            let share = texts[0].iter().any(|stem| texts[1].contains(stem));
            prop_assert_eq!(reading.share(a, b), share);
            let all = !named.is_empty() && named.iter().all(|stem| texts[0].contains(stem));
            prop_assert_eq!(reading.names(a, b), all);
            for stem in 0..300 {
                prop_assert_eq!(reading.has(a, stem), texts[0].contains(&stem));
            }
        }
    }
}
