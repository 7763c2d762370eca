//! Which entries belong together: stated, or inferred from words.

use std::cell::OnceCell;

use hashbrown::HashMap;

use super::sense::Senses;
use crate::canvas::{Attribute, Block, Canvas, Entry};
use crate::catalogue::Kin;
use crate::text::{Bits, Span, key};

/// What is akin to what, so that most pairs of entries are told apart at once: an entry has a bit for
/// each pair of sets whose one set it meets. Costs have those of the right sets, others those of the
/// left ones; without a bit in common two are not akin.
pub(super) struct Kinds<'c> {
    kin: &'c [Kin],
    causes: Bitsets,
    costs: Bitsets,
}

impl<'c> Kinds<'c> {
    pub(super) fn new(kin: &'c [Kin]) -> Self {
        let causes = Bitsets::new(kin.iter().map(|kin| &kin.left));
        let costs = Bitsets::new(kin.iter().map(|kin| &kin.right));
        Self { kin, causes, costs }
    }
}

/// By concept a bit for each set that holds it; from the 65th set on bits are shared.
struct Bitsets {
    of: Vec<u64>,
    /// The concepts that any set holds.
    all: Bits,
}

impl Bitsets {
    fn new<'k>(sets: impl Iterator<Item = &'k Bits>) -> Self {
        let (mut of, mut all) = (vec![0_u64; Bits::CAPACITY], Bits::EMPTY);
        for (number, set) in sets.enumerate() {
            all.union(set);
            set.iter().for_each(|concept| of[concept] |= 1 << (number % 64));
        }
        Self { of, all }
    }

    fn of(&self, concepts: &Bits) -> u64 {
        let known = concepts.intersection(&self.all);
        known.iter().filter_map(|concept| self.of.get(concept)).fold(0, |all, one| all | one)
    }
}

/// A link in a `for` column that names nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Broken<'a> {
    pub(super) place: usize,
    pub(super) link: &'a str,
}

/// The ties of a canvas.
pub(super) struct Ties<'a> {
    senses: Senses<'a>,
    kinds: &'a Kinds<'a>,
    /// Per place whether it is a cost, and what it may be akin to, once that was asked for; see
    /// [`Kinds`].
    akin: Vec<(bool, OnceCell<u64>)>,
    /// Pairs of places, the smaller first, sorted.
    linked: Vec<(usize, usize)>,
    /// How many links there are.
    pub(super) links: u32,
    pub(super) broken: Vec<Broken<'a>>,
}

impl<'a> Ties<'a> {
    pub(super) fn new(canvas: &Canvas<'a>, senses: Senses<'a>, kinds: &'a Kinds<'a>) -> Self {
        let is_cost = |entry: &Entry<'_>| entry.block == Block::CostStructure;
        let akin = canvas.entries.iter().map(|entry| (is_cost(entry), OnceCell::new()));
        let (akin, linked, broken) = (akin.collect(), Vec::new(), Vec::new());
        let mut ties = Self { senses, kinds, akin, linked, links: 0, broken };
        if canvas.entries.iter().all(|entry| entry.attribute(Attribute::For).is_none()) {
            return ties;
        }
        if canvas.entries.iter().all(|entry| entry.links().next().is_none()) {
            return ties;
        }
        let mut named: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut keyed: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, entry) in canvas.entries.iter().enumerate() {
            if let Some(id) = entry.id {
                named.entry(id).or_default().push(place);
            }
            if entry.text.len() < LONGEST_LINK {
                keyed.entry(key(entry.text)).or_default().push(place);
            }
        }
        for (place, entry) in canvas.entries.iter().enumerate() {
            for link in entry.links() {
                ties.links = ties.links.saturating_add(1);
                let by_text = || keyed.get(&key(link)).filter(|_| link.len() < LONGEST_LINK);
                match named.get(link).or_else(by_text) {
                    Some(targets) => ties
                        .linked
                        .extend(targets.iter().map(|to| (place.min(*to), place.max(*to)))),
                    None => ties.broken.push(Broken { place, link }),
                }
            }
        }
        ties.linked.sort_unstable();
        ties.linked.dedup();
        ties
    }

    /// Whether the `for` column of one names the other.
    pub(super) fn linked(&self, a: usize, b: usize) -> bool {
        !self.linked.is_empty() && self.linked.binary_search(&(a.min(b), a.max(b))).is_ok()
    }

    /// Whether the entry is linked to any.
    pub(super) fn is_linked(&self, place: usize) -> bool {
        self.linked.iter().any(|(a, b)| *a == place || *b == place)
    }

    /// Whether any of these belongs to the entry.
    pub(super) fn any(&self, place: usize, others: &[usize]) -> bool {
        others.iter().any(|other| self.tied(place, *other))
    }

    /// Whether there is any tie between two entries.
    fn tied(&self, a: usize, b: usize) -> bool {
        // Whoever names another shares its words.
        self.senses.share(a, b) || self.akin(a, b) || self.linked(a, b)
    }

    /// Whether the two have concepts that belong together.
    /// One of them is a cost; what the vocabulary knows as costs is told of costs only.
    pub(super) fn akin(&self, a: usize, b: usize) -> bool {
        let is_cost = |place: usize| self.akin.get(place).is_some_and(|(is_cost, _)| *is_cost);
        let (cause, cost) = match (is_cost(a), is_cost(b)) {
            (true, false) => (b, a),
            (false, true) => (a, b),
            _ => return false,
        };
        if self.kinds_of(cause) & self.kinds_of(cost) == 0 {
            return false;
        }
        let (cause, cost) = (self.senses.of(cause), self.senses.of(cost));
        self.kinds
            .kin
            .iter()
            .any(|kin| cause.met.intersects(&kin.left) && cost.met.intersects(&kin.right))
    }

    /// What an entry may be akin to; see [`Kinds`].
    fn kinds_of(&self, place: usize) -> u64 {
        self.akin.get(place).map_or(0, |(is_cost, kinds)| {
            let side = if *is_cost { &self.kinds.costs } else { &self.kinds.causes };
            *kinds.get_or_init(|| side.of(self.senses.of(place).met))
        })
    }

    /// The stems that name one of these and that no other of them has.
    pub(super) fn telling(&self, all: &[usize]) -> Vec<u32> {
        let mut telling = Vec::with_capacity(4 * all.len());
        for place in all {
            for stem in self.senses.head(*place) {
                let elsewhere = |one: &usize| *one != *place && self.senses.has(*one, *stem);
                if !all.iter().any(elsewhere) {
                    telling.push(*stem);
                }
            }
        }
        telling
    }

    /// Whether a text has a word with any of these stems.
    pub(super) fn has_any(&self, place: usize, stems: &[u32]) -> bool {
        stems.iter().any(|stem| self.senses.has(place, *stem))
    }

    /// The words of `place` that tie it to any of the others.
    pub(super) fn words(&self, place: usize, others: &[usize], text: &str) -> Vec<String> {
        let mut spans: Vec<Span> = Vec::new();
        for (stem, span) in self.senses.words(place) {
            let shared = |other: &usize| self.senses.has(*other, stem);
            if others.iter().any(shared) {
                spans.push(span);
            }
        }
        let mut wanted = Bits::EMPTY;
        for other in others.iter().filter(|other| self.akin(place, **other)) {
            let met = self.senses.of(*other).met;
            for kin in self.kinds.kin {
                if met.intersects(&kin.left) {
                    wanted.union(&kin.right);
                }
                if met.intersects(&kin.right) {
                    wanted.union(&kin.left);
                }
            }
        }
        spans.extend(self.senses.spans(place, &wanted));
        spans.sort_unstable_by_key(|span| (span.start, span.end));
        let mut words: Vec<String> = Vec::new();
        for span in spans {
            let word = text.get(span.start as usize..span.end as usize).unwrap_or_default();
            if !word.is_empty() && !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
            }
        }
        words
    }
}

/// Longer text in a `for` column is compared with ids only.
const LONGEST_LINK: usize = 300;
