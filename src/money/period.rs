//! What an amount is paid per: a time, a unit, or both.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How often an amount recurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// One time only.
    Once,
    /// Each hour.
    Hour,
    /// Each day.
    Day,
    /// Each week.
    Week,
    /// Each month.
    Month,
    /// Each three months.
    Quarter,
    /// Each year.
    Year,
}

impl Period {
    /// The period's name in lower case, as it is written in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Once => "once",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }
}

/// One of something that is paid for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What it is, as written (`order`, `API call`); empty in `unit price: € 5`.
    pub noun: String,
    /// How many of them the amount is for: 1000 in `€ 2 per 1.000 views`, mostly 1.
    pub quantity: Decimal,
}

impl Unit {
    /// One of `noun`.
    #[must_use]
    pub fn one(noun: &str) -> Self {
        Self { noun: noun.to_owned(), quantity: Decimal::ONE }
    }
}

/// What an amount is paid per. Both parts may be there (`€ 5 per user per month`), or neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// The time; none if it is not said.
    pub time: Option<Period>,
    /// Each how many of `time`: 2 in `every two weeks` written `per 2 weken`, mostly 1. Never 0.
    pub every: u32,
    /// The unit; none if it is not said.
    pub unit: Option<Unit>,
}

impl Default for Rate {
    fn default() -> Self {
        Self { time: None, every: 1, unit: None }
    }
}

impl Rate {
    /// Per one `time`.
    #[must_use]
    pub fn of_time(time: Period) -> Self {
        Self { time: Some(time), ..Self::default() }
    }

    /// Per one `unit`.
    #[must_use]
    pub fn of_unit(unit: Unit) -> Self {
        Self { unit: Some(unit), ..Self::default() }
    }

    /// Whether neither part is said.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.time.is_none() && self.unit.is_none()
    }

    /// Takes from `other` each part that this one lacks.
    pub(super) fn fill(&mut self, other: &Self) {
        if self.time.is_none() && other.time.is_some() {
            self.time = other.time;
            self.every = other.every;
        }
        if self.unit.is_none() {
            self.unit.clone_from(&other.unit);
        }
    }
}

impl fmt::Display for Rate {
    /// `unit+month`, `3 month`, or nothing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.unit.is_some() {
            f.write_str("unit")?;
        }
        if let Some(time) = self.time {
            if self.unit.is_some() {
                f.write_str("+")?;
            }
            if self.every != 1 {
                write!(f, "{} ", self.every)?;
            }
            f.write_str(time.name())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Period, Rate, Unit};

    #[test]
    fn a_rate_is_written_unit_first() {
        let mut rate = Rate::of_time(Period::Month);
        rate.unit = Some(Unit::one("user"));
        assert_eq!(rate.to_string(), "unit+month");
        assert_eq!(Rate::default().to_string(), "");
    }

    #[test]
    fn filling_keeps_what_is_there() {
        let mut rate = Rate::of_time(Period::Year);
        rate.fill(&Rate { unit: Some(Unit::one("seat")), ..Rate::of_time(Period::Month) });
        assert_eq!(rate.to_string(), "unit+year");
    }
}
