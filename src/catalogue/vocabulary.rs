//! The vocabulary: concepts and their words, made ready for matching.

use indexmap::IndexMap;

use super::error::DataError;
use super::raw;
use crate::text::{Bits, Matcher, MatcherBuilder, Pattern, Tongue};

/// A concept: what words imply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concept {
    /// Kebab-case English name.
    pub id: String,
    /// What it is.
    pub about: String,
    /// English terms.
    pub en: Vec<String>,
    /// Dutch terms.
    pub nl: Vec<String>,
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
        for (file, text) in files {
            let raw: raw::VocabularyFile =
                toml::from_str(text).map_err(|error| DataError::toml(file, text, &error))?;
            for (id, spanned) in raw.concept {
                let offset = spanned.span().start;
                let concept = spanned.into_inner();
                if concepts.contains_key(&id) {
                    return Err(DataError::at(
                        file,
                        text,
                        offset,
                        format!("the concept '{id}' stands in the vocabulary twice"),
                    ));
                }
                places.push((*file, *text, offset));
                concepts.insert(id.clone(), (id, concept));
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
        let all = concepts.values().zip(&places).zip(&closures).enumerate();
        for (number, (((_, concept), (file, text, _)), met)) in all {
            for (tongue, terms) in [(Tongue::En, &concept.en), (Tongue::Nl, &concept.nl)] {
                for term in terms {
                    let pattern = Pattern::parse(term.get_ref()).map_err(|error| {
                        DataError::at(file, text, term.span().start, error.to_string())
                    })?;
                    builder.term(tongue, &pattern, number, met);
                }
            }
        }
        if words.placeholders.is_empty() {
            return Err(DataError::file(words_file, "has no placeholders"));
        }
        let concepts = concepts.into_values().map(|(id, raw)| (id.clone(), finished(id, raw)));
        Ok(Self { concepts: concepts.collect(), matcher: builder.build() })
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

fn finished(id: String, raw: raw::Concept) -> Concept {
    let plain = |terms: Vec<toml::Spanned<String>>| {
        terms.into_iter().map(toml::Spanned::into_inner).collect()
    };
    Concept {
        id,
        about: raw.about,
        en: plain(raw.en),
        nl: plain(raw.nl),
        implies: plain(raw.implies),
    }
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
    concepts: &IndexMap<String, (String, raw::Concept)>,
    places: &[(&str, &str, usize)],
) -> Result<Vec<Bits>, DataError> {
    let mut direct = Vec::with_capacity(concepts.len());
    for ((_, concept), (file, text, _)) in concepts.values().zip(places) {
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
