//! The terms of a vocabulary: how one is written, and what it matches.

use thiserror::Error;

use super::fold::fold;

/// What one word of a term matches. All texts are folded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordPattern {
    /// `word`: every word with the same stem.
    Stem(String),
    /// `=word`: this form only.
    Exact(String),
    /// `word*`: words that begin so.
    Prefix(String),
    /// `*word`: words that end so.
    Suffix(String),
    /// `*word*`: words that hold this anywhere.
    Infix(String),
}

/// One part of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// A word.
    Word(WordPattern),
    /// `...`: none to three words of any kind.
    Gap,
}

/// A term: one or more words in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    elements: Vec<Element>,
}

/// Why a term cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PatternError {
    /// No letter or digit in it.
    #[error("the term '{0}' holds no word")]
    Empty(String),
    /// `...` at an end, or two in a row.
    #[error("the term '{0}' has '...' at an end or twice in a row")]
    Gap(String),
    /// A word between stars that is too short to be telling.
    #[error("the term '{0}' has a part of fewer than three letters beside a star")]
    ShortStar(String),
}

impl Pattern {
    /// Reads a term as vocabularies write it.
    ///
    /// # Errors
    /// When it holds no word, misplaces `...`, or puts a star beside fewer than three letters.
    pub fn parse(term: &str) -> Result<Self, PatternError> {
        let mut elements = Vec::new();
        for part in fold(term).split_whitespace() {
            if part == "..." || part == "…" {
                elements.push(Element::Gap);
                continue;
            }
            elements.extend(words_of(part, term)?.into_iter().map(Element::Word));
        }
        let gap_at_end = elements.first() == Some(&Element::Gap)
            || elements.last() == Some(&Element::Gap)
            || elements.windows(2).any(|pair| pair == [Element::Gap, Element::Gap]);
        if elements.is_empty() {
            Err(PatternError::Empty(term.to_owned()))
        } else if gap_at_end {
            Err(PatternError::Gap(term.to_owned()))
        } else {
            Ok(Self { elements })
        }
    }

    /// The parts, at least one, with a word at both ends.
    #[must_use]
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }
}

/// The word patterns of one blank-separated part; `self-service` is two words.
fn words_of(part: &str, term: &str) -> Result<Vec<WordPattern>, PatternError> {
    let exact = part.starts_with('=');
    let body: String = part.chars().filter(|c| !matches!(c, '\'' | '’')).collect();
    let open_start = body.starts_with('*');
    let open_end = body.ends_with('*');
    let words: Vec<&str> =
        body.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let last = words.len().saturating_sub(1);
    let mut out = Vec::with_capacity(words.len());
    for (place, word) in words.into_iter().enumerate() {
        let starts = open_start && place == 0;
        let ends = open_end && place == last;
        if (starts || ends) && word.chars().count() < 3 {
            return Err(PatternError::ShortStar(term.to_owned()));
        }
        let word = word.to_owned();
        out.push(match (starts, ends) {
            (true, true) => WordPattern::Infix(word),
            (true, false) => WordPattern::Suffix(word),
            (false, true) => WordPattern::Prefix(word),
            (false, false) if exact => WordPattern::Exact(word),
            (false, false) => WordPattern::Stem(word),
        });
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::{Element, Pattern, PatternError, WordPattern};

    fn words(term: &str) -> Vec<Element> {
        Pattern::parse(term).expect("a term").elements().to_vec()
    }

    #[test]
    fn marks_choose_how_a_word_matches() {
        assert_eq!(words("=SaaS"), [Element::Word(WordPattern::Exact("saas".into()))]);
        assert_eq!(words("*kosten"), [Element::Word(WordPattern::Suffix("kosten".into()))]);
        assert_eq!(words("huur*"), [Element::Word(WordPattern::Prefix("huur".into()))]);
        assert_eq!(
            words("self-service ... shop"),
            [
                Element::Word(WordPattern::Stem("self".into())),
                Element::Word(WordPattern::Stem("service".into())),
                Element::Gap,
                Element::Word(WordPattern::Stem("shop".into())),
            ]
        );
    }

    #[test]
    fn terms_that_match_nothing_or_everything_are_refused() {
        assert!(matches!(Pattern::parse(" – "), Err(PatternError::Empty(_))));
        assert!(matches!(Pattern::parse("... shop"), Err(PatternError::Gap(_))));
        assert!(matches!(Pattern::parse("*ab"), Err(PatternError::ShortStar(_))));
    }
}
