//! What a check sees of a canvas, and where it puts what it finds.

use std::cell::OnceCell;

use super::figures::Figures;
use super::finding::{Evidence, Finding, Outcome, Unjudged, Value};
use super::kind::Sets;
use super::ledger::Ledger;
use super::line::{Line, Side};
use super::sense::{Sense, Senses};
use super::ties::Ties;
use crate::canvas::{Block, Canvas, Entry};
use crate::catalogue::Check;
use crate::text::Bits;

/// A canvas and all that is known of it, while it is being checked.
pub(super) struct Scene<'a> {
    pub(super) canvas: &'a Canvas<'a>,
    pub(super) sets: &'a Sets,
    pub(super) ledger: &'a Ledger,
    /// The figures of each horizon; the one shown by default first.
    pub(super) figures: &'a [Figures],
    pub(super) ties: &'a Ties<'a>,
    pub(super) senses: Senses<'a>,
    /// Per block the places of the entries that say something.
    pub(super) blocks: &'a [Vec<usize>; 9],
    /// Whether any entry has a link.
    pub(super) linked: bool,
    /// Whether its words tell nothing, since it is in another language.
    pub(super) foreign: bool,
    /// Whether anybody will read the findings, so that their words are looked up.
    pub(super) quoting: bool,
    /// By side what [`Scene::items`] gives, once it was asked for.
    pub(super) items: [OnceCell<Vec<usize>>; 2],
    /// By block what [`Scene::telling`] gives, once it was asked for.
    pub(super) telling: [OnceCell<Vec<u32>>; 9],
}

impl<'a> Scene<'a> {
    /// The places of a block's entries that say something.
    pub(super) fn block(&self, block: Block) -> &'a [usize] {
        &self.blocks[block.index()]
    }

    /// The stems that name one entry of a block and that no other of them has.
    pub(super) fn telling(&self, block: Block) -> &[u32] {
        self.telling[block.index()].get_or_init(|| self.ties.telling(self.block(block)))
    }

    /// What an entry means.
    pub(super) fn sense(&self, place: usize) -> Sense<'a> {
        self.senses.of(place)
    }

    /// Whether an entry meets any of the concepts.
    pub(super) fn meets(&self, place: usize, concepts: &Bits) -> bool {
        self.senses.of(place).met.intersects(concepts)
    }

    /// Whether any entry of a block meets any of the concepts.
    pub(super) fn any_meets(&self, block: Block, concepts: &Bits) -> bool {
        self.block(block).iter().any(|place| self.meets(*place, concepts))
    }

    pub(super) fn entry(&self, place: usize) -> Option<&'a Entry<'a>> {
        self.canvas.entries.get(place)
    }

    /// The entries of a side that are streams or costs, and no remarks about them.
    pub(super) fn items(&self, side: Side) -> &[usize] {
        self.items[side as usize].get_or_init(|| self.find_items(side))
    }

    fn find_items(&self, side: Side) -> Vec<usize> {
        let block = match side {
            Side::Revenue => Block::RevenueStreams,
            Side::Cost => Block::CostStructure,
        };
        let about = match side {
            Side::Cost => &self.sets.remark,
            Side::Revenue => &self.sets.no_income,
        };
        let is_item = |place: &&usize| {
            let mut lines = self.ledger.of_entry(**place).peekable();
            let priced = lines.peek().is_some();
            let total = priced && lines.all(|line| line.role == crate::money::Role::Total);
            // Without an amount, a denial, a remark and the heading of a part are no item.
            let sense = self.sense(**place);
            let unpriced = !priced && !sense.percent;
            let remark = unpriced
                && (sense.own.intersects(about)
                    || !sense.negated.is_empty()
                    || self.entry(**place).is_some_and(heads_rows));
            !total && !remark
        };
        self.block(block).iter().filter(is_item).copied().collect()
    }

    /// An entry as evidence, with its words that meet the concepts.
    pub(super) fn quote(&self, place: usize, concepts: &Bits) -> Evidence {
        let mut words = Vec::new();
        let wanted = self.quoting && !concepts.is_empty();
        if let Some(entry) = self.entry(place).filter(|_| wanted) {
            for span in self.senses.spans(place, concepts) {
                let word = entry.text.get(span.start as usize..span.end as usize);
                let word = word.unwrap_or_default();
                if !word.is_empty() && !words.iter().any(|known: &String| known == word) {
                    words.push(word.to_owned());
                }
            }
        }
        self.evidence(place, words)
    }

    /// An entry as evidence, with the words of it that a line was read from.
    pub(super) fn quote_line(&self, line: &Line) -> Evidence {
        let words = match (line.origin, self.entry(line.entry)) {
            (super::line::Origin::Text(span), Some(entry)) => {
                vec![span.of(entry.text).trim().to_owned()]
            }
            (super::line::Origin::Column(column), Some(entry)) => {
                let value = entry.attribute(column).unwrap_or_default();
                vec![format!("{}: {}", column.name(), value.trim())]
            }
            _ => Vec::new(),
        };
        self.evidence(line.entry, words)
    }

    /// An entry as evidence, with the words that tie it to others.
    pub(super) fn quote_tie(&self, place: usize, others: &[usize]) -> Evidence {
        if !self.quoting {
            return self.evidence(place, Vec::new());
        }
        let text = self.entry(place).map_or("", |entry| entry.text);
        self.evidence(place, self.ties.words(place, others, text))
    }

    /// An entry as evidence.
    pub(super) fn evidence(&self, place: usize, words: Vec<String>) -> Evidence {
        let block = self.entry(place).map_or(Block::CustomerSegments, |entry| entry.block);
        Evidence { block, place, words }
    }

    /// The beginning of an entry, for a message.
    pub(super) fn name(&self, place: usize) -> Value {
        let entry = self.entry(place).filter(|_| self.quoting);
        Value::Text(entry.map_or_else(String::new, |entry| shortened(entry.text)))
    }
}

/// Whether a row of a table fills no cell but its first: it heads the rows below it.
fn heads_rows(entry: &Entry<'_>) -> bool {
    entry.group.is_some_and(|group| group.contains(" | ")) && !entry.text.contains('|')
}

/// The first words of a text: up to a colon or the end of a sentence, at most 60 characters.
fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let head = line.split([':', '|', ';']).next().unwrap_or(line);
    let head = head.split(". ").next().unwrap_or(head).trim().trim_matches('*').trim();
    if head.chars().count() <= 60 {
        return head.to_owned();
    }
    let cut: String = head.chars().take(60).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(before, _)| before);
    format!("{cut}…")
}

/// The items of one check while they are being judged.
pub(super) struct Items<'c> {
    pub(super) check: &'c Check,
    pub(super) number: usize,
    of: u32,
    reason: Option<Unjudged>,
    pub(super) findings: Vec<Finding>,
}

impl<'c> Items<'c> {
    pub(super) const fn new(check: &'c Check, number: usize) -> Self {
        Self { check, number, of: 0, reason: None, findings: Vec::new() }
    }

    /// One more item that holds.
    pub(super) fn holds(&mut self) {
        self.of = self.of.saturating_add(1);
    }

    /// Whether the last finding says this.
    pub(super) fn last_says(&self, saying: &str) -> bool {
        self.findings.last().is_some_and(|finding| finding.saying == saying)
    }

    /// More items that fail in the same way as the last one.
    pub(super) fn fails_too(&mut self, more: u32) {
        self.of = self.of.saturating_add(more);
        if let Some(last) = self.findings.last_mut() {
            last.items = last.items.saturating_add(more);
        }
    }

    /// The check cannot be judged, for this reason.
    pub(super) fn cannot(&mut self, reason: Unjudged) {
        self.reason = Some(reason);
    }

    /// One more item that fails.
    pub(super) fn fails(
        &mut self,
        saying: &'static str,
        values: Vec<(&'static str, Value)>,
        evidence: Vec<Evidence>,
    ) -> &mut Finding {
        self.of = self.of.saturating_add(1);
        let own = self.check.says.get(saying).and_then(|saying| saying.severity);
        self.findings.push(Finding {
            check: self.number,
            saying,
            severity: own.unwrap_or(self.check.severity),
            inferred: false,
            values,
            evidence,
            items: 1,
            waived: None,
        });
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// How it came out, once the findings are waived or not.
    pub(super) fn outcome(&self) -> Outcome {
        if self.of == 0 {
            return Outcome::Not(self.reason.unwrap_or(Unjudged::NoneOfKind));
        }
        let standing = self.findings.iter().filter(|finding| finding.waived.is_none());
        let failed = standing.map(|finding| finding.items).sum();
        Outcome::Judged { passed: self.of.saturating_sub(failed), of: self.of }
    }
}
