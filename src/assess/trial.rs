//! Trying the rules.

use super::alternatives::{Alternatives, Collector, Number, insert};
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
    rules: Vec<Ready<'c>>,
}

/// A [`Rule`].
struct Ready<'c> {
    gives: Level,
    clauses: Vec<Condition<'c>>,
}

/// Something that a rule cannot do without, so that most rules need not be looked at: the entries of
/// a block together have all these bits of one word of their signs.
#[derive(Clone, Debug)]
enum Gate {
    /// It can do without anything.
    Open,
    /// In one block.
    One(Place, u64),
    /// In one of several blocks.
    Any(Vec<(Place, u64)>),
}

/// What a [`Clause`] looks for, with the blocks that it searches.
enum Condition<'c> {
    Entries {
        within: Vec<(Block, Fits)>,
        need: Need,
        max_items: Option<u32>,
        max_entries: Option<u32>,
    },
    Kinds {
        /// The bits that stand for each, by block.
        kinds: Vec<Vec<(Place, u64)>>,
        min: usize,
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
    /// An entry's sign has all of these bits …
    all: Vec<u64>,
    /// … and not this one, which is in this word.
    not: (usize, u64),
}

impl Fits {
    fn fit(&self, sign: &[u64]) -> bool {
        self.all.iter().zip(sign).all(|(all, sign)| sign & all == *all)
            && sign.get(self.not.0).is_none_or(|sign| sign & self.not.1 == 0)
    }
}

/// Gives the alternatives of a question their numbers.
struct Numbering<'n, 'c> {
    question: u16,
    blocks: &'n mut Vec<Collector<'c>>,
    /// How many words a sign has.
    width: usize,
}

impl<'c> Numbering<'_, 'c> {
    /// The number of alternatives in a block.
    fn number(&mut self, any: &'c AnyOf, block: Block) -> Number {
        let collector = self.blocks.get_mut(block.index());
        collector.map_or(0, |collector| collector.number(any, self.question))
    }

    /// The bit that stands for alternatives in a block, and its word among those of all blocks.
    fn bit(&mut self, any: &'c AnyOf, block: Block) -> (Place, u64) {
        let number = self.number(any, block);
        let word = block.index() * self.width + usize::from(number) / 64;
        (Place::try_from(word).unwrap_or(Place::MAX), 1 << (number % 64))
    }

    fn fits(&mut self, predicate: &'c Predicate, block: Block) -> Fits {
        let mut all = vec![0; self.width];
        for any in predicate.any.iter().chain(&predicate.and) {
            insert(&mut all, self.number(any, block));
        }
        let not = self.number(&predicate.not, block);
        Fits { all, not: (usize::from(not) / 64, 1 << (not % 64)) }
    }

    fn condition(&mut self, clause: &'c Clause) -> Condition<'c> {
        match &clause.test {
            Test::Entries { fits, need, max_items, max_entries } => {
                let within = clause.blocks.iter().map(|block| (block, self.fits(fits, block)));
                let (need, max_items, max_entries) = (*need, *max_items, *max_entries);
                Condition::Entries { within: within.collect(), need, max_items, max_entries }
            }
            Test::Kinds { kinds, min } => {
                let mut each = |kind: &'c AnyOf| -> Vec<(Place, u64)> {
                    clause.blocks.iter().map(|block| self.bit(kind, block)).collect()
                };
                let kinds = kinds.iter().map(&mut each).collect();
                Condition::Kinds { kinds, min: *min as usize }
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
    /// entry must have.
    fn gate(&mut self, rule: &'c Rule) -> Gate {
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
            return Gate::Open;
        };
        let mut gates = Vec::new();
        for block in within.iter() {
            let (place, mut bits) = self.bit(hardest, block);
            for any in fits.any.iter().chain(&fits.and) {
                let (other, bit) = self.bit(any, block);
                bits |= if other == place { bit } else { 0 };
            }
            gates.push((place, bits));
        }
        match gates.as_slice() {
            [(place, bits)] => Gate::One(*place, *bits),
            _ => Gate::Any(gates),
        }
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
        let width = blocks.iter().map(Collector::words).max().unwrap_or(0);
        let mut all = numbered(questions, &mut blocks, width);
        all.alternatives = blocks.iter().map(|block| block.finish(questions.len())).collect();
        all
    }
}

fn numbered<'c>(
    questions: &'c [Question],
    blocks: &mut Vec<Collector<'c>>,
    width: usize,
) -> Rules<'c> {
    let (mut firsts, mut gates, mut rules) = (vec![0], Vec::new(), Vec::new());
    for (question, number) in questions.iter().zip(0..) {
        let mut numbering = Numbering { question: number, blocks, width };
        for rule in &question.rules {
            gates.push(numbering.gate(rule));
            let clauses = rule.clauses.iter().map(|clause| numbering.condition(clause));
            rules.push(Ready { gives: rule.gives, clauses: clauses.collect() });
        }
        firsts.push(rules.len());
    }
    Rules { alternatives: Vec::new(), firsts, gates, rules }
}

/// A canvas and what it says, while its questions are judged.
pub(super) struct Trial<'a, 't> {
    pub(super) canvas: &'a Canvas<'t>,
    pub(super) reading: &'a Reading,
    pub(super) facts: &'a Facts,
    pub(super) rules: &'a Rules<'a>,
}

impl Trial<'_, '_> {
    /// The level of a question, and the place of the rule that gives it.
    pub(super) fn decide(&self, number: usize) -> (Level, Option<usize>) {
        let first = self.rules.firsts.get(number).copied().unwrap_or(0);
        let end = self.rules.firsts.get(number + 1).copied().unwrap_or(first);
        let gates = self.rules.gates.get(first..end).unwrap_or_default();
        for (place, _) in gates.iter().enumerate().filter(|(_, gate)| self.opens(gate)) {
            let Some(rule) = self.rules.rules.get(first + place) else { continue };
            if rule.clauses.iter().all(|clause| self.holds(clause)) {
                return (rule.gives, Some(place));
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

    fn opens(&self, gate: &Gate) -> bool {
        match gate {
            Gate::Open => true,
            Gate::One(place, bits) => self.facts.have(*place, *bits),
            Gate::Any(gates) => gates.iter().any(|(place, bits)| self.facts.have(*place, *bits)),
        }
    }

    fn holds(&self, condition: &Condition<'_>) -> bool {
        match condition {
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
            Condition::Kinds { kinds, min } => {
                let has = |(place, bit): &(Place, u64)| self.facts.have(*place, *bit);
                kinds.iter().filter(|kind| kind.iter().any(has)).count() >= *min
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
