//! The domain: nine building blocks, entries, canvases.
//!
//! Nothing here knows of files, dataframes or the command line. A [`Canvas`] borrows its texts, so
//! that it can be a view of whatever holds them.

mod block;
mod entry;
mod language;

pub use block::Block;
pub use entry::{Attribute, Canvas, Entry};
pub use language::Language;
