//! Scores and money over the versions of a canvas.

use polars::prelude::PolarsResult;

use super::axis::Axis;
use super::error::ChartError;
use super::look::Look;
use super::measure::Unit;
use super::money::Span;
use super::page::{MARGIN, Page, Swatch};
use super::picture::Picture;
use crate::assess::Assessment;
use crate::canvas::Language;
use crate::portfolio::{Field, schema};
use crate::text::one_line;

/// A version of a canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// Its place in the `canvases` frame.
    pub place: usize,
    /// The version.
    pub version: String,
    /// When it was made, as the author wrote it.
    pub date: Option<String>,
    /// Completeness, 0 to 100; `None` when it is not known.
    pub score: Option<f64>,
    /// Revenue a year; `None` when it is not known.
    pub revenue: Option<Span>,
    /// Cost a year; `None` when it is not known.
    pub cost: Option<Span>,
}

/// A canvas over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// What the canvas is called.
    pub name: String,
    /// Its versions, oldest first.
    pub moments: Vec<Moment>,
}

/// What a history shows.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// The canvases that are shown.
    pub courses: Vec<Course>,
    /// How many canvases have several versions.
    pub all: usize,
    /// The currency of revenue and cost.
    pub currency: Option<String>,
}

impl History {
    /// The canvases that have several versions, in the order of the `canvases` frame, at most
    /// `limit`. Money is left to the caller.
    ///
    /// # Errors
    /// When a column of the portfolio does not hold text.
    pub fn of(assessment: &Assessment<'_>, limit: usize) -> PolarsResult<Self> {
        let frame = assessment.portfolio().canvases();
        let ids = frame.column(schema::CANVAS)?.str()?;
        let versions = frame.column(schema::VERSION)?.str()?;
        let titles = frame.column(Field::Title.name())?.str()?;
        let dates = frame.column(Field::Date.name())?.str()?;
        let mut courses: Vec<(&str, Course)> = Vec::new();
        for (place, one) in assessment.completeness().enumerate() {
            let id = ids.get(place).unwrap_or_default();
            let moment = Moment {
                place,
                version: one_line(versions.get(place).unwrap_or_default()),
                date: dates.get(place).map(one_line),
                score: one.total.percent(),
                revenue: None,
                cost: None,
            };
            let name = one_line(titles.get(place).unwrap_or(id));
            match courses.last_mut().filter(|(known, _)| *known == id) {
                Some((_, course)) => {
                    course.name = name;
                    course.moments.push(moment);
                }
                None => courses.push((id, Course { name, moments: vec![moment] })),
            }
        }
        courses.retain(|(_, course)| course.moments.len() > 1);
        let all = courses.len();
        let courses = courses.into_iter().take(limit).map(|(_, course)| course).collect();
        Ok(Self { courses, all, currency: None })
    }
}

const PANEL: f64 = 280.0;
const GUTTER: f64 = 34.0;
const PLOT: f64 = 120.0;

/// Draws a panel per canvas: its scores over the versions, and under them its money where any is
/// known.
///
/// # Errors
/// When no canvas has two versions.
pub fn history(data: &History, title: Option<&str>, look: Look) -> Result<Picture, ChartError> {
    let language = look.language;
    if data.courses.is_empty() {
        let message = language.pick(
            "a history needs a canvas with two versions",
            "een geschiedenis heeft een canvas met twee versies nodig",
        );
        return Err(ChartError::Nothing(message.to_owned()));
    }
    let columns = data.courses.len().min(3);
    let panel = if columns == 1 { 640.0 } else { PANEL };
    let width = 2.0 * MARGIN + columns as f64 * (panel + GUTTER) - GUTTER;
    let what = language.pick("How the scores moved", "Hoe de scores zich ontwikkelden");
    let subtitle = if data.courses.len() < data.all {
        super::page::shown(data.courses.len(), data.all, "", language)
    } else {
        language.pick("Completeness by version", "Volledigheid per versie").to_owned()
    };
    let mut page = Page::new(look, width.max(480.0), title.unwrap_or(what), &subtitle);
    let colors = page.colors();
    let known = |moment: &Moment| moment.revenue.is_some() || moment.cost.is_some();
    let money = data.courses.iter().flat_map(|course| &course.moments).any(known);
    if money {
        page.legend(&[
            (Swatch::Line(colors.ink), language.pick("completeness", "volledigheid").to_owned()),
            (
                Swatch::Line(colors.strong),
                language.pick("revenue a year", "inkomsten per jaar").to_owned(),
            ),
            (Swatch::Dash(colors.weak), language.pick("cost a year", "kosten per jaar").to_owned()),
        ]);
    }
    let tall = PLOT + 74.0 + if money { PLOT + 24.0 } else { 0.0 };
    let top = page.y;
    for (number, course) in data.courses.iter().enumerate() {
        let x = MARGIN + (number % columns) as f64 * (panel + GUTTER);
        let y = top + (number / columns) as f64 * tall;
        draw(&mut page, data, course, (x, y), panel, money);
    }
    page.y = top + data.courses.len().div_ceil(columns) as f64 * tall - 12.0;
    page.finish(&describe(data, language))
}

/// Where each version stands.
fn places(count: usize, left: f64, right: f64) -> Vec<f64> {
    let step = if count > 1 { (right - left) / (count - 1) as f64 } else { 0.0 };
    (0..count).map(|at| left + step * at as f64).collect()
}

fn draw(
    page: &mut Page,
    data: &History,
    course: &Course,
    (x, y): (f64, f64),
    wide: f64,
    money: bool,
) {
    let colors = page.colors();
    let language = page.language();
    let name = page.ink(13.0).bold();
    page.paper.text(x, y + 13.0, &name.fit(&course.name, wide), name);
    let left = x + if money { 52.0 } else { 38.0 };
    let at = places(course.moments.len(), left + 30.0, x + wide - 30.0);
    let (top, bottom) = (y + 34.0, y + 34.0 + PLOT);
    let axis = Axis::exact(0.0, 100.0, bottom, top);
    let muted = page.muted(11.5);
    for tick in [0.0, 50.0, 100.0] {
        page.paper.line((left, axis.at(tick)), (x + wide, axis.at(tick)), colors.grid, 1.0);
        let text = Unit::Percent.show(tick, language);
        page.paper.label(left - 6.0, axis.at(tick), &text, muted.end());
    }
    let scores: Vec<Option<f64>> = course.moments.iter().map(|moment| moment.score).collect();
    line(page, &scores, &at, &axis, colors.ink, false);
    let every = at.get(1).map_or(1, |second| (46.0 / (second - at[0])).ceil() as usize).max(1);
    // Among many points only the first and the last have room for a number.
    let last = scores.len() - 1;
    let labelled = |number: usize| every == 1 || number == 0 || number == last;
    for (number, (score, x)) in scores.iter().zip(&at).enumerate() {
        if let Some(score) = score.filter(|_| labelled(number)) {
            let text = Unit::Percent.show(score, language);
            let lower = |near: Option<usize>| {
                near.and_then(|near| scores.get(near).copied().flatten()).is_some_and(|n| n > score)
            };
            // At a low point the line comes from above, so the number stands below.
            let low = lower(number.checked_sub(1)) || lower(Some(number + 1));
            let below = score > 92.0 || (low && score > 12.0);
            let above = if below { 16.0 } else { -9.0 };
            let ink = page.ink(11.5).bold().middle();
            page.paper.text(*x, axis.at(score) + above, &text, ink);
        }
    }
    let mut foot = bottom;
    if money {
        foot = bottom + 24.0 + PLOT;
        spans(page, data, course, &at, (x, left, x + wide), (bottom + 24.0, foot));
    }
    versions(page, course, &at, every, foot);
}

fn versions(page: &mut Page, course: &Course, at: &[f64], every: usize, foot: f64) {
    let ink = page.muted(11.5).middle();
    let room = if at.len() > 1 { (at[1] - at[0]) * every as f64 - 6.0 } else { 200.0 };
    for (number, (moment, x)) in course.moments.iter().zip(at).enumerate() {
        if !(course.moments.len() - 1 - number).is_multiple_of(every) {
            continue;
        }
        page.paper.text(*x, foot + 17.0, &ink.fit(&moment.version, room), ink);
        if let Some(date) = moment.date.as_deref().filter(|date| ink.width(date) <= room) {
            page.paper.text(*x, foot + 31.0, date, ink);
        }
    }
}

/// A line through what is known; a gap where nothing is.
fn line(
    page: &mut Page,
    values: &[Option<f64>],
    at: &[f64],
    axis: &Axis,
    color: plotters::style::RGBColor,
    dashed: bool,
) {
    let points: Vec<Option<(f64, f64)>> =
        values.iter().zip(at).map(|(value, x)| value.map(|value| (*x, axis.at(value)))).collect();
    for pair in points.windows(2) {
        if let [Some(from), Some(to)] = pair {
            if dashed {
                page.paper.dashed(*from, *to, color, 2.2);
            } else {
                page.paper.line(*from, *to, color, 2.2);
            }
        }
    }
    for point in points.into_iter().flatten() {
        page.paper.disc(point.0, point.1, 3.6, color);
    }
}

fn spans(
    page: &mut Page,
    data: &History,
    course: &Course,
    at: &[f64],
    (_, left, right): (f64, f64, f64),
    (top, bottom): (f64, f64),
) {
    let colors = page.colors();
    let language = page.language();
    let unit = Unit::Money(data.currency.clone());
    let all = course.moments.iter().flat_map(|moment| [moment.revenue, moment.cost]).flatten();
    let high = all.map(|span| span.high).fold(0.0, f64::max);
    let axis = Axis::new(0.0, high, 2, bottom, top);
    let muted = page.muted(11.5).end();
    for tick in axis.ticks(3) {
        page.paper.line((left, axis.at(tick)), (right, axis.at(tick)), colors.grid, 1.0);
        page.paper.label(left - 6.0, axis.at(tick), &unit.show(tick, language), muted);
    }
    type Pick = fn(&Moment) -> Option<Span>;
    let picks: [(Pick, _, bool); 2] =
        [(|m| m.revenue, colors.strong, false), (|m| m.cost, colors.weak, true)];
    for (pick, color, dashed) in picks {
        let values: Vec<Option<f64>> =
            course.moments.iter().map(|m| pick(m).map(Span::middle)).collect();
        for (moment, x) in course.moments.iter().zip(at) {
            match pick(moment) {
                Some(span) if span.high > span.low => {
                    page.paper.line((*x, axis.at(span.low)), (*x, axis.at(span.high)), color, 1.5);
                }
                Some(_) => {}
                None => page.paper.hatched(*x - 5.0, bottom - 10.0, 10.0, 10.0),
            }
        }
        line(page, &values, at, &axis, color, dashed);
    }
}

fn describe(data: &History, language: Language) -> String {
    let moment = |moment: &Moment| {
        let score = moment.score.map_or("–".to_owned(), |s| Unit::Percent.show(s, language));
        format!("{} {score}", moment.version)
    };
    let course = |course: &Course| {
        let all: Vec<String> = course.moments.iter().map(moment).collect();
        format!("{}: {}", course.name, all.join(", "))
    };
    let all: Vec<String> = data.courses.iter().take(12).map(course).collect();
    format!("{}.", all.join("; "))
}
