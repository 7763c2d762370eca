//! Text without meaning: folding, tokens, stems, a vocabulary matched in one pass, safe display.
//!
//! Nothing here knows what a canvas is.

mod bits;
mod fold;
mod lexicon;
mod pattern;
mod safe;
mod scan;

pub use bits::Bits;
pub use fold::{fold, fold_char, key};
pub use lexicon::{Lexicon, Matcher, MatcherBuilder, Mode, Tongue, Word, WordId};
pub use pattern::{Element, Pattern, PatternError, WordPattern};
pub use safe::{display_safe, one_line, truncate};
pub use scan::{Hits, Mark, Scanned, Span, Token, content_words, match_tokens, spans_of, tokenise};
