//! Which old entry became which new one.

use super::assignment::{Gains, MOST_CELLS, greedy};
use super::features::{FeatureReader, Features, Weighed};
use super::likeness::{LIMITS, Likeness};
use super::sequence::{equal_pairs, longest_ascending};
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
    let turned = comes_after(old, new);
    let mut matching = if turned { matched(new, old) } else { matched(old, new) };
    if turned {
        for pair in matching.pairs.iter_mut().chain(&mut matching.reordered) {
            *pair = (pair.1, pair.0);
        }
        matching.pairs.sort_unstable();
        matching.reordered.sort_unstable();
    }
    matching
}

/// An order of versions, whichever it is: by their first entries that differ.
fn comes_after(a: &[Entry<'_>], b: &[Entry<'_>]) -> bool {
    let mut orders = a
        .iter()
        .zip(b)
        .map(|(x, y)| (x.text.cmp(y.text)).then_with(|| content(x).cmp(&content(y))));
    orders.find(|order| order.is_ne()).unwrap_or_else(|| a.len().cmp(&b.len())).is_gt()
}

fn matched(old: &[Entry<'_>], new: &[Entry<'_>]) -> Matching {
    let mut work = Work::new(old, new);
    work.by_id();
    work.by_hash(|entry, text| {
        let group = entry.group.map_or(0, |group| hashed(group).rotate_left(32) | 1);
        in_block(entry, text) ^ group
    });
    work.by_hash(in_block);
    work.settle();
    if work.any_free() {
        let measures = work.weigh();
        work.by_letters(&measures);
        for block in Block::ALL {
            work.by_likeness(&measures, block);
        }
        work.between(&measures);
        work.by_hash(|_, text| text);
        work.across(&measures);
        work.parts(&measures);
    }
    work.pairs.sort_unstable();
    let reordered = work.reordered();
    Matching { pairs: work.pairs, reordered }
}

/// A text's hash mixed with the block that it stands in.
fn in_block(entry: &Entry<'_>, text: u64) -> u64 {
    text ^ (entry.block.index() as u64 + 1).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

/// One side's entries while they are being matched.
struct Side<'e, 'a> {
    entries: &'e [Entry<'a>],
    /// A hash of each text. Two texts with one hash would only be taken for the same entry, of
    /// which the words changed.
    hashes: Vec<u64>,
    partner: Vec<Option<u32>>,
    /// The entries without a partner, ascending.
    free: Vec<usize>,
    /// The entries that were matched by their very text: nothing was split from or merged into
    /// them.
    settled: Vec<bool>,
    /// How many entries each block has.
    counts: [u32; 9],
}

impl<'e, 'a> Side<'e, 'a> {
    fn new(entries: &'e [Entry<'a>]) -> Self {
        let count = entries.len();
        let mut counts = [0; 9];
        for entry in entries {
            counts[entry.block.index()] += 1;
        }
        Self {
            entries,
            hashes: entries.iter().map(|entry| hashed(entry.text)).collect(),
            partner: vec![None; count],
            free: (0..count).collect(),
            settled: vec![false; count],
            counts,
        }
    }

    fn partner(&self, place: usize) -> Option<usize> {
        self.partner[place].map(|partner| partner as usize)
    }

    fn update_free(&mut self) {
        self.free.retain(|place| self.partner[*place].is_none());
    }

    /// The free entries of a block. Entries are ordered by block, and so are these.
    fn free_in(&self, block: Block) -> &[usize] {
        let from = self.free.partition_point(|place| self.entries[*place].block < block);
        let here = &self.free[from..];
        &here[..here.partition_point(|place| self.entries[*place].block == block)]
    }

    /// How far down its block an entry stands: 0 at the top, 1 at the bottom.
    fn height(&self, place: usize) -> f64 {
        let entry = &self.entries[place];
        let count = self.counts[entry.block.index()].max(1);
        (f64::from(entry.number) - 0.5) / f64::from(count)
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
struct Measures<'a> {
    weighed: Weighed<'a>,
    /// Per side and entry the number of its features.
    places: [Vec<usize>; 2],
}

impl<'a> Measures<'a> {
    fn features(&self, side: usize, place: usize) -> Option<&Features<'a>> {
        self.weighed.get(*self.places[side].get(place)?)
    }
}

impl<'e, 'a> Work<'e, 'a> {
    fn new(old: &'e [Entry<'a>], new: &'e [Entry<'a>]) -> Self {
        let pairs = Vec::with_capacity(old.len().max(new.len()));
        Self { old: Side::new(old), new: Side::new(new), pairs }
    }

    fn pair(&mut self, old: usize, new: usize) {
        self.old.partner[old] = u32::try_from(new).ok();
        self.new.partner[new] = u32::try_from(old).ok();
        self.pairs.push((old, new));
    }

    fn any_free(&self) -> bool {
        !self.old.free.is_empty() || !self.new.free.is_empty()
    }

    fn update_free(&mut self) {
        self.old.update_free();
        self.new.update_free();
    }

    /// Pairs entries with equal ids, in their order.
    fn by_id(&mut self) {
        let keyed = |side: &Side<'e, 'a>| {
            let ids = side.entries.iter().enumerate();
            ids.filter_map(|(place, entry)| Some((entry.id?, place))).collect::<Vec<_>>()
        };
        let (old, new) = (keyed(&self.old), keyed(&self.new));
        self.by_key(old, new);
    }

    /// Pairs free entries with equal hashes, in their order.
    fn by_hash(&mut self, hash: impl Fn(&Entry<'a>, u64) -> u64) {
        let keyed = |side: &Side<'e, 'a>| {
            let free = side.free.iter();
            let keys = free.map(|place| (hash(&side.entries[*place], side.hashes[*place]), *place));
            keys.collect::<Vec<_>>()
        };
        let (old, new) = (keyed(&self.old), keyed(&self.new));
        self.by_key(old, new);
    }

    /// Pairs free entries with equal keys, in their order.
    fn by_key<K: Ord>(&mut self, mut old: Vec<(K, usize)>, mut new: Vec<(K, usize)>) {
        if old.is_empty() || new.is_empty() {
            return;
        }
        old.sort_unstable();
        new.sort_unstable();
        for (a, b) in equal_pairs(&old, &new, |a, b| a.0.cmp(&b.0)) {
            self.pair(old[a].1, new[b].1);
        }
        self.update_free();
    }

    /// Marks what was matched by its text as settled.
    fn settle(&mut self) {
        for (old, new) in &self.pairs {
            if self.old.hashes[*old] == self.new.hashes[*new] {
                self.old.settled[*old] = true;
                self.new.settled[*new] = true;
            }
        }
    }

    /// Pairs what differs only in capitals, accents, spaces and punctuation.
    fn by_letters(&mut self, measures: &Measures<'_>) {
        let keys = |side: &Side<'e, 'a>, of: usize| {
            let keyed = side.free.iter().filter_map(|place| {
                let key = measures.features(of, *place)?.key?;
                Some((in_block(&side.entries[*place], key), *place))
            });
            keyed.collect::<Vec<_>>()
        };
        let (old, new) = (keys(&self.old, 0), keys(&self.new, 1));
        let before = self.pairs.len();
        self.by_key(old, new);
        for (old, new) in &self.pairs[before..] {
            self.old.settled[*old] = true;
            self.new.settled[*new] = true;
        }
    }

    fn weigh(&self) -> Measures<'a> {
        let unsettled =
            |side: &Side<'e, 'a>| side.settled.iter().filter(|settled| !**settled).count();
        let mut reader = FeatureReader::new(unsettled(&self.old) + unsettled(&self.new));
        let mut count = 0;
        let mut read = |side: &Side<'e, 'a>, reader: &mut FeatureReader<'a>| {
            let mut places = vec![usize::MAX; side.entries.len()];
            for (place, entry) in side.entries.iter().enumerate() {
                if !side.settled[place] {
                    places[place] = count;
                    count += 1;
                    reader.read(entry.text);
                }
            }
            places
        };
        let old = read(&self.old, &mut reader);
        reader.turn();
        let new = read(&self.new, &mut reader);
        Measures { weighed: reader.weigh(), places: [old, new] }
    }

    /// The likeness of two entries of one block, by text and by height.
    fn score(
        &self,
        measures: &Measures<'_>,
        (old, new): (usize, usize),
        likeness: impl Fn(&Features<'_>, &Features<'_>, &Weighed<'_>) -> Likeness,
    ) -> f64 {
        let apart = (self.old.height(old) - self.new.height(new)).abs();
        let text = match (measures.features(0, old), measures.features(1, new)) {
            (Some(a), Some(b)) => likeness(a, b, &measures.weighed).score(),
            _ => 0.0,
        };
        text + LIMITS.place * (0.5 - apart)
    }

    /// The best assignment of a block's free entries.
    fn by_likeness(&mut self, measures: &Measures<'_>, block: Block) {
        let (old, new) = (self.old.free_in(block), self.new.free_in(block));
        // Where there is no choice and the words suffice, the letters need not be looked at.
        if let ([old], [new]) = (old, new)
            && self.score(measures, (*old, *new), Likeness::by_words) > LIMITS.same
        {
            self.pair(*old, *new);
            return;
        }
        let gain = |i: usize, j: usize| self.score(measures, (i, j), Likeness::of) - LIMITS.same;
        for (old, new) in assigned(measures, old, new, gain) {
            self.pair(old, new);
        }
    }

    /// A free entry whose neighbours above and below became the neighbours of a free entry is most
    /// likely that one, even if few words stayed.
    fn between(&mut self, measures: &Measures<'_>) {
        self.update_free();
        let mut found = Vec::new();
        for old in self.old.free.iter().copied() {
            let above = self.old.neighbour(old, -1);
            let Some(new) = (match above {
                Some(above) => self.old.partner(above).and_then(|p| self.new.neighbour(p, 1)),
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
                (Some(old), Some(new)) => self.old.partner(old) == Some(new),
                _ => false,
            };
            if fits {
                found.push((old, new));
            }
        }
        for (old, new) in found {
            let same = self.old.entries[old].block == self.new.entries[new].block;
            let (Some(a), Some(b)) = (measures.features(0, old), measures.features(1, new)) else {
                continue;
            };
            if same && Likeness::of_two(a, b, &measures.weighed).score() >= LIMITS.between {
                self.pair(old, new);
            }
        }
        self.update_free();
    }

    fn first_of(&self, block: Block) -> Option<usize> {
        let first = self.new.entries.partition_point(|entry| entry.block < block);
        self.new.entries.get(first).filter(|entry| entry.block == block).map(|_| first)
    }

    /// The best assignment of what is left over to entries of other blocks.
    fn across(&mut self, measures: &Measures<'_>) {
        let gain = |i: usize, j: usize| {
            if self.old.entries[i].block == self.new.entries[j].block {
                return 0.0;
            }
            let (Some(a), Some(b)) = (measures.features(0, i), measures.features(1, j)) else {
                return 0.0;
            };
            let whole = a.weight + b.weight;
            let dice = if whole > 0.0 { 2.0 * measures.weighed.shared(a, b) / whole } else { 0.0 };
            if dice >= LIMITS.across { dice + a.letters_in_common(b) } else { 0.0 }
        };
        for (old, new) in assigned(measures, &self.old.free, &self.new.free, gain) {
            self.pair(old, new);
        }
        self.update_free();
    }

    /// Free entries that are found in a larger entry of the other side: merged into it, or split
    /// off from it.
    fn parts(&mut self, measures: &Measures<'_>) {
        let mut found = Vec::new();
        for (part_side, turned) in [(0, false), (1, true)] {
            let (small, large) =
                if turned { (&self.new, &self.old) } else { (&self.old, &self.new) };
            if small.free.len().saturating_mul(large.entries.len()) > MOST_CELLS {
                continue;
            }
            for part in small.free.iter().copied() {
                let Some(own) = measures.features(part_side, part) else { continue };
                let block = small.entries[part].block;
                let from = large.entries.partition_point(|entry| entry.block < block);
                let here = from..from + large.counts[block.index()] as usize;
                let mut best: Option<(f64, usize)> = None;
                for whole in here.filter(|whole| !large.settled[*whole]) {
                    let Some(other) = measures.features(1 - part_side, whole) else { continue };
                    if own.weight <= 0.0 || other.weight < own.weight {
                        continue;
                    }
                    let share = measures.weighed.shared(own, other) / own.weight;
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
    /// The pairs must be sorted.
    fn reordered(&self) -> Vec<(usize, usize)> {
        let in_order = |two: &[(usize, usize)]| two[0].0 < two[1].0 && two[0].1 < two[1].1;
        if self.pairs.windows(2).all(in_order) {
            return Vec::new();
        }
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
        // Blocks follow one another on both sides, so one run over all of them will do.
        let kept = longest_ascending(&pairs);
        pairs.retain(|pair| kept.binary_search(pair).is_err());
        pairs
    }
}

/// The best assignment of free entries by what each pair gains.
fn assigned(
    measures: &Measures<'_>,
    old: &[usize],
    new: &[usize],
    gain: impl Fn(usize, usize) -> f64,
) -> Vec<(usize, usize)> {
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let mut chosen = if old.len().saturating_mul(new.len()) <= MOST_CELLS {
        Gains::new(old.len(), new.len(), |a, b| gain(old[a], new[b])).best()
    } else {
        let candidates = candidates(measures, old, new);
        greedy(candidates.into_iter().map(|(a, b)| (gain(old[a], new[b]), a, b)).collect())
    };
    for (a, b) in &mut chosen {
        (*a, *b) = (old[*a], new[*b]);
    }
    chosen
}

/// A hash of a text's bytes, eight at a time.
fn hashed(text: &str) -> u64 {
    let mut hash = text.len() as u64;
    let mut step = |word: u64| {
        hash = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^= hash >> 29;
    };
    let (chunks, rest) = text.as_bytes().as_chunks::<8>();
    for chunk in chunks {
        step(u64::from_le_bytes(*chunk));
    }
    step(rest.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte)));
    hash
}

/// Pairs worth measuring when there are too many to measure all: those that share a rare word, and
/// those that stand at about the same height.
fn candidates(measures: &Measures<'_>, old: &[usize], new: &[usize]) -> Vec<(usize, usize)> {
    /// A word that more entries have than this tells nothing.
    const COMMON: usize = 64;
    /// So many entries above and below the same height.
    const NEAR: usize = 16;
    let mut words: Vec<(u32, usize, usize)> = Vec::new();
    for (side, places) in [old, new].into_iter().enumerate() {
        for (at, place) in places.iter().enumerate() {
            if let Some(features) = measures.features(side, *place) {
                let own = measures.weighed.words(features).iter();
                words.extend(own.map(|word| (*word, side, at)));
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
