//! From terms to a matcher, and from words to what is known of them.
//!
//! A [`Matcher`] is built once from a vocabulary. A [`Lexicon`] is one thread's memory of words
//! that it has met: each different word is stemmed and looked up once, after which a token costs
//! one hash lookup. Text has few different words, so this is what makes judging fast.

use hashbrown::HashMap;
use snowball_stemmers_rs::{Algorithm, Stemmer};

use super::bits::Bits;
use super::pattern::{Element, Pattern, WordMatch};

/// The language that a term belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tongue {
    /// English.
    En = 0,
    /// Dutch.
    Nl = 1,
}

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
    /// Begins some term of several words that follow one another.
    pub(in crate::text) const STARTS: u16 = 1 << 9;
    /// Begins some term with a gap behind its first word.
    pub(in crate::text) const STARTS_GAP: u16 = 1 << 10;
}

/// What is known of a word.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    pub(super) flags: u16,
    /// By [`Mode`]: one more than the index of what it means in [`Lexicon::senses`]; 0 for nothing.
    pub(super) senses: [u32; 2],
    /// Range in [`Lexicon::atoms`].
    pub(super) atoms: (u32, u16),
    /// A bit for each of those atoms.
    pub(super) mask: u64,
    /// Hashes of the English and the Dutch stem.
    pub(super) stems: [u32; 2],
}

impl Word {
    /// Whether no concept is met by this word alone, in either language.
    pub(super) const fn is_unknown(&self) -> bool {
        self.senses[Mode::Both as usize] == 0
    }
}

/// The terms of several words that begin with a word.
#[derive(Clone, Debug, Default)]
pub(super) struct Starts {
    /// Terms whose second word follows at once: its atom and the phrase, sorted.
    pub(super) adjacent: Vec<(u32, u32)>,
    /// Terms with a gap after the first word, in the same way.
    pub(super) gapped: Vec<(u32, u32)>,
}

/// First and second words of terms, as a filter: two words that are not in it begin no term.
pub(super) struct Pairs(Vec<u64>);

impl Pairs {
    const BITS: u32 = 18;

    fn new() -> Self {
        Self(vec![0; 1 << (Self::BITS - 6)])
    }

    const fn bit(first: u32, second: u32) -> u32 {
        let mixed = first.wrapping_mul(0x9e37_79b1) ^ second.wrapping_mul(0x85eb_ca77);
        mixed >> (32 - Self::BITS)
    }

    fn insert(&mut self, first: u32, second: u32) {
        let bit = Self::bit(first, second);
        if let Some(word) = self.0.get_mut(bit as usize / 64) {
            *word |= 1 << (bit % 64);
        }
    }

    pub(super) fn may_hold(&self, first: u32, second: u32) -> bool {
        let bit = Self::bit(first, second);
        self.0.get(bit as usize / 64).is_some_and(|word| word & (1 << (bit % 64)) != 0)
    }
}

#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) tongue: Tongue,
    /// The words after the first; whether a gap stands before each.
    pub(super) rest: Vec<(u32, bool)>,
    /// A bit for each of those words: a text that lacks one cannot hold the phrase.
    pub(super) mask: u64,
    /// The concept that it is a term of.
    concept: u32,
}

/// What a term means: the concepts that its presence brings, and the one that its negation denies.
/// Who has no subscription may still have a stream, so denial does not go up to what is implied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sense {
    pub(super) met: Bits,
    pub(super) denied: Bits,
}

impl Sense {
    pub(super) fn union(&mut self, other: &Self) {
        self.met.union(&other.met);
        self.denied.union(&other.denied);
    }
}

/// A vocabulary made ready for matching.
pub struct Matcher {
    stems: [HashMap<String, u32>; 2],
    exact: HashMap<String, u32>,
    prefixes: HashMap<String, u32>,
    suffixes: HashMap<String, u32>,
    infixes: Vec<(String, u32)>,
    /// Per concept what its terms mean.
    senses: Vec<Sense>,
    /// Per atom the concepts that it is a term of by itself.
    singles: Vec<Vec<(Tongue, u32)>>,
    starts: Vec<Starts>,
    later: Vec<bool>,
    /// Stop words that are themselves terms, with their atoms: a stop word means something only so,
    /// not where it shares its stem with a term.
    forms: HashMap<String, Vec<u32>>,
    pub(super) phrases: Vec<Phrase>,
    /// Of terms whose second word follows at once, and of those with a gap.
    pub(super) pairs: [Pairs; 2],
    stop: [HashMap<String, ()>; 2],
    conjunctions: HashMap<String, ()>,
    general: usize,
    negation: usize,
    currency: usize,
}

/// Collects the terms of a vocabulary.
pub struct MatcherBuilder {
    matcher: Matcher,
    stemmers: [Stemmer; 2],
    /// The atoms of words that were stemmed: a vocabulary uses each of its words many times.
    stemmed: [HashMap<String, u32>; 2],
}

fn stemmers() -> [Stemmer; 2] {
    [Stemmer::create(Algorithm::English), Stemmer::create(Algorithm::Dutch)]
}

/// The stem of a folded word.
///
/// Snowball's English stemmer takes who does something for what is done: `retailer` and `retail`,
/// `customer` and `customise`, `developer` and `development` have one stem. On a canvas these are
/// different things, so an English word that lost `-er` or `-or` is kept apart.
fn stem(stemmers: &[Stemmer; 2], tongue: usize, word: &str) -> String {
    let mut stem = stemmers[tongue].stem(word).into_owned();
    if tongue == Tongue::En as usize {
        let singular = word.strip_suffix('s').unwrap_or(word);
        let doer = singular.ends_with("er") || singular.ends_with("or");
        if doer && !stem.ends_with("er") && !stem.ends_with("or") {
            stem.push('~');
        }
    }
    stem
}

impl MatcherBuilder {
    /// Begins with the numbers of the concepts that matching itself must know: words that say
    /// nothing, words that negate, names of currencies.
    #[must_use]
    pub fn new(general: usize, negation: usize, currency: usize) -> Self {
        Self {
            matcher: Matcher {
                stems: [HashMap::new(), HashMap::new()],
                exact: HashMap::new(),
                prefixes: HashMap::new(),
                suffixes: HashMap::new(),
                infixes: Vec::new(),
                senses: Vec::new(),
                singles: Vec::new(),
                starts: Vec::new(),
                later: Vec::new(),
                forms: HashMap::new(),
                phrases: Vec::new(),
                pairs: [Pairs::new(), Pairs::new()],
                stop: [HashMap::new(), HashMap::new()],
                conjunctions: HashMap::new(),
                general,
                negation,
                currency,
            },
            stemmers: stemmers(),
            stemmed: [HashMap::new(), HashMap::new()],
        }
    }

    /// Adds a word that carries no content in this language. All stop words come before any term.
    pub fn stop_word(&mut self, tongue: Tongue, word: &str) {
        self.matcher.stop[tongue as usize].insert(super::fold::key(word), ());
    }

    /// Adds a word that joins the last two items of a list.
    pub fn conjunction(&mut self, word: &str) {
        self.matcher.conjunctions.insert(super::fold::key(word), ());
    }

    /// Adds a concept: whoever matches one of its terms has all the concepts in `met`, and whoever
    /// negates it denies the concept itself. Concepts come in the order of their numbers.
    pub fn concept(&mut self, met: &Bits) {
        let denied = [self.matcher.senses.len()].into_iter().collect();
        self.matcher.senses.push(Sense { met: *met, denied });
    }

    /// Adds a term of the concept that was added last.
    pub fn term(&mut self, tongue: Tongue, pattern: &Pattern<'_>) {
        let Some(concept) = self.matcher.senses.len().checked_sub(1) else { return };
        let concept = u32::try_from(concept).unwrap_or(u32::MAX);
        let mut rest = Vec::new();
        let mut gap = false;
        let mut first = None;
        for element in pattern.elements() {
            match element {
                Element::Gap => gap = true,
                Element::Word(how, word) => {
                    let atom = self.atom(tongue, *how, word);
                    if first.is_none() {
                        first = Some(atom);
                    } else {
                        rest.push((atom, gap));
                    }
                    gap = false;
                }
            }
        }
        let Some(first) = first else { return };
        if rest.is_empty() {
            if let Some(Element::Word(WordMatch::Stem | WordMatch::Exact, form)) =
                pattern.elements().first()
                && self.matcher.is_stop(form)
            {
                self.matcher.forms.entry(form.to_string()).or_default().push(first);
            }
            self.matcher.singles[first as usize].push((tongue, concept));
            return;
        }
        for (atom, _) in &rest {
            self.matcher.later[*atom as usize] = true;
        }
        let mask = rest.iter().fold(0, |mask, (atom, _)| mask | 1 << (atom & 63));
        let phrase = u32::try_from(self.matcher.phrases.len()).unwrap_or(u32::MAX);
        let starts = &mut self.matcher.starts[first as usize];
        if let Some((second, gap)) = rest.first() {
            let list = if *gap { &mut starts.gapped } else { &mut starts.adjacent };
            list.push((*second, phrase));
            self.matcher.pairs[usize::from(*gap)].insert(first, *second);
        }
        self.matcher.phrases.push(Phrase { tongue, rest, mask, concept });
    }

    fn atom(&mut self, tongue: Tongue, how: WordMatch, text: &str) -> u32 {
        let m = &mut self.matcher;
        let next = u32::try_from(m.singles.len()).unwrap_or(u32::MAX);
        let id = match how {
            WordMatch::Stem => {
                let known = &mut self.stemmed[tongue as usize];
                if let Some(id) = known.get(text) {
                    return *id;
                }
                let stem = stem(&self.stemmers, tongue as usize, text);
                let id = *m.stems[tongue as usize].entry(stem).or_insert(next);
                known.insert(text.to_owned(), id);
                id
            }
            WordMatch::Exact => *m.exact.entry_ref(text).or_insert(next),
            WordMatch::Prefix => *m.prefixes.entry_ref(text).or_insert(next),
            WordMatch::Suffix => *m.suffixes.entry_ref(text).or_insert(next),
            WordMatch::Infix => {
                if let Some((_, id)) = m.infixes.iter().find(|(known, _)| known == text) {
                    *id
                } else {
                    m.infixes.push((text.to_owned(), next));
                    next
                }
            }
        };
        if id == next {
            m.singles.push(Vec::new());
            m.starts.push(Starts::default());
            m.later.push(false);
        }
        id
    }

    /// The finished matcher.
    #[must_use]
    pub fn build(mut self) -> Matcher {
        for starts in &mut self.matcher.starts {
            starts.adjacent.sort_unstable();
            starts.gapped.sort_unstable();
        }
        self.matcher
    }
}

impl Matcher {
    pub(super) fn starts(&self, atom: u32) -> &Starts {
        &self.starts[atom as usize]
    }

    /// What a phrase means.
    pub(super) fn sense(&self, phrase: &Phrase) -> &Sense {
        &self.senses[phrase.concept as usize]
    }

    fn is_stop(&self, word: &str) -> bool {
        self.stop.iter().any(|words| words.contains_key(word))
    }

    fn begins(&self, atom: u32) -> bool {
        let starts = self.starts(atom);
        !starts.adjacent.is_empty() || !starts.gapped.is_empty()
    }

    /// The atoms that a folded word matches.
    fn atoms_of(&self, word: &str, stems: &[String; 2], out: &mut Vec<u32>) {
        out.extend(self.exact.get(word));
        for (map, stem) in self.stems.iter().zip(stems) {
            out.extend(map.get(stem.as_str()));
        }
        for (at, _) in word.char_indices().skip(1) {
            out.extend(self.prefixes.get(&word[..at]));
            out.extend(self.suffixes.get(&word[at..]));
        }
        out.extend(self.prefixes.get(word));
        out.extend(self.suffixes.get(word));
        for (infix, atom) in &self.infixes {
            if word.contains(infix.as_str()) {
                out.push(*atom);
            }
        }
    }
}

/// A memory holds at most this many different words, then begins anew: 200,000 words are some
/// 20 MB, and a real portfolio of 100,000 canvases has a tenth of that.
const MOST_WORDS: usize = 200_000;

/// A power of two: so many short words are remembered as they were written, in 128 kB.
const SHORT_BITS: u32 = 12;

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
    /// What words mean.
    pub(super) senses: Vec<Sense>,
    pub(super) atoms: Vec<u32>,
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
            senses: Vec::new(),
            atoms: Vec::new(),
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
            self.senses.clear();
            self.atoms.clear();
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
        let mut flags = self.flags(word, &sets);
        if atoms.iter().any(|atom| !m.starts(*atom).adjacent.is_empty()) {
            flags |= flag::STARTS;
        }
        if atoms.iter().any(|atom| !m.starts(*atom).gapped.is_empty()) {
            flags |= flag::STARTS_GAP;
        }
        let from = u32::try_from(self.atoms.len()).unwrap_or(u32::MAX);
        let count = u16::try_from(atoms.len()).unwrap_or(u16::MAX);
        self.atoms.extend(atoms);
        let mask = atoms_mask(self.atoms.get(from as usize..).unwrap_or_default());
        let mut both = sets[0];
        both.union(&sets[1]);
        let senses = [sets[0], both].map(|sense| {
            if sense == Sense::default() {
                return 0;
            }
            self.senses.push(sense);
            u32::try_from(self.senses.len()).unwrap_or(0)
        });
        let id = WordId::try_from(self.words.len()).unwrap_or(WordId::MAX);
        let stems = stems.map(|stem| hash(&stem));
        self.names.push(hash_64(word));
        self.words.push(Word { flags, senses, atoms: (from, count), mask, stems });
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
fn atoms_mask(atoms: &[u32]) -> u64 {
    atoms.iter().fold(0, |mask, atom| mask | 1 << (atom & 63))
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
