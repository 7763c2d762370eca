//! Exchange rates that the user gives.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use thiserror::Error;

use super::range::Range;
use crate::money::Currency;

/// Exchange rates: what one unit of each currency is worth in the currency whose rate is 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    base: Option<Currency>,
    of: BTreeMap<Currency, Decimal>,
}

/// What is wrong with a file of rates.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}: {message}")]
pub struct RatesError {
    file: String,
    message: String,
}

impl Rates {
    /// Reads CSV with a header and the columns `currency` (ISO 4217) and `rate` (a decimal above 0).
    /// One currency has the rate 1: the one that amounts are turned into.
    ///
    /// # Errors
    /// When a column is missing, a value is no currency or no rate, or no currency has the rate 1.
    pub fn load(file: &str, text: &str) -> Result<Self, RatesError> {
        let error = |message: String| RatesError { file: file.to_owned(), message };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(if text.lines().next().is_some_and(|l| l.contains(';')) {
                b';'
            } else {
                b','
            })
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header = reader.headers().map_err(|e| error(e.to_string()))?.clone();
        let column = |name: &str| {
            header
                .iter()
                .position(|field| field.trim_start_matches('\u{feff}').eq_ignore_ascii_case(name))
                .ok_or_else(|| error(format!("lacks the column '{name}' (it needs currency,rate)")))
        };
        let (currency_at, rate_at) = (column("currency")?, column("rate")?);
        let mut rates = Self::default();
        for (number, record) in reader.records().enumerate() {
            let row = number + 2;
            let record = record.map_err(|e| error(e.to_string()))?;
            let code = record.get(currency_at).unwrap_or_default();
            let currency = Currency::from_code(code)
                .ok_or_else(|| error(format!("row {row}: '{code}' is no ISO 4217 currency")))?;
            let written = record.get(rate_at).unwrap_or_default();
            let rate: Decimal =
                written.parse().ok().filter(|r| *r > Decimal::ZERO).ok_or_else(|| {
                    error(format!("row {row}: '{written}' is no rate (a decimal number above 0)"))
                })?;
            if rates.of.insert(currency, rate).is_some() {
                return Err(error(format!("row {row}: {currency} is there already")));
            }
            if rate == Decimal::ONE && rates.base.is_none() {
                rates.base = Some(currency);
            }
        }
        if rates.base.is_none() {
            return Err(error(
                "no currency has the rate 1, the one to turn amounts into".to_owned(),
            ));
        }
        Ok(rates)
    }

    /// An amount in the base currency; as it is when its currency has no rate.
    #[must_use]
    pub fn turn(&self, amount: Range, currency: Option<Currency>) -> (Range, Option<Currency>) {
        let rate = currency.and_then(|currency| self.of.get(&currency));
        match rate.and_then(|rate| amount.times(Range::exact(*rate))) {
            Some(turned) => (turned, self.base),
            None => (amount, currency),
        }
    }
}
