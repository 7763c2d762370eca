//! Results as pictures: SVG, and PNG of that same SVG.
//!
//! Every chart has a plain data type that says what is shown, and a function that draws it. Data
//! is made from results of lower layers or filled by the caller; drawing computes nothing but
//! places. A missing value is hatched and never drawn as zero.

mod error;
mod font;
mod heatmap;
mod look;
mod names;
mod number;
mod page;
mod paper;
mod picture;
mod state;

pub use error::ChartError;
pub use heatmap::{Cell, HeatRow, Heatmap, heatmap};
pub use look::{Look, Theme};
pub use names::{names, ranked};
pub use picture::Picture;
pub use state::State;
