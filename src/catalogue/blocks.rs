//! What the building blocks are called, by people and in files.

use std::collections::BTreeMap;

use super::error::DataError;
use super::raw;
use crate::canvas::{Block, Language};
use crate::text::key;

/// The names of the nine building blocks.
#[derive(Clone, Debug)]
pub struct BlockNames {
    labels: Vec<[String; 2]>,
    by_key: BTreeMap<String, Block>,
    known: Vec<String>,
}

/// A block name that people write is not longer than this: longer text is not compared.
const LONGEST_NAME: usize = 120;

impl BlockNames {
    pub(super) fn load(file: &str, text: &str) -> Result<Self, DataError> {
        let raw: raw::BlockFile =
            toml::from_str(text).map_err(|error| DataError::toml(file, text, &error))?;
        let mut names = Self {
            labels: vec![Default::default(); Block::ALL.len()],
            by_key: BTreeMap::new(),
            known: Vec::new(),
        };
        for (code, texts) in raw.block {
            let block = Block::from_code(&code)
                .ok_or_else(|| DataError::file(file, format!("'{code}' is no block")))?;
            let all = texts.names.values().flatten().map(String::as_str);
            for name in all.chain([texts.en.as_str(), &texts.nl, block.name()]) {
                let key = key(name);
                names.known.push(name.to_owned());
                let known = names.by_key.insert(key, block);
                if known.is_some_and(|known| known != block) {
                    let message = format!("'{name}' names two blocks");
                    return Err(DataError::file(file, message));
                }
            }
            names.labels[block.index()] = [texts.en, texts.nl];
        }
        if let Some(block) = Block::ALL.into_iter().find(|b| names.labels[b.index()][0].is_empty())
        {
            return Err(DataError::file(file, format!("lacks the block '{}'", block.code())));
        }
        Ok(names)
    }

    /// The name for people.
    #[must_use]
    pub fn label(&self, block: Block, language: Language) -> &str {
        &self.labels[block.index()][language as usize]
    }

    /// All names that are known, as they are written in the data.
    pub(super) fn known_names(&self) -> impl Iterator<Item = &str> {
        self.known.iter().map(String::as_str)
    }

    /// The block that a name means, in any spelling that is met in files: case, accents,
    /// separators, numbers and signs in front, a remark behind, two languages side by side.
    #[must_use]
    pub fn resolve(&self, name: &str) -> Option<Block> {
        if name.len() > LONGEST_NAME {
            return None;
        }
        self.exact(name).or_else(|| self.in_parts(name))
    }

    fn exact(&self, name: &str) -> Option<Block> {
        let key = key(name);
        // `r$` and `c$` lose their sign in a key, and `r` alone could be anything.
        let key = match name.trim().to_lowercase().as_str() {
            "r$" => "rs",
            "c$" => "co",
            _ => key.trim_start_matches(|c: char| c.is_ascii_digit()),
        };
        let found = self.by_key.get(key);
        let singular = || key.strip_suffix('s').and_then(|key| self.by_key.get(key));
        found.or_else(singular).copied()
    }

    /// Names with something beside them: `Revenue Streams (Umsatz)`, `Kosten / Costs`,
    /// `Customer Segments {customer-segments}`, `1. Key partners – who helps us`.
    fn in_parts(&self, name: &str) -> Option<Block> {
        let parts = name
            .split(['(', ')', '[', ']', '{', '}', '/', '|', ':', '–', '—', '·', '•'])
            .flat_map(|part| part.split(" - "));
        let mut found = None;
        for part in parts.filter(|part| !part.trim().is_empty()) {
            match (self.exact(part), found) {
                (Some(block), None) => found = Some(block),
                // Two names of different blocks: no single block is meant.
                (Some(block), Some(other)) if block != other => return None,
                _ => {}
            }
        }
        found
    }

    /// The known name that looks most like this one, for messages; `None` when nothing is near.
    #[must_use]
    pub fn suggestion(&self, name: &str) -> Option<Block> {
        if name.len() > LONGEST_NAME {
            return None;
        }
        let wanted = key(name);
        let near = self
            .by_key
            .iter()
            .map(|(known, block)| (strsim::normalized_damerau_levenshtein(&wanted, known), *block));
        near.filter(|(likeness, _)| *likeness >= 0.6)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, block)| block)
    }
}
