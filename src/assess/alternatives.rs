//! All that rules ask an entry for, numbered, so that what entries have becomes bits.
//!
//! Rules share their alternatives, and most ask for concepts that most entries lack. Instead of
//! comparing sets for each rule and entry, the concepts of an entry are gone over once, each adding
//! the alternatives that it satisfies. Trying a rule is then a matter of a few bits. Each block has
//! numbers of its own, since most rules look at one block.

use hashbrown::HashMap;

use crate::catalogue::{AnyOf, Flag};
use crate::meaning::{Meaning, Reading};
use crate::text::Bits;

/// The number of alternatives that rules ask the entries of a block for.
pub(super) type Number = u16;

/// Where the keys of each kind begin: concepts that are met, that the entry's own words meet,
/// that its heading meets, that are negated; flags; questions that it answers.
const MET: usize = 0;
const OWN: usize = MET + Bits::CAPACITY;
const BOTH: usize = OWN + Bits::CAPACITY;
const HEAD: usize = BOTH + Bits::CAPACITY;
const NEGATED: usize = HEAD + Bits::CAPACITY;
const FLAGS: usize = NEGATED + Bits::CAPACITY;
const KINDS: usize = FLAGS / Bits::CAPACITY;
const ANSWERS: usize = FLAGS + 16;

/// A bit for each of 256 alternatives, which a processor takes in one or two steps. Blocks have
/// fewer; one that has more takes several.
pub(super) type Lane = [u64; 4];

const LANE: usize = 256;

/// For each thing that an entry of a block may have the distinct alternatives that it satisfies.
pub(super) struct Alternatives {
    /// How many lanes hold a bit for each alternative.
    width: usize,
    /// Per key its row in `rows`; the first row is empty.
    row_of: Vec<u16>,
    /// Rows of `width` lanes, no two the same: the alternatives that a key satisfies.
    rows: Vec<Lane>,
    /// The concepts of each kind of key that satisfy any, in the order of the kinds.
    asked: [Bits; KINDS],
}

/// Collects the alternatives of a block.
#[derive(Default)]
pub(super) struct Collector<'c> {
    all: Vec<(&'c AnyOf, Option<u16>)>,
    known: HashMap<(u64, Option<u16>), Vec<Number>>,
}

impl<'c> Collector<'c> {
    /// The number of alternatives that a question asks for. Only an answer to that very question
    /// counts, so alternatives with such an answer are the question's own.
    pub(super) fn number(&mut self, any: &'c AnyOf, question: u16) -> Number {
        let question = Some(question).filter(|_| any.flags & Flag::Answer.bit() != 0);
        let next = Number::try_from(self.all.len()).unwrap_or(Number::MAX);
        let alike = self.known.entry((print(any), question)).or_default();
        let same =
            |number: &&Number| self.all.get(usize::from(**number)).is_some_and(|k| k.0 == any);
        if let Some(number) = alike.iter().find(same) {
            return *number;
        }
        alike.push(next);
        self.all.push((any, question));
        next
    }

    /// How many lanes hold a bit for each.
    pub(super) const fn width(&self) -> usize {
        self.all.len().div_ceil(LANE)
    }

    pub(super) fn finish(&self, questions: usize) -> Alternatives {
        let mut pairs: Vec<(usize, Number)> = Vec::new();
        for ((any, question), number) in self.all.iter().zip(0..) {
            let mut keys = |from: usize, set: &Bits| {
                pairs.extend(set.iter().map(|concept| (from + concept, number)));
            };
            let mut both = any.met;
            both.union(&any.own);
            keys(MET, &any.met);
            keys(OWN, &any.own);
            keys(BOTH, &both);
            keys(HEAD, &any.head);
            keys(NEGATED, &any.negated);
            let flags = (0..16).filter(|flag| any.flags & (1 << flag) & !Flag::Answer.bit() != 0);
            pairs.extend(flags.map(|flag| (FLAGS + flag, number)));
            pairs.extend(question.map(|question| (ANSWERS + usize::from(question), number)));
        }
        pairs.sort_unstable();
        let width = self.width();
        let mut asked = [Bits::EMPTY; KINDS];
        let mut row_of = vec![0; ANSWERS + questions];
        let mut rows = vec![Lane::default(); width];
        let mut known: HashMap<Vec<Lane>, u16> = HashMap::new();
        for alike in pairs.chunk_by(|one, other| one.0 == other.0) {
            let Some((key, _)) = alike.first().copied() else { continue };
            let mut row = vec![Lane::default(); width];
            alike.iter().for_each(|(_, number)| insert(&mut row, *number));
            let next = u16::try_from(known.len() + 1).unwrap_or(u16::MAX);
            row_of[key] = *known.entry(row).or_insert_with_key(|row| {
                rows.extend_from_slice(row);
                next
            });
            if let Some(asked) = asked.get_mut(key / Bits::CAPACITY) {
                asked.insert(key % Bits::CAPACITY);
            }
        }
        Alternatives { width, row_of, rows, asked }
    }
}

/// Sets the bit of an alternative.
pub(super) fn insert(lanes: &mut [Lane], number: Number) {
    let number = usize::from(number);
    if let Some(lane) = lanes.get_mut(number / LANE) {
        lane[number % LANE / 64] |= 1 << (number % 64);
    }
}

/// Adds the bits of one lane to another.
pub(super) fn join(mine: &mut Lane, theirs: &Lane) {
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        *mine |= theirs;
    }
}

/// A number that is the same for equal alternatives.
fn print(any: &AnyOf) -> u64 {
    let sets = [&any.met, &any.own, &any.head, &any.negated];
    sets.into_iter().flat_map(Bits::parts).fold(u64::from(any.flags), |print, (place, word)| {
        (print.rotate_left(9) ^ word ^ u64::from(place)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

impl Alternatives {
    /// How many lanes hold a bit for each alternative.
    pub(super) const fn width(&self) -> usize {
        self.width
    }

    /// Adds what a key satisfies to one of the lanes.
    fn add(&self, key: usize, number: usize, lane: &mut Lane) {
        let row = usize::from(self.row_of.get(key).copied().unwrap_or(0)) * self.width;
        if let Some(more) = self.rows.get(row + number) {
            join(lane, more);
        }
    }

    fn add_all(&self, from: usize, concepts: &Bits, number: usize, lane: &mut Lane) {
        let asked = concepts.intersection(&self.asked[from / Bits::CAPACITY]);
        asked.each(|concept| self.add(from + concept, number, lane));
    }

    /// A bit for each of the alternatives that an entry satisfies.
    pub(super) fn sign(&self, reading: &Reading, meaning: &Meaning, sign: &mut [Lane]) {
        for (number, sign) in sign.iter_mut().enumerate().take(self.width) {
            *sign = self.lane(reading, meaning, number);
        }
    }

    fn lane(&self, reading: &Reading, meaning: &Meaning, number: usize) -> Lane {
        let mut lane = Lane::default();
        if reading.is_all_own(meaning) {
            self.add_all(BOTH, reading.met(meaning), number, &mut lane);
        } else {
            self.add_all(MET, reading.met(meaning), number, &mut lane);
            self.add_all(OWN, reading.own(meaning), number, &mut lane);
        }
        if !reading.head(meaning).is_empty() {
            self.add_all(HEAD, reading.head(meaning), number, &mut lane);
        }
        if !reading.negated(meaning).is_empty() {
            self.add_all(NEGATED, reading.negated(meaning), number, &mut lane);
        }
        let mut flags = meaning.flags;
        while flags != 0 {
            self.add(FLAGS + flags.trailing_zeros() as usize, number, &mut lane);
            flags &= flags - 1;
        }
        if let Some(question) = meaning.answers {
            self.add(ANSWERS + usize::from(question), number, &mut lane);
        }
        lane
    }
}

#[cfg(test)]
mod tests {
    use super::{Alternatives, Collector, LANE, Lane};
    use crate::assess::predicate::has_any;
    use crate::canvas::{Attribute, Block, Canvas, Entry, Language};
    use crate::catalogue::{AnyOf, Catalogue, Test};
    use crate::meaning::{Reader, Reading};

    fn asked(catalogue: &Catalogue) -> Vec<(u16, &AnyOf)> {
        let mut all = Vec::new();
        for (number, question) in (0..).zip(&catalogue.questions) {
            for clause in question.rules.iter().flat_map(|rule| &rule.clauses) {
                match &clause.test {
                    Test::Entries { fits, .. } | Test::Tie { fits, .. } => {
                        let any = fits.any.iter().chain(&fits.and).chain([&fits.not]);
                        all.extend(any.map(|any| (number, any)));
                    }
                    Test::Kinds { kinds, .. } => all.extend(kinds.iter().map(|any| (number, any))),
                    Test::Empty => {}
                }
            }
        }
        all
    }

    #[test]
    fn a_bit_is_set_where_the_sets_say_so() {
        let catalogue = Catalogue::builtin().expect("the catalogue is sound");
        let asked = asked(&catalogue);
        let mut collector = Collector::default();
        let numbers: Vec<_> =
            asked.iter().map(|(question, any)| collector.number(any, *question)).collect();
        let made: Alternatives = collector.finish(catalogue.questions.len());
        let mut entries = Vec::new();
        for question in &catalogue.questions {
            for entry in question.examples.iter().flat_map(|example| &example.entries) {
                let mut view = Entry::new(entry.block, 1, &entry.text);
                view.group = entry.group.as_deref();
                if entries.len() % 3 == 0 {
                    view.set(Attribute::Question, Some(&question.id));
                }
                if entries.len() % 4 == 0 {
                    view.set(Attribute::Kind, Some("personal"));
                    view.set(Attribute::Amount, Some("12"));
                }
                entries.push(view);
            }
        }
        entries.push(Entry::new(Block::Channels, 1, "No website, no shop; 3% of € 5"));
        let canvas = Canvas { id: "a", version: "1", language: Some(Language::Nl), entries };
        let mut reading = Reading::default();
        Reader::new(&catalogue).read(&canvas, &mut reading);
        for meaning in &reading.entries {
            let mut sign = vec![Lane::default(); made.width()];
            made.sign(&reading, meaning, &mut sign);
            for ((question, any), number) in asked.iter().zip(&numbers) {
                let number = usize::from(*number);
                let set = sign[number / LANE][number % LANE / 64] >> (number % 64) & 1 == 1;
                assert_eq!(set, has_any(any, &reading, meaning, *question), "{any:?}");
            }
        }
    }
}
