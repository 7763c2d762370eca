//! Canvas × question → answer with evidence, and completeness.
//!
//! A [`Judge`] holds one thread's working memory. It reads a canvas once ([`Facts`]), then tries
//! each question's rules on what it found.

mod answer;
mod examples;
mod facts;
mod gates;
mod judge;
mod portfolio;
mod predicate;
mod ranking;
mod score;
mod ties;

pub use answer::{Answer, EvidenceKind, Quote};
pub use examples::{Misjudged, judge_examples};
pub use facts::{EntryFacts, Facts};
pub use judge::Judge;
pub use portfolio::{Assessment, assess};
pub use ranking::ranked;
pub use score::{Completeness, Points};
