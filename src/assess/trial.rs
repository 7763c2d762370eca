//! Trying the rules.

use super::alternatives::{Alternatives, Collector, Number, has};
use super::facts::Facts;
use super::ties::tied;
use crate::canvas::{Block, Canvas};
use crate::catalogue::{Blocks, Clause, Flag, How, Level, Need, Predicate, Question, Test};
use crate::meaning::{Meaning, Reading};
use crate::text::Bits;

/// The rules of all questions, with the alternatives that they ask for as numbers.
pub(super) struct Rules<'c> {
    pub(super) alternatives: Alternatives,
    questions: Vec<Vec<Rule<'c>>>,
}

struct Rule<'c> {
    gives: Level,
    clauses: Vec<Condition<'c>>,
}

/// A [`Clause`].
struct Condition<'c> {
    blocks: Blocks,
    looks_for: LooksFor<'c>,
}

/// A [`Test`].
enum LooksFor<'c> {
    Entries { fits: Fits, need: Need, max_items: Option<u32>, max_entries: Option<u32> },
    Kinds { kinds: Vec<Number>, min: usize },
    Tie { fits: Fits, from: Block, to: Block, how: How, by: &'c Bits, need: Need },
    Empty,
}

/// A [`Predicate`].
struct Fits {
    /// The entry has one of each of these …
    all: Vec<Number>,
    /// … and none of these.
    not: Number,
}

impl Fits {
    fn new<'c>(predicate: &'c Predicate, question: u16, collector: &mut Collector<'c>) -> Self {
        let all = predicate.any.iter().chain(&predicate.and);
        let all = all.map(|any| collector.number(any, question)).collect();
        Self { all, not: collector.number(&predicate.not, question) }
    }

    fn fits(&self, row: &[u64]) -> bool {
        self.all.iter().all(|number| has(row, *number)) && !has(row, self.not)
    }

    /// Whether any entry may fit, by what they have together. Never wrong when it says no.
    fn may_fit(&self, union: &[u64]) -> bool {
        self.all.iter().all(|number| has(union, *number))
    }
}

impl<'c> Rules<'c> {
    pub(super) fn new(questions: &'c [Question]) -> Self {
        let mut collector = Collector::default();
        let mut all = Vec::with_capacity(questions.len());
        for (number, question) in (0..).zip(questions) {
            let rules = question.rules.iter().map(|rule| {
                let clauses = rule.clauses.iter();
                let clauses = clauses.map(|clause| Condition::new(clause, number, &mut collector));
                Rule { gives: rule.gives, clauses: clauses.collect() }
            });
            all.push(rules.collect());
        }
        Self { alternatives: collector.finish(questions.len()), questions: all }
    }
}

impl<'c> Condition<'c> {
    fn new(clause: &'c Clause, question: u16, collector: &mut Collector<'c>) -> Self {
        let looks_for = match &clause.test {
            Test::Entries { fits, need, max_items, max_entries } => LooksFor::Entries {
                fits: Fits::new(fits, question, collector),
                need: *need,
                max_items: *max_items,
                max_entries: *max_entries,
            },
            Test::Kinds { kinds, min } => LooksFor::Kinds {
                kinds: kinds.iter().map(|kind| collector.number(kind, question)).collect(),
                min: *min as usize,
            },
            Test::Tie { from, to, fits, how, by, need } => LooksFor::Tie {
                fits: Fits::new(fits, question, collector),
                from: *from,
                to: *to,
                how: *how,
                by,
                need: *need,
            },
            Test::Empty => LooksFor::Empty,
        };
        Self { blocks: clause.blocks, looks_for }
    }
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
        for (place, rule) in self.rules.questions.get(number).into_iter().flatten().enumerate() {
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

    fn holds(&self, clause: &Condition<'_>) -> bool {
        match &clause.looks_for {
            LooksFor::Entries { fits, need, max_items, max_entries } => {
                let capped = max_items.is_some() || max_entries.is_some();
                let (mut entries, mut items, mut all) = (0_u32, 0_u32, 0_u32);
                for block in clause.blocks.iter() {
                    all += self.facts.count(block);
                    if !fits.may_fit(self.facts.union(block)) {
                        continue;
                    }
                    for (meaning, row) in self.facts.rows(self.reading, block) {
                        if !fits.fits(row) {
                            continue;
                        }
                        entries += 1;
                        items += u32::from(meaning.items.max(1));
                        if !capped && enough(*need, entries, items, None) {
                            return true;
                        }
                    }
                }
                max_items.is_none_or(|max| items <= max)
                    && max_entries.is_none_or(|max| entries <= max)
                    && enough(*need, entries, items, Some(all))
            }
            LooksFor::Kinds { kinds, min } => {
                let met = |kind: &&Number| {
                    clause.blocks.iter().any(|block| has(self.facts.union(block), **kind))
                };
                kinds.iter().filter(met).count() >= *min
            }
            LooksFor::Tie { fits, from, to, how, by, need } => {
                (fits.may_fit(self.facts.union(*from)) || !asks(*need))
                    && self.tie_holds(fits, (*from, *to), (*how, by), *need)
            }
            LooksFor::Empty => clause.blocks.iter().all(|block| self.facts.count(block) == 0),
        }
    }

    /// Whether two entries are tied in the way that a tie test asks for.
    pub(super) fn tied(&self, (how, by): (How, &Bits), from: &Meaning, to: &Meaning) -> bool {
        match how {
            How::Concept => from.met.intersection(&to.met).intersects(by),
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
        let from = self.facts.rows(self.reading, from).filter(|(_, row)| fits.fits(row));
        let mut from = from.map(|(meaning, _)| meaning);
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

/// Whether what was found is enough. A share can only be told when all entries are known.
fn enough(need: Need, entries: u32, items: u32, all: Option<u32>) -> bool {
    match (need, all) {
        (Need::Entries(wanted), _) => entries >= wanted,
        (Need::Items(wanted), _) => items >= wanted,
        (Need::Share(_), None) => false,
        (Need::Share(share), Some(all)) => all > 0 && f64::from(entries) >= share * f64::from(all),
    }
}
