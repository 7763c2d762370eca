//! The data files as they are written, before they are checked.

use std::borrow::Cow;

use indexmap::IndexMap;
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionFile {
    pub(super) block: Spanned<String>,
    pub(super) question: Vec<Question>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    pub(super) id: Spanned<String>,
    pub(super) weight: f64,
    pub(super) en: Texts,
    pub(super) nl: Texts,
    pub(super) evidence: Vec<Evidence>,
    pub(super) example: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Texts {
    pub(super) ask: String,
    pub(super) why: String,
    pub(super) counts: String,
    pub(super) partly: String,
    pub(super) weak: String,
    pub(super) better: String,
    pub(super) how: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Say {
    pub(super) en: String,
    pub(super) nl: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Evidence {
    pub(super) gives: Spanned<String>,
    pub(super) say: Say,
    pub(super) any: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    pub(super) and: Vec<Vec<Spanned<String>>>,
    #[serde(default)]
    pub(super) not: Vec<Spanned<String>>,
    #[serde(rename = "in")]
    pub(super) blocks: Option<Vec<Spanned<String>>>,
    pub(super) entries: Option<u32>,
    pub(super) items: Option<u32>,
    pub(super) share: Option<f64>,
    pub(super) max_items: Option<u32>,
    pub(super) max_entries: Option<u32>,
    pub(super) empty: Option<bool>,
    #[serde(default)]
    pub(super) by: Vec<Spanned<String>>,
    pub(super) kinds: Option<Vec<Vec<Spanned<String>>>>,
    pub(super) kinds_min: Option<u32>,
    pub(super) tie: Option<Vec<Spanned<String>>>,
    pub(super) how: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) with: Vec<Spanned<Clause>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Clause {
    pub(super) any: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    pub(super) and: Vec<Vec<Spanned<String>>>,
    #[serde(default)]
    pub(super) not: Vec<Spanned<String>>,
    #[serde(rename = "in")]
    pub(super) blocks: Option<Vec<Spanned<String>>>,
    pub(super) entries: Option<u32>,
    pub(super) items: Option<u32>,
    pub(super) share: Option<f64>,
    pub(super) max_items: Option<u32>,
    pub(super) max_entries: Option<u32>,
    pub(super) empty: Option<bool>,
    #[serde(default)]
    pub(super) by: Vec<Spanned<String>>,
    pub(super) kinds: Option<Vec<Vec<Spanned<String>>>>,
    pub(super) kinds_min: Option<u32>,
    pub(super) tie: Option<Vec<Spanned<String>>>,
    pub(super) how: Option<Spanned<String>>,
}

impl Evidence {
    /// The rule's own clause, and the further ones with their offsets.
    pub(super) fn into_clauses(self) -> (Clause, Vec<Spanned<Clause>>) {
        let own = Clause {
            any: self.any,
            and: self.and,
            not: self.not,
            blocks: self.blocks,
            entries: self.entries,
            items: self.items,
            share: self.share,
            max_items: self.max_items,
            max_entries: self.max_entries,
            empty: self.empty,
            by: self.by,
            kinds: self.kinds,
            kinds_min: self.kinds_min,
            tie: self.tie,
            how: self.how,
        };
        (own, self.with)
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum ExampleEntry {
    Text(String),
    Grouped { group: String, text: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Example {
    pub(super) lang: Spanned<String>,
    pub(super) level: Spanned<String>,
    pub(super) blocks: IndexMap<String, Vec<ExampleEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VocabularyFile<'a> {
    #[serde(borrow)]
    pub(super) concept: IndexMap<String, Spanned<Concept<'a>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Concept<'a> {
    pub(super) about: String,
    #[serde(default, borrow)]
    pub(super) en: Vec<Term<'a>>,
    #[serde(default, borrow)]
    pub(super) nl: Vec<Term<'a>>,
    #[serde(default)]
    pub(super) implies: Vec<Spanned<String>>,
}

/// A term as it stands in the file: there are tens of thousands, so none is copied.
#[derive(Deserialize)]
pub(super) struct Term<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordsFile {
    pub(super) stop: ByTongue,
    pub(super) conjunctions: Vec<String>,
    pub(super) placeholders: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ByTongue {
    pub(super) en: Vec<String>,
    pub(super) nl: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlockFile {
    /// Names of sections that stand beside the blocks and are none.
    #[serde(default)]
    pub(super) beside: Vec<String>,
    pub(super) block: IndexMap<String, BlockTexts>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlockTexts {
    pub(super) en: String,
    pub(super) nl: String,
    #[serde(default)]
    pub(super) loose: Vec<String>,
    #[serde(default)]
    pub(super) casual: Vec<String>,
    #[serde(default)]
    pub(super) names: IndexMap<String, Vec<String>>,
}
