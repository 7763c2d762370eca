//! The nine blocks of up to six canvases on one wheel.

use polars::prelude::PolarsResult;

use super::error::ChartError;
use super::font;
use super::look::Look;
use super::marker::marker;
use super::number;
use super::page::{LABEL, MARGIN, Page, shown};
use super::paper::{Anchor, Ink};
use super::picture::Picture;
use crate::assess::{Assessment, ranked};
use crate::canvas::{Block, Language};
use crate::portfolio::display_names;

/// More canvases than this cannot be told apart on one wheel.
pub const MOST_ON_RADAR: usize = 6;

/// The scores of a canvas, block by block.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// What the canvas is called.
    pub name: String,
    /// Per block in canvas order, 0 to 100; `None` when the rubric leaves the block out.
    pub blocks: [Option<f64>; 9],
    /// Completeness, 0 to 100.
    pub total: Option<f64>,
}

/// What a radar chart and a chart of profiles show.
#[derive(Clone, Debug, PartialEq)]
pub struct Profiles {
    /// The canvases that are shown, highest score first.
    pub shapes: Vec<Shape>,
    /// The average of all canvases per block, shown or not.
    pub average: [Option<f64>; 9],
    /// What the blocks are called, in canvas order.
    pub labels: Vec<String>,
    /// How many canvases there are.
    pub all: usize,
}

impl Profiles {
    /// The canvases with the highest scores, at most `limit`.
    ///
    /// # Errors
    /// When a column of the portfolio does not hold text.
    pub fn of(assessment: &Assessment<'_>, language: Language, limit: usize) -> PolarsResult<Self> {
        let names = display_names(assessment.portfolio(), language)?;
        let all: Vec<Shape> = assessment
            .completeness()
            .zip(&names)
            .map(|(one, name)| Shape {
                name: name.clone(),
                blocks: one.blocks.map(|points| points.percent()),
                total: one.total.percent(),
            })
            .collect();
        let average = std::array::from_fn(|block| {
            let given: Vec<f64> = all.iter().filter_map(|shape| shape.blocks[block]).collect();
            (!given.is_empty()).then(|| given.iter().sum::<f64>() / given.len() as f64)
        });
        let order = ranked(assessment, &names);
        let shapes = order.into_iter().take(limit).filter_map(|place| all.get(place).cloned());
        let label = |block: Block| assessment.catalogue().blocks.label(block, language).to_owned();
        Ok(Self {
            shapes: shapes.collect(),
            average,
            labels: Block::ALL.into_iter().map(label).collect(),
            all: all.len(),
        })
    }

    /// In words, for those who cannot see the chart.
    pub(super) fn describe(&self, language: Language) -> String {
        let percent =
            |value: Option<f64>| value.map_or("–".to_owned(), |v| number::percent(v, language));
        let shape = |shape: &Shape| {
            let blocks: Vec<String> = self
                .labels
                .iter()
                .zip(shape.blocks)
                .map(|(label, value)| format!("{label} {}", percent(value)))
                .collect();
            format!("{} ({}): {}", shape.name, percent(shape.total), blocks.join(", "))
        };
        let shapes: Vec<String> = self.shapes.iter().take(12).map(shape).collect();
        format!("{}.", shapes.join("; "))
    }
}

const RADIUS: f64 = 165.0;
const CENTRE_X: f64 = 330.0;

/// Draws up to six canvases on one wheel; more are left out, which the chart says.
///
/// # Errors
/// When there is no canvas.
pub fn radar(data: &Profiles, title: Option<&str>, look: Look) -> Result<Picture, ChartError> {
    let language = look.language;
    if data.shapes.is_empty() {
        let message = language.pick("there is no canvas to show", "er is geen canvas om te tonen");
        return Err(ChartError::Nothing(message.to_owned()));
    }
    let what =
        language.pick("How complete each building block is", "Hoe volledig elke bouwsteen is");
    let count = data.shapes.len().min(MOST_ON_RADAR);
    let order = language.pick(", highest score first", ", hoogste score eerst");
    let subtitle = shown(count, data.all, order, language);
    let mut page = Page::new(look, 940.0, title.unwrap_or(what), &subtitle);
    let centre = (CENTRE_X, page.y + RADIUS + 52.0);
    wheel(&mut page, data, centre);
    let mut gaps = false;
    for (series, shape) in data.shapes.iter().take(count).enumerate() {
        gaps |= draw_shape(&mut page, series, shape, centre, count <= 2);
    }
    key(&mut page, data, count, centre);
    page.y = centre.1 + RADIUS + 36.0;
    page.note(language.pick("Rings: 25, 50, 75 and 100%.", "Ringen: 25, 50, 75 en 100%."));
    if gaps {
        page.note(language.pick(
            "A gap in a line is a block that the rubric leaves out.",
            "Een gat in een lijn is een bouwsteen die de rubric weglaat.",
        ));
    }
    if data.all > count {
        page.note(language.pick(
            "More than six cannot be told apart on one wheel: 'bmc plot profile' shows them all.",
            "Meer dan zes zijn op één wiel niet te onderscheiden: 'bmc plot profile' toont ze alle.",
        ));
    }
    page.finish(&data.describe(language))
}

/// Where a value of a block stands.
fn place(block: usize, percent: f64, (x, y): (f64, f64)) -> (f64, f64) {
    let angle = std::f64::consts::TAU * block as f64 / 9.0 - std::f64::consts::FRAC_PI_2;
    let r = RADIUS * percent.clamp(0.0, 100.0) / 100.0;
    (x + r * angle.cos(), y + r * angle.sin())
}

fn wheel(page: &mut Page, data: &Profiles, centre: (f64, f64)) {
    let colors = page.colors();
    for percent in [25.0, 50.0, 75.0, 100.0] {
        let points = (0..=9).map(|block| place(block % 9, percent, centre)).collect();
        page.paper.path(points, colors.grid, 1.0);
    }
    for block in 0..9 {
        page.paper.line(centre, place(block, 100.0, centre), colors.grid, 1.0);
    }
    let single = data.shapes.first().filter(|_| data.shapes.len() == 1);
    for (block, label) in data.labels.iter().enumerate() {
        let (x, y) = place(block, 100.0, centre);
        let (dx, dy) = ((x - centre.0) / RADIUS, (y - centre.1) / RADIUS);
        let mut ink = page.ink(12.5);
        ink.anchor = if dx.abs() < 0.2 {
            Anchor::Middle
        } else if dx > 0.0 {
            Anchor::Start
        } else {
            Anchor::End
        };
        let mut lines = font::wrap(label, 120.0, ink.size, false);
        let value = single.and_then(|shape| shape.blocks[block]);
        let valued = value.is_some();
        lines.extend(value.map(|value| number::percent(value, page.language())));
        let tall = 15.0 * lines.len() as f64;
        let (x, middle) = (x + dx * 12.0, y + dy * (10.0 + tall / 2.0));
        for (number, line) in lines.iter().enumerate() {
            let bold = valued && number + 1 == lines.len();
            let ink = if bold { ink.bold() } else { ink };
            let at = middle - tall / 2.0 + 7.5 + 15.0 * number as f64;
            page.paper.label(x, at, line, ink);
        }
    }
}

/// Draws one canvas; whether there was a gap in it.
fn draw_shape(
    page: &mut Page,
    series: usize,
    shape: &Shape,
    centre: (f64, f64),
    alone: bool,
) -> bool {
    let color = page.colors().series[series % MOST_ON_RADAR];
    let points: Vec<Option<(f64, f64)>> = shape
        .blocks
        .iter()
        .enumerate()
        .map(|(block, value)| value.map(|value| place(block, value, centre)))
        .collect();
    let whole: Vec<(f64, f64)> = points.iter().flatten().copied().collect();
    // The grounds of more than two would only darken each other.
    if whole.len() == points.len() && alone {
        page.paper.polygon(whole.clone(), color, 0.08);
    }
    for block in 0..points.len() {
        if let (Some(from), Some(to)) = (points[block], points[(block + 1) % points.len()]) {
            page.paper.line(from, to, color, 2.2);
        }
    }
    for point in &whole {
        marker(&mut page.paper, series, *point, 4.0, color);
    }
    whole.len() < points.len()
}

/// The names at the right, each with its sign and its score.
fn key(page: &mut Page, data: &Profiles, count: usize, centre: (f64, f64)) {
    let left = CENTRE_X + RADIUS + 150.0;
    let right = page.width - MARGIN;
    let ink = page.ink(LABEL);
    let colors = page.colors();
    let line = 17.0;
    let names: Vec<Vec<String>> = data
        .shapes
        .iter()
        .take(count)
        .map(|shape| font::wrap(&shape.name, right - left - 70.0, LABEL, false))
        .collect();
    let tall: f64 = names.iter().map(|lines| lines.len().min(3) as f64 * line + 10.0).sum();
    let mut y = (centre.1 - tall / 2.0).max(page.y);
    for (series, (shape, lines)) in data.shapes.iter().zip(&names).enumerate() {
        let color = colors.series[series % MOST_ON_RADAR];
        page.paper.line((left, y), (left + 22.0, y), color, 2.2);
        marker(&mut page.paper, series, (left + 11.0, y), 4.0, color);
        let total = shape.total.map_or("–".to_owned(), |t| number::percent(t, page.language()));
        let bold: Ink = ink.bold().end();
        page.paper.label(right, y, &total, bold);
        for (number, text) in lines.iter().take(3).enumerate() {
            let text =
                if number == 2 && lines.len() > 3 { format!("{text}…") } else { text.clone() };
            page.paper.label(left + 32.0, y, &text, ink);
            y += line;
        }
        y += 10.0;
    }
}
