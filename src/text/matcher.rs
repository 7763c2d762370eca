//! From terms to a matcher, built once from a vocabulary.

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
    pub(super) senses: Vec<Sense>,
    /// Per atom the concepts that it is a term of by itself.
    pub(super) singles: Vec<Vec<(Tongue, u32)>>,
    starts: Vec<Starts>,
    pub(super) later: Vec<bool>,
    /// Stop words that are themselves terms, with their atoms: a stop word means something only so,
    /// not where it shares its stem with a term.
    pub(super) forms: HashMap<String, Vec<u32>>,
    pub(super) phrases: Vec<Phrase>,
    /// Of terms whose second word follows at once, and of those with a gap.
    pub(super) pairs: [Pairs; 2],
    pub(super) stop: [HashMap<String, ()>; 2],
    pub(super) conjunctions: HashMap<String, ()>,
    pub(super) general: usize,
    pub(super) negation: usize,
    pub(super) currency: usize,
}

/// Collects the terms of a vocabulary.
pub struct MatcherBuilder {
    matcher: Matcher,
    stemmers: [Stemmer; 2],
    /// The atoms of words that were stemmed: a vocabulary uses each of its words many times.
    stemmed: [HashMap<String, u32>; 2],
}

pub(super) fn stemmers() -> [Stemmer; 2] {
    [Stemmer::create(Algorithm::English), Stemmer::create(Algorithm::Dutch)]
}

/// The stem of a folded word.
///
/// Snowball's English stemmer takes who does something for what is done: `retailer` and `retail`,
/// `customer` and `customise`, `developer` and `development` have one stem. On a canvas these are
/// different things, so an English word that lost `-er` or `-or` is kept apart.
pub(super) fn stem(stemmers: &[Stemmer; 2], tongue: usize, word: &str) -> String {
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

    pub(super) fn is_stop(&self, word: &str) -> bool {
        self.stop.iter().any(|words| words.contains_key(word))
    }

    pub(super) fn begins(&self, atom: u32) -> bool {
        let starts = self.starts(atom);
        !starts.adjacent.is_empty() || !starts.gapped.is_empty()
    }

    /// The atoms that a folded word matches.
    pub(super) fn atoms_of(&self, word: &str, stems: &[String; 2], out: &mut Vec<u32>) {
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
