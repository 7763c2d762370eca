//! Trying the rules.

use super::answer::{Answer, EvidenceKind, Quote};
use super::facts::{EntryFacts, Facts, Reader};
use super::gates::Gates;
use super::predicate::{fits, has_any, may_fit, may_have};
use super::ties::tied;
use crate::canvas::{Attribute, Canvas};
use crate::catalogue::{AnyOf, Catalogue, Clause, Flag, How, Level, Need, Question, Rule, Test};
use crate::text::{Bits, Lexicon, spans_of};

/// One thread's working memory for judging canvases.
pub struct Judge<'c> {
    catalogue: &'c Catalogue,
    lexicon: Lexicon<'c>,
    facts: Facts,
    reader: Reader,
    gates: Gates,
    /// The rules that can hold for the canvas that was read last.
    open: Vec<u64>,
}

/// At most this many entries are quoted for one judgement.
const QUOTES: usize = 3;

impl<'c> Judge<'c> {
    /// A judge by this catalogue.
    #[must_use]
    pub fn new(catalogue: &'c Catalogue) -> Self {
        Self {
            catalogue,
            lexicon: Lexicon::new(catalogue.vocabulary.matcher()),
            facts: Facts::default(),
            reader: Reader::default(),
            gates: Gates::new(&catalogue.questions),
            open: Vec::new(),
        }
    }

    fn read(&mut self, canvas: &Canvas<'_>) {
        self.facts.read(canvas, self.catalogue, &mut self.lexicon, &mut self.reader);
        self.gates.open(&self.facts.unions, &mut self.open);
    }

    fn trial<'a, 't>(&'a self, canvas: &'a Canvas<'t>) -> Trial<'a, 't> {
        Trial { canvas, facts: &self.facts, gates: &self.gates, open: &self.open }
    }

    /// What the canvas says. The borrow ends with the next canvas.
    pub fn facts(&mut self, canvas: &Canvas<'_>) -> &Facts {
        self.read(canvas);
        &self.facts
    }

    /// The levels of all questions, in the catalogue's order, into `out`.
    pub fn levels(&mut self, canvas: &Canvas<'_>, out: &mut Vec<Level>) {
        self.read(canvas);
        out.clear();
        let trial = self.trial(canvas);
        for (number, question) in self.catalogue.questions.iter().enumerate() {
            out.push(trial.decide(number, question).0);
        }
    }

    /// The judgements on all questions, in the catalogue's order, with their evidence.
    pub fn answers(&mut self, canvas: &Canvas<'_>) -> Vec<Answer> {
        self.answers_to(canvas, |_| true)
    }

    /// The judgements on the questions at the places that are wanted, in the catalogue's order,
    /// with their evidence. Evidence takes longer to find than a level.
    pub fn answers_to(
        &mut self,
        canvas: &Canvas<'_>,
        wanted: impl Fn(usize) -> bool,
    ) -> Vec<Answer> {
        self.read(canvas);
        let trial = self.trial(canvas);
        let questions = self.catalogue.questions.iter().enumerate();
        questions
            .filter(|(number, _)| wanted(*number))
            .map(|(number, question)| {
                let (level, rule) = trial.decide(number, question);
                let deciding = rule.and_then(|rule| question.rules.get(rule));
                let (kind, quotes) = match deciding {
                    Some(rule) => self.evidence(&trial, number, rule),
                    None if level == Level::NotFound => (None, Vec::new()),
                    None => (Some(EvidenceKind::Answer), self.direct(&trial, number)),
                };
                Answer { question: number, level, rule, kind, quotes }
            })
            .collect()
    }

    /// The entries given as the answer to a question.
    fn direct(&self, trial: &Trial<'_, '_>, number: usize) -> Vec<Quote> {
        let number = u16::try_from(number).unwrap_or(u16::MAX);
        let given = trial.facts.entries.iter().filter(|e| e.answers == Some(number));
        let quote = |entry: &EntryFacts| Quote {
            block: entry.block,
            place: entry.place as usize,
            words: Vec::new(),
        };
        given.take(QUOTES).map(quote).collect()
    }

    fn evidence(
        &self,
        trial: &Trial<'_, '_>,
        number: usize,
        rule: &Rule,
    ) -> (Option<EvidenceKind>, Vec<Quote>) {
        let Some(clause) = rule.clauses.first() else { return (None, Vec::new()) };
        let number = u16::try_from(number).unwrap_or(u16::MAX);
        let mut fitting = trial.fitting(clause, number);
        // The most telling entry first. Nothing here depends on the order of the source.
        fitting.sort_by(|a, b| {
            let text =
                |e: &EntryFacts| trial.canvas.entries.get(e.place as usize).map(|entry| entry.text);
            let weight = |e: &EntryFacts| e.met.intersection(&wanted(clause).met).iter().count();
            weight(b).cmp(&weight(a)).then(a.block.cmp(&b.block)).then(text(a).cmp(&text(b)))
        });
        let kind = trial.kind(clause, &fitting, number);
        let shown = distinct_kinds(clause, &fitting, number);
        let quotes = shown.into_iter().take(QUOTES).map(|entry| self.quote(trial, entry, clause));
        (Some(kind), quotes.collect())
    }

    fn quote(&self, trial: &Trial<'_, '_>, entry: &EntryFacts, clause: &Clause) -> Quote {
        let wanted = wanted(clause);
        let place = entry.place as usize;
        let mut words = Vec::new();
        let text = trial.canvas.entries.get(place).map_or("", |entry| entry.text);
        if let Some(scanned) = self.reader.scanned(entry.place) {
            let find = |set: &Bits, negated: bool| {
                spans_of(scanned, &self.lexicon, self.facts.mode, set, negated)
            };
            let mut spans = find(&wanted.met, false);
            spans.extend(find(&wanted.negated, true));
            spans.sort_unstable_by_key(|span| (span.start, span.end));
            for span in spans {
                let word = text.get(span.start as usize..span.end as usize).unwrap_or_default();
                if !word.is_empty() && !words.iter().any(|known| known == word) {
                    words.push(word.to_owned());
                }
            }
        }
        Quote { block: entry.block, place, words }
    }
}

/// All concepts that a clause asks for.
fn wanted(clause: &Clause) -> AnyOf {
    let mut all = AnyOf::default();
    let mut add = |any: &AnyOf| {
        all.met.union(&any.met);
        all.met.union(&any.own);
        all.negated.union(&any.negated);
        all.flags |= any.flags;
    };
    match &clause.test {
        Test::Entries { fits, .. } => {
            fits.any.iter().chain(&fits.and).for_each(&mut add);
        }
        Test::Kinds { kinds, .. } => kinds.iter().for_each(&mut add),
        Test::Tie { by, .. } => all.met.union(by),
        Test::Empty => {}
    }
    all
}

/// For kinds, entries that together show as many kinds as possible come first.
fn distinct_kinds<'f>(
    clause: &Clause,
    fitting: &[&'f EntryFacts],
    number: u16,
) -> Vec<&'f EntryFacts> {
    let Test::Kinds { kinds, .. } = &clause.test else { return fitting.to_vec() };
    let mut shown: Vec<&EntryFacts> = Vec::new();
    let mut seen = vec![false; kinds.len()];
    for entry in fitting {
        let mut new = false;
        for (kind, seen) in kinds.iter().zip(&mut seen) {
            if !*seen && has_any(kind, entry, number) {
                *seen = true;
                new = true;
            }
        }
        if new {
            shown.push(entry);
        }
    }
    shown
}

/// A canvas and what it says, while its questions are judged.
struct Trial<'a, 't> {
    canvas: &'a Canvas<'t>,
    facts: &'a Facts,
    gates: &'a Gates,
    open: &'a [u64],
}

impl Trial<'_, '_> {
    fn decide(&self, number: usize, question: &Question) -> (Level, Option<usize>) {
        let open = self.gates.rules_of(number, self.open);
        let number = u16::try_from(number).unwrap_or(u16::MAX);
        for (place, rule) in open.filter_map(|place| Some((place, question.rules.get(place)?))) {
            if rule.clauses.iter().all(|clause| self.holds(clause, number)) {
                return (rule.gives, Some(place));
            }
        }
        let given = |e: &EntryFacts| e.answers == Some(number) && e.flags & Flag::Detail.bit() != 0;
        if self.facts.entries.iter().any(given) {
            return (Level::Partly, None);
        }
        (Level::NotFound, None)
    }

    fn holds(&self, clause: &Clause, number: u16) -> bool {
        match &clause.test {
            Test::Entries { fits: predicate, need, max_items, max_entries } => {
                let capped = max_items.is_some() || max_entries.is_some();
                let (mut entries, mut items, mut all) = (0_u32, 0_u32, 0_u32);
                for block in clause.blocks.iter() {
                    let here = self.facts.block(block);
                    all += u32::try_from(here.len()).unwrap_or(u32::MAX);
                    if !may_fit(predicate, self.facts, block) {
                        continue;
                    }
                    for entry in here.iter().filter(|entry| fits(predicate, entry, number)) {
                        entries += 1;
                        items += u32::from(entry.items.max(1));
                        if !capped && enough(*need, entries, items, None) {
                            return true;
                        }
                    }
                }
                max_items.is_none_or(|max| items <= max)
                    && max_entries.is_none_or(|max| entries <= max)
                    && enough(*need, entries, items, Some(all))
            }
            Test::Kinds { kinds, min } => {
                let met = |kind: &&AnyOf| {
                    clause.blocks.iter().any(|block| {
                        may_have(kind, self.facts, block)
                            && self.facts.block(block).iter().any(|e| has_any(kind, e, number))
                    })
                };
                kinds.iter().filter(met).count() >= *min as usize
            }
            Test::Tie { .. } => self.tie_holds(&clause.test, number),
            Test::Empty => clause.blocks.iter().all(|block| self.facts.block(block).is_empty()),
        }
    }

    /// Whether two entries are tied in the way that a tie test asks for.
    fn tied(&self, test: &Test, from: &EntryFacts, to: &EntryFacts) -> bool {
        match test {
            Test::Tie { how: How::Concept, by, .. } => {
                from.met.intersection(&to.met).intersects(by)
            }
            Test::Tie { how, .. } => tied(self.canvas, self.facts, from, to, *how),
            _ => false,
        }
    }

    fn tie_holds(&self, test: &Test, number: u16) -> bool {
        let Test::Tie { from, to, fits: predicate, need, .. } = test else { return false };
        let to = self.facts.block(*to);
        let from = self.facts.block(*from).iter();
        let mut from = from.filter(|entry| fits(predicate, entry, number));
        match need {
            Need::Share(share) => {
                let from: Vec<&EntryFacts> = from.collect();
                let reached =
                    to.iter().filter(|to| from.iter().any(|from| self.tied(test, from, to)));
                !to.is_empty() && reached.count() as f64 >= share * to.len() as f64
            }
            Need::Entries(wanted) | Need::Items(wanted) => {
                let tied_ones = from.by_ref().filter(|f| to.iter().any(|t| self.tied(test, f, t)));
                tied_ones.take(*wanted as usize).count() >= *wanted as usize
            }
        }
    }

    /// The entries that a clause rests on.
    fn fitting(&self, clause: &Clause, number: u16) -> Vec<&EntryFacts> {
        let within = clause.blocks.iter().flat_map(|block| self.facts.block(block));
        match &clause.test {
            Test::Entries { fits: predicate, .. } => {
                within.filter(|entry| fits(predicate, entry, number)).collect()
            }
            Test::Kinds { kinds, .. } => within
                .filter(|entry| kinds.iter().any(|kind| has_any(kind, entry, number)))
                .collect(),
            Test::Tie { from, to, fits: predicate, .. } => {
                let to = self.facts.block(*to);
                let from = self.facts.block(*from).iter();
                from.filter(|entry| fits(predicate, entry, number))
                    .filter(|entry| to.iter().any(|to| self.tied(&clause.test, entry, to)))
                    .collect()
            }
            Test::Empty => Vec::new(),
        }
    }

    fn kind(&self, clause: &Clause, fitting: &[&EntryFacts], number: u16) -> EvidenceKind {
        match &clause.test {
            Test::Tie { how: How::Stated, .. } => EvidenceKind::StatedTie,
            Test::Tie { .. } => EvidenceKind::InferredTie,
            Test::Kinds { .. } | Test::Empty => EvidenceKind::Count,
            Test::Entries { fits: predicate, need, .. } => {
                let first = fitting.first();
                let typed = first
                    .and_then(|entry| self.canvas.entries.get(entry.place as usize))
                    .is_some_and(|e| Attribute::WORDS.iter().any(|a| e.attribute(*a).is_some()));
                if first.is_some_and(|entry| entry.answers == Some(number)) {
                    EvidenceKind::Answer
                } else if predicate.any.as_ref().is_some_and(|any| any.flags == Flag::Amount.bit())
                {
                    EvidenceKind::Amount
                } else if typed {
                    EvidenceKind::Attribute
                } else if *need == Need::Entries(1) {
                    EvidenceKind::Concept
                } else {
                    EvidenceKind::Count
                }
            }
        }
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
