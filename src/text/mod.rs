//! Text without meaning: folding, tokens, stems, a vocabulary matched in one pass, safe display.
//!
//! Nothing here knows what a canvas is.

mod bits;
mod find;
mod fold;
mod formula;
mod hits;
mod lexicon;
mod matcher;
mod pairs;
mod pattern;
mod question;
mod safe;
mod token;

pub use bits::Bits;
pub use find::{Workspace, content_words, match_tokens, spans_of};
pub use fold::{fold, fold_char, key};
pub use formula::{guarded, unguarded};
pub use hits::Hits;
pub use lexicon::{Lexicon, Mode, Word, WordId};
pub use matcher::{Matcher, MatcherBuilder, Tongue};
pub use pattern::{Element, Pattern, PatternError, WordMatch};
pub use question::is_question;
pub use safe::{display_safe, one_line, truncate};
pub use token::{Scanned, Span, Token, fingerprint, first_word, tokenise, tokenise_only};
