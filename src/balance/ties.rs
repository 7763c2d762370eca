//! Which entries belong together: stated, or inferred from words.

use hashbrown::HashMap;

use super::sense::Senses;
use crate::canvas::{Attribute, Block, Canvas};
use crate::catalogue::Kin;
use crate::meaning::share;
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
    /// Per place whether it is a cost, and what it may be akin to; see [`Kinds`].
    akin: Vec<(bool, u64)>,
    /// Pairs of places, the smaller first, sorted.
    linked: Vec<(usize, usize)>,
    /// How many links there are.
    pub(super) links: u32,
    pub(super) broken: Vec<Broken<'a>>,
}

impl<'a> Ties<'a> {
    pub(super) fn new(canvas: &Canvas<'a>, senses: Senses<'a>, kinds: &'a Kinds<'a>) -> Self {
        let akin = canvas.entries.iter().enumerate().map(|(place, entry)| {
            let is_cost = entry.block == Block::CostStructure;
            let side = if is_cost { &kinds.costs } else { &kinds.causes };
            (is_cost, side.of(senses.of(place).met))
        });
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
        let near = self.senses.mask(a) & self.senses.mask(b) != 0;
        near && share(self.senses.stems(a), self.senses.stems(b))
            || self.akin(a, b)
            || self.linked(a, b)
    }

    /// Whether the two have concepts that belong together.
    /// One of them is a cost; what the vocabulary knows as costs is told of costs only.
    pub(super) fn akin(&self, a: usize, b: usize) -> bool {
        let of = |place: usize| self.akin.get(place).copied().unwrap_or_default();
        let ((a_is_cost, a_kinds), (b_is_cost, b_kinds)) = (of(a), of(b));
        if a_is_cost == b_is_cost || a_kinds & b_kinds == 0 {
            return false;
        }
        let (cause, cost) = if a_is_cost { (b, a) } else { (a, b) };
        let (cause, cost) = (self.senses.of(cause), self.senses.of(cost));
        self.kinds
            .kin
            .iter()
            .any(|kin| cause.met.intersects(&kin.left) && cost.met.intersects(&kin.right))
    }

    /// Whether `other` says that it is for `place` and not for each of `all`: by its `for` column,
    /// by naming it, or by a word that names it and none of the others.
    pub(super) fn chooses(&self, other: usize, place: usize, all: &[usize]) -> bool {
        if self.linked(other, place) {
            return true;
        }
        if self.senses.mask(other) & self.senses.mask(place) == 0 {
            return false;
        }
        let mut telling = self.senses.head(place).iter().filter(|stem| {
            let elsewhere = |one: &usize| *one != place && self.has(*one, **stem);
            self.has(other, **stem) && !all.iter().any(elsewhere)
        });
        telling.next().is_some()
    }

    /// Whether a text has a word with this stem.
    fn has(&self, place: usize, stem: u32) -> bool {
        self.senses.may_have(place, stem) && self.senses.stems(place).binary_search(&stem).is_ok()
    }

    /// The words of `place` that tie it to any of the others.
    pub(super) fn words(&self, place: usize, others: &[usize], text: &str) -> Vec<String> {
        let mut spans: Vec<Span> = Vec::new();
        for (stem, span) in self.senses.words(place) {
            let shared = |other: &usize| self.senses.stems(*other).binary_search(&stem).is_ok();
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
