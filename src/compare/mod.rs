//! Two canvases → changes; many → distances, ranks, histories.
//!
//! [`Diff::between`] compares two versions of a canvas, [`PortfolioDiff::between`] two portfolios,
//! [`Meaning::of`] says which questions became answered, which findings appeared or went, and how
//! the figures moved. [`agreement`] compares the tool's judgement with people's marks.

pub mod agreement;
mod appraisal;
mod assignment;
mod change;
mod copies;
mod diff;
mod features;
mod finding_change;
mod grouping;
mod history;
mod kinship;
mod known;
mod letter_runs;
mod letters;
mod likeness;
mod matching;
mod meaning;
mod measures;
mod merge;
mod order;
mod pairing;
mod pricing;
mod profile;
mod ranking;
mod sequence;
mod sheet;
mod side;
mod stems;
mod word_steps;
mod words;

pub use appraisal::{Appraisal, Appraiser, Standing};
pub use change::{Aspect, AttributeChange, Change, Kind, aspect_of};
pub use copies::{CopyRules, NearCopy, near_copies, text_in_common};
pub use diff::{ApplyError, Diff, FieldChange};
pub use finding_change::FindingChange;
pub use grouping::GroupChange;
pub use history::{History, Step};
pub use kinship::{Group, Kinship, MOST_COMPARED};
pub use matching::{Matching, match_entries};
pub use meaning::{Ground, Meaning, QuestionChange};
pub use merge::{FieldSlot, Merged, Slot, Whose, settle};
pub use pairing::PortfolioDiff;
pub use pricing::{Price, PriceChange};
pub use ranking::{Ranked, ranking};
pub use sheet::Sheet;
pub use words::{Fate, Piece, word_pieces};
