//! What changed between the first and the last version of each canvas: which questions came out
//! better or worse.

use polars::prelude::PolarsResult;

use super::{Report, ReportTable};
use crate::catalogue::Level;
use crate::portfolio::{Field, first_and_last, schema};
use crate::present::number::percent;
use crate::text::one_line;

/// A question that came out otherwise in a later version.
pub(super) struct Change {
    /// The canvas' name.
    pub(super) name: String,
    /// The question's place in the catalogue.
    pub(super) question: usize,
    /// Before and after.
    pub(super) levels: (Level, Level),
}

/// At most this many changes are listed.
const MOST: usize = 500;

/// The tables of changes; none when no canvas has two versions.
///
/// # Errors
/// When a column of the portfolio does not hold text.
pub(super) fn tables(report: &Report<'_, '_>) -> PolarsResult<Vec<ReportTable>> {
    let pairs = first_and_last(report.assessment.portfolio())?;
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let frame = report.assessment.portfolio().canvases();
    let titles = frame.column(Field::Title.name())?.str()?;
    let ids = frame.column(schema::CANVAS)?.str()?;
    let versions = frame.column(schema::VERSION)?.str()?;
    let totals: Vec<_> = report.assessment.completeness().map(|one| one.total.percent()).collect();
    let mut scores = Vec::new();
    let mut changes = Vec::new();
    for (first, last) in pairs {
        let name = one_line(titles.get(last).or_else(|| ids.get(last)).unwrap_or_default());
        let show = |place: usize| {
            let total = totals.get(place).copied().flatten();
            total.map_or("–".to_owned(), |total| format!("{}%", percent(total).trim()))
        };
        let version = |place: usize| one_line(versions.get(place).unwrap_or_default());
        scores.push(vec![name.clone(), version(first), show(first), version(last), show(last)]);
        let before = report.assessment.levels(first).iter();
        let after = report.assessment.levels(last);
        for (question, (old, new)) in before.zip(after).enumerate() {
            if old != new {
                changes.push(Change { name: name.clone(), question, levels: (*old, *new) });
            }
        }
    }
    Ok(vec![score_table(report, scores), change_table(report, changes)])
}

fn score_table(report: &Report<'_, '_>, rows: Vec<Vec<String>>) -> ReportTable {
    let t = |en: &str, nl: &str| report.language.pick(en, nl).to_owned();
    ReportTable {
        heading: t("First and last version", "Eerste en laatste versie"),
        intro: String::new(),
        columns: vec![
            (t("Canvas", "Canvas"), false),
            (t("First version", "Eerste versie"), false),
            (t("Score", "Score"), false),
            (t("Last version", "Laatste versie"), false),
            (t("Score", "Score"), false),
        ],
        rows,
    }
}

fn change_table(report: &Report<'_, '_>, changes: Vec<Change>) -> ReportTable {
    let t = |en: &str, nl: &str| report.language.pick(en, nl).to_owned();
    let language = report.language;
    let better =
        changes.iter().filter(|c| c.levels.1.half_points() > c.levels.0.half_points()).count();
    let worse =
        changes.iter().filter(|c| c.levels.1.half_points() < c.levels.0.half_points()).count();
    let mut intro = format!(
        "{better} {}, {worse} {}.",
        language.pick("questions came out better", "vragen kwamen beter uit"),
        language.pick("worse", "slechter")
    );
    if changes.len() > MOST {
        intro.push_str(&format!(
            " {} {MOST} {} {}.",
            language.pick("The first", "De eerste"),
            language.pick("are listed of", "staan hieronder, van"),
            changes.len()
        ));
    }
    let row = |change: Change| {
        let question = report.assessment.catalogue().questions.get(change.question)?;
        Some(vec![
            change.name,
            question.id.clone(),
            question.text(language).ask.clone(),
            change.levels.0.label(language).to_owned(),
            change.levels.1.label(language).to_owned(),
        ])
    };
    ReportTable {
        heading: t("Questions that came out otherwise", "Vragen die anders uitkwamen"),
        intro,
        columns: vec![
            (t("Canvas", "Canvas"), false),
            (t("Id", "Id"), false),
            (t("Question", "Vraag"), false),
            (t("First version", "Eerste versie"), false),
            (t("Last version", "Laatste versie"), false),
        ],
        rows: changes.into_iter().take(MOST).filter_map(row).collect(),
    }
}
