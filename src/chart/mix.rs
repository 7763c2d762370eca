//! What cost and revenue are made of.

use plotters::style::RGBColor;

use super::error::ChartError;
use super::look::{Look, mix as blend};
use super::measure::Unit;
use super::money::no_money;
use super::number;
use super::page::{LABEL, MARGIN, Page, SMALL, Swatch, shown};
use super::paper::Ink;
use super::picture::Picture;
use crate::canvas::Language;

/// A total in two parts and what could not be told apart. Amounts a year, never negative.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Parts {
    /// Fixed cost, or recurring revenue.
    pub first: f64,
    /// Variable cost, or one-off revenue.
    pub second: f64,
    /// Neither is known.
    pub unknown: f64,
}

impl Parts {
    fn total(self) -> f64 {
        self.first + self.second + self.unknown
    }

    fn is_sane(self) -> bool {
        let all = [self.first, self.second, self.unknown];
        all.iter().all(|part| part.is_finite() && *part >= 0.0) && self.total() > 0.0
    }
}

/// A canvas in a mix chart; `None` when no amount is known.
#[derive(Clone, Debug, PartialEq)]
pub struct MixRow {
    /// What the canvas is called.
    pub name: String,
    /// Cost: fixed, variable.
    pub cost: Option<Parts>,
    /// Revenue: recurring, one-off.
    pub revenue: Option<Parts>,
}

/// What a mix chart shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Mix {
    /// The canvases that are shown, in order.
    pub rows: Vec<MixRow>,
    /// The currency of all amounts (ISO 4217); `None` when it is not known.
    pub currency: Option<String>,
    /// How many canvases there are.
    pub all: usize,
    /// How many are left out since their amounts are in another currency.
    pub other_currency: usize,
}

const WIDTH: f64 = 1000.0;
const ROW: f64 = 30.0;
const BAR: f64 = 18.0;
const TOTAL: f64 = 66.0;

/// Draws, for each canvas, which share of its cost is fixed and of its revenue recurs.
///
/// # Errors
/// When no amount is known at all.
pub fn mix(data: &Mix, title: Option<&str>, look: Look) -> Result<Picture, ChartError> {
    let language = look.language;
    let sane = |parts: Option<Parts>| parts.is_some_and(Parts::is_sane);
    if !data.rows.iter().any(|row| sane(row.cost) || sane(row.revenue)) {
        return Err(no_money(language));
    }
    let what =
        language.pick("What revenue and cost are made of", "Waaruit inkomsten en kosten bestaan");
    let subtitle = shown(data.rows.len(), data.all, "", language);
    let mut page = Page::new(look, WIDTH, title.unwrap_or(what), &subtitle);
    let colors = page.colors();
    let pale = |color| blend(colors.paper, color, 0.42);
    let [first, second] = [colors.strong, colors.weak];
    legend(&mut page, [first, second], pale);
    let name = page.ink(LABEL);
    let widest = data.rows.iter().map(|row| name.width(&row.name)).fold(90.0, f64::max).min(230.0);
    let left = MARGIN + widest + 14.0;
    let wide = (WIDTH - MARGIN - left - 24.0) / 2.0;
    let head = page.ink(12.5).bold();
    let columns = [left, left + wide + 24.0];
    let heads = [
        language.pick("Revenue a year", "Inkomsten per jaar"),
        language.pick("Cost a year", "Kosten per jaar"),
    ];
    for (text, x) in heads.into_iter().zip(columns) {
        page.paper.text(x, page.y + 12.0, text, head);
    }
    page.y += 22.0;
    let unit = Unit::Money(data.currency.clone());
    for row in &data.rows {
        let middle = page.y + ROW / 2.0;
        page.paper.label(
            MARGIN,
            middle,
            &name.fit(&crate::text::one_line(&row.name), widest),
            name,
        );
        for (parts, color, x) in [(row.revenue, first, columns[0]), (row.cost, second, columns[1])]
        {
            let fills = [color, pale(color)];
            bar(&mut page, parts, fills, &unit, (x, middle - BAR / 2.0, wide));
        }
        page.y += ROW;
    }
    super::money::note_currency(&mut page, data.other_currency);
    page.finish(&describe(data, language))
}

fn legend(page: &mut Page, fills: [RGBColor; 2], pale: impl Fn(RGBColor) -> RGBColor) {
    let language = page.language();
    page.legend(&[
        (
            Swatch::Fill(fills[0]),
            language.pick("recurring revenue", "terugkerende inkomsten").to_owned(),
        ),
        (
            Swatch::Fill(pale(fills[0])),
            language.pick("one-off revenue", "eenmalige inkomsten").to_owned(),
        ),
        (Swatch::Fill(fills[1]), language.pick("fixed cost", "vaste kosten").to_owned()),
        (
            Swatch::Fill(pale(fills[1])),
            language.pick("variable cost", "variabele kosten").to_owned(),
        ),
        (Swatch::Hatch, language.pick("not known which", "niet bekend welke").to_owned()),
    ]);
}

fn bar(
    page: &mut Page,
    parts: Option<Parts>,
    fills: [RGBColor; 2],
    unit: &Unit,
    (x, y, wide): (f64, f64, f64),
) {
    let colors = page.colors();
    let language = page.language();
    let room = wide - TOTAL;
    let Some(parts) = parts.filter(|parts| parts.is_sane()) else {
        page.paper.hatched(x, y, room, BAR);
        let ink = page.muted(SMALL);
        page.paper.label(x + room + 6.0, y + BAR / 2.0, "–", ink);
        return;
    };
    let total = parts.total();
    let mut left = x;
    for (amount, fill) in [(parts.first, fills[0]), (parts.second, fills[1])] {
        let w = room * amount / total;
        page.paper.rect(left, y, w, BAR, fill);
        let ink = Ink::new(SMALL, colors.on(fill)).middle();
        let text = number::percent(100.0 * amount / total, language);
        if ink.width(&text) + 6.0 < w {
            page.paper.label(left + w / 2.0, y + BAR / 2.0, &text, ink);
        }
        left += w;
    }
    page.paper.hatched(left, y, room * parts.unknown / total, BAR);
    let ink = page.ink(SMALL);
    let text = ink.fit(&unit.show(total, language), TOTAL - 8.0);
    page.paper.label(x + room + 6.0, y + BAR / 2.0, &text, ink);
}

fn describe(data: &Mix, language: Language) -> String {
    let share = |parts: Option<Parts>| match parts.filter(|parts| parts.is_sane()) {
        Some(parts) => number::percent(100.0 * parts.first / parts.total(), language),
        None => language.pick("not known", "niet bekend").to_owned(),
    };
    let words =
        [language.pick("recurring", "terugkerend"), language.pick("fixed cost", "vaste kosten")];
    let row = |row: &MixRow| {
        format!(
            "{}: {} {}, {} {}",
            row.name,
            words[0],
            share(row.revenue),
            words[1],
            share(row.cost)
        )
    };
    let rows: Vec<String> = data.rows.iter().take(20).map(row).collect();
    format!("{}.", rows.join("; "))
}
