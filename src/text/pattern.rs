//! The terms of a vocabulary: how one is written, and what it matches.

use std::borrow::Cow;

use thiserror::Error;

use super::fold::fold;

/// How one word of a term matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordMatch {
    /// `word`: every word with the same stem.
    Stem,
    /// `=word`: this form only.
    Exact,
    /// `word*`: words that begin so.
    Prefix,
    /// `*word`: words that end so.
    Suffix,
    /// `*word*`: words that hold this anywhere.
    Infix,
}

/// One part of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element<'t> {
    /// A word, folded, and how it matches.
    Word(WordMatch, Cow<'t, str>),
    /// `...`: none to three words of any kind.
    Gap,
}

/// A term: one or more words in a row. Where folding changes nothing it borrows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern<'t> {
    elements: Vec<Element<'t>>,
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

impl<'t> Pattern<'t> {
    /// Reads a term as vocabularies write it.
    ///
    /// # Errors
    /// When it holds no word, misplaces `...`, or puts a star beside fewer than three letters.
    pub fn parse(term: &'t str) -> Result<Self, PatternError> {
        let mut elements = Vec::new();
        // Most terms are written in small ASCII letters, as folding would have them.
        let folded = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase() && byte != b'\'';
        if term.bytes().all(folded) {
            add(term, &mut elements, Cow::Borrowed).map_err(|error| error.of(term))?;
        } else {
            // Signs within a word are no border: `don't`.
            let text = fold(term).replace(['\'', '’'], "");
            let owned = |word: &str| Cow::Owned(word.to_owned());
            add(&text, &mut elements, owned).map_err(|error| error.of(term))?;
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

    /// The same, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> Pattern<'static> {
        let owned = |element| match element {
            Element::Word(how, word) => Element::Word(how, Cow::Owned(word.into_owned())),
            Element::Gap => Element::Gap,
        };
        Pattern { elements: self.elements.into_iter().map(owned).collect() }
    }

    /// The parts, at least one, with a word at both ends.
    #[must_use]
    pub fn elements(&self) -> &[Element<'t>] {
        &self.elements
    }
}

/// A part of fewer than three letters beside a star.
struct TooShort;

impl TooShort {
    fn of(self, term: &str) -> PatternError {
        PatternError::ShortStar(term.to_owned())
    }
}

/// Adds the parts of a folded term; `self-service` is two words.
fn add<'s, 't>(
    folded: &'s str,
    elements: &mut Vec<Element<'t>>,
    keep: impl Fn(&'s str) -> Cow<'t, str>,
) -> Result<(), TooShort> {
    for part in folded.split_whitespace() {
        if part == "..." || part == "…" {
            elements.push(Element::Gap);
            continue;
        }
        let exact = part.starts_with('=');
        let open_start = part.starts_with('*');
        let open_end = part.ends_with('*');
        let mut words =
            part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
        let mut first = true;
        while let Some(word) = words.next() {
            let starts = open_start && first;
            let ends = open_end && words.peek().is_none();
            first = false;
            if (starts || ends) && word.chars().count() < 3 {
                return Err(TooShort);
            }
            let how = match (starts, ends) {
                (true, true) => WordMatch::Infix,
                (true, false) => WordMatch::Suffix,
                (false, true) => WordMatch::Prefix,
                (false, false) if exact => WordMatch::Exact,
                (false, false) => WordMatch::Stem,
            };
            elements.push(Element::Word(how, keep(word)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Element, Pattern, PatternError, WordMatch};

    fn words(term: &str) -> Vec<Element<'_>> {
        Pattern::parse(term).expect("a term").elements().to_vec()
    }

    #[test]
    fn marks_choose_how_a_word_matches() {
        let word = |how, text: &str| Element::Word(how, text.to_owned().into());
        assert_eq!(words("=SaaS"), [word(WordMatch::Exact, "saas")]);
        assert_eq!(words("*kosten"), [word(WordMatch::Suffix, "kosten")]);
        assert_eq!(words("huur*"), [word(WordMatch::Prefix, "huur")]);
        assert_eq!(
            words("self-service ... shop"),
            [
                word(WordMatch::Stem, "self"),
                word(WordMatch::Stem, "service"),
                Element::Gap,
                word(WordMatch::Stem, "shop"),
            ]
        );
    }

    #[test]
    fn accents_capitals_and_apostrophes_do_not_matter() {
        assert_eq!(words("Café's don’t"), words("cafes dont"));
        assert_eq!(words("Café"), Pattern::parse("café").expect("a term").into_owned().elements());
    }

    #[test]
    fn terms_that_match_nothing_or_everything_are_refused() {
        assert!(matches!(Pattern::parse(" – "), Err(PatternError::Empty(_))));
        assert!(matches!(Pattern::parse("... shop"), Err(PatternError::Gap(_))));
        assert!(matches!(Pattern::parse("*ab"), Err(PatternError::ShortStar(_))));
    }
}
