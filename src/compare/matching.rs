//! Which old entry became which new one.

use super::assignment::{Gains, MOST_CELLS, greedy};
use super::features::{FeatureReader, Features, Weights};
use super::likeness::{LIMITS, Likeness};
use super::sheet::content;
use crate::canvas::{Block, Entry};

/// Which entries of two versions belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matching {
    /// Places of an old and a new entry, ascending. An entry in several pairs was split or merged;
    /// an entry in none was removed or added.
    pub pairs: Vec<(usize, usize)>,
    /// Those of the pairs of which neither entry has another pair, in the same block, whose order
    /// among the others changed.
    pub reordered: Vec<(usize, usize)>,
}

/// Matches the entries of two versions, each ordered by block and number: by id, by identical
/// text, then by likeness with the best assignment within each block, then across blocks; what is
/// left over may be a part that was split off or merged.
///
/// Matching `new` with `old` gives the same pairs, turned round.
#[must_use]
pub fn match_entries(old: &[Entry<'_>], new: &[Entry<'_>]) -> Matching {
    // Where two assignments are equally good, one must be taken: from the same side always.
    let turned = old.iter().map(content).gt(new.iter().map(content));
    let mut matching = if turned { matched(new, old) } else { matched(old, new) };
    if turned {
        for pair in matching.pairs.iter_mut().chain(&mut matching.reordered) {
            *pair = (pair.1, pair.0);
        }
    }
    matching.pairs.sort_unstable();
    matching.reordered.sort_unstable();
    matching
}

fn matched(old: &[Entry<'_>], new: &[Entry<'_>]) -> Matching {
    let mut work = Work::new(old, new);
    work.by_key(|entry| entry.id);
    work.by_key(|entry| Some((entry.block, hashed(entry.text), entry.group)));
    work.by_key(|entry| Some((entry.block, hashed(entry.text))));
    work.settle();
    if work.old.any_free() || work.new.any_free() {
        let likeness = work.weigh();
        work.by_letters(&likeness);
        for block in Block::ALL {
            work.by_likeness(&likeness, block);
        }
        work.between();
        work.by_key(|entry| Some(hashed(entry.text)));
        work.across(&likeness);
        work.parts(&likeness);
    }
    let reordered = work.reordered();
    Matching { pairs: work.pairs, reordered }
}

/// One side's entries while they are being matched.
struct Side<'e, 'a> {
    entries: &'e [Entry<'a>],
    partner: Vec<Option<usize>>,
    /// The entries that were matched by their very text: nothing was split from or merged into
    /// them.
    settled: Vec<bool>,
}

impl<'e, 'a> Side<'e, 'a> {
    fn new(entries: &'e [Entry<'a>]) -> Self {
        let count = entries.len();
        Self { entries, partner: vec![None; count], settled: vec![false; count] }
    }

    fn free(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.entries.len()).filter(|place| self.partner[*place].is_none())
    }

    fn any_free(&self) -> bool {
        self.partner.iter().any(Option::is_none)
    }

    fn free_in(&self, block: Block) -> Vec<usize> {
        self.free().filter(|place| self.entries[*place].block == block).collect()
    }

    /// How far down its block an entry stands: 0 at the top, 1 at the bottom.
    fn heights(&self) -> Vec<f64> {
        let mut counts = [0_u32; 9];
        for entry in self.entries {
            counts[entry.block.index()] += 1;
        }
        let height = |entry: &Entry<'_>| {
            (f64::from(entry.number) - 0.5) / f64::from(counts[entry.block.index()].max(1))
        };
        self.entries.iter().map(height).collect()
    }

    /// The neighbour above (`-1`) or below (`1`) in the same block.
    fn neighbour(&self, place: usize, step: isize) -> Option<usize> {
        let other = place.checked_add_signed(step)?;
        let same = self.entries.get(other)?.block == self.entries.get(place)?.block;
        same.then_some(other)
    }
}

struct Work<'e, 'a> {
    old: Side<'e, 'a>,
    new: Side<'e, 'a>,
    pairs: Vec<(usize, usize)>,
}

/// The likeness of entries that were left over when all identical ones had been matched.
struct Measures {
    features: [Vec<Features>; 2],
    weights: Weights,
    /// Per entry where its features stand.
    places: [Vec<usize>; 2],
    heights: [Vec<f64>; 2],
}

impl Measures {
    fn features(&self, side: usize, place: usize) -> Option<&Features> {
        self.features[side].get(*self.places[side].get(place)?)
    }

    fn likeness(&self, old: usize, new: usize) -> Option<Likeness> {
        Some(Likeness::of(self.features(0, old)?, self.features(1, new)?, &self.weights))
    }

    /// The likeness of two entries of one block, by text and by height.
    fn score(&self, old: usize, new: usize) -> f64 {
        let apart = (self.heights[0][old] - self.heights[1][new]).abs();
        let text = self.likeness(old, new).map_or(0.0, Likeness::score);
        text + LIMITS.place * (0.5 - apart)
    }
}

impl<'e, 'a> Work<'e, 'a> {
    fn new(old: &'e [Entry<'a>], new: &'e [Entry<'a>]) -> Self {
        Self { old: Side::new(old), new: Side::new(new), pairs: Vec::new() }
    }

    fn pair(&mut self, old: usize, new: usize) {
        self.old.partner[old] = Some(new);
        self.new.partner[new] = Some(old);
        self.pairs.push((old, new));
    }

    /// Pairs free entries with equal keys, in their order. Entries without a key stay free.
    fn by_key<K: Ord>(&mut self, key: impl Fn(&Entry<'a>) -> Option<K>) {
        let keyed = |side: &Side<'e, 'a>| {
            let mut keys: Vec<(K, usize)> =
                side.free().filter_map(|place| Some((key(&side.entries[place])?, place))).collect();
            keys.sort_unstable();
            keys
        };
        let (old, new) = (keyed(&self.old), keyed(&self.new));
        for (a, b) in equal_pairs(&old, &new, |a, b| a.0.cmp(&b.0)) {
            self.pair(old[a].1, new[b].1);
        }
    }

    /// Marks what was matched by its text as settled.
    fn settle(&mut self) {
        for (old, new) in &self.pairs {
            if self.old.entries[*old].text == self.new.entries[*new].text {
                self.old.settled[*old] = true;
                self.new.settled[*new] = true;
            }
        }
    }

    /// Pairs what differs only in capitals, accents, spaces and punctuation.
    fn by_letters(&mut self, measures: &Measures) {
        let keys = |side: &Side<'e, 'a>, of: usize| {
            let mut keys: Vec<(Block, u64, usize)> = side
                .free()
                .filter_map(|place| {
                    let key = measures.features(of, place)?.key?;
                    Some((side.entries[place].block, key, place))
                })
                .collect();
            keys.sort_unstable();
            keys
        };
        let (old, new) = (keys(&self.old, 0), keys(&self.new, 1));
        for (a, b) in equal_pairs(&old, &new, |a, b| (a.0, a.1).cmp(&(b.0, b.1))) {
            let (old, new) = (old[a].2, new[b].2);
            self.pair(old, new);
            self.old.settled[old] = true;
            self.new.settled[new] = true;
        }
    }

    fn weigh(&self) -> Measures {
        let mut reader = FeatureReader::default();
        let mut read = |side: &Side<'e, 'a>| {
            let mut places = vec![usize::MAX; side.entries.len()];
            let left = side.settled.iter().filter(|settled| !**settled).count();
            let mut features = Vec::with_capacity(left);
            for (place, entry) in side.entries.iter().enumerate() {
                if !side.settled[place] {
                    places[place] = features.len();
                    features.push(reader.read(entry.text));
                }
            }
            (features, places)
        };
        let ((mut a, old_places), (mut b, new_places)) = (read(&self.old), read(&self.new));
        let weights = Weights::weigh([&mut a, &mut b]);
        Measures {
            features: [a, b],
            weights,
            places: [old_places, new_places],
            heights: [self.old.heights(), self.new.heights()],
        }
    }

    /// The best assignment of a block's free entries.
    fn by_likeness(&mut self, measures: &Measures, block: Block) {
        let (old, new) = (self.old.free_in(block), self.new.free_in(block));
        let gain = |i: usize, j: usize| measures.score(i, j) - LIMITS.same;
        let chosen = if old.len().saturating_mul(new.len()) <= MOST_CELLS {
            Gains::new(old.len(), new.len(), |a, b| gain(old[a], new[b])).best()
        } else {
            let candidates = candidates(measures, &old, &new);
            greedy(candidates.into_iter().map(|(a, b)| (gain(old[a], new[b]), a, b)).collect())
        };
        for (a, b) in chosen {
            self.pair(old[a], new[b]);
        }
    }

    /// A free entry whose neighbours above and below became the neighbours of a free entry is most
    /// likely that one, even if few words stayed.
    fn between(&mut self) {
        let mut found = Vec::new();
        for old in self.old.free() {
            let above = self.old.neighbour(old, -1);
            let Some(new) = (match above {
                Some(above) => self.old.partner[above].and_then(|p| self.new.neighbour(p, 1)),
                None => self.first_of(self.old.entries[old].block),
            }) else {
                continue;
            };
            if self.new.partner[new].is_some()
                || above.is_none() != self.new.neighbour(new, -1).is_none()
            {
                continue;
            }
            let below = (self.old.neighbour(old, 1), self.new.neighbour(new, 1));
            let fits = match below {
                (None, None) => true,
                (Some(old), Some(new)) => self.old.partner[old] == Some(new),
                _ => false,
            };
            if fits {
                found.push((old, new));
            }
        }
        for (old, new) in found {
            let same = self.old.entries[old].block == self.new.entries[new].block;
            if same && self.between_likeness(old, new) >= LIMITS.between {
                self.pair(old, new);
            }
        }
    }

    /// The likeness of two entries by themselves, without regard to the others.
    fn between_likeness(&self, old: usize, new: usize) -> f64 {
        let mut reader = FeatureReader::default();
        let mut a = [reader.read(self.old.entries[old].text)];
        let mut b = [reader.read(self.new.entries[new].text)];
        let weights = Weights::weigh([&mut a, &mut b]);
        Likeness::of(&a[0], &b[0], &weights).score()
    }

    fn first_of(&self, block: Block) -> Option<usize> {
        self.new.entries.iter().position(|entry| entry.block == block)
    }

    /// The best assignment of what is left over to entries of other blocks.
    fn across(&mut self, measures: &Measures) {
        let (old, new): (Vec<_>, Vec<_>) = (self.old.free().collect(), self.new.free().collect());
        let gain = |i: usize, j: usize| {
            if self.old.entries[i].block == self.new.entries[j].block {
                return 0.0;
            }
            measures.likeness(i, j).map_or(0.0, |like| {
                if like.dice >= LIMITS.across { like.dice + like.letters } else { 0.0 }
            })
        };
        let chosen = if old.len().saturating_mul(new.len()) <= MOST_CELLS {
            Gains::new(old.len(), new.len(), |a, b| gain(old[a], new[b])).best()
        } else {
            let candidates = candidates(measures, &old, &new);
            greedy(candidates.into_iter().map(|(a, b)| (gain(old[a], new[b]), a, b)).collect())
        };
        for (a, b) in chosen {
            self.pair(old[a], new[b]);
        }
    }

    /// Free entries that are found in a larger entry of the other side: merged into it, or split
    /// off from it.
    fn parts(&mut self, measures: &Measures) {
        let mut found = Vec::new();
        for (part_side, turned) in [(0, false), (1, true)] {
            let (small, large) =
                if turned { (&self.new, &self.old) } else { (&self.old, &self.new) };
            let free: Vec<usize> = small.free().collect();
            if free.len().saturating_mul(large.entries.len()) > MOST_CELLS {
                continue;
            }
            for part in free {
                let Some(own) = measures.features(part_side, part) else { continue };
                let mut best: Option<(f64, usize)> = None;
                for (whole, entry) in large.entries.iter().enumerate() {
                    if large.settled[whole] || entry.block != small.entries[part].block {
                        continue;
                    }
                    let Some(other) = measures.features(1 - part_side, whole) else { continue };
                    if own.weight <= 0.0 || other.weight < own.weight {
                        continue;
                    }
                    let share = measures.weights.shared(own, other) / own.weight;
                    if share >= LIMITS.part && best.is_none_or(|(most, _)| share > most) {
                        best = Some((share, whole));
                    }
                }
                if let Some((_, whole)) = best {
                    found.push(if turned { (whole, part) } else { (part, whole) });
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        self.pairs.extend(found);
    }

    /// One-to-one pairs within a block that are not in the longest run of pairs whose order stayed.
    fn reordered(&self) -> Vec<(usize, usize)> {
        let mut counts = [vec![0_u32; self.old.entries.len()], vec![0; self.new.entries.len()]];
        for (old, new) in &self.pairs {
            counts[0][*old] += 1;
            counts[1][*new] += 1;
        }
        let mut pairs: Vec<(usize, usize)> = self
            .pairs
            .iter()
            .copied()
            .filter(|(old, new)| counts[0][*old] == 1 && counts[1][*new] == 1)
            .filter(|(old, new)| self.old.entries[*old].block == self.new.entries[*new].block)
            .collect();
        pairs.sort_unstable();
        // Blocks follow one another on both sides, so one run over all of them will do.
        let kept = longest_ascending(&pairs);
        pairs.retain(|pair| kept.binary_search(pair).is_err());
        pairs
    }
}

/// A hash of a text's bytes, eight at a time. Two texts with one hash would only be taken for the
/// same entry, of which the words changed.
fn hashed(text: &str) -> u64 {
    let mut hash = text.len() as u64;
    let mut chunks = text.as_bytes().chunks_exact(8);
    let mut step = |word: u64| {
        hash = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^= hash >> 29;
    };
    for chunk in &mut chunks {
        step(chunk.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte)));
    }
    step(chunks.remainder().iter().fold(0, |word, byte| (word << 8) | u64::from(*byte)));
    hash
}

/// The places of equal items of two ascending lists, each item once.
fn equal_pairs<T>(
    old: &[T],
    new: &[T],
    compare: impl Fn(&T, &T) -> std::cmp::Ordering,
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut a, mut b) = (0, 0);
    while let (Some(x), Some(y)) = (old.get(a), new.get(b)) {
        match compare(x, y) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                pairs.push((a, b));
                a += 1;
                b += 1;
            }
        }
    }
    pairs
}

/// A longest run of pairs, ascending on both sides; pairs come ascending on the first.
fn longest_ascending(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The place of the pair that ends the best run of each length, and each pair's predecessor.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (place, (_, new)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *new);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        if length == ends.len() {
            ends.push(place);
        } else {
            ends[length] = place;
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(place) = at {
        run.push(pairs[place]);
        at = before[place];
    }
    run.reverse();
    run
}

/// Pairs worth measuring when there are too many to measure all: those that share a rare word, and
/// those that stand at about the same height.
fn candidates(measures: &Measures, old: &[usize], new: &[usize]) -> Vec<(usize, usize)> {
    /// A word that more entries have than this tells nothing.
    const COMMON: usize = 64;
    /// So many entries above and below the same height.
    const NEAR: usize = 16;
    let mut words: Vec<(u64, usize, usize)> = Vec::new();
    for (side, places) in [old, new].into_iter().enumerate() {
        for (at, place) in places.iter().enumerate() {
            if let Some(features) = measures.features(side, *place) {
                words.extend(features.words.iter().map(|word| (*word, side, at)));
            }
        }
    }
    words.sort_unstable();
    let mut pairs = Vec::new();
    for same in words.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() <= COMMON) {
        let split = same.partition_point(|(_, side, _)| *side == 0);
        for (_, _, a) in &same[..split] {
            pairs.extend(same[split..].iter().map(|(_, _, b)| (*a, *b)));
        }
    }
    for a in 0..old.len() {
        let middle = a * new.len() / old.len().max(1);
        let near = middle.saturating_sub(NEAR)..(middle + NEAR + 1).min(new.len());
        pairs.extend(near.map(|b| (a, b)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
