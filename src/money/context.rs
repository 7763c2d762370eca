//! What is known about a text before it is read.

use serde::{Deserialize, Serialize};

use super::currency::Currency;

/// Which of the two separators marks the decimals: decides whether `1.250` is 1250 or 1.25.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecimalStyle {
    /// Not known: `1.250` and `1,250` are doubtful, unless the text itself shows its style.
    #[default]
    Unknown,
    /// Dutch: `1.250,50`.
    Comma,
    /// English: `1,250.50`.
    Point,
}

/// What is known about a text before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Context<'a> {
    /// The canvas' currency: used where the text gives none, and to tell dollars (or crowns, or
    /// rupees) apart.
    pub default_currency: Option<Currency>,
    /// The decimal style of the canvas, from its language or from the rest of its amounts. What the
    /// text itself shows (`1.250,50`, `5,-`) goes before it.
    pub decimal: DecimalStyle,
    /// Whether the text says what customers pay. Then an amount beside the name of a plan, a fee or
    /// a subscription is the price of one ([`Role::UnitPrice`](super::Role::UnitPrice)); among
    /// costs, `Bank fees: € 50 per month` is a sum.
    pub sells: bool,
    /// The heading that the text stands under, or the names of the table's columns joined by ` | `
    /// (with the heading above the table in front, joined by ` · `). Gives period, currency, role
    /// and horizon where the text does not.
    pub heading: Option<&'a str>,
}
