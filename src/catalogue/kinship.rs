//! Which concepts of different blocks belong together, and which concepts the ledger goes by.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::check::set;
use super::error::DataError;
use super::vocabulary::Vocabulary;
use crate::text::Bits;

/// Two sets of concepts: an entry with one of the one set is akin to an entry with one of the
/// other, as developers are to salaries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kin {
    /// The one set.
    pub left: Bits,
    /// The other.
    pub right: Bits,
}

/// What the ledger and the ties know of the vocabulary.
#[derive(Clone, Debug, Default)]
pub struct Kinship {
    /// What is akin to what.
    pub kin: Vec<Kin>,
    sets: BTreeMap<String, Bits>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    sets: BTreeMap<String, Vec<Spanned<String>>>,
    kin: Vec<RawKin>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKin {
    left: Vec<Spanned<String>>,
    right: Vec<Spanned<String>>,
}

impl Kinship {
    pub(super) fn load(file: &str, text: &str, vocabulary: &Vocabulary) -> Result<Self, DataError> {
        let raw: Raw = toml::from_str(text).map_err(|error| DataError::toml(file, text, &error))?;
        let mut sets = BTreeMap::new();
        for (name, ids) in &raw.sets {
            sets.insert(name.clone(), set(ids, vocabulary, file, text)?);
        }
        for name in NEEDED {
            if !sets.contains_key(name) {
                return Err(DataError::file(file, format!("lacks the set '{name}'")));
            }
        }
        let mut kin = Vec::new();
        for pair in &raw.kin {
            let left = set(&pair.left, vocabulary, file, text)?;
            let right = set(&pair.right, vocabulary, file, text)?;
            kin.push(Kin { left, right });
        }
        Ok(Self { kin, sets })
    }

    /// A set of concepts by its name; the names are those that loading insists on.
    #[must_use]
    pub fn set(&self, name: &str) -> Bits {
        self.sets.get(name).copied().unwrap_or_default()
    }
}

/// Sets that the ledger reads by, so the data must hold them.
const NEEDED: [&str; 9] = [
    "fixed",
    "variable",
    "fixed-implied",
    "variable-implied",
    "one-off",
    "recurring",
    "per-sale",
    "remark",
    "no-income",
];
