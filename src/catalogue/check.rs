//! The 30 consistency checks as data: texts, thresholds, concepts, messages, examples.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde::Deserialize;
use toml::Spanned;

use super::error::DataError;
use super::vocabulary::Vocabulary;
use crate::canvas::{Attribute, Block, Language};
use crate::text::Bits;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gravity {
    /// Worth a look.
    Info,
    /// A gap that a reviewer would ask about.
    Warning,
    /// The canvas contradicts itself or cannot work as written.
    Error,
}

impl Gravity {
    /// All of them, the heaviest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The name in files and options. Final.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The name for people.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Info => language.pick("info", "info"),
            Self::Warning => language.pick("warning", "waarschuwing"),
            Self::Error => language.pick("error", "fout"),
        }
    }
}

/// What a check is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// Whether the amounts hold together.
    Balance,
    /// Whether the money belongs to the model.
    Ties,
}

/// A check's texts in one language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckTexts {
    /// When it finds something, in a sentence.
    pub what: String,
    /// Why that matters.
    pub why: String,
    /// How to mend it, as an instruction.
    pub how: String,
}

/// What a finding says, with places for values in braces.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Saying {
    /// Where it differs from the check's own.
    pub severity: Option<Gravity>,
    /// In English.
    pub en: String,
    /// In Dutch.
    pub nl: String,
}

impl Saying {
    /// The text in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        language.pick(&self.en, &self.nl)
    }
}

/// What an example must come out as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Every item holds.
    Passes,
    /// It cannot be judged.
    Unjudged,
    /// At least one finding with this saying.
    Finds(String),
}

/// An entry of an example.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckEntry {
    /// The author's id.
    pub id: Option<String>,
    /// The sub-heading that it stands under.
    pub group: Option<String>,
    /// What it says.
    pub text: String,
    /// Typed attributes.
    pub attributes: Vec<(Attribute, String)>,
}

/// A fragment of a canvas with what the check must say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckExample {
    /// The language that it is written in.
    pub language: Language,
    /// What must come out.
    pub expected: Expected,
    /// The entries with their blocks.
    pub entries: Vec<(Block, CheckEntry)>,
}

/// A check with everything that judging and explaining it takes.
#[derive(Clone, Debug)]
pub struct Check {
    /// Kebab-case name. Final.
    pub id: String,
    /// What it is about.
    pub family: Family,
    /// The guiding questions that it comes from.
    pub from: Vec<String>,
    /// The severity of its findings, unless the saying has its own.
    pub severity: Gravity,
    /// Its weight in the consistency score.
    pub weight: f64,
    /// The texts, by [`Language`].
    pub texts: [CheckTexts; 2],
    /// What its findings say, by name.
    pub says: IndexMap<String, Saying>,
    /// Fragments of canvases with what must come out.
    pub examples: Vec<CheckExample>,
    limits: Vec<(String, Decimal)>,
    concepts: Vec<(String, Bits)>,
}

impl Check {
    /// The texts in one language.
    #[must_use]
    pub const fn text(&self, language: Language) -> &CheckTexts {
        &self.texts[language as usize]
    }

    /// A threshold; 0 when the data does not hold it, which a test rules out for what ships.
    #[must_use]
    pub fn limit(&self, name: &str) -> Decimal {
        named(&self.limits, name).copied().unwrap_or_default()
    }

    /// A set of concepts; empty when the data does not hold it, which a test rules out for what
    /// ships.
    #[must_use]
    pub fn concepts(&self, name: &str) -> &Bits {
        named(&self.concepts, name).unwrap_or(&Bits::EMPTY)
    }

    pub(super) fn load(file: &str, text: &str, vocabulary: &Vocabulary) -> Result<Self, DataError> {
        let raw: Raw = toml::from_str(text).map_err(|error| DataError::toml(file, text, &error))?;
        let id = raw.id.get_ref().clone();
        let error = |message: String| DataError::at(file, text, raw.id.span().start, message);
        let expected = format!("checks/{id}.toml");
        if file != expected {
            return Err(error(format!("the check '{id}' belongs in {expected}")));
        }
        if raw.say.is_empty() {
            return Err(error("a check needs [say.…]: what its findings say".to_owned()));
        }
        if !(raw.weight.is_finite() && raw.weight > 0.0) {
            return Err(error("a weight is a number above 0".to_owned()));
        }
        let mut concepts = Vec::new();
        for (name, ids) in &raw.concepts {
            concepts.push((name.clone(), set(ids, vocabulary, file, text)?));
        }
        let mut limits = Vec::new();
        for (name, value) in &raw.limits {
            let number = value.get_ref().parse().map_err(|_| {
                let message = format!("'{}' is no decimal number", value.get_ref());
                DataError::at(file, text, value.span().start, message)
            })?;
            limits.push((name.clone(), number));
        }
        let mut examples = Vec::new();
        for example in raw.example {
            examples.push(example.finish(&raw.say, file, text)?);
        }
        Ok(Self {
            id,
            family: raw.family,
            from: raw.from,
            severity: raw.severity,
            weight: raw.weight,
            texts: [raw.en, raw.nl],
            says: raw.say,
            examples,
            limits,
            concepts,
        })
    }
}

/// What has this name. A check has few names, which a list finds faster than a tree.
fn named<'t, T>(all: &'t [(String, T)], name: &str) -> Option<&'t T> {
    all.iter().find_map(|(known, value)| (known == name).then_some(value))
}

/// The numbers of concepts by their names.
pub(super) fn set(
    ids: &[Spanned<String>],
    vocabulary: &Vocabulary,
    file: &str,
    text: &str,
) -> Result<Bits, DataError> {
    let mut bits = Bits::EMPTY;
    for id in ids {
        let index = vocabulary.index(id.get_ref()).ok_or_else(|| {
            let message = format!("'{}' is no concept of the vocabulary", id.get_ref());
            DataError::at(file, text, id.span().start, message)
        })?;
        bits.insert(index);
    }
    Ok(bits)
}

const fn one() -> f64 {
    1.0
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: Spanned<String>,
    family: Family,
    from: Vec<String>,
    severity: Gravity,
    #[serde(default = "one")]
    weight: f64,
    #[serde(default)]
    limits: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    concepts: BTreeMap<String, Vec<Spanned<String>>>,
    en: CheckTexts,
    nl: CheckTexts,
    say: IndexMap<String, Saying>,
    example: Vec<RawExample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExample {
    lang: Spanned<String>,
    expect: Spanned<String>,
    blocks: IndexMap<String, Vec<RawEntry>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawEntry {
    Text(String),
    Fields(IndexMap<String, String>),
}

impl RawExample {
    fn finish(
        self,
        says: &IndexMap<String, Saying>,
        file: &str,
        text: &str,
    ) -> Result<CheckExample, DataError> {
        let offset = self.lang.span().start;
        let error = |message: String| DataError::at(file, text, offset, message);
        let language = Language::from_tag(self.lang.get_ref())
            .ok_or_else(|| error("'lang' is en or nl".to_owned()))?;
        let expected = match self.expect.get_ref().as_str() {
            "passes" => Expected::Passes,
            "unjudged" => Expected::Unjudged,
            name if says.contains_key(name) => Expected::Finds(name.to_owned()),
            name => {
                return Err(error(format!("'{name}' is none of passes, unjudged, a saying")));
            }
        };
        let mut entries = Vec::new();
        for (code, raw) in self.blocks {
            let block =
                Block::from_code(&code).ok_or_else(|| error(format!("'{code}' is no block")))?;
            for entry in raw {
                entries.push((block, entry.finish().map_err(error)?));
            }
        }
        Ok(CheckExample { language, expected, entries })
    }
}

impl RawEntry {
    fn finish(self) -> Result<CheckEntry, String> {
        let fields = match self {
            Self::Text(text) => return Ok(CheckEntry { text, ..CheckEntry::default() }),
            Self::Fields(fields) => fields,
        };
        let mut entry = CheckEntry::default();
        for (name, value) in fields {
            match name.as_str() {
                "text" => entry.text = value,
                "id" => entry.id = Some(value),
                "group" => entry.group = Some(value),
                other => {
                    let attribute = Attribute::from_name(other)
                        .ok_or_else(|| format!("an entry has no field '{other}'"))?;
                    entry.attributes.push((attribute, value));
                }
            }
        }
        Ok(entry)
    }
}
