//! Reads amounts of money from Dutch and English text, in decimal arithmetic throughout.
//!
//! The one entry point is [`read()`]. It takes a text, such as an entry of a canvas, and what is
//! known about its surroundings ([`Context`]); it gives back every amount with the bytes it was
//! read from, its currency, what it is paid per, and how sure the reading is.
//!
//! ```
//! use bmc::money::{Context, DecimalStyle, Period, read};
//!
//! let context = Context { decimal: DecimalStyle::Comma, ..Context::default() };
//! let reading = read("Huur: € 1.250,50 p/m", &context);
//! let rent = &reading.amounts[0];
//! assert_eq!(rent.low.to_string(), "1250.50");
//! assert_eq!(rent.per.time, Some(Period::Month));
//! assert_eq!(rent.span.of("Huur: € 1.250,50 p/m"), "€ 1.250,50 p/m");
//! ```
//!
//! Three rules hold everywhere. A percentage is never money. A number without a sign of money is
//! never money. Doubt is flagged in [`Amount::confidence`], or the number goes to
//! [`Reading::skipped`] with the reason; it is never guessed away in silence.
//!
//! How it works: the text is cut into tokens (`scan`); a first pass finds figures and ranges
//! (`figure`, `range`), with what follows them (`tail`) and what stands before them (`label`); a
//! second pass spreads what is said once over several amounts (`spread`): a ladder of prices, a
//! list under a head, the heading of a column (`heading`).

mod amount;
mod bare;
mod bracket;
mod build;
mod calendar;
mod context;
mod currency;
mod figure;
mod heading;
mod hints;
mod horizon;
mod label;
mod lexicon;
mod number;
mod percent;
mod period;
mod product;
mod range;
mod rate;
mod read;
mod reading;
mod scale;
mod scan;
mod sign;
mod silent;
mod span;
mod spread;
mod tail;
#[cfg(test)]
mod tests;
mod trade;
mod volume;
mod zero;

pub use amount::{
    Amount, Bound, Confidence, Converted, CurrencySource, Doubt, Horizon, PeriodSource, Role, Vat,
};
pub use context::{Context, DecimalStyle};
pub use currency::Currency;
pub use period::{Period, Rate, Unit};
pub use read::read;
pub use reading::{Percentage, Reading, Skipped, Volume, Why};
pub use span::Span;
