//! All that rules ask an entry for, numbered, so that what entries have becomes bits.
//!
//! Rules share their alternatives, and most ask for concepts that most entries lack. Instead of
//! comparing sets for each rule and entry, the concepts of an entry are gone over once, each adding
//! the entry to those that satisfy an alternative. Trying a rule is then a matter of joining such
//! sets of entries. Each block has numbers of its own, since most rules look at one block.

use hashbrown::HashMap;

use crate::catalogue::{AnyOf, Flag};
use crate::meaning::Meaning;
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

/// For each thing that an entry of a block may have the distinct alternatives that it satisfies.
pub(super) struct Alternatives {
    /// How many alternatives there are.
    count: usize,
    /// Per key where its alternatives begin in `satisfied`; one more at the end.
    starts: Vec<u32>,
    satisfied: Vec<Number>,
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

    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.all.len()
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
        let mut asked = [Bits::EMPTY; KINDS];
        let mut starts = vec![0_u32; ANSWERS + questions + 1];
        for (key, _) in &pairs {
            starts[key + 1] += 1;
            if let Some(asked) = asked.get_mut(key / Bits::CAPACITY) {
                asked.insert(key % Bits::CAPACITY);
            }
        }
        for key in 1..starts.len() {
            starts[key] += starts[key - 1];
        }
        let satisfied = pairs.into_iter().map(|(_, number)| number).collect();
        Alternatives { count: self.all.len(), starts, satisfied, asked }
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
    /// How many alternatives there are.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// Adds the entries of `entry`, a bit each, to those that satisfy what a key satisfies.
    fn add(&self, key: usize, entry: u64, masks: &mut [u64]) {
        let [from, to] = [key, key + 1].map(|at| self.starts.get(at).copied().unwrap_or(0));
        for number in self.satisfied.get(from as usize..to as usize).unwrap_or_default() {
            if let Some(mask) = masks.get_mut(usize::from(*number)) {
                *mask |= entry;
            }
        }
    }

    fn add_all(&self, from: usize, concepts: &Bits, entry: u64, masks: &mut [u64]) {
        let asked = concepts.intersection(&self.asked[from / Bits::CAPACITY]);
        for (place, mut word) in asked.parts() {
            let first = from + usize::from(place) * 64;
            while word != 0 {
                self.add(first + word.trailing_zeros() as usize, entry, masks);
                word &= word - 1;
            }
        }
    }

    /// Adds an entry, as a bit, to the mask of each of the alternatives that it satisfies.
    pub(super) fn sign(&self, meaning: &Meaning, entry: u64, masks: &mut [u64]) {
        if meaning.own == meaning.met {
            self.add_all(BOTH, &meaning.met, entry, masks);
        } else {
            self.add_all(MET, &meaning.met, entry, masks);
            self.add_all(OWN, &meaning.own, entry, masks);
        }
        self.add_all(HEAD, &meaning.head, entry, masks);
        self.add_all(NEGATED, &meaning.negated, entry, masks);
        let mut flags = meaning.flags;
        while flags != 0 {
            self.add(FLAGS + flags.trailing_zeros() as usize, entry, masks);
            flags &= flags - 1;
        }
        if let Some(question) = meaning.answers {
            self.add(ANSWERS + usize::from(question), entry, masks);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Alternatives, Collector};
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
        for (meaning, bit) in reading.entries.iter().zip((0..64).cycle()) {
            let mut masks = vec![0; made.count()];
            made.sign(meaning, 1 << bit, &mut masks);
            for ((question, any), number) in asked.iter().zip(&numbers) {
                let expected = if has_any(any, meaning, *question) { 1 << bit } else { 0 };
                assert_eq!(masks[usize::from(*number)], expected, "{any:?}");
            }
        }
    }
}
