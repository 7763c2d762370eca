//! Amounts as charts take them: a year, low to high, filled in by the caller.

use super::error::ChartError;
use super::number;
use super::page::Page;
use crate::canvas::Language;

/// An amount a year that lies between two bounds; both are the same when it is exact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}

impl Span {
    /// An exact amount.
    #[must_use]
    pub const fn exact(amount: f64) -> Self {
        Self { low: amount, high: amount }
    }

    /// Half-way between the bounds.
    #[must_use]
    pub const fn middle(self) -> f64 {
        f64::midpoint(self.low, self.high)
    }

    /// Whether it is a range.
    #[must_use]
    pub fn is_range(self) -> bool {
        self.high > self.low
    }

    /// Whether it can be drawn.
    pub(super) fn is_sane(self) -> bool {
        self.low.is_finite() && self.high.is_finite() && self.low <= self.high
    }
}

/// Says at the foot how many canvases are left out for their currency.
pub(super) fn note_currency(page: &mut Page, count: usize) {
    let language = page.language();
    if count > 0 {
        let canvases = number::canvases(count, language);
        page.note(match language {
            Language::En => format!("{canvases} with amounts in another currency left out."),
            Language::Nl => format!("{canvases} met bedragen in een andere munt weggelaten."),
        });
    }
}

/// There is no amount to draw.
pub(super) fn no_money(language: Language) -> ChartError {
    let message = language.pick(
        "no canvas has an amount that could be drawn: give amounts and their period",
        "geen canvas heeft een bedrag dat getekend kan worden: geef bedragen met hun periode",
    );
    ChartError::Nothing(message.to_owned())
}
