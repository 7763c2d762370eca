//! From the figures of the ledger to charts of money.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::balance::{Balance, BalanceRow};
use super::break_even::{BreakEven, Sold};
use super::error::ChartError;
use super::history::History;
use super::measure::{Measure, Unit};
use super::mix::{Mix, MixRow, Parts};
use super::money::Span;
use super::waterfall::{Waterfall, WaterfallStep};
use crate::balance::{Figure, Figures, Ledger, Line, Null, Range, Reported, Side};
use crate::canvas::{Canvas, Language};
use crate::money::Currency;
use crate::text::{fold, one_line};

fn number(value: Decimal) -> Option<f64> {
    value.to_f64().filter(|number| number.is_finite())
}

fn span(figure: Figure) -> Option<Span> {
    let range = figure.ok()?;
    Some(Span { low: number(range.low)?, high: number(range.high)? })
}

fn middle(figure: Figure) -> Option<f64> {
    span(figure).map(Span::middle)
}

/// Whether there is anything to draw of a canvas.
fn known(figures: &Figures) -> bool {
    figures.revenue.is_ok() || figures.cost.is_ok()
}

/// The currency that most canvases with amounts have, for amounts in different ones cannot stand
/// on one scale; of equals the first by its code.
fn most_common(all: &[Reported]) -> Option<Currency> {
    let mut counts: BTreeMap<Option<&str>, (usize, Option<Currency>)> = BTreeMap::new();
    for figures in all.iter().filter_map(|one| one.figures.as_ref()).filter(|f| known(f)) {
        let count = counts.entry(figures.currency.map(Currency::code)).or_default();
        *count = (count.0 + 1, figures.currency);
    }
    let most = counts.into_iter().max_by(|a, b| a.1.0.cmp(&b.1.0).then_with(|| b.0.cmp(&a.0)));
    most.and_then(|(_, (_, currency))| currency)
}

/// The canvases whose amounts can stand on one scale, as places with their figures; and how many
/// have amounts in another currency.
struct Chosen<'a> {
    rows: Vec<(usize, Option<&'a Figures>)>,
    currency: Option<Currency>,
    other: usize,
}

impl<'a> Chosen<'a> {
    /// Those with a known margin first, the highest first; then those with one amount, then those
    /// with none.
    fn of(all: &'a [Reported], names: &[String]) -> Self {
        let currency = most_common(all);
        let mut rows = Vec::with_capacity(all.len());
        let mut other = 0;
        for (place, one) in all.iter().enumerate() {
            match one.figures.as_deref().filter(|figures| known(figures)) {
                Some(figures) if figures.currency != currency => other += 1,
                figures => rows.push((place, figures)),
            }
        }
        let rank = |figures: Option<&Figures>| match figures {
            None => (2, 0.0),
            Some(figures) => middle(figures.margin).map_or((1, 0.0), |margin| (0, -margin)),
        };
        rows.sort_by(|a, b| {
            let (x, y) = (rank(a.1), rank(b.1));
            let by_rank = x.0.cmp(&y.0).then(x.1.total_cmp(&y.1));
            by_rank.then_with(|| names.get(a.0).cmp(&names.get(b.0))).then(a.0.cmp(&b.0))
        });
        Self { rows, currency, other }
    }

    fn code(&self) -> Option<String> {
        self.currency.map(|currency| currency.code().to_owned())
    }
}

impl Balance {
    /// Of canvases in the order of the `canvases` frame, with what they are called; at most
    /// `limit`, the highest margin first. Amounts in another currency than most have are left out
    /// and counted.
    #[must_use]
    pub fn of(all: &[Reported], names: &[String], limit: usize) -> Self {
        let chosen = Chosen::of(all, names);
        let row = |(place, figures): &(usize, Option<&Figures>)| BalanceRow {
            name: names.get(*place).cloned().unwrap_or_default(),
            revenue: figures.and_then(|figures| span(figures.revenue)),
            cost: figures.and_then(|figures| span(figures.cost)),
            margin: figures.and_then(|figures| span(figures.margin)),
        };
        Self {
            rows: chosen.rows.iter().take(limit).map(row).collect(),
            currency: chosen.code(),
            all: all.len(),
            other_currency: chosen.other,
        }
    }
}

/// A total in two parts, by the share of the first; all unknown where that is.
fn parts(total: Figure, share: Figure) -> Option<Parts> {
    let total = middle(total)?;
    Some(match middle(share) {
        Some(share) => {
            let first = total * (share / 100.0).clamp(0.0, 1.0);
            Parts { first, second: total - first, unknown: 0.0 }
        }
        None => Parts { first: 0.0, second: 0.0, unknown: total },
    })
}

impl Mix {
    /// As [`Balance::of`].
    #[must_use]
    pub fn of(all: &[Reported], names: &[String], limit: usize) -> Self {
        let chosen = Chosen::of(all, names);
        let row = |(place, figures): &(usize, Option<&Figures>)| MixRow {
            name: names.get(*place).cloned().unwrap_or_default(),
            cost: figures.and_then(|figures| parts(figures.cost, figures.fixed_share)),
            revenue: figures.and_then(|figures| parts(figures.revenue, figures.recurring_share)),
        };
        Self {
            rows: chosen.rows.iter().take(limit).map(row).collect(),
            currency: chosen.code(),
            all: all.len(),
            other_currency: chosen.other,
        }
    }
}

/// What can be put on an axis of money and consistency: `revenue`, `cost`, `margin` (a year, in
/// the currency that most canvases have; `None` in another one), `margin-share`,
/// `recurring-share`, `fixed-share` and `consistency` (0 to 100).
#[must_use]
pub fn money_measures(all: &[Reported], language: Language) -> Vec<Measure> {
    type Pick = fn(&Figures) -> Figure;
    let currency = most_common(all);
    let unit = Unit::Money(currency.map(|currency| currency.code().to_owned()));
    let sums: [(&str, [&str; 2], Pick); 3] = [
        ("revenue", ["Revenue a year", "Inkomsten per jaar"], |f| f.revenue),
        ("cost", ["Cost a year", "Kosten per jaar"], |f| f.cost),
        ("margin", ["Margin a year", "Marge per jaar"], |f| f.margin),
    ];
    let shares: [(&str, [&str; 2], Pick); 3] = [
        ("margin-share", ["Margin of revenue", "Marge van de inkomsten"], |f| f.margin_share),
        ("recurring-share", ["Recurring revenue", "Terugkerende inkomsten"], |f| f.recurring_share),
        ("fixed-share", ["Fixed cost", "Vaste kosten"], |f| f.fixed_share),
    ];
    let measure = |key: &str, names: [&str; 2], unit: &Unit, pick: Pick, same: bool| Measure {
        key: key.to_owned(),
        name: language.pick(names[0], names[1]).to_owned(),
        unit: unit.clone(),
        values: all
            .iter()
            .map(|one| {
                let figures = one.figures.as_ref().filter(|f| !same || f.currency == currency);
                figures.and_then(|figures| middle(pick(figures)))
            })
            .collect(),
    };
    let mut measures: Vec<Measure> =
        sums.into_iter().map(|(key, names, pick)| measure(key, names, &unit, pick, true)).collect();
    measures.extend(shares.into_iter().map(|(key, names, pick)| {
        // A loss can be many times the revenue, so this is no share between 0 and 100.
        let unit = if key == "margin-share" { Unit::Share } else { Unit::Percent };
        measure(key, names, &unit, pick, false)
    }));
    measures.push(Measure {
        key: "consistency".to_owned(),
        name: language.pick("Consistency", "Samenhang").to_owned(),
        unit: Unit::Percent,
        values: all.iter().map(|one| one.consistency.score).collect(),
    });
    measures
}

impl Waterfall {
    /// The streams and costs of a canvas in the horizon that is shown by default. A line that
    /// leaves a gap in the totals is a step whose amount is not known.
    #[must_use]
    pub fn of(name: &str, canvas: &Canvas<'_>, ledger: &Ledger, figures: &Figures) -> Self {
        let horizon = figures.horizon.as_deref().map(fold);
        let here =
            |line: &&Line| line.horizon.as_deref().map(fold) == horizon && !line.is_stated_zero();
        let steps = |side: Side| {
            let mut steps: Vec<(usize, WaterfallStep)> = Vec::new();
            for line in ledger.of_side(side).filter(here) {
                let same = line.currency == figures.currency || line.currency.is_none();
                let amount = line.yearly().filter(|_| same);
                if amount.is_none() && !line.not_counted().is_some_and(|why| why.leaves_gap()) {
                    continue;
                }
                let amount = amount.and_then(Range::middle).and_then(number);
                match steps.iter_mut().find(|(entry, _)| *entry == line.entry) {
                    Some((_, step)) => {
                        step.amount = match (step.amount, amount) {
                            (Some(a), Some(b)) => Some(a + b),
                            (a, b) => a.or(b),
                        };
                    }
                    None => {
                        let text = canvas.entries.get(line.entry).map_or("", |entry| entry.text);
                        steps.push((line.entry, WaterfallStep { name: subject(text), amount }));
                    }
                }
            }
            steps.into_iter().map(|(_, step)| step).collect()
        };
        Self {
            name: name.to_owned(),
            streams: steps(Side::Revenue),
            costs: steps(Side::Cost),
            currency: figures.currency.map(|currency| currency.code().to_owned()),
        }
    }
}

/// What an entry is about: its text up to the amount.
fn subject(text: &str) -> String {
    let line = one_line(text);
    let end = [": ", " = ", " – ", " — ", "€", "$", "£", " (", ", €"]
        .into_iter()
        .filter_map(|sign| line.find(sign))
        .min()
        .unwrap_or(line.len());
    let head = line[..end].trim_end_matches([' ', ',', ':', '-']);
    if head.chars().filter(|c| c.is_alphabetic()).count() < 3 { line } else { head.to_owned() }
}

impl BreakEven {
    /// The only product of a canvas, by its units; of several products their revenue together.
    ///
    /// # Errors
    /// When it cannot be drawn; the message says what is missing.
    pub fn of(name: &str, figures: &Figures, language: Language) -> Result<Self, ChartError> {
        let why = |null: Null| {
            let words = language.pick(
                "breaking even cannot be drawn",
                "het break-evenpunt kan niet getekend worden",
            );
            ChartError::Nothing(format!("{name}: {words}: {}", null.label(language)))
        };
        let currency = figures.currency.map(|currency| currency.code().to_owned());
        let unit = figures
            .stream
            .and_then(|stream| figures.units.iter().find(|units| units.entries.contains(&stream)));
        let (volume, contribution) =
            (middle(figures.break_even_volume), middle(figures.contribution));
        if let (Some(unit), Some(point), Some(contribution)) = (unit, volume, contribution) {
            let price = middle(Ok(unit.price)).ok_or_else(|| why(Null::TooLarge))?;
            return Ok(Self {
                name: name.to_owned(),
                sold: Sold::Units(unit.noun.clone()),
                price,
                variable: (price - contribution).max(0.0),
                fixed: point * contribution,
                volume: middle(figures.sold),
                point: Some(point),
                currency,
            });
        }
        let revenue =
            middle(Ok(figures.revenue.map_err(why)?)).ok_or_else(|| why(Null::TooLarge))?;
        let cost = middle(Ok(figures.cost.map_err(why)?)).ok_or_else(|| why(Null::TooLarge))?;
        let share = figures.fixed_share.map_err(why)?;
        let share = middle(Ok(share)).ok_or_else(|| why(Null::TooLarge))? / 100.0;
        if revenue <= 0.0 {
            return Err(why(Null::NotPositive));
        }
        let point = match figures.break_even_revenue {
            Err(Null::NotPositive) => None,
            other => Some(middle(Ok(other.map_err(why)?)).ok_or_else(|| why(Null::TooLarge))?),
        };
        Ok(Self {
            name: name.to_owned(),
            sold: Sold::Revenue,
            price: 1.0,
            variable: cost * (1.0 - share) / revenue,
            fixed: cost * share,
            volume: Some(revenue),
            point,
            currency,
        })
    }
}

impl History {
    /// Adds the money of each version, given in the order of the `canvases` frame. Amounts in
    /// another currency than most have stay away.
    #[must_use]
    pub fn with_money(mut self, all: &[Reported]) -> Self {
        let currency = most_common(all);
        for moment in self.courses.iter_mut().flat_map(|course| &mut course.moments) {
            let figures = all.get(moment.place).and_then(|one| one.figures.as_ref());
            if let Some(figures) = figures.filter(|figures| figures.currency == currency) {
                moment.revenue = span(figures.revenue);
                moment.cost = span(figures.cost);
            }
        }
        self.currency = currency.map(|currency| currency.code().to_owned());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::subject;

    #[test]
    fn a_step_is_called_by_what_it_is_and_not_by_its_amount() {
        assert_eq!(subject("Huur drie winkels: € 7.200 per maand"), "Huur drie winkels");
        assert_eq!(subject("Repairs, € 55 each"), "Repairs");
        assert_eq!(subject("€ 400 rent"), "€ 400 rent");
    }
}
