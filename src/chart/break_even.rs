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

/// What the volume of a break-even chart counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sold {
    /// Units of the one product, for instance `repair`; empty when it has no name.
    Units(String),
    /// Money taken in, where there are several products: a unit is one of the currency, its price
    /// 1 and its variable cost the share of revenue that goes to variable costs.
    Revenue,
}

/// What a break-even chart shows: straight lines, a year.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakEven {
    /// What the canvas is called.
    pub name: String,
    /// What the volume counts.
    pub sold: Sold,
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
    let odd = |number: f64| !number.is_finite() || number < 0.0;
    if given.into_iter().flatten().any(odd) || data.price <= 0.0 {
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

/// A volume for people: units in whole numbers, money with its sign.
fn volume(data: &BreakEven, value: f64, language: Language) -> String {
    match data.sold {
        Sold::Units(_) => number::decimal(value.ceil(), 0, language),
        Sold::Revenue => Unit::Money(data.currency.clone()).show(value, language),
    }
}

fn words(data: &BreakEven, unit: &Unit, language: Language) -> String {
    let number = |value: f64| volume(data, value, language);
    let point = match (data.point, language) {
        (Some(point), Language::En) => format!("breaks even at {} a year", number(point)),
        (Some(point), Language::Nl) => format!("speelt quitte bij {} per jaar", number(point)),
        (None, Language::En) => {
            "never breaks even: what is sold costs as much as it brings, or more".to_owned()
        }
        (None, Language::Nl) => {
            "speelt nooit quitte: wat verkocht wordt, kost evenveel als het oplevert, of meer"
                .to_owned()
        }
    };
    let volume = data.volume.map_or_else(String::new, |volume| match language {
        Language::En => format!("; now {}", number(volume)),
        Language::Nl => format!("; nu {}", number(volume)),
    });
    let show = |amount: f64| unit.show(amount, language);
    let each = match (&data.sold, language) {
        (Sold::Units(_), Language::En) => format!(
            "price {}, variable cost {} each, fixed cost {}",
            show(data.price),
            show(data.variable),
            show(data.fixed)
        ),
        (Sold::Units(_), Language::Nl) => format!(
            "prijs {}, variabele kosten {} per stuk, vaste kosten {}",
            show(data.price),
            show(data.variable),
            show(data.fixed)
        ),
        (Sold::Revenue, Language::En) => format!(
            "variable cost {} of revenue, fixed cost {}",
            number::percent(100.0 * data.variable / data.price, language),
            show(data.fixed)
        ),
        (Sold::Revenue, Language::Nl) => format!(
            "variabele kosten {} van de inkomsten, vaste kosten {}",
            number::percent(100.0 * data.variable / data.price, language),
            show(data.fixed)
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
        let text = match data.sold {
            Sold::Units(_) => number::plain(tick, 1, language),
            Sold::Revenue => unit.show(tick, language),
        };
        page.paper.text(x.at(tick), bottom + 18.0, &text, ink.middle());
    }
    let name = match (&data.sold, language) {
        (Sold::Revenue, _) => language.pick("revenue a year", "inkomsten per jaar").to_owned(),
        (Sold::Units(noun), _) if noun.is_empty() => {
            language.pick("units a year", "stuks per jaar").to_owned()
        }
        (Sold::Units(noun), Language::En) => format!("units a year: {noun}"),
        (Sold::Units(noun), Language::Nl) => format!("aantal per jaar: {noun}"),
    };
    let ink = page.ink(12.5).bold();
    let name = ink.fit(&crate::text::one_line(&name), right - left);
    page.paper.text(f64::midpoint(left, right), bottom + 38.0, &name, ink.middle());
}

/// The point where the lines meet, and where the model stands now.
fn points(page: &mut Page, data: &BreakEven, x: &Axis, y: &Axis, bottom: f64) {
    let colors = page.colors();
    let language = page.language();
    let mut labels: Vec<(f64, f64, String)> = Vec::new();
    if let Some(now) = data.volume {
        let at = x.at(now);
        let (revenue, cost) = (data.price * now, data.fixed + data.variable * now);
        let (high, low) = (y.at(revenue.max(cost)), y.at(revenue.min(cost)));
        let color = if revenue >= cost { colors.strong } else { colors.weak };
        page.paper.line((at, high), (at, low), color, 5.0);
        page.paper.dashed((at, low), (at, bottom), colors.muted, 1.2);
        let word = language.pick("now", "nu");
        labels.push((at, bottom - 8.0, format!("{word} {}", volume(data, now, language))));
    }
    // Without fixed cost the lines begin together, and there is no point to name.
    if let Some(point) = data.point.filter(|point| *point > 0.0) {
        let (at, meet) = (x.at(point), y.at(data.price * point));
        page.paper.dashed((at, meet), (at, bottom), colors.muted, 1.2);
        page.paper.disc(at, meet, 6.0, colors.ink);
        let word = language.pick("breaks even at", "speelt quitte bij");
        labels.push((at, bottom - 28.0, format!("{word} {}", volume(data, point, language))));
    }
    // Away from each other: the left one to the left, the right one to the right.
    let right_most = labels.iter().map(|label| label.0).fold(0.0, f64::max);
    let alone = labels.len() == 1;
    for (at, level, text) in &labels {
        mark(page, (*at, *level), text, (x.at(x.low()), alone || *at >= right_most));
    }
}

/// A label beside a line, on the side that is asked for or, without room there, on the other.
fn mark(page: &mut Page, (x, y): (f64, f64), text: &str, (least, right): (f64, bool)) {
    let ink: Ink = page.ink(LABEL).bold();
    let wide = ink.width(text) + 8.0;
    let fits_right = x + 6.0 + wide < page.width - MARGIN;
    let fits_left = x - 5.0 - wide > least;
    let right = if right { fits_right || !fits_left } else { !fits_left };
    let left = if right { x + 5.0 } else { x - 5.0 - wide };
    page.paper.rect(left, y - 14.0, wide, 18.0, page.look.colors().paper);
    page.paper.text(left + 3.0, y, text, ink);
}
