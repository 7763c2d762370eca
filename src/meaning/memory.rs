//! Texts that were met before, with what they say.
//!
//! On canvases short texts recur: "Website", "Salaries", the headings and columns nearly all. What
//! a text says depends on its bytes and on the terms that count, so it is remembered and looked up
//! the next time. When half of the room is taken, a text must be met twice to be remembered, lest
//! those that never recur take the rest. Nothing that is remembered changes a result: texts are
//! compared byte by byte.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::said::{Brief, Said, Saying};
use crate::text::{Bits, Mode};

/// Longer texts recur so rarely that they are not remembered.
const LONGEST: usize = 256;
/// At most this many different texts are remembered, so that a thread's memory stays below 16 MB;
/// when it is full, it begins anew with the next canvas.
const MOST: usize = 50_000;
/// So many are remembered the first time that they are met; others from the second time on.
const FIRST: usize = MOST / 2;
/// All their bytes, and all their stems, stay below these numbers.
const MOST_BYTES: usize = 1 << 22;
const MOST_STEMS: usize = 1 << 19;
/// At most this many of them negate anything.
const MOST_NEGATED: usize = 1 << 13;
/// A power of two: so many texts are noted as met once.
const MET_BITS: u32 = 16;

/// The place of a text in the memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known(u32);

/// Places that are going to be looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ahead {
    text: u32,
    bytes: (u32, u32),
    kept: u32,
    stems: (u32, u32),
}

#[derive(Clone, Copy, Debug)]
struct Text {
    hash: u64,
    bytes: (u32, u32),
    votes: [u16; 2],
    empty: bool,
    /// By mode one more than the place in [`Memory::kept`]; 0 for not known yet.
    kept: [u32; 2],
}

/// A [`Said`] in less room.
#[derive(Clone, Copy, Debug)]
struct Kept {
    met: Bits,
    brief: Brief,
    /// Where its stems begin in [`Memory::stems`], and how many they are.
    from: u32,
    count: u16,
    /// One more than the place in [`Memory::negated`]; 0 for most texts, which negate nothing.
    negated: u16,
}

/// What texts say that were met before.
#[derive(Debug, Default)]
pub(super) struct Memory {
    hasher: DefaultHashBuilder,
    /// Parts of the hashes of texts, and their places.
    places: HashTable<(u32, u32)>,
    texts: Vec<Text>,
    bytes: Vec<u8>,
    kept: Vec<Kept>,
    negated: Vec<Bits>,
    stems: Vec<u32>,
    /// Parts of the hashes of texts that were met at least once. Another may stand there.
    met: Vec<u32>,
}

impl Memory {
    pub(super) fn hash(&self, text: &str) -> u64 {
        self.hasher.hash_one(text.as_bytes())
    }

    /// A text, with what does not depend on the mode: its votes, and whether it says nothing.
    pub(super) fn find(&self, hash: u64, text: &str) -> Option<(Known, [u32; 2], bool)> {
        if text.len() > LONGEST {
            return None;
        }
        let same = |(tag, place): &(u32, u32)| {
            let known = self.texts.get(*place as usize).filter(|_| *tag == tag_of(hash));
            known.is_some_and(|known| self.bytes(known) == text.as_bytes())
        };
        let (_, place) = *self.places.find(hash, same)?;
        let known = self.texts.get(place as usize)?;
        Some((Known(place), known.votes.map(u32::from), known.empty))
    }

    /// Fetches what [`Memory::find`] and [`Memory::said`] will look at for texts with these hashes.
    /// The memory is larger than the processor's cache, and it waits for many places at once not
    /// much longer than for one. The number that is returned means nothing.
    pub(super) fn fetch(&self, hashes: &[u64], ahead: &mut Vec<Ahead>) -> u64 {
        ahead.clear();
        for hash in hashes {
            let found = self.places.find(*hash, |(tag, _)| *tag == tag_of(*hash));
            let none = Ahead { text: 0, bytes: (0, 0), kept: 0, stems: (0, 0) };
            ahead.extend(found.map(|(_, text)| Ahead { text: *text, ..none }));
        }
        for one in &mut *ahead {
            if let Some(text) = self.texts.get(one.text as usize) {
                one.bytes = (text.bytes.0, text.bytes.1.saturating_sub(1));
                one.kept = text.kept[0].max(text.kept[1]);
            }
        }
        let mut sum = 0;
        for one in &mut *ahead {
            let byte = |at: u32| self.bytes.get(at as usize).copied().unwrap_or(0);
            sum ^= u64::from(byte(one.bytes.0) ^ byte(one.bytes.1));
            if let Some(kept) = self.kept.get((one.kept as usize).wrapping_sub(1)) {
                one.stems = (kept.from, (kept.from + u32::from(kept.count)).saturating_sub(1));
                sum ^= u64::from(kept.met.is_empty());
            }
        }
        let stem = |at: u32| self.stems.get(at as usize).copied().unwrap_or(0);
        ahead.iter().fold(sum, |sum, one| sum ^ u64::from(stem(one.stems.0) ^ stem(one.stems.1)))
    }

    fn bytes(&self, text: &Text) -> &[u8] {
        self.bytes.get(text.bytes.0 as usize..text.bytes.1 as usize).unwrap_or_default()
    }

    /// Meets a text that is not known; remembers it, while there is room. When there is less room,
    /// only one that was met before.
    pub(super) fn meet(
        &mut self,
        hash: u64,
        text: &str,
        votes: [u32; 2],
        empty: bool,
    ) -> Option<Known> {
        if text.len() > LONGEST {
            return None;
        }
        if self.met.is_empty() {
            self.met.resize(1 << MET_BITS, 0);
        }
        let print = (hash >> 32) as u32;
        let met = self.met.get_mut((hash & ((1 << MET_BITS) - 1)) as usize)?;
        let again = std::mem::replace(met, print) == print;
        if self.is_full() || !again && self.texts.len() >= FIRST {
            return None;
        }
        let place = u32::try_from(self.texts.len()).ok()?;
        let from = u32::try_from(self.bytes.len()).ok()?;
        make_room(&mut self.bytes, text.len(), MOST_BYTES);
        self.bytes.extend_from_slice(text.as_bytes());
        let bytes = (from, u32::try_from(self.bytes.len()).ok()?);
        let votes = votes.map(|votes| u16::try_from(votes).unwrap_or(u16::MAX));
        make_room(&mut self.texts, 1, MOST);
        self.texts.push(Text { hash, bytes, votes, empty, kept: [0; 2] });
        let texts = &self.texts;
        let hash_of =
            |(_, place): &(u32, u32)| texts.get(*place as usize).map_or(0, |text| text.hash);
        self.places.insert_unique(hash, (tag_of(hash), place), hash_of);
        Some(Known(place))
    }

    /// What a text says in a mode; `None` when that is not known yet.
    pub(super) fn said(&self, known: Known, mode: Mode) -> Option<Saying<'_>> {
        let text = self.texts.get(known.0 as usize)?;
        let kept = self.kept.get((text.kept[mode as usize] as usize).wrapping_sub(1))?;
        let from = kept.from as usize;
        let negated = self.negated.get(usize::from(kept.negated).wrapping_sub(1));
        Some(Saying {
            met: &kept.met,
            negated: negated.unwrap_or(&Bits::EMPTY),
            brief: kept.brief,
            stems: self.stems.get(from..from + usize::from(kept.count))?,
        })
    }

    /// Notes what a text says in a mode, while there is room.
    pub(super) fn note(&mut self, known: Known, mode: Mode, said: &Said, stems: &[u32]) {
        let (Ok(count), false) = (u16::try_from(stems.len()), self.is_full()) else { return };
        let limit = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        let from = limit(self.stems.len());
        make_room(&mut self.stems, stems.len(), MOST_STEMS);
        self.stems.extend_from_slice(stems);
        let mut negated = 0;
        if !said.negated.is_empty() {
            self.negated.push(said.negated);
            negated = u16::try_from(self.negated.len()).unwrap_or(u16::MAX);
        }
        make_room(&mut self.kept, 1, MOST);
        self.kept.push(Kept { met: said.met, brief: said.brief, from, count, negated });
        let place = limit(self.kept.len());
        if let Some(text) = self.texts.get_mut(known.0 as usize) {
            text.kept[mode as usize] = place;
        }
    }

    fn is_full(&self) -> bool {
        self.texts.len() >= MOST
            || self.kept.len() >= MOST
            || self.bytes.len() + LONGEST > MOST_BYTES
            || self.stems.len() + LONGEST > MOST_STEMS
            || self.negated.len() >= MOST_NEGATED
    }

    /// Forgets everything when the memory is full. Places from before are void after it, so it is
    /// called between canvases only.
    pub(super) fn trim(&mut self) {
        if self.is_full() {
            self.places.clear();
            self.texts.clear();
            self.bytes.clear();
            self.kept.clear();
            self.negated.clear();
            self.stems.clear();
        }
    }
}

/// The part of a hash that is compared before the text is. The table goes by the other bits.
const fn tag_of(hash: u64) -> u32 {
    (hash >> 24) as u32
}

/// Makes room for some more: twice as much as there is, but no more than is ever held.
fn make_room<T>(all: &mut Vec<T>, more: usize, most: usize) {
    if all.len() + more > all.capacity() {
        let wanted = (2 * all.len()).clamp(256, most).max(all.len() + more);
        all.reserve_exact(wanted - all.len());
    }
}

#[cfg(test)]
mod tests {
    use super::{Brief, FIRST, LONGEST, MOST, Memory, Said};
    use crate::text::{Bits, Mode};

    fn meet(memory: &mut Memory, text: &str) -> Option<super::Known> {
        let hash = memory.hash(text);
        memory
            .find(hash, text)
            .map(|(known, ..)| known)
            .or_else(|| memory.meet(hash, text, [1, 2], false))
    }

    #[test]
    fn a_text_is_remembered() {
        let mut memory = Memory::default();
        let known = meet(&mut memory, "Website").expect("there is room");
        assert_eq!(meet(&mut memory, "Website"), Some(known));
        assert!(memory.said(known, Mode::Both).is_none());
        let (met, negated) = ([0, 63, 64, 511].into_iter(), [7].into_iter());
        let (met, negated) = (met.collect(), negated.collect());
        let brief = Brief { mask: 1 << 90, items: 7, ..Brief::default() };
        let said = Said { met, negated, brief };
        memory.note(known, Mode::Both, &said, &[3, 4]);
        assert_eq!(memory.said(known, Mode::Both), Some(said.with(&[3, 4])));
        assert!(memory.said(known, Mode::English).is_none());
        let hash = memory.hash("Website");
        assert_eq!(memory.find(hash, "Website"), Some((known, [1, 2], false)));
        assert_eq!(memory.find(hash, "website"), None, "the bytes count, not only the hash");
    }

    #[test]
    fn when_there_is_less_room_a_text_must_be_met_twice() {
        let mut memory = Memory::default();
        for number in 0..FIRST {
            assert!(meet(&mut memory, &format!("{number}")).is_some());
        }
        assert_eq!(meet(&mut memory, "Website"), None);
        assert!(meet(&mut memory, "Website").is_some());
    }

    #[test]
    fn it_stays_small() {
        let mut memory = Memory::default();
        let long = "x".repeat(LONGEST + 1);
        assert_eq!((meet(&mut memory, &long), meet(&mut memory, &long)), (None, None));
        for number in 0..8 * MOST {
            // Few long texts, then many short ones.
            let (length, words) = if number < MOST { (200, 100) } else { (57, 7) };
            let text = format!("{number} {}", "y".repeat(length));
            let known = (meet(&mut memory, &text), meet(&mut memory, &text)).1;
            let stems: Vec<u32> = (0..words).collect();
            known.inspect(|known| memory.note(*known, Mode::Both, &Said::NOTHING, &stems));
            let held = memory.bytes.capacity()
                + 4 * memory.stems.capacity()
                + memory.negated.capacity() * size_of::<Bits>()
                + memory.kept.capacity() * size_of::<super::Kept>()
                + memory.texts.capacity() * size_of::<super::Text>()
                + 4 * memory.met.len()
                + 12 * memory.places.capacity();
            assert!(held < 16_000_000, "{held}");
            memory.trim();
        }
    }
}
