//! Canvases as discs on a plane of two measures.

use super::axis::Axis;
use super::error::ChartError;
use super::look::Look;
use super::measure::Unit;
use super::page::{MARGIN, Page, Swatch};
use super::picture::Picture;
use super::placing::{Disc, label_discs};
use crate::canvas::Language;

/// An axis of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapAxis {
    /// What it is called.
    pub name: String,
    /// What it counts.
    pub unit: Unit,
}

/// A canvas on a map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapPoint {
    /// What the canvas is called.
    pub name: String,
    /// From left to right; without it the canvas cannot be placed and is listed below the map.
    pub x: Option<f64>,
    /// From bottom to top; the same.
    pub y: Option<f64>,
    /// The area of the disc; without it a small hollow one is drawn.
    pub size: Option<f64>,
}

/// What a map shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// From left to right.
    pub x: MapAxis,
    /// From bottom to top.
    pub y: MapAxis,
    /// What the area stands for; `None` when all are alike.
    pub size: Option<MapAxis>,
    /// The canvases.
    pub points: Vec<MapPoint>,
}

const WIDTH: f64 = 900.0;
const TALL: f64 = 520.0;
/// The largest disc: smaller among many, so that they do not hide one another.
fn largest_radius(count: usize) -> f64 {
    (90.0 / (count.max(1) as f64).sqrt()).clamp(10.0, 22.0)
}

const SMALLEST: f64 = 5.0;

/// Draws a map. A name that finds no place without touching another is left out, which the chart
/// says.
///
/// # Errors
/// When no canvas has both measures.
pub fn map(data: &Map, title: Option<&str>, look: Look) -> Result<Picture, ChartError> {
    let language = look.language;
    let placed: Vec<(&MapPoint, f64, f64)> = data
        .points
        .iter()
        .filter_map(|p| Some((p, p.x.filter(|x| x.is_finite())?, p.y.filter(|y| y.is_finite())?)))
        .collect();
    if placed.is_empty() {
        return Err(ChartError::Nothing(match language {
            Language::En => format!("no canvas has both: {}; {}", data.x.name, data.y.name),
            Language::Nl => format!("geen canvas heeft beide: {}; {}", data.x.name, data.y.name),
        }));
    }
    let what = language.pick("Where the models stand", "Waar de modellen staan");
    let all = data.points.len();
    let subtitle = super::page::shown(placed.len(), all, "", language);
    let mut page = Page::new(look, WIDTH, title.unwrap_or(what), &subtitle);
    size_legend(&mut page, data, &placed);
    let (top, bottom) = (page.y + 14.0, page.y + 14.0 + TALL);
    let x = axis(&data.x, placed.iter().map(|p| p.1), MARGIN + 72.0, WIDTH - MARGIN - 8.0);
    let y = axis(&data.y, placed.iter().map(|p| p.2), bottom, top);
    grid(&mut page, data, &x, &y, (top, bottom));
    let largest = placed.iter().filter_map(|p| p.0.size).fold(0.0, f64::max);
    let most = largest_radius(placed.len());
    let mut discs: Vec<Disc<'_>> = placed
        .iter()
        .map(|(point, px, py)| {
            let r = radius(point.size, largest, data.size.is_some(), most);
            let hollow = data.size.is_some() && point.size.is_none();
            Disc { name: &point.name, x: x.at(*px), y: y.at(*py), r, hollow }
        })
        .collect();
    // Small ones on top, so that none is hidden.
    discs.sort_by(|a, b| b.r.total_cmp(&a.r).then_with(|| a.name.cmp(b.name)));
    draw_discs(&mut page, &discs);
    let unnamed = label_discs(&mut page, &discs, (MARGIN + 72.0, top, WIDTH - MARGIN, bottom));
    page.y = bottom + 48.0;
    foot(&mut page, data, unnamed);
    page.finish(&describe(data, &placed, language))
}

fn axis(axis: &MapAxis, values: impl Iterator<Item = f64>, from: f64, to: f64) -> Axis {
    if let Some((low, high)) = axis.unit.range() {
        return Axis::exact(low, high, from, to);
    }
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    // Counts and money begin at zero, so that twice as far is twice as much.
    Axis::new(low.min(0.0), high.max(0.0), 5, from, to)
}

/// Area, not radius, grows with the value. Without a value, or below zero, the smallest disc.
fn radius(size: Option<f64>, largest: f64, sized: bool, most: f64) -> f64 {
    match size.filter(|size| size.is_finite() && *size > 0.0 && largest > 0.0) {
        Some(size) => (most * (size / largest).sqrt()).max(SMALLEST),
        None if sized => SMALLEST,
        None => 8.0_f64.min(most),
    }
}

fn size_legend(page: &mut Page, data: &Map, placed: &[(&MapPoint, f64, f64)]) {
    let Some(size) = &data.size else { return };
    let color = page.colors().series[0];
    let word = page.language().pick("Area of a disc: ", "Oppervlak van een stip: ");
    let mut items = vec![(Swatch::Dot(color), format!("{word}{}", size.name))];
    if placed.iter().any(|(point, ..)| point.size.is_none()) {
        let text = page.language().pick("hollow: not known", "open: niet bekend");
        items.push((Swatch::Hatch, text.to_owned()));
    }
    page.legend(&items);
}

fn grid(page: &mut Page, data: &Map, x: &Axis, y: &Axis, (top, bottom): (f64, f64)) {
    let colors = page.colors();
    let language = page.language();
    let (left, right) = (x.at(x.low()), x.at(x.high()));
    let ink = page.muted(12.0);
    for tick in y.ticks(6) {
        let at = y.at(tick);
        let color = if tick == 0.0 { colors.muted } else { colors.grid };
        page.paper.line((left, at), (right, at), color, 1.0);
        page.paper.label(left - 8.0, at, &data.y.unit.show(tick, language), ink.end());
    }
    for tick in x.ticks(8) {
        let at = x.at(tick);
        let color = if tick == 0.0 { colors.muted } else { colors.grid };
        page.paper.line((at, top), (at, bottom), color, 1.0);
        let text = data.x.unit.show(tick, language);
        let half = ink.width(&text) / 2.0;
        let at = at.min(page.width - MARGIN + 8.0 - half);
        page.paper.text(at, bottom + 18.0, &text, ink.middle());
    }
    let name = page.ink(12.5).bold();
    let across = name.fit(&data.x.name, right - left);
    page.paper.text(f64::midpoint(left, right), bottom + 38.0, &across, name.middle());
    let up = name.fit(&data.y.name, bottom - top);
    page.paper.text(MARGIN + 10.0, f64::midpoint(top, bottom), &up, name.middle().upright());
}

fn draw_discs(page: &mut Page, discs: &[Disc<'_>]) {
    let colors = page.colors();
    for disc in discs {
        if disc.hollow {
            page.paper.disc(disc.x, disc.y, disc.r, super::paper::HATCH);
            page.paper.ring(disc.x, disc.y, disc.r, colors.series[0], 1.5);
        } else {
            page.paper.faint_disc(disc.x, disc.y, disc.r, colors.series[0], 0.55);
            page.paper.ring(disc.x, disc.y, disc.r, colors.series[0], 1.2);
        }
    }
}

fn foot(page: &mut Page, data: &Map, unnamed: usize) {
    let language = page.language();
    if unnamed > 0 {
        page.note(match language {
            Language::En => format!("{unnamed} names are left out for want of room."),
            Language::Nl => {
                format!("{unnamed} namen zijn weggelaten omdat er geen plaats voor is.")
            }
        });
    }
    let missing: Vec<&str> = data
        .points
        .iter()
        .filter(|point| point.x.is_none() || point.y.is_none())
        .map(|point| point.name.as_str())
        .collect();
    if !missing.is_empty() {
        let first = missing.iter().take(10).copied().collect::<Vec<_>>().join(", ");
        let more = match missing.len().saturating_sub(10) {
            0 => String::new(),
            more => format!(" {} {more}", language.pick("and another", "en nog")),
        };
        let word = language.pick(
            "Not placed, since a value is not known",
            "Niet geplaatst, omdat een waarde niet bekend is",
        );
        page.note(format!("{word}: {first}{more}."));
    }
}

fn describe(data: &Map, placed: &[(&MapPoint, f64, f64)], language: Language) -> String {
    let one = |(point, x, y): &(&MapPoint, f64, f64)| {
        format!(
            "{}: {}, {}",
            point.name,
            data.x.unit.show(*x, language),
            data.y.unit.show(*y, language)
        )
    };
    let points: Vec<String> = placed.iter().take(20).map(one).collect();
    format!("{} × {}. {}.", data.x.name, data.y.name, points.join("; "))
}

#[cfg(test)]
mod tests {
    use super::{Map, MapAxis, MapPoint, map, radius};
    use crate::chart::{Look, Unit};

    fn axis(unit: Unit) -> MapAxis {
        MapAxis { name: "measure".to_owned(), unit }
    }

    #[test]
    fn a_canvas_without_a_value_is_named_below_the_map_and_not_drawn_at_zero() {
        let point =
            |name: &str, y| MapPoint { name: name.to_owned(), x: Some(40.0), y, size: None };
        let data = Map {
            x: axis(Unit::Percent),
            y: axis(Unit::Money(None)),
            size: None,
            points: vec![point("Known", Some(-20.0)), point("Unknown", None)],
        };
        let svg = map(&data, None, Look::PLAIN).map(|p| p.svg()).unwrap_or_default();
        assert_eq!(svg.matches("<circle").count(), 2, "one disc and its rim");
        assert!(svg.contains("Not placed, since a value is not known: Unknown."));
    }

    #[test]
    fn area_grows_with_the_value() {
        let (whole, quarter) =
            (radius(Some(100.0), 100.0, true, 22.0), radius(Some(25.0), 100.0, true, 22.0));
        assert!((whole / quarter - 2.0).abs() < 1e-9);
    }
}
