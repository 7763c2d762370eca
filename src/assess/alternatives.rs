//! All that rules ask an entry for, numbered, so that what an entry has becomes a row of bits.
//!
//! Rules share their alternatives, and most ask for concepts that most entries lack. Instead of
//! comparing sets for each rule and entry, the concepts of an entry are gone over once, each adding
//! the alternatives that it satisfies. Trying a rule is then a matter of testing bits.

use hashbrown::HashMap;

use crate::catalogue::{AnyOf, Flag};
use crate::meaning::Meaning;
use crate::text::Bits;

/// The number of alternatives that rules ask for.
pub(super) type Number = u16;

/// Where the keys of each kind begin: concepts that are met, that the entry's own words meet,
/// that its heading meets, that are negated; flags; questions that it answers.
const MET: usize = 0;
const OWN: usize = MET + Bits::CAPACITY;
const BOTH: usize = OWN + Bits::CAPACITY;
const HEAD: usize = BOTH + Bits::CAPACITY;
const NEGATED: usize = HEAD + Bits::CAPACITY;
const FLAGS: usize = NEGATED + Bits::CAPACITY;
const ANSWERS: usize = FLAGS + 16;

/// Distinct alternatives, and for each thing that an entry may have those that it satisfies.
pub(super) struct Alternatives {
    /// Words of 64 bits in a row.
    stride: usize,
    /// Per key one more than the number of its row; 0 for one that satisfies nothing.
    row_of: Vec<u16>,
    rows: Vec<u64>,
}

/// Collects alternatives.
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
        let same = |number: &&Number| self.all.get(usize::from(**number)).is_some_and(|k| k.0 == any);
        if let Some(number) = alike.iter().find(same) {
            return *number;
        }
        alike.push(next);
        self.all.push((any, question));
        next
    }

    pub(super) fn finish(&self, questions: usize) -> Alternatives {
        let stride = self.all.len().div_ceil(64).max(1);
        let mut made = Alternatives { stride, row_of: vec![0; ANSWERS + questions], rows: Vec::new() };
        for (number, (any, question)) in self.all.iter().enumerate() {
            for concept in any.met.iter() {
                made.set(MET + concept, number);
                made.set(BOTH + concept, number);
            }
            for concept in any.own.iter() {
                made.set(OWN + concept, number);
                made.set(BOTH + concept, number);
            }
            any.head.iter().for_each(|concept| made.set(HEAD + concept, number));
            any.negated.iter().for_each(|concept| made.set(NEGATED + concept, number));
            let flags = (0..16).filter(|flag| any.flags & (1 << flag) & !Flag::Answer.bit() != 0);
            flags.for_each(|flag| made.set(FLAGS + flag, number));
            if let Some(question) = question {
                made.set(ANSWERS + usize::from(*question), number);
            }
        }
        made
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
    fn set(&mut self, key: usize, number: usize) {
        let Some(row) = self.row_of.get_mut(key) else { return };
        if *row == 0 {
            self.rows.resize(self.rows.len() + self.stride, 0);
            *row = u16::try_from(self.rows.len() / self.stride).unwrap_or(0);
        }
        let at = (usize::from(*row) - 1) * self.stride + number / 64;
        if let Some(word) = self.rows.get_mut(at) {
            *word |= 1 << (number % 64);
        }
    }

    /// Words of 64 bits in a row.
    pub(super) const fn stride(&self) -> usize {
        self.stride
    }

    /// Adds what a key satisfies to a row.
    fn add(&self, key: usize, row: &mut [u64]) {
        let Some(from) = self.row_of.get(key).and_then(|row| usize::from(*row).checked_sub(1)) else {
            return;
        };
        let own = self.rows.get(from * self.stride..(from + 1) * self.stride).unwrap_or_default();
        for (word, own) in row.iter_mut().zip(own) {
            *word |= own;
        }
    }

    fn add_all(&self, from: usize, concepts: &Bits, row: &mut [u64]) {
        for (place, mut word) in concepts.parts() {
            let first = from + usize::from(place) * 64;
            while word != 0 {
                self.add(first + word.trailing_zeros() as usize, row);
                word &= word - 1;
            }
        }
    }

    /// Adds what an entry satisfies to a row.
    pub(super) fn sign(&self, meaning: &Meaning, row: &mut [u64]) {
        if meaning.own == meaning.met {
            self.add_all(BOTH, &meaning.met, row);
        } else {
            self.add_all(MET, &meaning.met, row);
            self.add_all(OWN, &meaning.own, row);
        }
        self.add_all(HEAD, &meaning.head, row);
        self.add_all(NEGATED, &meaning.negated, row);
        let mut flags = meaning.flags;
        while flags != 0 {
            self.add(FLAGS + flags.trailing_zeros() as usize, row);
            flags &= flags - 1;
        }
        if let Some(question) = meaning.answers {
            self.add(ANSWERS + usize::from(question), row);
        }
    }
}

/// Whether a row has the alternatives.
pub(super) fn has(row: &[u64], number: Number) -> bool {
    row.get(usize::from(number) / 64).is_some_and(|word| word >> (number % 64) & 1 != 0)
}

#[cfg(test)]
mod tests {
    use super::{Alternatives, Collector, has};
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
        let mut row = Vec::new();
        for meaning in &reading.entries {
            row.clear();
            row.resize(made.stride(), 0);
            made.sign(meaning, &mut row);
            for ((question, any), number) in asked.iter().zip(&numbers) {
                assert_eq!(has(&row, *number), has_any(any, meaning, *question), "{any:?}");
            }
        }
    }
}
