//! Results as pictures: SVG, and PNG of that same SVG.
//!
//! Every chart has a plain data type that says what is shown, and a function that draws it. Data
//! is made from results of lower layers or filled by the caller; drawing computes nothing but
//! places. A missing value is hatched and never drawn as zero.

mod axis;
mod balance;
mod break_even;
mod distribution;
mod error;
mod font;
mod heatmap;
mod history;
mod kinship;
#[cfg(test)]
mod layout_test;
mod ledger;
mod likeness;
mod look;
mod map;
mod marker;
mod measure;
mod mix;
mod money;
mod names;
mod number;
mod page;
mod paper;
mod picture;
mod placing;
mod poster;
mod poster_draw;
mod profile;
mod radar;
mod slope;
mod state;
mod waterfall;

pub use balance::{Balance, BalanceRow, balance};
pub use break_even::{BreakEven, Sold, break_even};
pub use distribution::{Distribution, distribution};
pub use error::ChartError;
pub use heatmap::{Cell, HeatRow, Heatmap, heatmap};
pub use history::{Course, History, Moment, history};
pub use ledger::money_measures;
pub use likeness::{Likeness, likeness};
pub use look::{Look, Theme};
pub use map::{Map, MapAxis, MapPoint, map};
pub use measure::{Measure, Unit, measures};
pub use mix::{Mix, MixRow, Parts, mix};
pub use money::Span;
pub use picture::Picture;
pub use poster::{Poster, PosterBlock, PosterColor, PosterEntry};
pub use poster_draw::poster;
pub use profile::profiles;
pub use radar::{MOST_ON_RADAR, Profiles, Shape, radar};
pub use slope::{Slope, SlopeLine, slope};
pub use state::State;
pub use waterfall::{Waterfall, WaterfallStep, waterfall};
