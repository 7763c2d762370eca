//! The nine blocks of many canvases, a small chart for each.

use super::error::ChartError;
use super::font;
use super::look::Look;
use super::number;
use super::page::{MARGIN, Page, Swatch, shown};
use super::picture::Picture;
use super::radar::{Profiles, Shape};
use crate::canvas::Block;

/// Draws a small chart per canvas: a bar per block, with the average of all as a line across it.
///
/// # Errors
/// When there is no canvas, or there are too many for one picture.
pub fn profiles(data: &Profiles, title: Option<&str>, look: Look) -> Result<Picture, ChartError> {
    let language = look.language;
    if data.shapes.is_empty() {
        let message = language.pick("there is no canvas to show", "er is geen canvas om te tonen");
        return Err(ChartError::Nothing(message.to_owned()));
    }
    let what = language.pick("The profile of each canvas", "Het profiel van elk canvas");
    let order = language.pick(", highest score first", ", hoogste score eerst");
    let subtitle = shown(data.shapes.len(), data.all, order, language);
    let columns = data.shapes.len().clamp(3, 5);
    // All panels have room for two lines when one name needs them.
    let long = data.shapes.iter().any(|shape| name_lines(shape).len() > 1);
    let head = if long { 38.0 } else { 22.0 };
    let panel = (PANEL, head + 108.0);
    let width = 2.0 * MARGIN + columns as f64 * (panel.0 + 22.0) - 22.0;
    let mut page = Page::new(look, width, title.unwrap_or(what), &subtitle);
    let colors = page.colors();
    let mut items = vec![(
        Swatch::Fill(colors.strong),
        language.pick("score, 0 to 100%", "score, 0 tot 100%").to_owned(),
    )];
    if data.all > 1 {
        items.push((
            Swatch::Line(colors.weak),
            language.pick("average of all", "gemiddelde van alle").to_owned(),
        ));
    }
    if data.shapes.iter().any(|shape| shape.blocks.iter().any(Option::is_none)) {
        items.push((
            Swatch::Hatch,
            language.pick("left out by the rubric", "door de rubric weggelaten").to_owned(),
        ));
    }
    page.legend(&items);
    let top = page.y;
    for (number, shape) in data.shapes.iter().enumerate() {
        let x = MARGIN + (number % columns) as f64 * (panel.0 + 22.0);
        let y = top + (number / columns) as f64 * panel.1;
        draw_panel(&mut page, data, shape, (x, y), head);
    }
    page.y = top + data.shapes.len().div_ceil(columns) as f64 * panel.1 - 10.0;
    let codes: Vec<String> = Block::ALL
        .iter()
        .zip(&data.labels)
        .map(|(block, label)| format!("{} {}", block.code().to_uppercase(), label.to_lowercase()))
        .collect();
    page.note(codes.join(" · "));
    page.finish(&data.describe(language))
}

const PANEL: f64 = 192.0;

/// A name on lines that leave room for the score.
fn name_lines(shape: &Shape) -> Vec<String> {
    font::wrap(&crate::text::one_line(&shape.name), PANEL - 46.0, 12.5, true)
}

fn draw_panel(page: &mut Page, data: &Profiles, shape: &Shape, (x, y): (f64, f64), head: f64) {
    let colors = page.colors();
    let name = page.ink(12.5).bold();
    let total = shape.total.map_or("–".to_owned(), |t| number::percent(t, page.language()));
    let lines = name_lines(shape);
    for (number, line) in lines.iter().take(2).enumerate() {
        let cut = number == 1 && lines.len() > 2;
        let line = if cut {
            name.fit(&format!("{line} {}", lines[2]), PANEL - 46.0)
        } else {
            line.clone()
        };
        page.paper.text(x, y + 13.0 + 15.0 * number as f64, &line, name);
    }
    page.paper.text(x + PANEL - 4.0, y + 13.0, &total, name.end());
    let (top, tall, step) = (y + head, 70.0, PANEL / 9.0);
    for (block, value) in shape.blocks.iter().enumerate() {
        let left = x + step * block as f64;
        let wide = step - 4.0;
        page.paper.rect(left, top, wide, tall, colors.empty);
        match value {
            None => page.paper.hatched(left, top, wide, tall),
            Some(value) => {
                let high = tall * value.clamp(0.0, 100.0) / 100.0;
                page.paper.rect(left, top + tall - high, wide, high, colors.strong);
            }
        }
        if data.all > 1
            && let Some(average) = data.average[block]
        {
            let at = top + tall - tall * average / 100.0;
            page.paper.line((left - 1.5, at), (left + wide + 1.5, at), colors.weak, 2.0);
        }
        let code = Block::ALL.get(block).map_or(String::new(), |b| b.code().to_uppercase());
        let ink = page.muted(9.5).middle();
        page.paper.text(left + wide / 2.0, top + tall + 12.0, &code, ink);
    }
}
