//! Two canvases → changes; many → distances, ranks, histories.
//!
//! [`Diff::between`] compares two versions of a canvas, [`PortfolioDiff::between`] two portfolios,
//! [`Meaning::of`] says which questions became answered.

mod assignment;
mod change;
mod diff;
mod features;
mod grouping;
mod history;
mod likeness;
mod matching;
mod meaning;
mod merge;
mod order;
mod pairing;
mod sheet;
mod words;

pub use change::{Aspect, AttributeChange, Change, Kind, aspect_of};
pub use diff::{ApplyError, Diff, FieldChange};
pub use grouping::GroupChange;
pub use history::{History, Step};
pub use matching::{Matching, match_entries};
pub use meaning::{Ground, Meaning, QuestionChange};
pub use merge::{FieldSlot, Merged, Slot, Whose, settle};
pub use pairing::PortfolioDiff;
pub use sheet::Sheet;
pub use words::{Fate, Piece, word_pieces};
