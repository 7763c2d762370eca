//! The languages that canvases are judged in.

use std::fmt;
use std::str::FromStr;

/// A language that the tool speaks and judges in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    En,
    /// Dutch.
    Nl,
}

impl Language {
    /// Both languages, English first.
    pub const ALL: [Self; 2] = [Self::En, Self::Nl];

    /// The ISO 639-1 code, lower case.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Nl => "nl",
        }
    }

    /// Reads a language tag such as `nl`, `nl-BE`, `en_GB.UTF-8`, `English` or `Nederlands`.
    ///
    /// `None` for any other language and for text that is no language.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let lower = tag.trim().to_lowercase();
        let primary = lower.split(['-', '_', '.', '@']).next().unwrap_or_default();
        match primary {
            "en" | "eng" | "english" | "engels" => Some(Self::En),
            "nl" | "nld" | "dut" | "dutch" | "nederlands" => Some(Self::Nl),
            _ => None,
        }
    }

    /// One of two texts, by language.
    #[must_use]
    pub const fn pick<'a>(self, en: &'a str, nl: &'a str) -> &'a str {
        match self {
            Self::En => en,
            Self::Nl => nl,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::from_tag(s).ok_or_else(|| format!("'{s}' is no language of this tool: use en or nl"))
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn locale_names_and_language_names_are_understood() {
        assert_eq!(Language::from_tag("nl_NL.UTF-8"), Some(Language::Nl));
        assert_eq!(Language::from_tag("EN-gb"), Some(Language::En));
        assert_eq!(Language::from_tag("Nederlands"), Some(Language::Nl));
        assert_eq!(Language::from_tag("pt-BR"), None);
        assert_eq!(Language::from_tag("C"), None);
    }
}
