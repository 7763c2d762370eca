//! A line of the ledger: an amount, and what is known of it.

use rust_decimal::Decimal;

use super::range::Range;
use crate::canvas::{Attribute, Block, Language};
use crate::money::{Confidence, Currency, Period, Rate, Role, Span};

/// On which side of the ledger a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Money that comes in.
    Revenue,
    /// Money that goes out.
    Cost,
}

impl Side {
    /// The side of a block; `None` for blocks that hold no money.
    #[must_use]
    pub const fn of(block: Block) -> Option<Self> {
        match block {
            Block::RevenueStreams => Some(Self::Revenue),
            Block::CostStructure => Some(Self::Cost),
            _ => None,
        }
    }

    /// The name in files. Final.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Revenue => "revenue",
            Self::Cost => "cost",
        }
    }
}

/// Where something about a line is known from, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Known {
    /// A column or the text says it.
    Stated,
    /// The kind of cost or stream implies it.
    Implied,
    /// Nowhere.
    Unknown,
}

impl Known {
    /// The name in files. Final.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Implied => "implied",
            Self::Unknown => "unknown",
        }
    }
}

/// Whether a cost moves with volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// It does not.
    Fixed,
    /// It does.
    Variable,
    /// Partly: it is called both, or has words of both.
    Mixed,
}

impl Nature {
    /// The name in files. Final.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Variable => "variable",
            Self::Mixed => "mixed",
        }
    }
}

/// Whether income comes back by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recurrence {
    /// It does: a subscription, a contract.
    Recurring,
    /// It does not: each sale is made anew.
    OneOff,
}

impl Recurrence {
    /// The name in files. Final.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Recurring => "recurring",
            Self::OneOff => "one-off",
        }
    }
}

/// How many units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Units {
    /// How many.
    pub count: Range,
    /// Per what time; `None` when it is only a factor.
    pub per: Option<Period>,
    /// What is counted, as written; empty when nothing says it.
    pub noun: String,
}

/// Where a line was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In the entry's text.
    Text(Span),
    /// In a column.
    Column(Attribute),
}

/// Where a line's period was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodFrom {
    /// Nowhere: it has none.
    Unknown,
    /// In a column.
    Column,
    /// In the entry's text or its heading.
    Text,
    /// At the same amount elsewhere on the canvas.
    Elsewhere,
}

/// What a line is worth in the yearly totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It counts with this much a year.
    Yearly(Range),
    /// It is paid once, and counts with this much outside the yearly totals.
    Once(Range),
    /// It does not count.
    Not(NotCounted),
}

/// Why a line is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotCounted {
    /// It does not say when it is paid.
    NoPeriod,
    /// It is the price of one, and nothing says of how many.
    NoVolume,
    /// It is paid by the hour, and nothing says how many hours.
    Hourly,
    /// It is a total of other lines.
    Total,
    /// The outcome of its multiplication stands beside it.
    Multiplied,
    /// The column says another amount, and the column wins.
    ColumnWins,
    /// The same amount is said twice.
    SaidTwice,
    /// It is named for comparison.
    Comparison,
    /// It is a zero in words: free.
    StatedZero,
    /// It has more digits than a decimal holds.
    TooLarge,
}

impl NotCounted {
    /// The name in files. Final.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoPeriod => "no-period",
            Self::NoVolume => "no-volume",
            Self::Hourly => "hourly",
            Self::Total => "total",
            Self::Multiplied => "multiplied",
            Self::ColumnWins => "column-wins",
            Self::SaidTwice => "said-twice",
            Self::Comparison => "comparison",
            Self::StatedZero => "stated-zero",
            Self::TooLarge => "too-large",
        }
    }

    /// In words.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::NoPeriod => language.pick("no period", "geen periode"),
            Self::NoVolume => language.pick("no volume", "geen aantal"),
            Self::Hourly => language.pick("by the hour", "per uur"),
            Self::Total => language.pick("a total", "een totaal"),
            Self::Multiplied => language.pick("counted in its product", "telt in zijn product"),
            Self::ColumnWins => language.pick("the column wins", "de kolom wint"),
            Self::SaidTwice => language.pick("said twice", "staat er dubbel"),
            Self::Comparison => language.pick("a comparison", "een vergelijking"),
            Self::StatedZero => language.pick("free", "gratis"),
            Self::TooLarge => language.pick("too large", "te groot"),
        }
    }

    /// Whether its amount is missing from the yearly totals, which are then not whole.
    #[must_use]
    pub const fn leaves_gap(self) -> bool {
        matches!(self, Self::NoPeriod | Self::NoVolume | Self::Hourly | Self::TooLarge)
    }
}

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Revenue or cost.
    pub side: Side,
    /// The place of its entry in the canvas.
    pub entry: usize,
    /// The amount, in its own currency and per its own period.
    pub amount: Range,
    /// ISO 4217; `None` when nothing says it.
    pub currency: Option<Currency>,
    /// What it is paid per.
    pub per: Rate,
    /// Where that was read.
    pub period_from: PeriodFrom,
    /// The year, phase or scenario that it is said of, as written.
    pub horizon: Option<String>,
    /// An amount, a price of one, or a total.
    pub role: Role,
    /// How many units, of a price.
    pub units: Option<Units>,
    /// The place in the ledger of the line that says the outcome of price × volume.
    pub product: Option<usize>,
    /// Of costs: fixed or variable, and where that is known from.
    pub nature: (Option<Nature>, Known),
    /// Of revenue: recurring or one-off, and where that is known from.
    pub recurrence: (Option<Recurrence>, Known),
    /// How sure the reading is.
    pub confidence: Confidence,
    /// Where it was read.
    pub origin: Origin,
    /// What it counts for.
    pub standing: Standing,
}

impl Line {
    /// What it is worth a year.
    #[must_use]
    pub const fn yearly(&self) -> Option<Range> {
        match self.standing {
            Standing::Yearly(range) => Some(range),
            _ => None,
        }
    }

    /// What it is worth once.
    #[must_use]
    pub const fn once(&self) -> Option<Range> {
        match self.standing {
            Standing::Once(range) => Some(range),
            _ => None,
        }
    }

    /// Why it does not count; `None` when it does.
    #[must_use]
    pub const fn not_counted(&self) -> Option<NotCounted> {
        match self.standing {
            Standing::Not(why) => Some(why),
            _ => None,
        }
    }

    /// Whether it is nothing but a word like `free`.
    #[must_use]
    pub fn is_stated_zero(&self) -> bool {
        self.not_counted() == Some(NotCounted::StatedZero)
    }
}

/// How often a period passes in a year, counted in `every` of it; `None` for hours and for once.
#[must_use]
pub fn times_a_year(period: Period, every: u32) -> Option<Decimal> {
    let times = match period {
        Period::Once | Period::Hour => return None,
        Period::Day => 365,
        Period::Week => 52,
        Period::Month => 12,
        Period::Quarter => 4,
        Period::Year => 1,
    };
    Decimal::from(times).checked_div(Decimal::from(every.max(1)))
}
