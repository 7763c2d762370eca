//! What a text was found to hold.

use rust_decimal::Decimal;
use serde::Serialize;

use super::amount::Amount;
use super::period::Rate;
use super::span::Span;

/// Everything that was found in one text, each list in the order of the text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// The amounts of money.
    pub amounts: Vec<Amount>,
    /// The percentages, which are never amounts.
    pub percentages: Vec<Percentage>,
    /// How many of something, per period or multiplied with a price.
    pub volumes: Vec<Volume>,
    /// What looked like money and was not read as an amount.
    pub skipped: Vec<Skipped>,
}

/// A percentage or a range of percentages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Percentage {
    /// Lower end, in per cent: 2.5 for `2,5 %`.
    pub low: Decimal,
    /// Upper end; equal to `low` if it is no range.
    pub high: Decimal,
    /// Where it stands.
    pub span: Span,
}

/// How many of something: `1.200 orders per month`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    /// Lower end of the number.
    pub low: Decimal,
    /// Upper end; equal to `low` if it is no range.
    pub high: Decimal,
    /// What is counted, as written; empty in `12 × € 50`.
    pub noun: String,
    /// Per what time; no time if it is only a factor (`3 seats × € 10`).
    pub per: Rate,
    /// Index in [`Reading::amounts`] of the price it is multiplied with, where the text says so.
    pub price: Option<usize>,
    /// Index in [`Reading::amounts`] of the outcome of that multiplication, where the text gives it
    /// (`= € 11.400`).
    pub product: Option<usize>,
    /// Where it stands.
    pub span: Span,
}

/// Something that looked like money and was not read as an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Skipped {
    /// Where it stands.
    pub span: Span,
    /// Why it was not read.
    pub why: Why,
}

/// Why something that looked like money was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Why {
    /// The digits are grouped in a way that is no number: `€ 1.25.0`.
    NotANumber,
    /// More digits than a decimal holds (28).
    TooLarge,
    /// A currency sign without a figure: `€ ?`, `€ n.t.b.`.
    NoFigure,
    /// The whole that a percentage is taken of: `0,8% of $10M`. The percentage is said, not this
    /// amount.
    BaseOfPercentage,
    /// A figure in a place of money, without a currency and without enough to be sure that it is
    /// money.
    BareNumber,
    /// An amount in something that ISO 4217 does not list, such as a crypto-currency.
    NotIso,
}
