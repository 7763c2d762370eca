//! Judging canvases, and finding what a judgement rests on.

use super::answer::{Answer, EvidenceKind, Quote};
use super::facts::Facts;
use super::predicate::{fits, has_any};
use super::trial::{Rules, Trial};
use crate::canvas::{Attribute, Canvas};
use crate::catalogue::{AnyOf, Catalogue, Clause, Flag, How, Level, Need, Rule, Test};
use crate::meaning::{Meaning, Reader, Reading, Words as _};
use crate::text::Bits;

/// One thread's working memory for judging canvases.
pub struct Judge<'c> {
    catalogue: &'c Catalogue,
    reader: Reader<'c>,
    rules: Rules<'c>,
    /// What the canvas that was read last says.
    reading: Reading,
    facts: Facts,
    /// The rules that can hold.
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
            reader: Reader::new(catalogue),
            rules: Rules::new(&catalogue.questions),
            reading: Reading::default(),
            facts: Facts::default(),
            open: Vec::new(),
        }
    }

    fn read(&mut self, canvas: &Canvas<'_>) {
        self.reader.read(canvas, &mut self.reading);
        self.facts.fill(&self.reading, &self.rules.alternatives);
        self.rules.open(&self.facts, &mut self.open);
    }

    fn trial<'a, 't>(&'a self, canvas: &'a Canvas<'t>) -> Trial<'a, 't> {
        let (reading, facts, rules) = (&self.reading, &self.facts, &self.rules);
        Trial { canvas, reading, facts, rules, open: &self.open }
    }

    /// What the canvas that was judged last says, and who read it.
    #[must_use]
    pub const fn reading(&self) -> (&Reader<'c>, &Reading) {
        (&self.reader, &self.reading)
    }

    /// The levels of all questions, in the catalogue's order, into `out`.
    pub fn levels(&mut self, canvas: &Canvas<'_>, out: &mut Vec<Level>) {
        self.read(canvas);
        out.clear();
        let trial = self.trial(canvas);
        for number in 0..self.catalogue.questions.len() {
            out.push(trial.decide(number).0);
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
                let (level, rule) = trial.decide(number);
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
        let given = trial.facts.all(trial.reading).filter(|e| e.answers == Some(number));
        let quote = |entry: &Meaning| Quote {
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
                |e: &Meaning| trial.canvas.entries.get(e.place as usize).map(|entry| entry.text);
            let wanted = wanted(clause).met;
            let weight = |e: &Meaning| trial.reading.met(e).intersection(&wanted).iter().count();
            weight(b).cmp(&weight(a)).then(a.block.cmp(&b.block)).then(text(a).cmp(&text(b)))
        });
        let kind = trial.kind(clause, &fitting, number);
        let shown = distinct_kinds(clause, trial.reading, &fitting, number);
        let quotes = shown.into_iter().take(QUOTES).map(|entry| self.quote(trial, entry, clause));
        (Some(kind), quotes.collect())
    }

    fn quote(&self, trial: &Trial<'_, '_>, entry: &Meaning, clause: &Clause) -> Quote {
        let wanted = wanted(clause);
        let place = entry.place as usize;
        let mut words = Vec::new();
        let text = trial.canvas.entries.get(place).map_or("", |entry| entry.text);
        let find =
            |set: &Bits, negated: bool| self.reader.spans(text, self.reading.mode, set, negated);
        let mut spans = find(&wanted.met, false);
        spans.extend(find(&wanted.negated, true));
        spans.sort_unstable_by_key(|span| (span.start, span.end));
        for span in spans {
            let word = text.get(span.start as usize..span.end as usize).unwrap_or_default();
            if !word.is_empty() && !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
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
    reading: &Reading,
    fitting: &[&'f Meaning],
    number: u16,
) -> Vec<&'f Meaning> {
    let Test::Kinds { kinds, .. } = &clause.test else { return fitting.to_vec() };
    let mut shown: Vec<&Meaning> = Vec::new();
    let mut seen = vec![false; kinds.len()];
    for entry in fitting {
        let mut new = false;
        for (kind, seen) in kinds.iter().zip(&mut seen) {
            if !*seen && has_any(kind, reading, entry, number) {
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

impl Trial<'_, '_> {
    /// The entries that a clause rests on.
    fn fitting(&self, clause: &Clause, number: u16) -> Vec<&Meaning> {
        let block = |block| self.facts.block(self.reading, block);
        let within = clause.blocks.iter().flat_map(block);
        match &clause.test {
            Test::Entries { fits: predicate, .. } => {
                within.filter(|entry| fits(predicate, self.reading, entry, number)).collect()
            }
            Test::Kinds { kinds, .. } => within
                .filter(|entry| kinds.iter().any(|kind| has_any(kind, self.reading, entry, number)))
                .collect(),
            Test::Tie { from, to, fits: predicate, how, by, .. } => {
                let tied = |entry: &&Meaning| block(*to).any(|to| self.tied((*how, by), entry, to));
                let fitting =
                    block(*from).filter(|entry| fits(predicate, self.reading, entry, number));
                fitting.filter(tied).collect()
            }
            Test::Empty => Vec::new(),
        }
    }

    fn kind(&self, clause: &Clause, fitting: &[&Meaning], number: u16) -> EvidenceKind {
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
