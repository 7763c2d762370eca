//! Which canvases are versions of one another.

use polars::prelude::*;

use super::schema;
use super::store::Portfolio;

/// The first and the last version of each canvas that has several, as places in the `canvases`
/// frame, which is ordered by canvas and version.
///
/// # Errors
/// When a column of the portfolio does not hold text.
pub fn first_and_last(portfolio: &Portfolio) -> PolarsResult<Vec<(usize, usize)>> {
    let ids = portfolio.canvases().column(schema::CANVAS)?.str()?;
    let mut pairs = Vec::new();
    let mut start = 0;
    for place in 1..=portfolio.len() {
        if place == portfolio.len() || ids.get(place) != ids.get(start) {
            if place - start > 1 {
                pairs.push((start, place - 1));
            }
            start = place;
        }
    }
    Ok(pairs)
}
