//! Canvas → ledger, yearly figures, ties, the 30 checks; consistency.
//!
//! An [`Auditor`] holds one thread's working memory. It reads the amounts of a canvas
//! ([`Ledger`]), computes what follows from them ([`Figures`]), sees what belongs to what, and runs
//! the checks ([`Audit`]). [`balance`] does so for a whole portfolio.

mod audit;
mod checks;
mod columns;
mod figure_rows;
mod figures;
mod finding;
mod gather;
mod kind;
mod ledger;
mod line;
mod message;
mod portfolio;
mod range;
mod rates;
mod rows;
mod scene;
mod sense;
mod ties;
mod unit;
mod waiver;

pub use audit::{Audit, Auditor, Options, Setting};
pub use figure_rows::{FIGURES, FigureName, figures_frame};
pub use figures::{Figure, Figures, Null};
pub use finding::{Consistency, Evidence, Finding, Outcome, Unjudged, Value};
pub use ledger::{Ledger, Unclear};
pub use line::{
    Known, Line, Nature, NotCounted, Origin, PeriodFrom, Recurrence, Side, Standing, Units,
    times_a_year,
};
pub use message::{message, money, number};
pub(crate) use portfolio::Kept;
pub use portfolio::{Balance, Reported, balance};
pub use range::Range;
pub use rates::{Rates, RatesError};
pub use rows::{UNUSED_WAIVER, ledger_frame};
pub use waiver::{Unused, Waiver, Waivers, WaiversError};
