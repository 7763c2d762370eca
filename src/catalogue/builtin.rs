//! The data files that are part of the tool.

macro_rules! data {
    ($($file:literal),+ $(,)?) => {
        [$(($file, include_str!(concat!("../../data/", $file)))),+]
    };
}

/// A data file: its path below `data/`, and its text.
pub(super) type DataFile = (&'static str, &'static str);

pub(super) const BLOCKS: DataFile = ("blocks.toml", include_str!("../../data/blocks.toml"));
pub(super) const WORDS: DataFile = ("words.toml", include_str!("../../data/words.toml"));

pub(super) const QUESTIONS: [DataFile; 9] = data![
    "questions/cs.toml",
    "questions/vp.toml",
    "questions/ch.toml",
    "questions/cr.toml",
    "questions/rs.toml",
    "questions/kr.toml",
    "questions/ka.toml",
    "questions/kp.toml",
    "questions/co.toml",
];

pub(super) const VOCABULARY: [DataFile; 10] = data![
    "vocabulary/common.toml",
    "vocabulary/customers.toml",
    "vocabulary/value.toml",
    "vocabulary/channels.toml",
    "vocabulary/relationships.toml",
    "vocabulary/revenue.toml",
    "vocabulary/resources.toml",
    "vocabulary/activities.toml",
    "vocabulary/partners.toml",
    "vocabulary/cost.toml",
];
