//! Canvas × question → answer with evidence, and completeness.
//!
//! A [`Judge`] holds one thread's working memory. What its entries mean
//! ([`crate::meaning`]) becomes bits (`alternatives`), on which each question's rules are tried.

mod alternatives;
mod answer;
mod examples;
mod facts;
mod judge;
mod portfolio;
mod predicate;
mod ranking;
mod score;
mod ties;
mod trial;

pub use answer::{Answer, EvidenceKind, Quote};
pub use examples::{Misjudged, judge_examples};
pub use judge::Judge;
pub use portfolio::{Assessment, assess};
pub use ranking::ranked;
pub use score::{Completeness, Points};
