//! Going over all canvases on all threads.

use std::ops::Range;
use std::sync::Mutex;

use polars::prelude::*;
use rayon::prelude::*;

use super::store::{Portfolio, Views};

/// Canvases are handed out in runs of this many: long enough that handing them out costs nothing,
/// short enough that all threads end together.
const RUN: usize = 128;

impl Portfolio {
    /// Does something with every run of canvases, in parallel; the results in the order of the
    /// runs. What `worker` makes is used again for later runs, so that it may remember words; what
    /// `work` gives must not depend on that.
    pub(crate) fn in_runs<'a, W: Send, T: Send>(
        &'a self,
        worker: impl Fn() -> W + Sync,
        work: impl Fn(&mut W, &Views<'a>, Range<usize>) -> T + Sync,
    ) -> PolarsResult<Vec<T>> {
        let views = self.views()?;
        let idle: Mutex<Vec<W>> = Mutex::new(Vec::new());
        let runs = self.len().div_ceil(RUN);
        let result = (0..runs).into_par_iter().map(|run| {
            let taken = idle.lock().ok().and_then(|mut idle| idle.pop());
            let mut own = taken.unwrap_or_else(&worker);
            let end = ((run + 1) * RUN).min(views.len());
            let result = work(&mut own, &views, run * RUN..end);
            if let Ok(mut idle) = idle.lock() {
                idle.push(own);
            }
            result
        });
        Ok(result.collect())
    }
}
