//! Marks by people, from CSV.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::PolarsResult;
use thiserror::Error;

use super::names::{Names, Unknown};
use crate::assess::Assessment;
use crate::catalogue::{Catalogue, Level};
use crate::read::{Note, Severity};
use crate::text::{key, one_line, unguarded};

/// More raters than this are none: their column holds something else.
pub const MOST_RATERS: usize = 20;

/// One rater's level for one question of one canvas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The canvas' place in the `canvases` frame.
    pub canvas: usize,
    /// The question's place in the catalogue.
    pub question: usize,
    /// The rater's place in [`Marks::raters`].
    pub rater: usize,
    /// The level.
    pub level: Level,
    /// What the rater pointed at; `None` when nothing.
    pub evidence: Option<String>,
    /// The row in the file, from 1; the header is row 1.
    pub row: usize,
}

/// A file of marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The raters, by name.
    pub raters: Vec<String>,
    /// The marks, ordered by canvas, question and rater; a rater marks a cell at most once.
    pub marks: Vec<Mark>,
}

/// Why a file of marks cannot be used at all.
#[derive(Debug, Error)]
pub enum MarksError {
    /// The table is broken, or a column is missing.
    #[error("{0}")]
    Table(String),
    /// The portfolio's frames are not as this library builds them.
    #[error(transparent)]
    Frame(#[from] polars::error::PolarsError),
}

/// The columns of a file of marks, by place.
struct Columns {
    canvas: usize,
    question: usize,
    level: usize,
    version: Option<usize>,
    rater: Option<usize>,
    evidence: Option<usize>,
    unknown: Vec<String>,
}

impl Columns {
    fn of(header: &csv::StringRecord) -> Result<Self, String> {
        let find = |names: &[&str]| header.iter().position(|name| names.contains(&&*key(name)));
        let known: [(&str, &[&str]); 6] = [
            ("canvas", &["canvas", "canvasid", "team", "venture"]),
            ("question", &["question", "vraag", "questionid"]),
            ("level", &["level", "niveau", "oordeel", "mark"]),
            ("version", &["version", "versie"]),
            ("rater", &["rater", "beoordelaar", "teacher", "docent"]),
            ("evidence", &["evidence", "bewijs", "toelichting"]),
        ];
        let places = known.map(|(_, names)| find(names));
        let missing: Vec<&str> = known[..3]
            .iter()
            .zip(places)
            .filter_map(|((name, _), place)| place.is_none().then_some(*name))
            .collect();
        let [Some(canvas), Some(question), Some(level), version, rater, evidence] = places else {
            let columns = missing.join("' and '");
            return Err(format!(
                "lacks the column '{columns}' (it needs canvas,question,rater,level and may have \
                 version and evidence)"
            ));
        };
        let unknown = header.iter().enumerate().filter(|(at, _)| !places.contains(&Some(*at)));
        let unknown = unknown.map(|(_, name)| one_line(name)).collect();
        Ok(Self { canvas, question, level, version, rater, evidence, unknown })
    }
}

impl Marks {
    /// Reads marks: CSV with the columns `canvas`, `question` and `level`, and, where they are
    /// there, `rater` (without it there is one), `version` and `evidence`. Levels are written as
    /// the rubric of the assessment says ([`MarkScale`](crate::catalogue::MarkScale)). A row
    /// without a level is a gap. `only` leaves all other canvases out.
    ///
    /// Rows that cannot be used are left out, each with a note: an error for what is wrong in the
    /// file, a warning for canvases that are not among the inputs.
    ///
    /// # Errors
    /// When the table is broken, lacks a column, or has more than [`MOST_RATERS`] raters.
    pub fn load(
        file: &str,
        text: &str,
        assessment: &Assessment<'_>,
        only: Option<&BTreeSet<String>>,
    ) -> Result<(Self, Vec<Note>), MarksError> {
        let wrong = |message: String| MarksError::Table(format!("{}: {message}", one_line(file)));
        let first = text.lines().next().unwrap_or_default();
        let separator = [b',', b';', b'\t']
            .into_iter()
            .max_by_key(|sep| (first.bytes().filter(|byte| byte == sep).count(), *sep == b','))
            .unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| wrong(error.to_string()))?.clone();
        let columns = Columns::of(&header).map_err(wrong)?;
        let mut rows = Rows::new(file, assessment, columns)?;
        rows.only = only;
        for (number, record) in reader.records().enumerate() {
            let record = record.map_err(|error| wrong(error.to_string()))?;
            rows.take(number + 2, &record);
            if rows.raters.len() > MOST_RATERS {
                return Err(wrong(format!(
                    "has more than {MOST_RATERS} raters: is the column 'rater' the right one?"
                )));
            }
        }
        Ok(rows.done())
    }
}

/// A file of marks while it is being read.
struct Rows<'a> {
    file: &'a str,
    assessment: &'a Assessment<'a>,
    columns: Columns,
    names: Names,
    only: Option<&'a BTreeSet<String>>,
    only_seen: BTreeSet<String>,
    raters: BTreeMap<String, usize>,
    marks: BTreeMap<(usize, usize, usize), Mark>,
    /// By canvas and version as written: the place, or why there is none.
    canvases: BTreeMap<(String, String), Result<usize, Unknown>>,
    /// Canvases that are none: their first row, and how many rows.
    absent: BTreeMap<(String, String), (usize, usize)>,
    gaps: usize,
    left_out: usize,
    notes: Vec<Note>,
}

impl<'a> Rows<'a> {
    fn new(file: &'a str, assessment: &'a Assessment<'a>, columns: Columns) -> PolarsResult<Self> {
        Ok(Self {
            file,
            assessment,
            columns,
            names: Names::of(assessment.portfolio())?,
            only: None,
            only_seen: BTreeSet::new(),
            raters: BTreeMap::new(),
            marks: BTreeMap::new(),
            canvases: BTreeMap::new(),
            absent: BTreeMap::new(),
            gaps: 0,
            left_out: 0,
            notes: Vec::new(),
        })
    }

    fn note(&mut self, severity: Severity, row: Option<usize>, message: String) {
        let place = row.map(|row| format!("row {row}"));
        self.notes.push(Note { severity, file: self.file.to_owned(), place, message, fix: None });
    }

    fn take(&mut self, row: usize, record: &csv::StringRecord) {
        let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default();
        let (canvas, version) = (unguarded(cell(Some(self.columns.canvas))), self.columns.version);
        let version = cell(version);
        if let Some(only) = self.only {
            if !only.contains(canvas) {
                return;
            }
            self.only_seen.insert(canvas.to_owned());
        }
        let id = cell(Some(self.columns.question));
        let Some(question) = question(self.assessment.catalogue(), id) else {
            let message = unknown_question(self.assessment.catalogue(), id);
            return self.note(Severity::Error, Some(row), message);
        };
        let written = cell(Some(self.columns.level));
        if written.is_empty() {
            self.gaps += 1;
            return;
        }
        let scale = self.assessment.rubric().mark_scale();
        let Some(level) = scale.read(written) else {
            let written = short(written);
            let message = format!("the level '{written}' is none of {}", scale.expects());
            return self.note(Severity::Error, Some(row), message);
        };
        let name = (canvas.to_owned(), version.to_owned());
        let names = &self.names;
        let version = Some(version).filter(|version| !version.is_empty());
        let found =
            self.canvases.entry(name.clone()).or_insert_with(|| names.find(canvas, version));
        let Ok(canvas) = *found else {
            self.absent.entry(name).or_insert((row, 0)).1 += 1;
            return;
        };
        let asked = self.assessment.catalogue().questions.get(question);
        if asked.is_none_or(|question| self.assessment.rubric().weight(question).is_none()) {
            self.left_out += 1;
            return;
        }
        let evidence = Some(unguarded(cell(self.columns.evidence)).to_owned());
        let evidence = evidence.filter(|text| !text.is_empty());
        let next = self.raters.len();
        let rater = unguarded(cell(self.columns.rater)).to_owned();
        let rater = *self.raters.entry(rater).or_insert(next);
        let mark = Mark { canvas, question, rater, level, evidence, row };
        self.add(mark);
    }

    fn add(&mut self, mark: Mark) {
        let cell = (mark.canvas, mark.question, mark.rater);
        let Some(first) = self.marks.get(&cell) else {
            self.marks.insert(cell, mark);
            return;
        };
        let same = if first.level == mark.level { "the same level" } else { "another level" };
        let message = format!(
            "this rater has marked this canvas and question in row {} already, with {same}: that \
             one counts",
            first.row
        );
        self.note(Severity::Error, Some(mark.row), message);
    }

    /// The marks with the raters in the order of their names, and all notes.
    fn done(mut self) -> (Marks, Vec<Note>) {
        let absent = std::mem::take(&mut self.absent);
        for (name, (row, count)) in absent {
            let why = self.canvases.get(&name).cloned();
            let (severity, message) = absent_canvas(&name.0, count, why);
            self.note(severity, Some(row), message);
        }
        let missing = |id: &&String| !self.only_seen.contains(*id);
        let unseen: Vec<String> =
            self.only.into_iter().flatten().filter(missing).map(|id| one_line(id)).collect();
        if !unseen.is_empty() {
            let message = format!("has no marks for {}", unseen.join(", "));
            self.note(Severity::Warning, None, message);
        }
        let plural = |count: usize| if count == 1 { "mark" } else { "marks" };
        if self.gaps > 0 {
            let message = format!("{} {} without a level: gaps", self.gaps, plural(self.gaps));
            self.note(Severity::Info, None, message);
        }
        if self.left_out > 0 {
            let count = self.left_out;
            let message =
                format!("{count} {} for questions that the rubric leaves out", plural(count));
            self.note(Severity::Info, None, message);
        }
        if !self.columns.unknown.is_empty() {
            let message = format!("not used: column {}", self.columns.unknown.join(", "));
            self.note(Severity::Info, None, message);
        }
        let mut place = vec![0; self.raters.len()];
        for (new, old) in self.raters.values().enumerate() {
            place[*old] = new;
        }
        let renamed = |mut mark: Mark| {
            mark.rater = place[mark.rater];
            mark
        };
        let mut marks: Vec<Mark> = self.marks.into_values().map(renamed).collect();
        marks.sort_by_key(|mark| (mark.canvas, mark.question, mark.rater));
        self.notes.sort_by_key(|note| {
            note.place.as_deref().and_then(|p| p.strip_prefix("row ")?.parse::<usize>().ok())
        });
        (Marks { raters: self.raters.into_keys().collect(), marks }, self.notes)
    }
}

fn question(catalogue: &Catalogue, id: &str) -> Option<usize> {
    let id = id.to_lowercase();
    catalogue.questions.iter().position(|question| question.id == id)
}

fn unknown_question(catalogue: &Catalogue, id: &str) -> String {
    let id = short(id);
    let ids = catalogue.questions.iter().map(|question| question.id.as_str());
    let near = ids.min_by_key(|known| strsim::damerau_levenshtein(known, &id));
    let near = near.map_or(String::new(), |near| format!(": did you mean '{near}'?"));
    format!("there is no question '{id}'{near}")
}

fn absent_canvas(
    name: &str,
    count: usize,
    why: Option<Result<usize, Unknown>>,
) -> (Severity, String) {
    let name = short(name);
    let marks = if count == 1 { "1 mark is".to_owned() } else { format!("{count} marks are") };
    match why {
        Some(Err(Unknown::Several(versions))) => {
            let message = format!(
                "there are several canvases '{name}' (versions {versions}), so its {marks} \
                 left out: add a column 'version'"
            );
            (Severity::Error, message)
        }
        Some(Err(Unknown::Absent(Some(near)))) => {
            let near = short(&near);
            let message = format!(
                "the canvas '{name}' is not among the inputs, so its {marks} left out: did you \
                 mean '{near}'?"
            );
            (Severity::Warning, message)
        }
        _ => {
            let message =
                format!("the canvas '{name}' is not among the inputs, so its {marks} left out");
            (Severity::Warning, message)
        }
    }
}

/// A text from the file for a message.
fn short(text: &str) -> String {
    crate::text::truncate(&one_line(text), 60).into_owned()
}
