//! From how many units on a model earns more than it costs.

use super::axis::Axis;
use super::error::ChartError;
use super::look::Look;
use super::measure::Unit;
use super::number;
use super::page::{LABEL, MARGIN, Page, SMALL, Swatch};
use super::paper::Ink;
use super::picture::Picture;
use crate::canvas::Language;

/// What a break-even chart shows: straight lines, a year.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakEven {
    /// What the canvas is called.
    pub name: String,
    /// What is sold, for instance `repair`; empty when it is not known.
    pub unit: String,
    /// Price of a unit.
    pub price: f64,
    /// Cost of a unit.
    pub variable: f64,
    /// Cost whatever is sold.
    pub fixed: f64,
    /// Units sold now; `None` when not known.
    pub volume: Option<f64>,
    /// The units at which revenue meets cost; `None` when it never does.
    pub point: Option<f64>,
    /// The currency of all amounts (ISO 4217); `None` when it is not known.
    pub currency: Option<String>,
}

const WIDTH: f64 = 820.0;
const TALL: f64 = 380.0;

/// Draws revenue and cost against the units sold, with the point where they meet.
///
/// # Errors
/// When a number is not an ordinary one, or below zero.
pub fn break_even(
    data: &BreakEven,
    title: Option<&str>,
    look: Look,
) -> Result<Picture, ChartError> {
    let language = look.language;
    let given = [Some(data.price), Some(data.variable), Some(data.fixed), data.volume, data.point];
    if given.into_iter().flatten().any(|number| !number.is_finite() || number < 0.0) {
        return Err(super::money::no_money(language));
    }
    let what = language.pick("Where it breaks even", "Waar het quitte speelt");
    let unit = Unit::Money(data.currency.clone());
    let words = words(data, &unit, language);
    let mut page = Page::new(look, WIDTH, title.unwrap_or(what), &words);
    let colors = page.colors();
    page.legend(&[
        (
            Swatch::Line(colors.strong),
            language.pick("revenue a year", "inkomsten per jaar").to_owned(),
        ),
        (Swatch::Line(colors.weak), language.pick("cost a year", "kosten per jaar").to_owned()),
        (Swatch::Dash(colors.weak), language.pick("of which fixed", "waarvan vast").to_owned()),
    ]);
    let (top, bottom) = (page.y + 10.0, page.y + 10.0 + TALL);
    let furthest = data.volume.unwrap_or(0.0).max(data.point.unwrap_or(0.0)) * 1.35;
    let furthest = if furthest > 0.0 { furthest } else { 100.0 };
    let x = Axis::new(0.0, furthest, 6, MARGIN + 66.0, WIDTH - MARGIN - 14.0);
    let cost = |units: f64| data.fixed + data.variable * units;
    let highest = (data.price * x.high()).max(cost(x.high()));
    let y = Axis::new(0.0, highest, 5, bottom, top);
    grid(&mut page, data, &unit, &x, &y);
    let (left, right) = (x.at(0.0), x.at(x.high()));
    page.paper.dashed((left, y.at(data.fixed)), (right, y.at(data.fixed)), colors.weak, 1.5);
    page.paper.line((left, y.at(data.fixed)), (right, y.at(cost(x.high()))), colors.weak, 2.6);
    page.paper.line((left, y.at(0.0)), (right, y.at(data.price * x.high())), colors.strong, 2.6);
    points(&mut page, data, &x, &y, bottom);
    page.y = bottom + 44.0;
    page.finish(&words)
}

fn words(data: &BreakEven, unit: &Unit, language: Language) -> String {
    let number = |value: f64| number::decimal(value.ceil(), 0, language);
    let point = match (data.point, language) {
        (Some(point), Language::En) => format!("breaks even at {} a year", number(point)),
        (Some(point), Language::Nl) => format!("speelt quitte bij {} per jaar", number(point)),
        (None, Language::En) => {
            "never breaks even: a unit costs as much as it brings, or more".to_owned()
        }
        (None, Language::Nl) => {
            "speelt nooit quitte: een eenheid kost evenveel als ze oplevert, of meer".to_owned()
        }
    };
    let volume = data.volume.map_or_else(String::new, |volume| match language {
        Language::En => format!("; now {}", number(volume)),
        Language::Nl => format!("; nu {}", number(volume)),
    });
    let each = match language {
        Language::En => format!(
            "price {}, variable cost {} each, fixed cost {}",
            unit.show(data.price, language),
            unit.show(data.variable, language),
            unit.show(data.fixed, language)
        ),
        Language::Nl => format!(
            "prijs {}, variabele kosten {} per stuk, vaste kosten {}",
            unit.show(data.price, language),
            unit.show(data.variable, language),
            unit.show(data.fixed, language)
        ),
    };
    format!("{}: {point}{volume} ({each})", data.name)
}

fn grid(page: &mut Page, data: &BreakEven, unit: &Unit, x: &Axis, y: &Axis) {
    let colors = page.colors();
    let language = page.language();
    let ink = page.muted(SMALL);
    let (left, right) = (x.at(x.low()), x.at(x.high()));
    for tick in y.ticks(6) {
        let color = if tick == 0.0 { colors.muted } else { colors.grid };
        page.paper.line((left, y.at(tick)), (right, y.at(tick)), color, 1.0);
        page.paper.label(left - 8.0, y.at(tick), &unit.show(tick, language), ink.end());
    }
    let bottom = y.at(y.low());
    for tick in x.ticks(7) {
        let text = number::plain(tick, 1, language);
        page.paper.text(x.at(tick), bottom + 18.0, &text, ink.middle());
    }
    let name = match (data.unit.is_empty(), language) {
        (true, _) => language.pick("units a year", "stuks per jaar").to_owned(),
        (false, Language::En) => format!("units a year: {}", data.unit),
        (false, Language::Nl) => format!("aantal per jaar: {}", data.unit),
    };
    let ink = page.ink(12.5).bold();
    let name = ink.fit(&crate::text::one_line(&name), right - left);
    page.paper.text(f64::midpoint(left, right), bottom + 38.0, &name, ink.middle());
}

/// The point where the lines meet, and where the model stands now.
fn points(page: &mut Page, data: &BreakEven, x: &Axis, y: &Axis, bottom: f64) {
    let colors = page.colors();
    let language = page.language();
    let number = |value: f64| number::decimal(value.ceil(), 0, language);
    if let Some(volume) = data.volume {
        let at = x.at(volume);
        let (revenue, cost) = (data.price * volume, data.fixed + data.variable * volume);
        let (high, low) = (y.at(revenue.max(cost)), y.at(revenue.min(cost)));
        let color = if revenue >= cost { colors.strong } else { colors.weak };
        page.paper.line((at, high), (at, low), color, 5.0);
        page.paper.dashed((at, low), (at, bottom), colors.muted, 1.2);
        mark(
            page,
            (at, bottom - 8.0),
            &format!("{} {}", language.pick("now", "nu"), number(volume)),
        );
    }
    if let Some(point) = data.point {
        let (at, meet) = (x.at(point), y.at(data.price * point));
        page.paper.dashed((at, meet), (at, bottom), colors.muted, 1.2);
        page.paper.disc(at, meet, 6.0, colors.ink);
        let word = language.pick("breaks even at", "speelt quitte bij");
        mark(page, (at, bottom - 28.0), &format!("{word} {}", number(point)));
    }
}

/// A label at the right of a line, or at its left where there is no room.
fn mark(page: &mut Page, (x, y): (f64, f64), text: &str) {
    let ink: Ink = page.ink(LABEL).bold();
    let wide = ink.width(text) + 8.0;
    let right = x + 6.0 + wide < page.width - MARGIN;
    let left = if right { x + 5.0 } else { x - 5.0 - wide };
    page.paper.rect(left, y - 14.0, wide, 18.0, page.look.colors().paper);
    page.paper.text(left + 3.0, y, text, ink);
}
