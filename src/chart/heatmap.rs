//! Canvases × questions, or canvases × blocks.

use plotters::style::RGBColor;
use polars::prelude::PolarsResult;

use super::error::ChartError;
use super::look::Look;
use super::names::short;
use super::number;
use super::page::{LABEL, MARGIN, Page, Swatch, shown};
use super::paper::Ink;
use super::picture::Picture;
use super::state::{self, State};
use crate::assess::{Assessment, ranked};
use crate::canvas::{Block, Language};
use crate::catalogue::Level;
use crate::portfolio::display_names;

/// A cell of a heatmap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// How far a question is answered.
    State(State),
    /// A score, 0 to 100; `None` when the rubric leaves all of it out.
    Percent(Option<f64>),
}

/// A canvas in a heatmap.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatRow {
    /// What it is called.
    pub name: String,
    /// A cell per column.
    pub cells: Vec<Cell>,
    /// Completeness, 0 to 100.
    pub total: Option<f64>,
}

/// What a heatmap shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Heatmap {
    /// The block of each column; columns of one block stand together.
    pub blocks: Vec<Block>,
    /// The label of each column.
    pub labels: Vec<String>,
    /// The canvases, highest score first.
    pub rows: Vec<HeatRow>,
    /// How all canvases do on each column, shown or not: 0 to 100.
    pub average: Vec<Option<f64>>,
    /// How many canvases there are, shown or not.
    pub all: usize,
}

impl Heatmap {
    /// A column per question, at most `limit` canvases.
    ///
    /// # Errors
    /// When a column of the portfolio does not hold text.
    pub fn by_question(
        assessment: &Assessment<'_>,
        language: Language,
        limit: usize,
    ) -> PolarsResult<Self> {
        let questions = &assessment.catalogue().questions;
        let left_in: Vec<bool> =
            questions.iter().map(|q| assessment.rubric().weight(q).is_some()).collect();
        let cells = |canvas: usize| {
            let levels = assessment.levels(canvas).iter().zip(&left_in);
            let cell = |(level, left_in): (&Level, &bool)| {
                Cell::State(if *left_in { State::Judged(*level) } else { State::LeftOut })
            };
            levels.map(cell).collect()
        };
        let number = |id: &str| id.rsplit('-').next().unwrap_or(id).to_owned();
        let all = assessment.portfolio().len();
        let average = (0..questions.len()).map(|question| {
            let halves = (0..all).filter_map(|canvas| assessment.levels(canvas).get(question));
            let sum: f64 = halves.map(|level| f64::from(level.half_points()) * 50.0).sum();
            (left_in.get(question) == Some(&true) && all > 0).then(|| sum / all as f64)
        });
        Ok(Self {
            blocks: questions.iter().map(|question| question.block).collect(),
            labels: questions.iter().map(|question| number(&question.id)).collect(),
            average: average.collect(),
            rows: rows(assessment, language, limit, cells)?,
            all,
        })
    }

    /// A column per block, at most `limit` canvases.
    ///
    /// # Errors
    /// When a column of the portfolio does not hold text.
    pub fn by_block(
        assessment: &Assessment<'_>,
        language: Language,
        limit: usize,
    ) -> PolarsResult<Self> {
        let scores: Vec<[Option<f64>; 9]> = assessment
            .completeness()
            .map(|one| one.blocks.map(|points| points.percent()))
            .collect();
        let average = Block::ALL.iter().map(|block| {
            let given: Vec<f64> = scores.iter().filter_map(|one| one[block.index()]).collect();
            (!given.is_empty()).then(|| given.iter().sum::<f64>() / given.len() as f64)
        });
        let cells = |canvas: usize| {
            let own = scores.get(canvas).copied().unwrap_or_default();
            own.into_iter().map(Cell::Percent).collect()
        };
        let label =
            |block: &Block| assessment.catalogue().blocks.label(*block, language).to_owned();
        Ok(Self {
            blocks: Block::ALL.to_vec(),
            labels: Block::ALL.iter().map(label).collect(),
            average: average.collect(),
            rows: rows(assessment, language, limit, cells)?,
            all: assessment.portfolio().len(),
        })
    }
}

fn rows(
    assessment: &Assessment<'_>,
    language: Language,
    limit: usize,
    cells: impl Fn(usize) -> Vec<Cell>,
) -> PolarsResult<Vec<HeatRow>> {
    let names = display_names(assessment.portfolio(), language)?;
    let totals: Vec<_> = assessment.completeness().map(|one| one.total.percent()).collect();
    let row = |place: usize| HeatRow {
        name: names.get(place).cloned().unwrap_or_default(),
        cells: cells(place),
        total: totals.get(place).copied().flatten(),
    };
    Ok(ranked(assessment, &names).into_iter().take(limit).map(row).collect())
}

/// Where things stand, in pixels.
struct Grid {
    left: f64,
    column: Vec<f64>,
    cell: (f64, f64),
    total: f64,
    by_question: bool,
}

const TOTAL: f64 = 46.0;
const GAP: f64 = 6.0;

/// Draws a heatmap.
///
/// # Errors
/// When there is no canvas, or there are too many for one picture.
pub fn heatmap(data: &Heatmap, title: Option<&str>, look: Look) -> Result<Picture, ChartError> {
    let language = look.language;
    if data.rows.is_empty() {
        let message = language.pick("there is no canvas to show", "er is geen canvas om te tonen");
        return Err(ChartError::Nothing(message.to_owned()));
    }
    let grid = Grid::new(data, look);
    let what = if grid.by_question {
        language.pick("Which questions each canvas answers", "Welke vragen elk canvas beantwoordt")
    } else {
        language.pick("How complete each building block is", "Hoe volledig elke bouwsteen is")
    };
    let order = language.pick(", highest score first", ", hoogste score eerst");
    let subtitle = if data.all == 1 {
        data.rows.first().map(|row| row.name.clone()).unwrap_or_default()
    } else {
        shown(data.rows.len(), data.all, order, language)
    };
    let width = grid.total + TOTAL + MARGIN;
    let mut page = Page::new(look, width, title.unwrap_or(what), &subtitle);
    legend(&mut page, data, grid.by_question);
    header(&mut page, data, &grid);
    for row in &data.rows {
        draw_row(&mut page, row, &grid);
    }
    if data.all > 1 {
        averages(&mut page, data, &grid);
    }
    if grid.by_question {
        page.note(language.pick(
            "Numbers are the questions of each block, in order; 'bmc explain' lists them.",
            "De nummers zijn de vragen per bouwsteen, op volgorde; 'bmc explain --lang nl' noemt ze.",
        ));
    }
    page.finish(&describe(data, language))
}

impl Grid {
    fn new(data: &Heatmap, look: Look) -> Self {
        let by_question =
            data.rows.iter().flat_map(|row| &row.cells).any(|cell| matches!(cell, Cell::State(_)));
        let ink = Ink::new(LABEL, look.colors().ink);
        let widest = data.rows.iter().map(|row| ink.width(&row.name)).fold(0.0, f64::max);
        let least = ink.bold().width(&average_label(data.all, look.language));
        let left = MARGIN + widest.max(least).clamp(120.0, 250.0) + 12.0;
        let height = if data.rows.len() > 40 { 18.0 } else { 22.0 };
        let wide = if by_question { 16.0 } else { 82.0 };
        let mut column = Vec::with_capacity(data.blocks.len());
        let mut x = left;
        for (place, block) in data.blocks.iter().enumerate() {
            let begins = place > 0 && data.blocks.get(place - 1) != Some(block);
            if begins && by_question {
                x += GAP;
            }
            column.push(x);
            x += wide;
        }
        Self { left, column, cell: (wide, height), total: x + 4.0, by_question }
    }
}

fn legend(page: &mut Page, data: &Heatmap, by_question: bool) {
    let language = page.language();
    if !by_question {
        let colors = page.colors();
        let mut items: Vec<(Swatch, String)> = [0.0, 25.0, 50.0, 75.0, 100.0]
            .map(|p| (Swatch::Fill(colors.percent(p)), number::percent(p, language)))
            .to_vec();
        let missing = |cell: &Cell| matches!(cell, Cell::Percent(None));
        if data.rows.iter().flat_map(|row| &row.cells).any(missing) {
            items.push((Swatch::Hatch, State::LeftOut.label(language).to_owned()));
        }
        page.legend(&items);
        return;
    }
    let met = |state: State| {
        data.rows.iter().flat_map(|row| &row.cells).any(|cell| *cell == Cell::State(state))
    };
    let mut items: Vec<(Swatch, String)> =
        state::LEGEND.map(|s| (Swatch::State(s), s.label(language).to_owned())).to_vec();
    if met(State::LeftOut) {
        items.push((Swatch::State(State::LeftOut), State::LeftOut.label(language).to_owned()));
    }
    page.legend(&items);
}

fn header(page: &mut Page, data: &Heatmap, grid: &Grid) {
    let ink = page.ink(12.0).bold();
    let small = page.muted(10.5).middle();
    let top = page.y;
    let head = if grid.by_question { 36.0 } else { 34.0 };
    for (place, block) in data.blocks.iter().enumerate() {
        let Some(x) = grid.column.get(place).copied() else { continue };
        let label = data.labels.get(place).map_or("", String::as_str);
        if !grid.by_question {
            let ink = page.ink(11.5).bold();
            let room = grid.cell.0 - 6.0;
            // A name that would break within a word gives way to the short one.
            let whole = label.split_whitespace().all(|word| ink.width(word) <= room);
            let label = if whole { label } else { short(*block, page.language()) };
            let lines = super::font::wrap(label, room, ink.size, true);
            let first = top + head - 6.0 - 14.0 * (lines.len().saturating_sub(1)) as f64;
            for (number, line) in lines.iter().enumerate() {
                page.paper.text(x, first + 14.0 * number as f64, line, ink);
            }
            continue;
        }
        page.paper.text(x + grid.cell.0 / 2.0 - 0.5, top + head - 5.0, label, small);
        if place == 0 || data.blocks.get(place - 1) != Some(block) {
            let span = data.blocks.iter().filter(|other| *other == block).count();
            let room = span as f64 * grid.cell.0 + GAP - 3.0;
            let name = ink.fit(short(*block, page.language()), room);
            page.paper.text(x, top + 12.0, &name, ink);
        }
    }
    let total = page.language().pick("Total", "Totaal");
    let ink = page.ink(11.5).bold().end();
    page.paper.text(grid.total + TOTAL, top + head - 6.0, total, ink);
    page.y += head;
}

fn draw_row(page: &mut Page, row: &HeatRow, grid: &Grid) {
    let (w, h) = grid.cell;
    let (y, middle) = (page.y, page.y + h / 2.0);
    let name = page.ink(LABEL);
    let text = name.fit(&row.name, grid.left - MARGIN - 12.0);
    page.paper.label(MARGIN, middle, &text, name);
    for (cell, x) in row.cells.iter().zip(&grid.column) {
        draw_cell(page, *cell, (*x, y), (w, h));
    }
    let ink = page.ink(LABEL).bold().end();
    let total = row.total.map_or("–".to_owned(), |t| number::percent(t, page.language()));
    page.paper.label(grid.total + TOTAL, middle, &total, ink);
    page.y += h;
}

fn draw_cell(page: &mut Page, cell: Cell, (x, y): (f64, f64), (w, h): (f64, f64)) {
    let colors = page.colors();
    let inner = (w - 1.5, h - 2.0);
    match cell {
        Cell::State(state) => state::cell(&mut page.paper, colors, state, (x, y + 1.0), inner),
        Cell::Percent(None) => page.paper.hatched(x, y + 1.0, inner.0, inner.1),
        Cell::Percent(Some(value)) => {
            let ground: RGBColor = colors.percent(value);
            page.paper.rect(x, y + 1.0, inner.0, inner.1, ground);
            if w > 30.0 {
                let ink = Ink::new(12.0, colors.on(ground)).middle();
                let text = number::percent(value, page.language());
                page.paper.label(x + inner.0 / 2.0, y + h / 2.0, &text, ink);
            }
        }
    }
}

fn average_label(all: usize, language: Language) -> String {
    let count = number::canvases(all, language);
    match language {
        Language::En => format!("Average of {count}"),
        Language::Nl => format!("Gemiddelde van {count}"),
    }
}

fn averages(page: &mut Page, data: &Heatmap, grid: &Grid) {
    page.y += 8.0;
    let h = grid.cell.1;
    let middle = page.y + h / 2.0;
    let ink = page.ink(LABEL).bold();
    let label = ink.fit(&average_label(data.all, page.language()), grid.left - MARGIN - 8.0);
    page.paper.label(MARGIN, middle, &label, ink);
    for (value, x) in data.average.iter().zip(&grid.column) {
        draw_cell(page, Cell::Percent(*value), (*x, page.y), grid.cell);
    }
    page.y += h;
    if grid.by_question {
        page.note(page.language().pick(
            "The lowest row shows how many points all canvases together earn on a question: the \
             deeper, the more.",
            "De onderste rij toont hoeveel punten alle canvassen samen per vraag halen: hoe dieper \
             de kleur, hoe meer.",
        ));
    }
}

fn describe(data: &Heatmap, language: Language) -> String {
    let percent =
        |value: Option<f64>| value.map_or("–".to_owned(), |v| number::percent(v, language));
    let rows = data.rows.iter().take(20).map(|row| format!("{}: {}", row.name, percent(row.total)));
    let rows: Vec<String> = rows.collect();
    let more = data.rows.len().saturating_sub(20);
    let rest = match (more, language) {
        (0, _) => String::new(),
        (more, Language::En) => format!("; and {more} more"),
        (more, Language::Nl) => format!("; en nog {more}"),
    };
    format!("{}: {}{rest}.", language.pick("Total scores", "Totaalscores"), rows.join("; "))
}

#[cfg(test)]
mod tests {
    use super::{Cell, HeatRow, Heatmap, heatmap};
    use crate::canvas::Block;
    use crate::catalogue::Level;
    use crate::chart::{Look, State};

    fn data(cells: Vec<Cell>) -> Heatmap {
        let blocks = vec![Block::CustomerSegments; cells.len()];
        let labels = (1..=cells.len()).map(|n| n.to_string()).collect();
        let average = vec![Some(50.0); cells.len()];
        let rows = vec![HeatRow { name: "<b>\u{1b}".to_owned(), cells, total: Some(50.0) }];
        Heatmap { blocks, labels, rows, average, all: 1 }
    }

    #[test]
    fn a_missing_score_is_hatched_and_never_drawn_as_zero() {
        let missing = heatmap(&data(vec![Cell::Percent(None)]), None, Look::PLAIN);
        let zero = heatmap(&data(vec![Cell::Percent(Some(0.0))]), None, Look::PLAIN);
        assert!(missing.is_ok_and(|picture| picture.svg().contains("fill=\"url(#hatch)\"")));
        assert!(zero.is_ok_and(|picture| !picture.svg().contains("hatch")));
    }

    #[test]
    fn text_from_a_canvas_is_text_in_the_picture() {
        let picture =
            heatmap(&data(vec![Cell::State(State::Judged(Level::Partly))]), None, Look::PLAIN);
        let svg = picture.map(|picture| picture.svg()).unwrap_or_default();
        assert!(svg.contains("&lt;b&gt;\\u{1b}"), "{svg}");
        assert!(!svg.contains("<b>") && !svg.contains('\u{1b}'));
    }
}
