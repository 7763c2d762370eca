//! An amount of money, and what is known of it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::currency::Currency;
use super::period::Rate;
use super::span::Span;

/// An amount of money or a range of amounts, as read from a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// Lower end; equal to `high` if the text gives one figure.
    pub low: Decimal,
    /// Upper end. Never below `low`.
    pub high: Decimal,
    /// Whether the text leaves one end open (`from 10`, `10+`, `up to 5k`). An open end has no
    /// figure of its own: `low` and `high` are the figures that are there.
    pub bound: Bound,
    /// ISO 4217; none if neither the text, nor the heading, nor the context says it.
    pub currency: Option<Currency>,
    /// Where the currency was found.
    pub currency_source: CurrencySource,
    /// What it is paid per: a time, a unit, both, or nothing that is said.
    pub per: Rate,
    /// Where `per` was found.
    pub period_source: PeriodSource,
    /// Whether it is a sum by itself, the price of one of something, or the total of other amounts.
    pub role: Role,
    /// The year, phase or scenario it is said of.
    pub horizon: Option<Horizon>,
    /// Whether the text says that it is about so much (`~`, `circa`, `estimated`).
    pub approximate: bool,
    /// Whether it is a zero that is said in words: `free`, `gratis`, `no cost`.
    pub zero_by_word: bool,
    /// Whether value-added tax is in it, where that is said.
    pub vat: Option<Vat>,
    /// The same amount in another currency, said again in brackets: `KES 7.3M (~$56,700)`.
    pub converted: Option<Converted>,
    /// How sure the reading is.
    pub confidence: Confidence,
    /// The figure with its currency, period and tax, in the text.
    pub span: Span,
}

/// Which end of an amount is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// Neither: the figures say it all.
    #[default]
    Closed,
    /// `high` is not the end: `from 10`, `10+`, `50–100K+`, `vanaf`.
    AtLeast,
    /// `low` is not the beginning: `up to 5k`, `max.`, `tot`.
    AtMost,
}

/// Where the currency of an amount was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CurrencySource {
    /// Nowhere: it has none.
    #[default]
    Unknown,
    /// At the amount itself.
    Text,
    /// In the heading or the name of the column.
    Heading,
    /// In the context: the canvas' currency.
    Default,
}

/// Where the period or unit of an amount was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodSource {
    /// Nowhere: it has none.
    #[default]
    Unknown,
    /// At the amount itself: `€ 5 per month`.
    Text,
    /// In the words before it: `Monthly costs: € 5`.
    Label,
    /// At another amount of the same ladder or list: the 9 of `€ 9 / € 29 per month`.
    Neighbour,
    /// In the heading or the name of the column.
    Heading,
}

/// What kind of figure an amount is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A sum by itself.
    #[default]
    Amount,
    /// The price of one: counts only with a volume.
    UnitPrice,
    /// The total of other amounts: is never added to them.
    Total,
}

/// Whether value-added tax is in an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Vat {
    /// The tax is in it.
    Incl,
    /// The tax comes on top.
    Excl,
}

/// The year, phase or scenario that an amount is said of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Horizon {
    /// As written: `Year 1`, `Phase 2`, `at 10.000 users`, `planned`.
    pub text: String,
    /// Where it stands in the text; none if it comes from the heading.
    pub span: Option<Span>,
}

/// An amount said again in another currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Converted {
    /// Lower end.
    pub low: Decimal,
    /// Upper end.
    pub high: Decimal,
    /// The other currency.
    pub currency: Currency,
    /// Where it stands.
    pub span: Span,
}

/// How sure a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Confidence {
    /// The text can be read in one way only.
    #[default]
    Certain,
    /// It can be read in another way too, or it leans on little.
    Doubtful(Doubt),
}

/// Why a reading is doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Doubt {
    /// `1.250` may be 1250 or 1.25: the upper end in the other reading.
    Separator {
        /// The value of `high` if the separator is meant the other way.
        other: Decimal,
    },
    /// The word after the figure may mean more than one power of ten: `M` in rupiah, `ton`, `mil`.
    Scale,
    /// No currency at the figure: read as money because of the words around it.
    NoCurrency,
    /// The sign is used by several currencies and the context does not tell which: `kr`, `peso`.
    WhichCurrency,
    /// The upper end of the range is below the lower end; they were swapped.
    RangeOrder,
    /// A number of customers stands beside a price a month: it may be what each of them pays.
    Count,
    /// Named for comparison (`vs`, `instead of`): probably somebody else's price.
    Comparison,
}
