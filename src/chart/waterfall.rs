//! From the streams of revenue through the costs to the margin.

use super::axis::Axis;
use super::error::ChartError;
use super::look::Look;
use super::measure::Unit;
use super::money::no_money;
use super::page::{LABEL, MARGIN, Page, SMALL, Swatch};
use super::picture::Picture;
use crate::canvas::Language;
use crate::text::one_line;

/// A step of a waterfall.
#[derive(Clone, Debug, PartialEq)]
pub struct WaterfallStep {
    /// What it is.
    pub name: String,
    /// The amount a year, positive; `None` when not known.
    pub amount: Option<f64>,
}

/// What a waterfall shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Waterfall {
    /// What the canvas is called.
    pub name: String,
    /// Streams of revenue.
    pub streams: Vec<WaterfallStep>,
    /// Costs.
    pub costs: Vec<WaterfallStep>,
    /// The currency of all amounts (ISO 4217); `None` when it is not known.
    pub currency: Option<String>,
}

const WIDTH: f64 = 900.0;
const ROW: f64 = 28.0;
/// At most this many steps on either side; the smallest are taken together.
const MOST: usize = 12;

/// A bar of the chart.
enum Bar<'a> {
    Step { name: &'a str, from: f64, to: f64 },
    Unknown { name: &'a str, at: f64 },
    Total { name: &'a str, amount: f64, whole: bool },
}

/// Draws every stream and every cost as a step, one below the other, down to the margin.
///
/// # Errors
/// When no amount is known at all.
pub fn waterfall(data: &Waterfall, title: Option<&str>, look: Look) -> Result<Picture, ChartError> {
    let language = look.language;
    let words = Words::of(language);
    let (streams, costs) = (folded(&data.streams, &words), folded(&data.costs, &words));
    let known = |steps: &[WaterfallStep]| steps.iter().any(|step| step.amount.is_some());
    if !known(&streams) && !known(&costs) {
        return Err(no_money(language));
    }
    let bars = bars(&streams, &costs, &words);
    let what = language.pick("From revenue to margin", "Van inkomsten naar marge");
    let subtitle =
        format!("{} · {}", data.name, language.pick("amounts a year", "bedragen per jaar"));
    let mut page = Page::new(look, WIDTH, title.unwrap_or(what), &subtitle);
    legend(&mut page, &bars, language);
    draw(&mut page, data, &bars);
    let unknown = bars.iter().filter(|bar| matches!(bar, Bar::Unknown { .. })).count();
    if unknown > 0 {
        page.note(match language {
            Language::En => {
                format!("{unknown} amounts are not known, so the margin is that of what is known.")
            }
            Language::Nl => {
                format!("{unknown} bedragen zijn niet bekend; de marge is die van wat bekend is.")
            }
        });
    }
    page.finish(&describe(data, &bars, language))
}

struct Words {
    revenue: &'static str,
    cost: &'static str,
    margin: &'static str,
    rest: &'static str,
}

impl Words {
    const fn of(language: Language) -> Self {
        Self {
            revenue: language.pick("Revenue", "Inkomsten"),
            cost: language.pick("Cost", "Kosten"),
            margin: language.pick("Margin", "Marge"),
            rest: language.pick("the smaller ones together", "de kleinere samen"),
        }
    }
}

/// The steps with the smallest taken together when there are too many; amounts that cannot be
/// drawn count as not known.
fn folded(steps: &[WaterfallStep], words: &Words) -> Vec<WaterfallStep> {
    let sane = |amount: &f64| amount.is_finite() && *amount >= 0.0;
    let mut known: Vec<WaterfallStep> = steps
        .iter()
        .map(|step| WaterfallStep { name: one_line(&step.name), amount: step.amount.filter(sane) })
        .collect();
    if known.len() <= MOST {
        return known;
    }
    known.sort_by(|a, b| b.amount.unwrap_or(-1.0).total_cmp(&a.amount.unwrap_or(-1.0)));
    let rest = known.split_off(MOST - 1);
    let sum: f64 = rest.iter().filter_map(|step| step.amount).sum();
    known.push(WaterfallStep {
        name: format!("{} ({})", words.rest, rest.len()),
        amount: Some(sum),
    });
    known
}

fn bars<'a>(
    streams: &'a [WaterfallStep],
    costs: &'a [WaterfallStep],
    words: &Words,
) -> Vec<Bar<'a>> {
    let mut bars = Vec::new();
    let mut at = 0.0;
    let mut run = |steps: &'a [WaterfallStep], sign: f64, bars: &mut Vec<Bar<'a>>| {
        let start = at;
        for step in steps {
            match step.amount {
                Some(amount) => {
                    bars.push(Bar::Step { name: &step.name, from: at, to: at + sign * amount });
                    at += sign * amount;
                }
                None => bars.push(Bar::Unknown { name: &step.name, at }),
            }
        }
        (start, at)
    };
    let (_, revenue) = run(streams, 1.0, &mut bars);
    bars.push(Bar::Total { name: words.revenue, amount: revenue, whole: true });
    let (_, margin) = run(costs, -1.0, &mut bars);
    if costs.is_empty() {
        bars.push(Bar::Unknown { name: words.cost, at: margin });
    }
    bars.push(Bar::Total { name: words.margin, amount: margin, whole: false });
    bars
}

fn legend(page: &mut Page, bars: &[Bar<'_>], language: Language) {
    let colors = page.colors();
    let mut items = vec![
        (Swatch::Fill(colors.strong), language.pick("revenue", "inkomsten").to_owned()),
        (Swatch::Fill(colors.weak), language.pick("cost", "kosten").to_owned()),
        (Swatch::Fill(colors.ink), language.pick("total", "totaal").to_owned()),
    ];
    if bars.iter().any(|bar| matches!(bar, Bar::Unknown { .. })) {
        items.push((Swatch::Hatch, language.pick("not known", "niet bekend").to_owned()));
    }
    page.legend(&items);
}

fn draw(page: &mut Page, data: &Waterfall, bars: &[Bar<'_>]) {
    let language = page.language();
    let unit = Unit::Money(data.currency.clone());
    let ends = bars.iter().flat_map(|bar| match bar {
        Bar::Step { from, to, .. } => [*from, *to],
        Bar::Unknown { at, .. } => [*at, *at],
        Bar::Total { amount, .. } => [0.0, *amount],
    });
    let (low, high) =
        ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    let left = MARGIN + 270.0;
    let axis = Axis::new(low, high, 5, left, WIDTH - MARGIN - 70.0);
    let top = page.y + 18.0;
    let bottom = top + ROW * bars.len() as f64;
    let small = page.muted(SMALL).middle();
    for tick in axis.ticks(6) {
        let color = if tick == 0.0 { page.colors().muted } else { page.colors().grid };
        page.paper.line((axis.at(tick), top - 2.0), (axis.at(tick), bottom), color, 1.0);
        page.paper.text(axis.at(tick), top - 7.0, &unit.show(tick, language), small);
    }
    for (number, bar) in bars.iter().enumerate() {
        let last = number + 1 == bars.len();
        draw_bar(page, bar, &axis, &unit, (top + ROW * number as f64, last));
    }
    page.y = bottom + 4.0;
}

fn draw_bar(page: &mut Page, bar: &Bar<'_>, axis: &Axis, unit: &Unit, (y, last): (f64, bool)) {
    let colors = page.colors();
    let language = page.language();
    let (top, tall, middle) = (y + 4.0, ROW - 8.0, y + ROW / 2.0);
    let plain = page.ink(LABEL);
    let (name, ink, from, to, color, text) = match bar {
        Bar::Unknown { name, at } => {
            page.paper.label(MARGIN, middle, &plain.fit(name, 258.0), plain);
            page.paper.hatched(axis.at(*at), top, 26.0, tall);
            let muted = page.muted(12.0);
            let text = language.pick("not known", "niet bekend");
            page.paper.label(axis.at(*at) + 32.0, middle, text, muted);
            return;
        }
        Bar::Step { name, from, to } => {
            let color = if to >= from { colors.strong } else { colors.weak };
            (name, plain, *from, *to, color, unit.show((to - from).abs(), language))
        }
        Bar::Total { name, amount, whole } => {
            let color = if *whole || *amount >= 0.0 { colors.ink } else { colors.weak };
            (name, plain.bold(), 0.0, *amount, color, unit.show(*amount, language))
        }
    };
    page.paper.label(MARGIN, middle, &ink.fit(name, 258.0), ink);
    let (a, b) = (axis.at(from.min(to)), axis.at(from.max(to)));
    page.paper.rect(a, top, (b - a).max(1.5), tall, color);
    if !last {
        let end = axis.at(to);
        page.paper.line((end, top + tall), (end, top + tall + 8.0), colors.muted, 1.0);
    }
    // At the right of the bar: there is always room, since the scale ends before the margin.
    page.paper.label(b + 6.0, middle, &text, ink);
}

fn describe(data: &Waterfall, bars: &[Bar<'_>], language: Language) -> String {
    let unit = Unit::Money(data.currency.clone());
    let one = |bar: &Bar<'_>| match bar {
        Bar::Step { name, from, to } => format!("{name} {}", unit.show(to - from, language)),
        Bar::Unknown { name, .. } => {
            format!("{name}: {}", language.pick("not known", "niet bekend"))
        }
        Bar::Total { name, amount, .. } => format!("{name} {}", unit.show(*amount, language)),
    };
    let all: Vec<String> = bars.iter().map(one).collect();
    format!("{}: {}.", data.name, all.join("; "))
}

#[cfg(test)]
mod tests {
    use super::{Bar, WaterfallStep, Words, bars, folded};
    use crate::canvas::Language;

    fn steps(amounts: &[Option<f64>]) -> Vec<WaterfallStep> {
        amounts
            .iter()
            .map(|amount| WaterfallStep { name: "x".to_owned(), amount: *amount })
            .collect()
    }

    #[test]
    fn the_last_bar_is_revenue_less_cost() {
        let words = Words::of(Language::En);
        let (streams, costs) = (steps(&[Some(60.0), None]), steps(&[Some(45.0), Some(40.0)]));
        let bars = bars(&streams, &costs, &words);
        assert!(matches!(bars.last(), Some(Bar::Total { amount, .. }) if *amount == -25.0));
        assert_eq!(bars.iter().filter(|bar| matches!(bar, Bar::Unknown { .. })).count(), 1);
    }

    #[test]
    fn many_steps_are_taken_together_without_changing_the_sum() {
        let many: Vec<Option<f64>> = (1..=30).map(|n| Some(f64::from(n))).collect();
        let folded = folded(&steps(&many), &Words::of(Language::En));
        assert_eq!(folded.len(), 12);
        let sum: f64 = folded.iter().filter_map(|step| step.amount).sum();
        assert_eq!(sum, 465.0);
        assert_eq!(folded[11].name, "the smaller ones together (19)");
    }
}
