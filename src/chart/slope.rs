//! Before and after.

use std::cmp::Ordering;

use polars::prelude::PolarsResult;

use super::axis::{Axis, spread};
use super::error::ChartError;
use super::look::Look;
use super::measure::Unit;
use super::page::{MARGIN, Page, Swatch};
use super::picture::Picture;
use crate::assess::Assessment;
use crate::canvas::{Block, Language};
use crate::portfolio::{Field, first_and_last, schema};
use crate::text::one_line;

/// A line of a slope chart.
#[derive(Clone, Debug, PartialEq)]
pub struct SlopeLine {
    /// What it is called.
    pub name: String,
    /// Before; `None` when not known.
    pub before: Option<f64>,
    /// After; `None` when not known.
    pub after: Option<f64>,
}

/// What a slope chart shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Slope {
    /// What it is about, under the title.
    pub about: String,
    /// What is left and what is right.
    pub ends: (String, String),
    /// What the values count.
    pub unit: Unit,
    /// The lines.
    pub lines: Vec<SlopeLine>,
    /// How many more there are that are not shown.
    pub left_out: usize,
}

impl Slope {
    /// The first and the last version of each canvas that has several; when there is one such
    /// canvas, its nine blocks. At most `limit` lines, those that changed most.
    ///
    /// # Errors
    /// When a column of the portfolio does not hold text.
    pub fn of(assessment: &Assessment<'_>, language: Language, limit: usize) -> PolarsResult<Self> {
        let frame = assessment.portfolio().canvases();
        let ids = frame.column(schema::CANVAS)?.str()?;
        let versions = frame.column(schema::VERSION)?.str()?;
        let titles = frame.column(Field::Title.name())?.str()?;
        let all: Vec<_> = assessment.completeness().collect();
        let pairs = first_and_last(assessment.portfolio())?;
        let title = |place: usize| {
            one_line(titles.get(place).or_else(|| ids.get(place)).unwrap_or_default())
        };
        let version = |place: usize| {
            let word = language.pick("version", "versie");
            format!("{word} {}", one_line(versions.get(place).unwrap_or_default()))
        };
        if let [(first, last)] = pairs[..] {
            let line = |block: Block| SlopeLine {
                name: assessment.catalogue().blocks.label(block, language).to_owned(),
                before: all[first].blocks[block.index()].percent(),
                after: all[last].blocks[block.index()].percent(),
            };
            let lines = Block::ALL.into_iter().map(line).collect();
            let ends = (version(first), version(last));
            return Ok(Self { about: title(last), ends, unit: Unit::Percent, lines, left_out: 0 });
        }
        let line = |(first, last): &(usize, usize)| SlopeLine {
            name: title(*last),
            before: all[*first].total.percent(),
            after: all[*last].total.percent(),
        };
        let mut lines: Vec<SlopeLine> = pairs.iter().map(line).collect();
        let change =
            |line: &SlopeLine| line.before.zip(line.after).map_or(0.0, |(a, b)| (b - a).abs());
        lines.sort_by(|a, b| change(b).total_cmp(&change(a)).then_with(|| a.name.cmp(&b.name)));
        let left_out = lines.len().saturating_sub(limit);
        lines.truncate(limit);
        let ends = (
            language.pick("first version", "eerste versie").to_owned(),
            language.pick("last version", "laatste versie").to_owned(),
        );
        Ok(Self { about: String::new(), ends, unit: Unit::Percent, lines, left_out })
    }
}

const WIDTH: f64 = 860.0;
const GAP: f64 = 17.0;
const LEFT: f64 = 310.0;
const RIGHT: f64 = 550.0;

/// Draws a slope chart. Labels are moved apart so that none touches another.
///
/// # Errors
/// When there is no line with both ends.
pub fn slope(data: &Slope, title: Option<&str>, look: Look) -> Result<Picture, ChartError> {
    let language = look.language;
    let both = |line: &&SlopeLine| line.before.is_some() && line.after.is_some();
    let lines: Vec<&SlopeLine> = data.lines.iter().filter(both).collect();
    if lines.is_empty() {
        let message = language.pick(
            "a slope chart needs a canvas with two versions",
            "deze grafiek heeft een canvas met twee versies nodig",
        );
        return Err(ChartError::Nothing(message.to_owned()));
    }
    let what = language.pick("Before and after", "Voor en na");
    let mut page = Page::new(look, WIDTH, title.unwrap_or(what), &data.about);
    let colors = page.colors();
    let words = [
        language.pick("up", "omhoog"),
        language.pick("down", "omlaag"),
        language.pick("the same", "gelijk"),
    ];
    let signs =
        [Swatch::Line(colors.strong), Swatch::Dash(colors.weak), Swatch::Line(colors.hatch)];
    let change = |line: &&SlopeLine| line.after.partial_cmp(&line.before);
    let met = [Ordering::Greater, Ordering::Less, Ordering::Equal]
        .map(|way| lines.iter().any(|line| change(line) == Some(way)));
    let items = signs.into_iter().zip(words.map(str::to_owned)).zip(met);
    let items: Vec<_> = items.filter(|(_, met)| *met).map(|(item, _)| item).collect();
    page.legend(&items);
    let tall = (lines.len() as f64 * GAP * 1.25).max(300.0);
    let (top, bottom) = (page.y + 48.0, page.y + 48.0 + tall);
    let values = || lines.iter().flat_map(|line| [line.before, line.after]).flatten();
    let axis = match data.unit.range() {
        // From the lowest value on, so that the lines have room; a slope is no bar.
        Some((_, high)) => {
            let (least, most) = (values().fold(high, f64::min), values().fold(0.0, f64::max));
            let high = ((most / 10.0).ceil() * 10.0).max(10.0);
            Axis::exact(((least / 10.0).floor() * 10.0).min(high - 10.0), high, bottom, top)
        }
        None => Axis::new(
            values().fold(f64::INFINITY, f64::min),
            values().fold(f64::NEG_INFINITY, f64::max),
            5,
            bottom,
            top,
        ),
    };
    draw(&mut page, data, &lines, &axis, (top, bottom));
    page.y = bottom + 20.0;
    foot(&mut page, data, lines.len());
    page.finish(&describe(data, &lines, language))
}

fn draw(
    page: &mut Page,
    data: &Slope,
    lines: &[&SlopeLine],
    axis: &Axis,
    (top, bottom): (f64, f64),
) {
    let colors = page.colors();
    let head = page.ink(12.5).bold();
    page.paper.text(LEFT, top - 28.0, &data.ends.0, head.end());
    page.paper.text(RIGHT, top - 28.0, &data.ends.1, head);
    page.paper.line((LEFT, top), (LEFT, bottom), colors.grid, 1.0);
    page.paper.line((RIGHT, top), (RIGHT, bottom), colors.grid, 1.0);
    let at = |value: Option<f64>| axis.at(value.unwrap_or(0.0));
    let left: Vec<f64> = lines.iter().map(|line| at(line.before)).collect();
    let right: Vec<f64> = lines.iter().map(|line| at(line.after)).collect();
    let left_labels = spread(&left, GAP, top - 8.0, bottom + 8.0);
    let right_labels = spread(&right, GAP, top - 8.0, bottom + 8.0);
    for (number, line) in lines.iter().enumerate() {
        let (from, to) = ((LEFT, left[number]), (RIGHT, right[number]));
        let (before, after) = (line.before.unwrap_or(0.0), line.after.unwrap_or(0.0));
        let color = if after > before {
            colors.strong
        } else if after < before {
            colors.weak
        } else {
            colors.hatch
        };
        if after < before {
            page.paper.dashed(from, to, color, 2.2);
        } else {
            page.paper.line(from, to, color, 2.2);
        }
        page.paper.disc(from.0, from.1, 4.0, color);
        page.paper.disc(to.0, to.1, 4.0, color);
        let (l, r) = (left_labels[number], right_labels[number]);
        page.paper.line((LEFT - 6.0, from.1), (LEFT - 18.0, l), colors.grid, 1.0);
        page.paper.line((RIGHT + 6.0, to.1), (RIGHT + 18.0, r), colors.grid, 1.0);
        label(page, data, line, (l, r));
    }
}

fn label(page: &mut Page, data: &Slope, line: &SlopeLine, (left, right): (f64, f64)) {
    let language = page.language();
    let (ink, bold) = (page.ink(12.5), page.ink(12.5).bold());
    let show = |value: Option<f64>| data.unit.show(value.unwrap_or(0.0), language);
    let name = one_line(&line.name);
    let number = 48.0;
    page.paper.label(LEFT - 22.0, left, &show(line.before), bold.end());
    let text = ink.fit(&name, LEFT - 22.0 - number - MARGIN);
    page.paper.label(LEFT - 22.0 - number, left, &text, ink.end());
    page.paper.label(RIGHT + 22.0, right, &show(line.after), bold);
    let text = ink.fit(&name, WIDTH - MARGIN - RIGHT - 22.0 - number);
    page.paper.label(RIGHT + 22.0 + number, right, &text, ink);
}

fn foot(page: &mut Page, data: &Slope, shown: usize) {
    let language = page.language();
    let unknown = data.lines.len() - shown;
    if unknown > 0 {
        page.note(match language {
            Language::En => format!("{unknown} left out, since a value is not known."),
            Language::Nl => format!("{unknown} weggelaten, omdat een waarde niet bekend is."),
        });
    }
    if data.left_out > 0 {
        let left = data.left_out;
        page.note(match language {
            Language::En => format!("The {shown} that changed most; {left} left out."),
            Language::Nl => format!("De {shown} die het meest veranderden; {left} weggelaten."),
        });
    }
}

fn describe(data: &Slope, lines: &[&SlopeLine], language: Language) -> String {
    let show = |value: Option<f64>| data.unit.show(value.unwrap_or(0.0), language);
    let one =
        |line: &&SlopeLine| format!("{}: {} → {}", line.name, show(line.before), show(line.after));
    let all: Vec<String> = lines.iter().take(30).map(one).collect();
    format!("{} → {}. {}.", data.ends.0, data.ends.1, all.join("; "))
}

#[cfg(test)]
mod tests {
    use super::{Slope, SlopeLine, slope};
    use crate::chart::{Look, Unit};

    #[test]
    fn a_line_without_one_end_is_left_out_and_counted() {
        let line = |name: &str, before, after| SlopeLine { name: name.to_owned(), before, after };
        let data = Slope {
            about: String::new(),
            ends: ("1".to_owned(), "2".to_owned()),
            unit: Unit::Percent,
            lines: vec![line("a", Some(10.0), Some(60.0)), line("b", None, Some(60.0))],
            left_out: 3,
        };
        let svg = slope(&data, None, Look::PLAIN).map(|p| p.svg()).unwrap_or_default();
        assert!(svg.contains("1 left out, since a value is not known."));
        assert!(svg.contains("3 left out"));
        assert!(svg.contains("a: 10% → 60%"));
    }
}
