//! Many canvases as polars dataframes.
//!
//! The dataframe is the store, the canvas is a view: [`Portfolio`] owns the texts, a
//! [`Canvas`](crate::canvas::Canvas) borrows them while it is being looked at.

mod build;
mod names;
mod part;
mod runs;
pub mod schema;
mod store;
mod texts;
mod versions;

pub use build::PortfolioBuilder;
pub use names::display_names;
pub use part::{CanvasDraft, EntryDraft, LONGEST_TEXT, Part, Rejected};
pub(crate) use part::{text_too_long, too_long};
pub use schema::Field;
pub use store::{Portfolio, Views};
pub(crate) use texts::{Chunks, Place, Run, Texts};
pub use versions::first_and_last;
