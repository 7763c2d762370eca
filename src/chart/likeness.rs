//! How much canvases are alike, all with all.

use super::error::ChartError;
use super::look::Look;
use super::number;
use super::page::{LABEL, MARGIN, Page, Swatch, shown};
use super::paper::Ink;
use super::picture::Picture;
use crate::canvas::Language;

/// What a chart of likeness shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// The canvases, in the order of the matrix: those of a group together.
    pub names: Vec<String>,
    /// The group of each, counted from 0.
    pub groups: Vec<usize>,
    /// Row by row, how much two canvases are alike: 0 to 1; `None` when it cannot be told.
    pub values: Vec<Vec<Option<f64>>>,
    /// How many canvases there are.
    pub all: usize,
}

/// Draws a matrix. Rows carry names, columns the rows' numbers.
///
/// # Errors
/// When there are fewer than two canvases, or too many for one picture.
pub fn likeness(data: &Likeness, title: Option<&str>, look: Look) -> Result<Picture, ChartError> {
    let language = look.language;
    let count = data.names.len();
    if count < 2 {
        let message = language
            .pick("likeness needs two canvases", "voor gelijkenis zijn twee canvassen nodig");
        return Err(ChartError::Nothing(message.to_owned()));
    }
    let what =
        language.pick("How much the models are alike", "Hoeveel de modellen op elkaar lijken");
    let order = language.pick(", alike ones together", ", wat op elkaar lijkt bij elkaar");
    let subtitle = shown(count, data.all, order, language);
    let side = (620.0 / count as f64).clamp(13.0, 44.0);
    let ink = Ink::new(LABEL.min(side - 1.0), look.colors().ink);
    let name = |place: usize| {
        let name = data.names.get(place).map_or("", String::as_str);
        crate::text::one_line(name)
    };
    let widest = (0..count).map(|place| ink.width(&name(place))).fold(90.0, f64::max).min(250.0);
    let left = MARGIN + widest + 40.0;
    let width = (left + side * count as f64 + MARGIN).max(460.0);
    let mut page = Page::new(look, width, title.unwrap_or(what), &subtitle);
    legend(&mut page, data, language);
    let top = page.y + 18.0;
    let small = page.muted((side * 0.6).clamp(8.0, 11.5)).middle();
    for row in 0..count {
        let middle = top + side * (row as f64 + 0.5);
        page.paper.label(left - 36.0, middle, &ink.fit(&name(row), widest), ink.end());
        page.paper.label(left - 8.0, middle, &(row + 1).to_string(), small.end());
        let x = left + side * (row as f64 + 0.5);
        page.paper.text(x, top - 5.0, &(row + 1).to_string(), small);
        for column in 0..count {
            let value =
                data.values.get(row).and_then(|values| values.get(column)).copied().flatten();
            let corner = (left + side * column as f64, top + side * row as f64);
            cell(&mut page, value, row == column, corner, side);
        }
    }
    frames(&mut page, data, (left, top), side);
    page.y = top + side * count as f64 + 4.0;
    if data.groups.iter().any(|group| *group > 0) {
        page.note(language.pick(
            "Frames hold groups of canvases that are more alike than others.",
            "Kaders omvatten groepen canvassen die meer op elkaar lijken dan andere.",
        ));
    }
    page.finish(&describe(data, language))
}

fn legend(page: &mut Page, data: &Likeness, language: Language) {
    let colors = page.colors();
    let mut items: Vec<(Swatch, String)> = [0.0, 25.0, 50.0, 75.0, 100.0]
        .map(|p| (Swatch::Fill(colors.percent(p)), number::percent(p, language)))
        .to_vec();
    if data.values.iter().flatten().any(Option::is_none) {
        items.push((Swatch::Hatch, language.pick("cannot be told", "niet te zeggen").to_owned()));
    }
    page.legend(&items);
}

fn cell(page: &mut Page, value: Option<f64>, own: bool, (x, y): (f64, f64), side: f64) {
    let colors = page.colors();
    let inner = side - 1.0;
    if own {
        page.paper.rect(x, y, inner, inner, colors.grid);
        return;
    }
    let Some(value) = value.filter(|value| value.is_finite()) else {
        page.paper.hatched(x, y, inner, inner);
        return;
    };
    let percent = 100.0 * value.clamp(0.0, 1.0);
    let ground = colors.percent(percent);
    page.paper.rect(x, y, inner, inner, ground);
    if side >= 26.0 {
        let ink = Ink::new(11.0, colors.on(ground)).middle();
        let text = number::decimal(percent, 0, page.language());
        page.paper.label(x + inner / 2.0, y + inner / 2.0, &text, ink);
    }
}

/// A frame around each group of two or more.
fn frames(page: &mut Page, data: &Likeness, (left, top): (f64, f64), side: f64) {
    let color = page.colors().ink;
    let count = data.names.len();
    let mut start = 0;
    for place in 1..=count {
        if place < count && data.groups.get(place) == data.groups.get(start) {
            continue;
        }
        let (from, length) = (side * start as f64, side * (place - start) as f64);
        if place - start > 1 && place - start < count {
            page.paper.outline(left + from - 0.5, top + from - 0.5, length, length, color, 1.6);
        }
        start = place;
    }
}

fn describe(data: &Likeness, language: Language) -> String {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (row, values) in data.values.iter().enumerate() {
        for (column, value) in values.iter().enumerate().take(row) {
            pairs.extend(value.map(|value| (value, row, column)));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let name = |place: usize| data.names.get(place).map_or("", String::as_str);
    let pair = |(value, a, b): &(f64, usize, usize)| {
        format!("{} – {} {}", name(*b), name(*a), number::percent(100.0 * value, language))
    };
    let most: Vec<String> = pairs.iter().take(10).map(pair).collect();
    format!("{}: {}.", language.pick("Most alike", "Meest gelijk"), most.join("; "))
}
