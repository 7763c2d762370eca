//! The vocabulary: concepts and their words, made ready for matching.

use std::borrow::Cow;

use indexmap::IndexMap;

use super::beside;
use super::error::DataError;
use super::raw;
use crate::text::{Bits, Matcher, MatcherBuilder, Pattern, PatternError, Tongue};

/// A concept: what words imply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concept {
    /// Kebab-case English name.
    pub id: String,
    /// What it is.
    pub about: String,
    /// Concepts that come with it, directly.
    pub implies: Vec<String>,
}

/// All concepts, and the matcher made of their terms.
pub struct Vocabulary {
    concepts: IndexMap<String, Concept>,
    matcher: Matcher,
}

/// Concepts that matching itself relies on, so a vocabulary must hold them.
const NEEDED: [&str; 3] = ["general", "negation", "currency"];

impl Vocabulary {
    /// Builds the vocabulary from its files, `(name, text)` each.
    pub(super) fn load(
        files: &[(&str, &str)],
        words: &raw::WordsFile,
        words_file: &str,
    ) -> Result<Self, DataError> {
        let mut concepts = IndexMap::new();
        let mut places = Vec::new();
        for ((file, text), read) in files.iter().zip(read_all(files)) {
            for (id, concept) in read? {
                if concepts.contains_key(&id) {
                    return Err(DataError::at(
                        file,
                        text,
                        concept.offset,
                        format!("the concept '{id}' stands in the vocabulary twice"),
                    ));
                }
                places.push((*file, *text));
                concepts.insert(id, concept);
            }
        }
        if concepts.len() > Bits::CAPACITY {
            let message =
                format!("{} concepts, but {} is the limit", concepts.len(), Bits::CAPACITY);
            return Err(DataError::file("vocabulary", message));
        }
        for id in NEEDED {
            if !concepts.contains_key(id) {
                return Err(DataError::file("vocabulary", format!("lacks the concept '{id}'")));
            }
        }
        let closures = closures(&concepts, &places)?;
        let index = |id: &str| concepts.get_index_of(id).unwrap_or(Bits::CAPACITY);
        let mut builder =
            MatcherBuilder::new(index("general"), index("negation"), index("currency"));
        add_words(&mut builder, words);
        for (concept, met) in concepts.values().zip(&closures) {
            builder.concept(met);
            for (tongue, pattern) in &concept.terms {
                builder.term(*tongue, pattern);
            }
        }
        if words.placeholders.is_empty() {
            return Err(DataError::file(words_file, "has no placeholders"));
        }
        let finished = |(id, read): (String, Read<'_>)| {
            let implies = read.implies.into_iter().map(toml::Spanned::into_inner).collect();
            (id.clone(), Concept { id, about: read.about, implies })
        };
        Ok(Self {
            concepts: concepts.into_iter().map(finished).collect(),
            matcher: builder.build(),
        })
    }

    /// The number of a concept; `None` when there is none of that name.
    #[must_use]
    pub fn index(&self, id: &str) -> Option<usize> {
        self.concepts.get_index_of(id)
    }

    /// The concept with a number.
    #[must_use]
    pub fn concept(&self, index: usize) -> Option<&Concept> {
        self.concepts.get_index(index).map(|(_, concept)| concept)
    }

    /// All concepts, in the order of their numbers.
    pub fn concepts(&self) -> impl Iterator<Item = &Concept> {
        self.concepts.values()
    }

    /// The matcher of all terms.
    #[must_use]
    pub const fn matcher(&self) -> &Matcher {
        &self.matcher
    }
}

/// A concept as its file has it.
struct Read<'a> {
    /// Where it stands in the file.
    offset: usize,
    about: String,
    terms: Vec<(Tongue, Pattern<'a>)>,
    implies: Vec<toml::Spanned<String>>,
}

/// The concepts of a file, in its order, or the first thing that is wrong in it.
type FileRead<'a> = Result<Vec<(String, Read<'a>)>, DataError>;

/// Reads the files, half of them on another thread: this is most of what the tool does at its
/// start.
fn read_all<'a>(files: &[(&str, &'a str)]) -> Vec<FileRead<'a>> {
    let size: usize = files.iter().map(|(_, text)| text.len()).sum();
    let mut before = 0;
    let half = files.iter().position(|(_, text)| {
        before += text.len();
        before * 2 > size
    });
    let (here, there) = files.split_at(half.unwrap_or(0));
    let read = |files: &[(&str, &'a str)]| files.iter().map(|(f, t)| read_file(f, t)).collect();
    let (mut all, rest): (Vec<FileRead<'_>>, Vec<FileRead<'_>>) =
        beside(|| read(here), || read(there));
    all.extend(rest);
    all
}

fn read_file<'a>(file: &str, text: &'a str) -> FileRead<'a> {
    let raw: raw::VocabularyFile<'_> =
        toml::from_str(text).map_err(|error| DataError::toml(file, text, &error))?;
    let mut concepts = Vec::with_capacity(raw.concept.len());
    for (id, spanned) in raw.concept {
        let offset = spanned.span().start;
        let concept = spanned.into_inner();
        let mut terms = Vec::with_capacity(concept.en.len() + concept.nl.len());
        for (tongue, list) in [(Tongue::En, concept.en), (Tongue::Nl, concept.nl)] {
            for term in list {
                let wrong = |term: &str, error: PatternError| {
                    let quoted = format!("\"{term}\"");
                    let at = text.get(offset..).and_then(|text| text.find(&quoted)).unwrap_or(0);
                    DataError::at(file, text, offset + at, error.to_string())
                };
                let pattern = match term.0 {
                    Cow::Borrowed(term) => Pattern::parse(term).map_err(|e| wrong(term, e))?,
                    Cow::Owned(term) => {
                        Pattern::parse(&term).map_err(|e| wrong(&term, e))?.into_owned()
                    }
                };
                terms.push((tongue, pattern));
            }
        }
        let (about, implies) = (concept.about, concept.implies);
        concepts.push((id, Read { offset, about, terms, implies }));
    }
    Ok(concepts)
}

fn add_words(builder: &mut MatcherBuilder, words: &raw::WordsFile) {
    for (tongue, list) in [(Tongue::En, &words.stop.en), (Tongue::Nl, &words.stop.nl)] {
        for word in list {
            builder.stop_word(tongue, word);
        }
    }
    for word in &words.conjunctions {
        builder.conjunction(word);
    }
}

/// For each concept, itself and all that it implies, however far.
fn closures(
    concepts: &IndexMap<String, Read<'_>>,
    places: &[(&str, &str)],
) -> Result<Vec<Bits>, DataError> {
    let mut direct = Vec::with_capacity(concepts.len());
    for (concept, (file, text)) in concepts.values().zip(places) {
        let mut targets = Vec::new();
        for id in &concept.implies {
            let target = concepts.get_index_of(id.get_ref()).ok_or_else(|| {
                let message = format!("implies '{}', which is no concept", id.get_ref());
                DataError::at(file, text, id.span().start, message)
            })?;
            targets.push(target);
        }
        direct.push(targets);
    }
    Ok((0..direct.len())
        .map(|start| {
            let mut bits = Bits::EMPTY;
            let mut open = vec![start];
            while let Some(next) = open.pop() {
                if !bits.contains(next) {
                    bits.insert(next);
                    open.extend(&direct[next]);
                }
            }
            bits
        })
        .collect())
}
