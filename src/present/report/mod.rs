//! One page about one canvas, its versions, or a whole portfolio: as HTML that needs nothing else,
//! and as Markdown.

mod basis;
mod canvas;
mod changes;
mod html;
mod markdown;
mod ranking;
mod summary;

use std::collections::BTreeMap;

use crate::assess::Assessment;
use crate::canvas::Language;
use crate::portfolio::{Field, schema};
use crate::text::one_line;

pub use html::report_html;
pub use markdown::report_markdown;

/// A drawing in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it shows, above it.
    pub heading: String,
    /// An SVG element, as the chart module writes it: it goes into the page as it is.
    pub svg: String,
}

/// A table in a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportTable {
    /// Its heading.
    pub heading: String,
    /// What there is to say before it; empty for nothing.
    pub intro: String,
    /// The columns; those of numbers are aligned right.
    pub columns: Vec<(String, bool)>,
    /// The cells, as texts.
    pub rows: Vec<Vec<String>>,
}

/// Everything that a report shows.
pub struct Report<'a, 'p> {
    /// The title; `None` for one that follows from the content.
    pub title: Option<String>,
    /// The language of the page.
    pub language: Language,
    /// The judgement.
    pub assessment: &'a Assessment<'p>,
    /// What the canvases are called, in the order of the `canvases` frame.
    pub names: Vec<String>,
    /// Places in the `canvases` frame, in the order in which they are shown.
    pub order: Vec<usize>,
    /// Charts about all canvases.
    pub figures: Vec<Figure>,
    /// Drawings of single canvases, by place.
    pub posters: BTreeMap<usize, Figure>,
    /// Tables about all canvases.
    pub tables: Vec<ReportTable>,
    /// Tables about single canvases, by place.
    pub canvas_tables: BTreeMap<usize, Vec<ReportTable>>,
    /// What else there is to say, for instance what was left out when reading.
    pub notes: Vec<String>,
}

/// How much is told of each canvas, so that a page of very many stays a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Detail {
    /// The questions that are not answered, by name only.
    Brief,
    /// Every question; folded away until asked for.
    Folded,
    /// Every question.
    Open,
}

/// Up to this many canvases are open.
const MOST_OPEN: usize = 4;
/// Up to this many canvases have every question with its evidence: about 20 kB each.
const MOST_FOLDED: usize = 200;

impl Report<'_, '_> {
    const fn detail(&self) -> Detail {
        match self.names.len() {
            0..=MOST_OPEN => Detail::Open,
            count if count <= MOST_FOLDED => Detail::Folded,
            _ => Detail::Brief,
        }
    }

    fn pick<'t>(&self, en: &'t str, nl: &'t str) -> &'t str {
        self.language.pick(en, nl)
    }

    fn name(&self, place: usize) -> &str {
        self.names.get(place).map_or("", String::as_str)
    }

    /// The title: as given, else that of the one canvas, else that of a portfolio.
    fn heading(&self) -> String {
        if let Some(title) = &self.title {
            return title.clone();
        }
        let Some(first) = self.names.first() else { return String::new() };
        let one = self.names.len() == 1;
        match self.of_one_canvas() {
            Some(_) if one => first.clone(),
            Some(title) => {
                let word = self.pick("versions", "versies");
                format!("{title}: {} {word}", self.names.len())
            }
            None => self
                .pick("Business models, side by side", "Businessmodellen naast elkaar")
                .to_owned(),
        }
    }

    /// The title of the one canvas that there are versions of; `None` when there are several.
    fn of_one_canvas(&self) -> Option<String> {
        let frame = self.assessment.portfolio().canvases();
        let ids = frame.column(schema::CANVAS).ok()?.str().ok()?;
        let first = ids.get(0)?;
        if !ids.iter().all(|id| id == Some(first)) {
            return None;
        }
        let titles = frame.column(Field::Title.name()).ok()?.str().ok()?;
        let last = (0..self.names.len()).rev().find_map(|place| titles.get(place));
        Some(one_line(last.unwrap_or(first)))
    }
}
