//! Judging a whole portfolio, in parallel, into columns.

use polars::prelude::*;
use rayon::prelude::*;

use super::answer::Answer;
use super::judge::Judge;
use super::score::{Completeness, Points, Weights};
use crate::canvas::{Block, Canvas, Language};
use crate::catalogue::{Catalogue, Level, Rubric};
use crate::portfolio::{Portfolio, schema};

/// The judgement on all canvases of a portfolio.
pub struct Assessment<'a> {
    portfolio: &'a Portfolio,
    catalogue: &'a Catalogue,
    rubric: &'a Rubric,
    /// Canvas by canvas, the levels of all questions.
    levels: Vec<Level>,
}

/// An entry quoted in a frame has at most this many characters.
const LONGEST_QUOTE: usize = 500;

/// Judges every canvas.
///
/// The result does not depend on the number of threads or on the order of the source.
///
/// # Errors
/// When a column of the portfolio does not hold text, which this library's readers rule out.
pub fn assess<'a>(
    portfolio: &'a Portfolio,
    catalogue: &'a Catalogue,
    rubric: &'a Rubric,
) -> PolarsResult<Assessment<'a>> {
    let judge = || Judge::new(catalogue);
    let per_run = portfolio.in_runs(judge, |judge, views, run| {
        let mut levels = Vec::with_capacity(run.len() * catalogue.questions.len());
        let mut own = Vec::new();
        let mut canvas = Canvas { id: "", version: "", language: None, entries: Vec::new() };
        for place in run {
            if views.fill(place, &mut canvas) {
                judge.levels(&canvas, &mut own);
                levels.extend_from_slice(&own);
            }
        }
        levels
    })?;
    Ok(Assessment::of(portfolio, catalogue, rubric, per_run.concat()))
}

/// Rounded to two decimals, as percentages and points are in frames.
fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

impl<'a> Assessment<'a> {
    /// From the levels of all questions, canvas by canvas.
    pub(crate) const fn of(
        portfolio: &'a Portfolio,
        catalogue: &'a Catalogue,
        rubric: &'a Rubric,
        levels: Vec<Level>,
    ) -> Self {
        Self { portfolio, catalogue, rubric, levels }
    }

    /// The levels of a canvas, by its place in the `canvases` frame, in the catalogue's order.
    #[must_use]
    pub fn levels(&self, canvas: usize) -> &[Level] {
        let width = self.catalogue.questions.len();
        self.levels.get(canvas * width..(canvas + 1) * width).unwrap_or_default()
    }

    /// How far each canvas is complete, in the order of the `canvases` frame.
    pub fn completeness(&self) -> impl Iterator<Item = Completeness> + '_ {
        let weights = Weights::new(self.catalogue, self.rubric);
        (0..self.portfolio.len()).map(move |canvas| weights.completeness(self.levels(canvas)))
    }

    /// The judged portfolio.
    #[must_use]
    pub const fn portfolio(&self) -> &'a Portfolio {
        self.portfolio
    }

    /// What it was judged by.
    #[must_use]
    pub const fn catalogue(&self) -> &'a Catalogue {
        self.catalogue
    }

    /// How it was weighed.
    #[must_use]
    pub const fn rubric(&self) -> &'a Rubric {
        self.rubric
    }

    /// A row per canvas: `canvas`, `version`, `completeness` (0 to 100), a column per block (0 to
    /// 100; null when the rubric leaves the whole block out), how many questions came out
    /// `answered`, `none`, `partly` and `not_found`; `mark` and `label` when the rubric has them.
    ///
    /// # Errors
    /// When polars cannot build the frame.
    pub fn scores(&self) -> PolarsResult<DataFrame> {
        let weights = Weights::new(self.catalogue, self.rubric);
        let canvases = (0..self.portfolio.len()).into_par_iter().with_min_len(1 << 10);
        let all: Vec<Completeness> =
            canvases.map(|canvas| weights.completeness(self.levels(canvas))).collect();
        let percent = |points: Points| points.percent().map(rounded);
        let mut columns = self.key_columns()?;
        let total: Vec<_> = all.iter().map(|one| percent(one.total)).collect();
        columns.push(Column::new("completeness".into(), &total));
        let blocks = Block::ALL.into_par_iter().map(|block| {
            let values: Vec<_> = all.iter().map(|one| percent(one.blocks[block.index()])).collect();
            Column::new(block.name().into(), values)
        });
        columns.extend(blocks.collect::<Vec<_>>());
        for level in [Level::Answered, Level::None, Level::Partly, Level::NotFound] {
            let place = Level::ALL.iter().position(|known| *known == level).unwrap_or(0);
            let values: Vec<u32> = all.iter().map(|one| one.counts[place]).collect();
            columns.push(Column::new(level.name().replace('-', "_").into(), values));
        }
        let exact = all.iter().map(|one| one.total.percent());
        if self.rubric.scale().is_some() {
            let marks: Vec<_> = exact.clone().map(|p| self.rubric.mark(p?)).collect();
            columns.push(Column::new("mark".into(), marks));
        }
        if self.rubric.has_labels() {
            let labels: Vec<_> = exact.map(|p| self.rubric.label(p?)).collect();
            columns.push(Column::new("label".into(), labels));
        }
        DataFrame::new(all.len(), columns)
    }

    fn key_columns(&self) -> PolarsResult<Vec<Column>> {
        let canvases = self.portfolio.canvases();
        Ok(vec![
            canvases.column(schema::CANVAS)?.clone(),
            canvases.column(schema::VERSION)?.clone(),
        ])
    }

    /// A row per canvas and block: `canvas`, `version`, `block`, `score` (0 to 100; null when the
    /// rubric leaves the block out), `points`, `max`, and how many questions came out at which
    /// level.
    ///
    /// # Errors
    /// When polars cannot build the frame.
    pub fn blocks(&self) -> PolarsResult<DataFrame> {
        let (mut score, mut points, mut max) = (Vec::new(), Vec::new(), Vec::new());
        let mut counts: [Vec<u32>; 4] = Default::default();
        for (canvas, one) in self.completeness().enumerate() {
            for block in Block::ALL {
                let here = one.blocks[block.index()];
                score.push(here.percent().map(rounded));
                points.push(rounded(here.got));
                max.push(rounded(here.max));
                let mut own = [0_u32; 4];
                for (question, level) in self.catalogue.questions.iter().zip(self.levels(canvas)) {
                    if question.block == block && self.rubric.weight(question).is_some() {
                        own[*level as usize] += 1;
                    }
                }
                for (all, own) in counts.iter_mut().zip(own) {
                    all.push(own);
                }
            }
        }
        let height = score.len();
        let mut columns = self.repeated_keys(Block::ALL.len())?;
        let names: Vec<&str> =
            Block::ALL.iter().cycle().take(height).map(|block| block.name()).collect();
        columns.push(Column::new(schema::BLOCK.into(), names));
        columns.push(Column::new("score".into(), score));
        columns.push(Column::new("points".into(), points));
        columns.push(Column::new("max".into(), max));
        for level in [Level::Answered, Level::None, Level::Partly, Level::NotFound] {
            let values = std::mem::take(&mut counts[level as usize]);
            columns.push(Column::new(level.name().replace('-', "_").into(), values));
        }
        DataFrame::new(height, columns)
    }

    /// Canvas and version, each repeated.
    fn repeated_keys(&self, times: usize) -> PolarsResult<Vec<Column>> {
        let places: Vec<IdxSize> = (0..self.portfolio.len())
            .flat_map(|canvas| std::iter::repeat_n(canvas, times))
            .filter_map(|canvas| IdxSize::try_from(canvas).ok())
            .collect();
        let places = IdxCa::from_vec("place".into(), places);
        self.key_columns()?.iter().map(|column| column.take(&places)).collect()
    }

    /// The answers of all canvases with their evidence, canvas by canvas; those that the rubric
    /// leaves out are left out.
    ///
    /// # Errors
    /// When a column of the portfolio does not hold text.
    pub fn evidence(&self) -> PolarsResult<Vec<Vec<Answer>>> {
        let left_in = |answer: &Answer| {
            let question = self.catalogue.questions.get(answer.question);
            question.is_some_and(|question| self.rubric.weight(question).is_some())
        };
        let judge = || Judge::new(self.catalogue);
        let per_run = self.portfolio.in_runs(judge, |judge, views, run| {
            let canvases = run.filter_map(|place| views.get(place));
            let all = canvases.map(|canvas| {
                let mut answers = judge.answers(&canvas);
                answers.retain(left_in);
                answers
            });
            all.collect::<Vec<_>>()
        })?;
        Ok(per_run.into_iter().flatten().collect())
    }

    /// A row per canvas and question: `canvas`, `version`, `question`, `block`, `state`,
    /// `points`, `max`, `evidence_kind` (null when nothing was found), `reason` (why it counts, in
    /// the given language), `evidence` (the entries that it rests on, quoted), `words` (the words
    /// of them that counted), `evidence_block` (where the first stands), `entry` (its id, null
    /// when the author gave none).
    ///
    /// # Errors
    /// When polars cannot build the frame.
    pub fn answers(&self, language: Language) -> PolarsResult<DataFrame> {
        let views = self.portfolio.views()?;
        let evidence = self.evidence()?;
        let mut rows = AnswerRows::default();
        let mut per_canvas = 0;
        for (place, answers) in evidence.iter().enumerate() {
            let Some(canvas) = views.get(place) else { continue };
            per_canvas = answers.len();
            for answer in answers {
                self.push_answer(&mut rows, &canvas, answer, language);
            }
        }
        let mut columns = self.repeated_keys(per_canvas)?;
        columns.extend(rows.into_columns());
        DataFrame::new(columns.first().map_or(0, Column::len), columns)
    }

    fn push_answer(
        &self,
        rows: &mut AnswerRows<'a>,
        canvas: &Canvas<'_>,
        answer: &Answer,
        language: Language,
    ) {
        let Some(question) = self.catalogue.questions.get(answer.question) else { return };
        let weight = self.rubric.weight(question).unwrap_or(0.0);
        rows.question.push(&question.id);
        rows.block.push(question.block.name());
        rows.state.push(answer.level.name());
        rows.points.push(rounded(weight * f64::from(answer.level.half_points()) / 2.0));
        rows.max.push(rounded(weight));
        rows.kind.push(answer.kind.map(super::EvidenceKind::name));
        let rule = answer.rule.and_then(|rule| question.rules.get(rule));
        rows.reason.push(rule.map(|rule| rule.say[language as usize].as_str()));
        let quoted = answer.quotes.iter().filter_map(|quote| canvas.entries.get(quote.place));
        let texts: Vec<String> = quoted.map(|entry| shortened(entry.text)).collect();
        rows.evidence.push(Some(texts.join(" · ")).filter(|text| !text.is_empty()));
        let mut words: Vec<&str> = Vec::new();
        for word in answer.quotes.iter().flat_map(|quote| &quote.words) {
            if !words.contains(&word.as_str()) {
                words.push(word);
            }
        }
        rows.words.push(Some(words.join(", ")).filter(|text| !text.is_empty()));
        let first = answer.quotes.first();
        rows.evidence_block.push(first.map(|quote| quote.block.name()));
        let entry = first.and_then(|quote| canvas.entries.get(quote.place));
        rows.entry.push(entry.and_then(|entry| entry.id).map(str::to_owned));
    }
}

fn shortened(text: &str) -> String {
    if text.len() <= LONGEST_QUOTE {
        return text.to_owned();
    }
    let start: String = text.chars().take(LONGEST_QUOTE).collect();
    if start.len() == text.len() { start } else { format!("{start}…") }
}

/// The columns of the answers frame while they grow.
#[derive(Default)]
struct AnswerRows<'a> {
    question: Vec<&'a str>,
    block: Vec<&'static str>,
    state: Vec<&'static str>,
    points: Vec<f64>,
    max: Vec<f64>,
    kind: Vec<Option<&'static str>>,
    reason: Vec<Option<&'a str>>,
    evidence: Vec<Option<String>>,
    words: Vec<Option<String>>,
    evidence_block: Vec<Option<&'static str>>,
    entry: Vec<Option<String>>,
}

impl AnswerRows<'_> {
    fn into_columns(self) -> [Column; 11] {
        [
            Column::new("question".into(), self.question),
            Column::new(schema::BLOCK.into(), self.block),
            Column::new("state".into(), self.state),
            Column::new("points".into(), self.points),
            Column::new("max".into(), self.max),
            Column::new("evidence_kind".into(), self.kind),
            Column::new("reason".into(), self.reason),
            Column::new("evidence".into(), self.evidence),
            Column::new("words".into(), self.words),
            Column::new("evidence_block".into(), self.evidence_block),
            Column::new("entry".into(), self.entry),
        ]
    }
}
