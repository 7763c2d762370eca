//! From words to what is known of them.
//!
//! A [`Lexicon`] is one thread's memory of words
//! that it has met: each different word is stemmed and looked up once, after which a token costs
//! one hash lookup. Text has few different words, so this is what makes judging fast.

use std::cell::RefCell;

use hashbrown::HashMap;
use snowball_stemmers_rs::Stemmer;

use super::matcher::{Matcher, Sense, stem, stemmers};
use super::pairs::Begun;

/// Which terms count in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// English terms only.
    English = 0,
    /// Terms of both languages: Dutch text, which is full of English, and unknown text.
    Both = 1,
}

/// The number of a word in a [`Lexicon`].
pub type WordId = u32;

/// Properties of a word that do not depend on the text it stands in.
pub(super) mod flag {
    pub(in crate::text) const STOP_EN: u16 = 1;
    pub(in crate::text) const STOP_NL: u16 = 1 << 1;
    pub(in crate::text) const GENERAL_EN: u16 = 1 << 2;
    pub(in crate::text) const GENERAL_NL: u16 = 1 << 3;
    pub(in crate::text) const NEGATOR_EN: u16 = 1 << 4;
    pub(in crate::text) const NEGATOR_NL: u16 = 1 << 5;
    pub(in crate::text) const NUMBER: u16 = 1 << 6;
    pub(in crate::text) const CONJUNCTION: u16 = 1 << 7;
    pub(in crate::text) const CURRENCY: u16 = 1 << 8;
    /// Any of those that few words have and that do more than count.
    pub(in crate::text) const RARE: u16 = NEGATOR_EN | NEGATOR_NL | NUMBER | CONJUNCTION;
}

/// What is known of a word.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    pub(super) flags: u16,
    /// By [`Mode`]: the index of what it means in [`Lexicon::senses`]; 0 for nothing.
    pub(super) senses: [u32; 2],
    /// Range in [`Lexicon::atoms`].
    pub(super) atoms: (u32, u16),
    /// A bit for each of those atoms.
    pub(super) mask: u64,
    /// A bit for each atom that follows one of those in some term, at once and behind a gap: a word
    /// whose mask has none of these bits makes no term with this one.
    pub(super) follow: [u64; 2],
    /// Hashes of the English and the Dutch stem.
    pub(super) stems: [u32; 2],
}

impl Word {
    /// Whether no concept is met by this word alone, in either language.
    pub(super) const fn is_unknown(&self) -> bool {
        self.senses[Mode::Both as usize] == 0
    }
}

/// A memory holds at most this many different words, then begins anew: 200,000 words are some
/// 20 MB, and a real portfolio of 100,000 canvases has a tenth of that.
const MOST_WORDS: usize = 200_000;

/// A power of two: so many short words are remembered as they were written, in 512 kB.
const SHORT_BITS: u32 = 14;

/// A word of at most 15 ASCII letters and digits as it was written. Finding a word so costs one
/// comparison and no folding.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Short {
    /// Its bytes, zeros behind them. No word is all zeros.
    pub(super) key: u128,
    /// The token that it is.
    pub(super) token: u32,
    /// Whether it is a function word of only English, of only Dutch.
    pub(super) votes: [u8; 2],
}

/// One thread's memory of words.
pub struct Lexicon<'m> {
    pub(super) matcher: &'m Matcher,
    stemmers: [Stemmer; 2],
    ids: HashMap<Box<str>, WordId>,
    /// Short words as they were written, with what became of them; see [`Lexicon::short`].
    pub(super) short: Vec<Short>,
    pub(super) words: Vec<Word>,
    /// Per word the hash of its folded form.
    pub(super) names: Vec<u64>,
    /// What words mean; the first is nothing.
    pub(super) senses: Vec<Sense>,
    pub(super) atoms: Vec<u32>,
    /// The terms that pairs of words begin.
    pub(super) begun: RefCell<Begun>,
}

impl<'m> Lexicon<'m> {
    /// An empty memory for this vocabulary.
    #[must_use]
    pub fn new(matcher: &'m Matcher) -> Self {
        Self {
            matcher,
            stemmers: stemmers(),
            ids: HashMap::new(),
            short: vec![Short::default(); 1 << SHORT_BITS],
            words: Vec::new(),
            names: Vec::new(),
            senses: vec![Sense::default()],
            atoms: Vec::new(),
            begun: RefCell::default(),
        }
    }

    /// Where a short word as it was written is remembered. Another word may stand there: whoever
    /// looks compares [`Short::key`], and whoever does not find it overwrites it.
    pub(super) const fn slot(key: u128) -> usize {
        let mixed = (key as u64 ^ (key >> 64) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> (64 - SHORT_BITS)) as usize
    }

    /// Forgets everything when the memory is full. Word ids from before are void after it, so it
    /// is called between texts only.
    pub fn trim(&mut self) {
        if self.words.len() > MOST_WORDS {
            self.ids.clear();
            self.short.fill(Short::default());
            self.words.clear();
            self.names.clear();
            self.senses.truncate(1);
            self.atoms.clear();
            self.begun.get_mut().clear();
        }
    }

    /// The id of a folded word.
    pub(super) fn id(&mut self, word: &str) -> WordId {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        self.learn(word)
    }

    #[cold]
    fn learn(&mut self, word: &str) -> WordId {
        let stems = [0, 1].map(|tongue| stem(&self.stemmers, tongue, word));
        let mut atoms = Vec::new();
        let m = self.matcher;
        m.atoms_of(word, &stems, &mut atoms);
        atoms.sort_unstable();
        atoms.dedup();
        let mut sets = [Sense::default(); 2];
        let own = if m.is_stop(word) { Some(m.forms.get(word)) } else { None };
        for atom in &atoms {
            if own.is_some_and(|own| own.is_none_or(|own| !own.contains(atom))) {
                continue;
            }
            for (tongue, concept) in &m.singles[*atom as usize] {
                sets[*tongue as usize].union(&m.senses[*concept as usize]);
            }
        }
        atoms.retain(|atom| m.begins(*atom) || m.later[*atom as usize]);
        let flags = self.flags(word, &sets);
        let from = u32::try_from(self.atoms.len()).unwrap_or(u32::MAX);
        let count = u16::try_from(atoms.len()).unwrap_or(u16::MAX);
        self.atoms.extend(atoms);
        let own = self.atoms.get(from as usize..).unwrap_or_default();
        let mask = atoms_mask(own.iter().copied());
        let mut follow = [0; 2];
        for starts in own.iter().map(|atom| m.starts(*atom)) {
            follow[0] |= atoms_mask(starts.adjacent.iter().map(|(second, _)| *second));
            follow[1] |= atoms_mask(starts.gapped.iter().map(|(second, _)| *second));
        }
        let mut both = sets[0];
        both.union(&sets[1]);
        let senses = [sets[0], both].map(|sense| {
            if sense == Sense::default() {
                return 0;
            }
            self.senses.push(sense);
            u32::try_from(self.senses.len() - 1).unwrap_or(0)
        });
        let id = WordId::try_from(self.words.len()).unwrap_or(WordId::MAX);
        let stems = stems.map(|stem| hash(&stem));
        self.names.push(hash_64(word));
        self.words.push(Word { flags, senses, atoms: (from, count), mask, follow, stems });
        self.ids.insert(word.into(), id);
        id
    }

    fn flags(&self, word: &str, sets: &[Sense; 2]) -> u16 {
        let m = self.matcher;
        let mut flags = 0;
        let mut set = |on: bool, bit: u16| flags |= if on { bit } else { 0 };
        set(m.stop[0].contains_key(word), flag::STOP_EN);
        set(m.stop[1].contains_key(word), flag::STOP_NL);
        set(sets[0].met.contains(m.general), flag::GENERAL_EN);
        set(sets[1].met.contains(m.general), flag::GENERAL_NL);
        set(sets[0].met.contains(m.negation), flag::NEGATOR_EN);
        set(sets[1].met.contains(m.negation), flag::NEGATOR_NL);
        set(sets.iter().any(|s| s.met.contains(m.currency)), flag::CURRENCY);
        set(m.conjunctions.contains_key(word), flag::CONJUNCTION);
        set(word.bytes().next().is_some_and(|b| b.is_ascii_digit()), flag::NUMBER);
        flags
    }
}

/// A bit for each atom, so that most comparisons of two sets of atoms end at once.
fn atoms_mask(atoms: impl Iterator<Item = u32>) -> u64 {
    atoms.fold(0, |mask, atom| mask | 1 << (atom & 63))
}

/// FNV-1a, 32 bits (Fowler, Noll, Vo 1991): stable over runs and machines, which the standard
/// library's hash is not.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The same with 64 bits.
fn hash_64(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
