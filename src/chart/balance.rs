//! Revenue against cost, with the margin.

use super::axis::Axis;
use super::error::ChartError;
use super::look::Look;
use super::measure::Unit;
use super::money::{Span, no_money};
use super::page::{LABEL, MARGIN, Page, SMALL, Swatch, shown};
use super::picture::Picture;
use crate::canvas::Language;

/// A canvas in a balance chart. Amounts are a year; `None` when not known.
#[derive(Clone, Debug, PartialEq)]
pub struct BalanceRow {
    /// What the canvas is called.
    pub name: String,
    /// Revenue.
    pub revenue: Option<Span>,
    /// Cost.
    pub cost: Option<Span>,
    /// Revenue less cost.
    pub margin: Option<Span>,
}

/// What a balance chart shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Balance {
    /// The canvases that are shown, in order.
    pub rows: Vec<BalanceRow>,
    /// The currency of all amounts (ISO 4217); `None` when it is not known.
    pub currency: Option<String>,
    /// How many canvases there are.
    pub all: usize,
    /// How many are left out since their amounts are in another currency.
    pub other_currency: usize,
}

const WIDTH: f64 = 960.0;
const ROW: f64 = 44.0;
const MARGINS: f64 = 150.0;
/// A hatched box this wide stands for an amount that is not known.
const UNKNOWN: f64 = 26.0;

/// Draws revenue and cost of each canvas as bars, the part between low and high paler, and the
/// margin as a number.
///
/// # Errors
/// When no amount is known at all.
pub fn balance(data: &Balance, title: Option<&str>, look: Look) -> Result<Picture, ChartError> {
    let language = look.language;
    let sane = || {
        data.rows.iter().flat_map(|row| [row.revenue, row.cost]).flatten().filter(|s| s.is_sane())
    };
    if sane().next().is_none() {
        return Err(no_money(language));
    }
    let what = language.pick("Revenue and cost a year", "Inkomsten en kosten per jaar");
    let subtitle = shown(data.rows.len(), data.all, "", language);
    let mut page = Page::new(look, WIDTH, title.unwrap_or(what), &subtitle);
    legend(&mut page, data);
    let name = page.ink(LABEL);
    let widest = data.rows.iter().map(|row| name.width(&row.name)).fold(90.0, f64::max).min(230.0);
    let left = MARGIN + widest + 14.0;
    let right = WIDTH - MARGIN - MARGINS;
    let most = sane().map(|span| span.high).fold(0.0, f64::max);
    let least = sane().map(|span| span.low).fold(0.0, f64::min);
    let axis = Axis::new(least, most, 5, left, right);
    let top = page.y + 20.0;
    let bottom = top + ROW * data.rows.len() as f64;
    let unit = Unit::Money(data.currency.clone());
    let small = page.muted(SMALL).middle();
    for tick in axis.ticks(6) {
        let color = if tick == 0.0 { page.colors().muted } else { page.colors().grid };
        page.paper.line((axis.at(tick), top - 2.0), (axis.at(tick), bottom), color, 1.0);
        page.paper.text(axis.at(tick), top - 8.0, &unit.show(tick, language), small);
    }
    let head = language.pick("margin", "marge");
    let ink = page.ink(SMALL).bold().end();
    page.paper.text(WIDTH - MARGIN, top - 8.0, head, ink);
    for (number, row) in data.rows.iter().enumerate() {
        draw_row(&mut page, row, &axis, &unit, (top + ROW * number as f64, widest));
    }
    page.y = bottom + 4.0;
    super::money::note_currency(&mut page, data.other_currency);
    page.finish(&describe(data, &unit, language))
}

fn legend(page: &mut Page, data: &Balance) {
    let language = page.language();
    let colors = page.colors();
    let mut items = vec![
        (Swatch::Fill(colors.strong), language.pick("revenue", "inkomsten").to_owned()),
        (Swatch::Fill(colors.weak), language.pick("cost", "kosten").to_owned()),
    ];
    let range = |span: Option<Span>| span.is_some_and(Span::is_range);
    if data.rows.iter().any(|row| range(row.revenue) || range(row.cost)) {
        let text = language.pick("paler: from low to high", "bleker: van laag tot hoog");
        let pale = super::look::mix(colors.paper, colors.strong, PALE);
        items.push((Swatch::Fill(pale), text.to_owned()));
    }
    if data.rows.iter().any(|row| row.revenue.is_none() || row.cost.is_none()) {
        items.push((Swatch::Hatch, language.pick("not known", "niet bekend").to_owned()));
    }
    page.legend(&items);
}

const PALE: f64 = 0.42;

fn draw_row(page: &mut Page, row: &BalanceRow, axis: &Axis, unit: &Unit, (y, widest): (f64, f64)) {
    let colors = page.colors();
    let ink = page.ink(LABEL);
    page.paper.label(
        MARGIN,
        y + ROW / 2.0,
        &ink.fit(&crate::text::one_line(&row.name), widest),
        ink,
    );
    let zero = axis.at(0.0);
    for (span, color, at) in
        [(row.revenue, colors.strong, y + 7.0), (row.cost, colors.weak, y + 22.0)]
    {
        const TALL: f64 = 13.0;
        let Some(span) = span.filter(|span| span.is_sane()) else {
            page.paper.hatched(zero + 1.0, at, UNKNOWN, TALL);
            continue;
        };
        let (low, high) = (axis.at(span.low), axis.at(span.high));
        page.paper.rect(zero.min(low), at, (low - zero).abs(), TALL, color);
        page.paper.rect(low, at, high - low, TALL, super::look::mix(colors.paper, color, PALE));
        // A bar too short to see is still a bar: known, and next to nothing.
        if (high - zero).abs() < 1.0 {
            page.paper.rect(zero, at, 1.5, TALL, color);
        }
    }
    let language = page.language();
    let text = match row.margin.filter(|margin| margin.is_sane()) {
        None => language.pick("not known", "niet bekend").to_owned(),
        Some(margin) if margin.is_range() => format!(
            "{} {} {}",
            unit.show(margin.low, language),
            language.pick("to", "tot"),
            unit.show(margin.high, language)
        ),
        Some(margin) => unit.show(margin.low, language),
    };
    let color = match row.margin {
        None => colors.muted,
        Some(margin) if margin.high < 0.0 => colors.weak,
        Some(_) => colors.ink,
    };
    let ink = super::paper::Ink::new(LABEL, color);
    let ink = if row.margin.is_some() { ink.bold() } else { ink };
    let text = ink.fit(&text, MARGINS - 10.0);
    page.paper.label(WIDTH - MARGIN, y + ROW / 2.0, &text, ink.end());
}

fn describe(data: &Balance, unit: &Unit, language: Language) -> String {
    let show = |span: Option<Span>| {
        span.map_or_else(
            || language.pick("not known", "niet bekend").to_owned(),
            |span| unit.show(span.middle(), language),
        )
    };
    let words = [
        language.pick("revenue", "inkomsten"),
        language.pick("cost", "kosten"),
        language.pick("margin", "marge"),
    ];
    let row = |row: &BalanceRow| {
        format!(
            "{}: {} {}, {} {}, {} {}",
            row.name,
            words[0],
            show(row.revenue),
            words[1],
            show(row.cost),
            words[2],
            show(row.margin)
        )
    };
    let rows: Vec<String> = data.rows.iter().take(20).map(row).collect();
    format!("{}.", rows.join("; "))
}

#[cfg(test)]
mod tests {
    use super::{Balance, BalanceRow, balance};
    use crate::chart::{Look, Span};

    fn row(revenue: Option<Span>, cost: Option<Span>) -> BalanceRow {
        BalanceRow { name: "Canvas".to_owned(), revenue, cost, margin: None }
    }

    #[test]
    fn an_unknown_amount_is_hatched_and_its_margin_is_not_known() {
        let rows = vec![row(None, Some(Span::exact(40_000.0)))];
        let data = Balance { rows, currency: Some("EUR".to_owned()), all: 1, other_currency: 0 };
        let svg = balance(&data, None, Look::PLAIN).map(|p| p.svg()).unwrap_or_default();
        assert!(svg.contains("url(#hatch)"));
        assert!(svg.contains(">not known</text>"));
    }

    #[test]
    fn without_any_amount_there_is_no_chart_but_a_reason() {
        let data =
            Balance { rows: vec![row(None, None)], currency: None, all: 1, other_currency: 0 };
        let error = balance(&data, None, Look::PLAIN).err().map(|e| e.to_string());
        assert!(error.is_some_and(|error| error.contains("give amounts")));
    }
}
