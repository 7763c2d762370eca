//! What canvases are judged by: the 44 guiding questions, their evidence rules, the 30 checks,
//! the vocabulary.
//!
//! All of it is data (`data/` in the source tree), embedded when the tool is built and checked
//! when it is loaded; errors point into the file.

mod blocks;
mod builtin;
mod check;
mod empty;
mod error;
mod kinship;
mod load;
mod mark_scale;
mod question;
mod raw;
mod rubric;
mod rule;
mod vocabulary;

pub use blocks::{BlockNames, NamedBlock};
pub use check::{Check, CheckEntry, CheckExample, CheckTexts, Expected, Family, Gravity, Saying};
pub use error::{DataError, Place};
pub use kinship::{Kin, Kinship};
pub use load::Catalogue;
pub use mark_scale::MarkScale;
pub use question::{Example, ExampleEntry, Level, Question, Texts};
pub use rubric::{Rubric, Scale};
pub use rule::{AnyOf, Blocks, Clause, Flag, How, Need, Predicate, Rule, Test};
pub use vocabulary::{Concept, Vocabulary};

/// Does two things at the same time: the second on a thread of its own.
fn beside<A, B: Send>(here: impl FnOnce() -> A, there: impl FnOnce() -> B + Send) -> (A, B) {
    std::thread::scope(|scope| {
        let there = scope.spawn(there);
        let here = here();
        let there = there.join();
        (here, there.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}
