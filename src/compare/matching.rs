//! Which old entry became which new one.

use std::cell::RefCell;

use super::assignment::{MOST_CELLS, certain};
use super::features::FeatureReader;
use super::likeness::{LETTERS, LIMITS, Likeness};
use super::measures::{Measures, assigned};
use super::sequence::{equal_pairs, longest_ascending};
use super::sheet::order;
use super::side::{Places, Side};
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
    let (first, second) = if turned { (new, old) } else { (old, new) };
    let mut matching = ROOM.with_borrow_mut(|room| {
        let matching = matched(first, second, room);
        if !room.is_small() {
            *room = Room::default();
        }
        matching
    });
    if turned {
        for pair in matching.pairs.iter_mut().chain(&mut matching.reordered) {
            *pair = (pair.1, pair.0);
        }
        matching.pairs.sort_unstable();
        matching.reordered.sort_unstable();
    }
    matching
}

/// What matching needs room for: kept, so that few versions allocate anew.
#[derive(Default)]
struct Room {
    sides: [Places; 2],
    reader: FeatureReader,
    /// Per side and entry the number of its features.
    numbers: [Vec<u32>; 2],
    unsettled: [Vec<usize>; 2],
}

impl Room {
    fn is_small(&self) -> bool {
        self.reader.is_small() && self.sides.iter().all(Places::is_small)
    }
}

thread_local! {
    static ROOM: RefCell<Room> = RefCell::default();
}

/// An order of versions, whichever it is: by their first entries that differ.
fn comes_after(a: &[Entry<'_>], b: &[Entry<'_>]) -> bool {
    let mut orders = a.iter().zip(b).map(|(x, y)| x.text.cmp(y.text).then_with(|| order(x, y)));
    orders.find(|order| order.is_ne()).unwrap_or_else(|| a.len().cmp(&b.len())).is_gt()
}

fn matched(old: &[Entry<'_>], new: &[Entry<'_>], room: &mut Room) -> Matching {
    let Room { sides: [a, b], reader, numbers, unsettled } = room;
    let mut work = Work { old: Side::new(old, a), new: Side::new(new, b) };
    let mut parts = Vec::new();
    if work.old.any_id && work.new.any_id {
        work.by_id();
    }
    if work.old.any_group || work.new.any_group {
        work.by_text(
            |a, b| a.group == b.group && a.text == b.text,
            |entry| {
                let group = entry.group.map_or(0, |group| hashed(group).rotate_left(32) | 1);
                hashed(entry.text) ^ group
            },
        );
    }
    work.by_text(|a, b| a.text == b.text, |entry| hashed(entry.text));
    work.old.gather_free();
    work.new.gather_free();
    if work.any_free() {
        let measures = work.weigh(reader, numbers, unsettled);
        work.by_letters(&measures);
        work.by_likeness(&measures);
        work.between(&measures);
        work.by_text_anywhere();
        work.across(&measures);
        parts = work.parts(&measures);
    }
    work.matching(parts)
}

struct Work<'e, 'a> {
    old: Side<'e, 'a>,
    new: Side<'e, 'a>,
}

impl<'e, 'a> Work<'e, 'a> {
    fn pair(&mut self, old: usize, new: usize) {
        self.old.set_partner(old, new);
        self.new.set_partner(new, old);
    }

    fn settle(&mut self, old: usize, new: usize) {
        self.old.settle(old);
        self.new.settle(new);
    }

    fn any_free(&self) -> bool {
        !self.old.free().is_empty() || !self.new.free().is_empty()
    }

    fn update_free(&mut self) {
        self.old.update_free();
        self.new.update_free();
    }

    /// Pairs entries with equal ids, in their order.
    fn by_id(&mut self) {
        let keyed = |side: &Side<'e, 'a>| {
            let ids = side.entries.iter().enumerate();
            let mut keyed: Vec<_> =
                ids.filter_map(|(place, entry)| Some((entry.id?, place))).collect();
            keyed.sort_unstable();
            keyed
        };
        let (old, new) = (keyed(&self.old), keyed(&self.new));
        for (a, b) in equal_pairs(&old, &new, |a, b| a.0.cmp(b.0)) {
            let (old, new) = (old[a].1, new[b].1);
            self.pair(old, new);
            if self.old.entries[old].text == self.new.entries[new].text {
                self.settle(old, new);
            }
        }
    }

    /// Pairs free entries of a block that are the same, in their order.
    fn by_text(
        &mut self,
        same: impl Fn(&Entry<'a>, &Entry<'a>) -> bool,
        hash: impl Fn(&Entry<'a>) -> u64,
    ) {
        let (before, after) = (self.old.entries, self.new.entries);
        let same = |old: usize, new: usize| same(&before[old], &after[new]);
        for block in Block::ALL {
            let (mut old, mut new) = (self.old.of_block(block), self.new.of_block(block));
            // Mostly both begin with the same entries.
            while !old.is_empty() && !new.is_empty() {
                let free = (self.old.is_free(old.start), self.new.is_free(new.start));
                if free == (true, true) {
                    if !same(old.start, new.start) {
                        break;
                    }
                    self.pair(old.start, new.start);
                    self.settle(old.start, new.start);
                }
                let both = free.0 == free.1;
                old.start += usize::from(both || !free.0);
                new.start += usize::from(both || !free.1);
            }
            let key = |side: usize, place: usize| {
                Some(hash(if side == 0 { &before[place] } else { &after[place] }))
            };
            self.by_equality((old, new), (same, key), true);
        }
    }

    /// Pairs free entries of some places that are the same, in their order. What is the same has
    /// the same key; where few have to be looked at, no key is needed.
    fn by_equality(
        &mut self,
        (old, new): (impl Each, impl Each),
        (same, key): (impl Fn(usize, usize) -> bool, impl Fn(usize, usize) -> Option<u64>),
        settles: bool,
    ) {
        /// Up to so many pairs, looking at each is faster than sorting.
        const FEW: usize = 1_024;
        if old.len().saturating_mul(new.len()) <= FEW {
            for old in old {
                let free = self.old.is_free(old);
                let mut found = new.clone().filter(|new| free && self.new.is_free(*new));
                if let Some(new) = found.find(|new| same(old, *new)) {
                    self.pair_same(old, new, settles);
                }
            }
            return;
        }
        let old = old.filter(|place| self.old.is_free(*place));
        let new = new.filter(|place| self.new.is_free(*place));
        let mut old: Vec<_> = old.filter_map(|place| Some((key(0, place)?, place))).collect();
        let mut new: Vec<_> = new.filter_map(|place| Some((key(1, place)?, place))).collect();
        old.sort_unstable();
        new.sort_unstable();
        for (a, b) in equal_pairs(&old, &new, |a, b| a.0.cmp(&b.0)) {
            self.pair_same(old[a].1, new[b].1, settles);
        }
    }

    fn pair_same(&mut self, old: usize, new: usize, settles: bool) {
        self.pair(old, new);
        if settles {
            self.old.settle(old);
            self.new.settle(new);
        }
    }

    /// Calls with the free entries of each block in which both sides have some.
    fn in_blocks(&mut self, mut call: impl FnMut(&mut Self, &[usize], &[usize])) {
        let (old, new) = (self.old.take_free(), self.new.take_free());
        let (mut a, mut b) = (&old[..], &new[..]);
        for block in Block::ALL {
            let (here, there);
            (here, a) = a.split_at(self.old.count_of(block, a));
            (there, b) = b.split_at(self.new.count_of(block, b));
            if !here.is_empty() && !there.is_empty() {
                call(self, here, there);
            }
        }
        self.old.put_free(old);
        self.new.put_free(new);
        self.update_free();
    }

    /// Pairs what differs only in capitals, accents, spaces and punctuation.
    fn by_letters(&mut self, measures: &Measures<'_, 'a>) {
        let same = |old: usize, new: usize| {
            let texts = measures.text(0, old).zip(measures.text(1, new));
            texts.is_some_and(|(a, b)| measures.weighed.same_letters(a, b))
        };
        let key = |side, place| measures.weighed.key(measures.text(side, place)?);
        self.in_blocks(|work, old, new| {
            work.by_equality((old.iter().copied(), new.iter().copied()), (same, key), true);
        });
    }

    /// Pairs what is the same in another block.
    fn by_text_anywhere(&mut self) {
        let (old, new) = (self.old.take_free(), self.new.take_free());
        let (before, after) = (self.old.entries, self.new.entries);
        let same = |old: usize, new: usize| before[old].text == after[new].text;
        let key = |side: usize, place: usize| {
            Some(hashed(if side == 0 { before[place].text } else { after[place].text }))
        };
        self.by_equality((old.iter().copied(), new.iter().copied()), (same, key), false);
        self.old.put_free(old);
        self.new.put_free(new);
        self.update_free();
    }

    fn weigh<'m>(
        &self,
        reader: &'m mut FeatureReader,
        numbers: &'m mut [Vec<u32>; 2],
        unsettled: &mut [Vec<usize>; 2],
    ) -> Measures<'m, 'a>
    where
        'e: 'm,
    {
        let [old, new] = unsettled;
        self.old.gather_unsettled(old);
        self.new.gather_unsettled(new);
        reader.start(old.len() + new.len());
        let sides = [(&self.old, old), (&self.new, new)];
        for ((side, unsettled), numbers) in sides.into_iter().zip(numbers.iter_mut()) {
            numbers.clear();
            numbers.resize(side.entries.len(), u32::MAX);
            for place in unsettled.iter().copied() {
                let number = reader.read(side.entries[place].text);
                numbers[place] = u32::try_from(number).unwrap_or(u32::MAX);
            }
            reader.turn();
        }
        let [old, new] = numbers;
        let entries = [self.old.entries, self.new.entries];
        Measures { weighed: reader.weigh(), entries, numbers: [old, new] }
    }

    /// What a likeness gains two entries of one block, with what standing at the same height adds.
    fn gain(&self, (old, new): (usize, usize), likeness: Option<Likeness>) -> f64 {
        let apart = (self.old.height(old) - self.new.height(new)).abs();
        let text = likeness.map_or(0.0, Likeness::score);
        text + LIMITS.place * (0.5 - apart) - LIMITS.same
    }

    /// The best assignment of each block's free entries.
    fn by_likeness(&mut self, measures: &Measures<'_, 'a>) {
        self.in_blocks(|work, old, new| {
            let gain = |i: usize, j: usize, letters: bool| {
                let (old, new) = (old[i], new[j]);
                let likeness = measures.by_words(old, new);
                let with = |one: Likeness| one.with_letters(measures.letters(old, new));
                work.gain((old, new), if letters { likeness.map(with) } else { likeness })
            };
            // Where the words leave no doubt, the letters need not be looked at.
            let chosen = certain((old.len(), new.len()), |i, j| gain(i, j, false), LETTERS);
            let chosen =
                chosen.unwrap_or_else(|| assigned(measures, old, new, |i, j| gain(i, j, true)));
            for (i, j) in chosen {
                work.pair(old[i], new[j]);
            }
        });
    }

    /// A free entry whose neighbours above and below became the neighbours of a free entry is most
    /// likely that one, even if few words stayed.
    fn between(&mut self, measures: &Measures<'_, 'a>) {
        let mut found = Vec::new();
        for old in self.old.free().iter().copied() {
            let above = self.old.neighbour(old, -1);
            let Some(new) = (match above {
                Some(above) => self.old.partner(above).and_then(|p| self.new.neighbour(p, 1)),
                None => self.new.first_of(self.old.entries[old].block),
            }) else {
                continue;
            };
            if !self.new.is_free(new) || above.is_none() != self.new.neighbour(new, -1).is_none() {
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
        let all = measures.weighed;
        for (old, new) in found {
            let same = self.old.entries[old].block == self.new.entries[new].block;
            let Some((a, b)) = measures.numbers(old, new).filter(|_| same) else { continue };
            let likeness = Likeness::of_two(a, b, all);
            let with_letters = || likeness.with_letters(measures.letters(old, new)).score();
            if likeness.score() >= LIMITS.between || with_letters() >= LIMITS.between {
                self.pair(old, new);
            }
        }
        self.update_free();
    }

    /// The best assignment of what is left over to entries of other blocks.
    fn across(&mut self, measures: &Measures<'_, 'a>) {
        let gain = |i: usize, j: usize| {
            if self.old.entries[i].block == self.new.entries[j].block {
                return 0.0;
            }
            let likeness = measures.by_words(i, j).filter(|one| one.dice >= LIMITS.across);
            likeness.map_or(0.0, |one| one.dice + measures.letters(i, j))
        };
        let (old, new) = (self.old.free(), self.new.free());
        let chosen = assigned(measures, old, new, |i, j| gain(old[i], new[j]));
        let chosen: Vec<_> = chosen.into_iter().map(|(i, j)| (old[i], new[j])).collect();
        for (old, new) in chosen {
            self.pair(old, new);
        }
        self.update_free();
    }

    /// Free entries that are found in a larger entry of the other side: merged into it, or split
    /// off from it.
    fn parts(&self, measures: &Measures<'_, 'a>) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (part_side, turned) in [(0, false), (1, true)] {
            let (small, large) =
                if turned { (&self.new, &self.old) } else { (&self.old, &self.new) };
            if small.free().len().saturating_mul(large.entries.len()) > MOST_CELLS {
                continue;
            }
            for part in small.free().iter().copied() {
                let Some(own) = measures.number(part_side, part) else { continue };
                let mut best: Option<(f64, usize)> = None;
                let here = large.of_block(small.entries[part].block);
                for whole in here.filter(|whole| !large.is_settled(*whole)) {
                    let Some(other) = measures.number(1 - part_side, whole) else { continue };
                    let [own_weight, weight] = measures.weighed.weights(own, other);
                    if own_weight <= 0.0 || weight < own_weight {
                        continue;
                    }
                    let share = measures.weighed.shared(own, other) / own_weight;
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
        found
    }

    /// The partners, and pairs that have others besides.
    fn matching(&self, parts: Vec<(usize, usize)>) -> Matching {
        let count = self.old.entries.len();
        let mut pairs = vec![(0, 0); count];
        let mut kept = 0;
        for old in 0..count {
            let partner = self.old.partner(old);
            pairs[kept] = (old, partner.unwrap_or_default());
            kept += usize::from(partner.is_some());
        }
        pairs.truncate(kept);
        if !parts.is_empty() {
            pairs.extend(parts);
            pairs.sort_unstable();
        }
        let reordered = self.reordered(&pairs);
        Matching { pairs, reordered }
    }

    /// One-to-one pairs within a block that are not in the longest run of pairs whose order stayed.
    /// The pairs must be sorted.
    fn reordered(&self, pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let in_order = |two: &[(usize, usize)]| two[0].0 < two[1].0 && two[0].1 < two[1].1;
        if pairs.windows(2).all(in_order) {
            return Vec::new();
        }
        let mut counts = [vec![0_u32; self.old.entries.len()], vec![0; self.new.entries.len()]];
        for (old, new) in pairs {
            counts[0][*old] += 1;
            counts[1][*new] += 1;
        }
        let mut pairs: Vec<(usize, usize)> = pairs
            .iter()
            .copied()
            .filter(|(old, new)| counts[0][*old] == 1 && counts[1][*new] == 1)
            .filter(|(old, new)| self.old.entries[*old].block == self.new.entries[*new].block)
            .collect();
        if pairs.windows(2).all(in_order) {
            return Vec::new();
        }
        // Blocks follow one another on both sides, so one run over all of them will do.
        let kept = longest_ascending(&pairs);
        pairs.retain(|pair| kept.binary_search(pair).is_err());
        pairs
    }
}

/// Places that are gone through, perhaps several times.
trait Each: ExactSizeIterator<Item = usize> + Clone {}

impl<I: ExactSizeIterator<Item = usize> + Clone> Each for I {}

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
