//! Trying the rules.

use super::alternatives::{Alternatives, Collector, Lane, Number, insert};
use super::facts::{Facts, Place};
use super::ties::tied;
use crate::canvas::{Block, Canvas};
use crate::catalogue::{
    AnyOf, Blocks, Clause, Flag, How, Level, Need, Predicate, Question, Rule, Test,
};
use crate::meaning::{Meaning, Reading};
use crate::text::Bits;

/// The rules of all questions, with the alternatives that they ask for as numbers.
pub(super) struct Rules<'c> {
    /// By block.
    pub(super) alternatives: Vec<Alternatives>,
    /// Per question the number of its first rule; one more at the end.
    firsts: Vec<usize>,
    /// Per rule what it cannot do without.
    gates: Vec<Gate>,
    /// Rules that any of several gates opens, by their number.
    wide: Vec<(usize, Vec<Gate>)>,
    rules: Vec<Ready>,
    /// What the rules look for, rule by rule.
    conditions: Vec<Condition<'c>>,
}

/// A [`Rule`].
struct Ready {
    gives: Level,
    /// Whether it holds whenever its gate is open.
    exact: bool,
    /// Where its conditions begin and end.
    conditions: (usize, usize),
}

/// Something that a rule cannot do without, so that most rules need not be looked at: the entries of
/// a block together have all these bits of one word of their signs. No bits are an open gate.
#[derive(Clone, Copy, Debug)]
struct Gate {
    bits: u64,
    place: Place,
}

impl Gate {
    const OPEN: Self = Self { bits: 0, place: 0 };
    /// No sign has this word.
    const SHUT: Self = Self { bits: 1, place: Place::MAX };
}

/// What a [`Clause`] looks for, with the blocks that it searches.
enum Condition<'c> {
    /// One entry of one block, as most clauses do.
    One {
        within: Block,
        fits: Fits,
    },
    Entries {
        within: Vec<(Block, Fits)>,
        need: Need,
        max_items: Option<u32>,
        max_entries: Option<u32>,
    },
    Kinds {
        /// Kinds that one bit stands for: those in one word of the signs together.
        single: Vec<Gate>,
        /// The bits that stand for each of the others, one kind behind the other …
        several: Vec<Gate>,
        /// … and how many each has.
        each: usize,
        min: u32,
    },
    Tie {
        fits: Fits,
        from: Block,
        to: Block,
        how: How,
        by: &'c Bits,
        need: Need,
    },
    Empty {
        within: Blocks,
    },
}

/// A [`Predicate`] on the entries of a block.
struct Fits {
    first: Asked,
    /// What is asked of further lanes.
    rest: Vec<Asked>,
}

/// The bits of a lane of which an entry's sign has all, and of which it has none.
#[derive(Clone, Copy, Default)]
struct Asked {
    all: Lane,
    none: Lane,
}

impl Asked {
    fn fit(&self, sign: &Lane) -> bool {
        let words = self.all.iter().zip(&self.none).zip(sign);
        words.fold(0, |wrong, ((all, none), sign)| wrong | all & !sign | none & sign) == 0
    }
}

impl Fits {
    fn fit(&self, sign: &[Lane]) -> bool {
        let Some((first, rest)) = sign.split_first() else { return false };
        self.first.fit(first) && self.rest.iter().zip(rest).all(|(asked, sign)| asked.fit(sign))
    }
}

/// Gives the alternatives of a question their numbers.
struct Numbering<'n, 'c> {
    question: u16,
    blocks: &'n mut Vec<Collector<'c>>,
    /// How many lanes a sign has.
    width: usize,
}

impl<'c> Numbering<'_, 'c> {
    /// The number of alternatives in a block.
    fn number(&mut self, any: &'c AnyOf, block: Block) -> Number {
        let collector = self.blocks.get_mut(block.index());
        collector.map_or(0, |collector| collector.number(any, self.question))
    }

    /// The bit that stands for alternatives in a block.
    fn bit(&mut self, any: &'c AnyOf, block: Block) -> Gate {
        let number = self.number(any, block);
        let words = self.width * Lane::default().len();
        let word = block.index() * words + usize::from(number) / 64;
        Gate { bits: 1 << (number % 64), place: Place::try_from(word).unwrap_or(Place::MAX) }
    }

    fn fits(&mut self, predicate: &'c Predicate, block: Block) -> Fits {
        let mut all = vec![Lane::default(); self.width];
        let mut none = all.clone();
        for any in predicate.any.iter().chain(&predicate.and) {
            insert(&mut all, self.number(any, block));
        }
        insert(&mut none, self.number(&predicate.not, block));
        let mut lanes = all.into_iter().zip(none).map(|(all, none)| Asked { all, none });
        Fits { first: lanes.next().unwrap_or_default(), rest: lanes.collect() }
    }

    fn condition(&mut self, clause: &'c Clause) -> Condition<'c> {
        match &clause.test {
            Test::Entries { fits, need: Need::Entries(1), max_items: None, max_entries: None }
                if clause.blocks.iter().count() == 1 =>
            {
                let within = clause.blocks.iter().next().unwrap_or(Block::CustomerSegments);
                Condition::One { within, fits: self.fits(fits, within) }
            }
            Test::Entries { fits, need, max_items, max_entries } => {
                let within = clause.blocks.iter().map(|block| (block, self.fits(fits, block)));
                let (need, max_items, max_entries) = (*need, *max_items, *max_entries);
                Condition::Entries { within: within.collect(), need, max_items, max_entries }
            }
            Test::Kinds { kinds, min } => {
                let each = clause.blocks.iter().count().max(1);
                let mut several: Vec<Gate> = Vec::new();
                for kind in kinds {
                    several.extend(clause.blocks.iter().map(|block| self.bit(kind, block)));
                }
                let mut single: Vec<Gate> = Vec::new();
                if each == 1 {
                    several.retain(|kind| !joined(&mut single, *kind));
                }
                Condition::Kinds { single, several, each, min: *min }
            }
            Test::Tie { from, to, fits, how, by, need } => Condition::Tie {
                fits: self.fits(fits, *from),
                from: *from,
                to: *to,
                how: *how,
                by,
                need: *need,
            },
            Test::Empty => Condition::Empty { within: clause.blocks },
        }
    }

    /// What is hardest to come by of all that a rule cannot do without, and what else the same
    /// entry must have: one of these.
    fn gates(&mut self, rule: &'c Rule) -> Vec<Gate> {
        let needed = rule.clauses.iter().filter_map(|clause| match &clause.test {
            Test::Entries { fits, need, .. } if asks(*need) => Some((fits, clause.blocks)),
            Test::Tie { from, fits, need, .. } if asks(*need) => {
                Some((fits, Blocks::NONE.with(*from)))
            }
            _ => None,
        });
        let needed = needed.flat_map(|(fits, within)| {
            fits.any.iter().chain(&fits.and).map(move |any| (any, fits, within))
        });
        let Some((hardest, fits, within)) =
            needed.min_by_key(|(any, _, within)| width_of(any, *within))
        else {
            return vec![Gate::OPEN];
        };
        let mut gates = Vec::new();
        for block in within.iter() {
            let mut gate = self.bit(hardest, block);
            for any in fits.any.iter().chain(&fits.and) {
                let other = self.bit(any, block);
                gate.bits |= if other.place == gate.place { other.bits } else { 0 };
            }
            gates.push(gate);
        }
        gates
    }
}

/// Adds a kind that one bit stands for to those of the same word; not one that is there already,
/// since two kinds that are the same count twice.
fn joined(all: &mut Vec<Gate>, kind: Gate) -> bool {
    match all.iter_mut().find(|known| known.place == kind.place) {
        Some(known) if known.bits & kind.bits != 0 => return false,
        Some(known) => known.bits |= kind.bits,
        None => all.push(kind),
    }
    true
}

/// Whether a rule asks for nothing but one entry that has one thing: its gates then say all.
fn is_exact(rule: &Rule) -> bool {
    let [clause] = rule.clauses.as_slice() else { return false };
    match &clause.test {
        Test::Entries { fits, need: Need::Entries(1), max_items: None, max_entries: None } => {
            fits.any.iter().chain(&fits.and).count() == 1 && fits.not == AnyOf::default()
        }
        _ => false,
    }
}

/// How easily alternatives are met, roughly.
fn width_of(any: &AnyOf, within: Blocks) -> usize {
    let sets = [&any.met, &any.own, &any.head, &any.negated];
    let concepts: usize = sets.into_iter().map(|set| set.iter().count()).sum();
    (concepts + 40 * any.flags.count_ones() as usize) * within.iter().count()
}

impl<'c> Rules<'c> {
    pub(super) fn new(questions: &'c [Question]) -> Self {
        let mut blocks: Vec<Collector<'c>> = Vec::new();
        blocks.resize_with(Block::ALL.len(), Collector::default);
        // How wide signs are is known when all alternatives are: they are gone over twice.
        numbered(questions, &mut blocks, 1);
        let width = blocks.iter().map(Collector::width).max().unwrap_or(0);
        let mut all = numbered(questions, &mut blocks, width);
        all.alternatives = blocks.iter().map(|block| block.finish(questions.len())).collect();
        all
    }

    /// The rules whose gates are open, as bits.
    pub(super) fn open(&self, facts: &Facts, open: &mut Vec<u64>) {
        let words = facts.words();
        let last = words.len().saturating_sub(1);
        // A place beyond all is that of the last word, which is empty.
        let opens = |gate: &Gate| {
            let word = words.get(usize::from(gate.place) & last).copied().unwrap_or(0);
            u64::from(word & gate.bits == gate.bits)
        };
        open.resize(self.gates.len().div_ceil(64), 0);
        for (word, gates) in open.iter_mut().zip(self.gates.chunks(64)) {
            let bits = gates.iter().fold(0, |bits, gate| bits >> 1 | opens(gate) << 63);
            *word = bits >> (64 - gates.len());
        }
        for (rule, gates) in &self.wide {
            if let Some(word) = open.get_mut(rule / 64) {
                // All are looked at: that takes less than foreseeing which is the first open one.
                *word |= gates.iter().fold(0, |any, gate| any | opens(gate)) << (rule % 64);
            }
        }
    }
}

fn numbered<'c>(
    questions: &'c [Question],
    blocks: &mut Vec<Collector<'c>>,
    width: usize,
) -> Rules<'c> {
    let mut all = Rules {
        alternatives: Vec::new(),
        firsts: vec![0],
        gates: Vec::new(),
        wide: Vec::new(),
        rules: Vec::new(),
        conditions: Vec::new(),
    };
    for (question, number) in questions.iter().zip(0..) {
        let mut numbering = Numbering { question: number, blocks, width };
        for rule in &question.rules {
            let gates = numbering.gates(rule);
            match gates.as_slice() {
                [gate] => all.gates.push(*gate),
                _ => {
                    all.gates.push(Gate::SHUT);
                    all.wide.push((all.rules.len(), gates));
                }
            }
            let first = all.conditions.len();
            all.conditions.extend(rule.clauses.iter().map(|clause| numbering.condition(clause)));
            let (gives, exact) = (rule.gives, is_exact(rule));
            let conditions = (first, all.conditions.len());
            all.rules.push(Ready { gives, exact, conditions });
        }
        all.firsts.push(all.rules.len());
    }
    all
}

/// A canvas and what it says, while its questions are judged.
pub(super) struct Trial<'a, 't> {
    pub(super) canvas: &'a Canvas<'t>,
    pub(super) reading: &'a Reading,
    pub(super) facts: &'a Facts,
    pub(super) rules: &'a Rules<'a>,
    /// The rules whose gates are open; see [`Rules::open`].
    pub(super) open: &'a [u64],
}

impl Trial<'_, '_> {
    /// The level of a question, and the place of the rule that gives it.
    pub(super) fn decide(&self, number: usize) -> (Level, Option<usize>) {
        let first = self.rules.firsts.get(number).copied().unwrap_or(0);
        let end = self.rules.firsts.get(number + 1).copied().unwrap_or(first);
        for number in ones(self.open, first, end) {
            let Some(rule) = self.rules.rules.get(number) else { continue };
            if rule.exact || self.all_hold(rule) {
                return (rule.gives, Some(number - first));
            }
        }
        if self.facts.answers {
            let number = u16::try_from(number).ok();
            let given = |e: &Meaning| e.answers == number && e.has(Flag::Detail);
            if self.facts.all(self.reading).any(given) {
                return (Level::Partly, None);
            }
        }
        (Level::NotFound, None)
    }

    fn all_hold(&self, rule: &Ready) -> bool {
        let (from, to) = rule.conditions;
        let conditions = self.rules.conditions.get(from..to).unwrap_or_default();
        conditions.iter().all(|condition| self.holds(condition))
    }

    fn holds(&self, condition: &Condition<'_>) -> bool {
        match condition {
            Condition::One { within, fits } => self.facts.any(*within, |sign| fits.fit(sign)),
            Condition::Entries { within, need, max_items, max_entries } => {
                let (mut entries, mut items, mut all) = (0_u32, 0_u32, 0_u32);
                let counts_items = max_items.is_some() || matches!(need, Need::Items(_));
                for (block, fits) in within {
                    all += self.facts.count(*block);
                    if counts_items {
                        for meaning in self.fitting_in(fits, *block) {
                            entries += 1;
                            items = items.saturating_add(u32::from(meaning.items.max(1)));
                        }
                    } else {
                        entries += self.facts.count_of(*block, |sign| fits.fit(sign));
                    }
                }
                max_items.is_none_or(|max| items <= max)
                    && max_entries.is_none_or(|max| entries <= max)
                    && enough(*need, entries, items, all)
            }
            Condition::Kinds { single, several, each, min } => {
                let count = |kinds: &Gate| self.facts.bits(kinds.place, kinds.bits).count_ones();
                let has = |kind: &Gate| self.facts.have(kind.place, kind.bits);
                let others = several.chunks(*each).filter(|kind| kind.iter().any(has));
                single.iter().map(count).chain(others.map(|_| 1)).sum::<u32>() >= *min
            }
            Condition::Tie { fits, from, to, how, by, need } => {
                self.tie_holds(fits, (*from, *to), (*how, by), *need)
            }
            Condition::Empty { within } => within.iter().all(|block| self.facts.count(block) == 0),
        }
    }

    /// The entries of a block that fit.
    fn fitting_in(&self, fits: &Fits, block: Block) -> impl Iterator<Item = &Meaning> {
        self.facts.picked(self.reading, block, |sign| fits.fit(sign))
    }

    /// Whether two entries are tied in the way that a tie test asks for.
    pub(super) fn tied(&self, (how, by): (How, &Bits), from: &Meaning, to: &Meaning) -> bool {
        match how {
            How::Concept => {
                let (from, to) = (self.reading.met(from), self.reading.met(to));
                from.intersection(to).intersects(by)
            }
            how => tied(self.canvas, self.reading, from, to, how),
        }
    }

    fn tie_holds(
        &self,
        fits: &Fits,
        (from, to): (Block, Block),
        way: (How, &Bits),
        need: Need,
    ) -> bool {
        let mut from = self.fitting_in(fits, from);
        let to = || self.facts.block(self.reading, to);
        match need {
            Need::Share(share) => {
                let from: Vec<&Meaning> = from.collect();
                let count = to().count();
                let reached = to().filter(|to| from.iter().any(|from| self.tied(way, from, to)));
                count > 0 && reached.count() as f64 >= share * count as f64
            }
            Need::Entries(wanted) | Need::Items(wanted) => {
                let tied_ones = from.by_ref().filter(|f| to().any(|t| self.tied(way, f, t)));
                tied_ones.take(wanted as usize).count() >= wanted as usize
            }
        }
    }
}

/// The numbers from `first` to before `end` whose bits are set, ascending.
fn ones(bits: &[u64], first: usize, end: usize) -> impl Iterator<Item = usize> {
    let mut number = first;
    std::iter::from_fn(move || {
        while number < end {
            let word = bits.get(number / 64).copied().unwrap_or(0) >> (number % 64);
            if word == 0 {
                number = (number / 64 + 1) * 64;
                continue;
            }
            let found = number + word.trailing_zeros() as usize;
            number = found + 1;
            return (found < end).then_some(found);
        }
        None
    })
}

/// Whether a need asks for at least one entry.
fn asks(need: Need) -> bool {
    match need {
        Need::Entries(count) | Need::Items(count) => count > 0,
        Need::Share(share) => share > 0.0,
    }
}

/// Whether what was found, of all that there is, is enough.
fn enough(need: Need, entries: u32, items: u32, all: u32) -> bool {
    match need {
        Need::Entries(wanted) => entries >= wanted,
        Need::Items(wanted) => items >= wanted,
        Need::Share(share) => all > 0 && f64::from(entries) >= share * f64::from(all),
    }
}
