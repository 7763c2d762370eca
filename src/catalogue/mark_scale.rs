//! How the marks of people are written: our levels, or a teacher's own scale.

use indexmap::IndexMap;
use serde::Deserialize;
use toml::Spanned;

use super::question::Level;
use crate::canvas::Language;
use crate::text::{key, one_line};

/// What the levels are called in a file of marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum MarkScale {
    /// `0`, `1`, `2`, `N` for a reasoned none, or the levels' names.
    #[default]
    Levels,
    /// A teacher's own words.
    Words(Vec<(String, Level)>),
    /// Numbers: from which one on it is partly, and from which one on answered.
    Numbers {
        /// The lowest number for half an answer.
        partly: f64,
        /// The lowest number for an answer.
        answered: f64,
    },
}

/// `[agree]` of a rubric.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawAgree {
    #[serde(default)]
    scale: IndexMap<Spanned<String>, toml::Value>,
    partly_from: Option<f64>,
    answered_from: Option<f64>,
}

impl MarkScale {
    /// Reads `[agree]`; an error has its offset where it is known.
    pub(super) fn load(raw: RawAgree) -> Result<Self, (Option<usize>, String)> {
        let RawAgree { scale, partly_from, answered_from } = raw;
        let wrong = |message: &str| Err((None, message.to_owned()));
        match (partly_from, answered_from) {
            (None, None) if scale.is_empty() => {
                wrong("[agree] needs 'scale', or 'partly-from' and 'answered-from'")
            }
            (None, None) => Self::words(&scale),
            _ if !scale.is_empty() => {
                wrong("[agree] has 'scale' or 'partly-from' and 'answered-from', not both")
            }
            (Some(partly), Some(answered)) if partly < answered => {
                Ok(Self::Numbers { partly, answered })
            }
            (Some(_), Some(_)) => wrong("'partly-from' is not below 'answered-from'"),
            _ => wrong("[agree] needs both 'partly-from' and 'answered-from'"),
        }
    }

    fn words(
        scale: &IndexMap<Spanned<String>, toml::Value>,
    ) -> Result<Self, (Option<usize>, String)> {
        let mut words: Vec<(String, Level)> = Vec::new();
        for (word, value) in scale {
            let at = Some(word.span().start);
            let written = match value {
                toml::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let Some(level) = Self::Levels.read(&written) else {
                let name = one_line(word.get_ref());
                let message = format!("'{name}' must be one of {}", Self::Levels.expects());
                return Err((at, message));
            };
            let word = plain(word.get_ref());
            if word.is_empty() || words.iter().any(|(known, _)| *known == word) {
                return Err((at, format!("'{word}' is empty or stands in the scale twice")));
            }
            words.push((word, level));
        }
        Ok(Self::Words(words))
    }

    /// The level that a mark stands for; `None` when it is not of this scale.
    #[must_use]
    pub fn read(&self, written: &str) -> Option<Level> {
        match self {
            Self::Levels => match written.trim() {
                "0" | "0.0" => Some(Level::NotFound),
                "1" | "1.0" => Some(Level::Partly),
                "2" | "2.0" => Some(Level::Answered),
                "N" | "n" => Some(Level::None),
                name => Level::ALL.into_iter().find(|level| {
                    let labels = Language::ALL.into_iter().map(|l| level.label(l));
                    labels.chain([level.name()]).any(|label| key(label) == key(name))
                }),
            },
            Self::Words(words) => {
                let written = plain(written);
                words.iter().find(|(word, _)| *word == written).map(|(_, level)| *level)
            }
            Self::Numbers { partly, answered } => {
                let number: f64 = written.trim().replace(',', ".").parse().ok()?;
                let level = if number >= *answered {
                    Level::Answered
                } else if number >= *partly {
                    Level::Partly
                } else {
                    Level::NotFound
                };
                number.is_finite().then_some(level)
            }
        }
    }

    /// What a mark may be, for a message.
    #[must_use]
    pub fn expects(&self) -> String {
        match self {
            Self::Levels => "0, 1, 2, N, not-found, partly, answered, none".to_owned(),
            Self::Words(words) => {
                let words: Vec<String> = words.iter().map(|(word, _)| one_line(word)).collect();
                words.join(", ")
            }
            Self::Numbers { .. } => "a number".to_owned(),
        }
    }
}

/// A word of a scale as it is compared: case and white space at its ends do not matter.
fn plain(word: &str) -> String {
    word.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{Level, MarkScale};

    #[test]
    fn levels_are_read_by_number_and_by_name_in_both_languages() {
        let read = |text| MarkScale::Levels.read(text);
        assert_eq!(read("0"), Some(Level::NotFound));
        assert_eq!(read(" 2 "), Some(Level::Answered));
        assert_eq!(read("N"), Some(Level::None));
        assert_eq!(read("none"), Some(Level::None));
        assert_eq!(read("not found"), Some(Level::NotFound));
        assert_eq!(read("Niet gevonden"), Some(Level::NotFound));
        assert_eq!(read("deels"), Some(Level::Partly));
        assert_eq!(read("3"), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn numbers_are_cut_at_two_places_and_may_have_a_decimal_comma() {
        let scale = MarkScale::Numbers { partly: 4.0, answered: 6.5 };
        assert_eq!(scale.read("3,9"), Some(Level::NotFound));
        assert_eq!(scale.read("4"), Some(Level::Partly));
        assert_eq!(scale.read("6,5"), Some(Level::Answered));
        assert_eq!(scale.read("goed"), None);
        assert_eq!(scale.read("NaN"), None);
    }
}
