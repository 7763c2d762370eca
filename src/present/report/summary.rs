//! The figures at the head of a report.

use super::Report;
use crate::canvas::Language;
use crate::catalogue::Level;
use crate::present::number::{decimal, percent};

/// How a question comes out over all canvases.
pub(super) struct QuestionCount {
    /// Its place in the catalogue.
    pub(super) question: usize,
    /// Canvases by level, in the order of [`Level::ALL`].
    pub(super) counts: [usize; 4],
    /// Points of all canvases together, 0 to 100.
    pub(super) average: f64,
}

/// The questions that count, in the catalogue's order; empty without canvases.
pub(super) fn question_counts(report: &Report<'_, '_>) -> Vec<QuestionCount> {
    let assessment = report.assessment;
    let all = report.names.len();
    if all == 0 {
        return Vec::new();
    }
    let questions = assessment.catalogue().questions.iter().enumerate();
    let counted = questions.filter(|(_, q)| assessment.rubric().weight(q).is_some());
    let count = |(question, _)| {
        let mut counts = [0; 4];
        for canvas in 0..all {
            if let Some(level) = assessment.levels(canvas).get(question) {
                counts[*level as usize] += 1;
            }
        }
        let halves = counts[Level::Partly as usize]
            + 2 * (counts[Level::None as usize] + counts[Level::Answered as usize]);
        QuestionCount { question, counts, average: 50.0 * halves as f64 / all as f64 }
    };
    counted.map(count).collect()
}

/// The questions that fewest canvases answer, hardest first; those that all answer are not among
/// them.
pub(super) fn hardest(report: &Report<'_, '_>, most: usize) -> Vec<QuestionCount> {
    let mut counts = question_counts(report);
    counts.retain(|count| count.average < 100.0);
    counts.sort_by(|a, b| a.average.total_cmp(&b.average).then(a.question.cmp(&b.question)));
    counts.truncate(most);
    counts
}

/// How many canvases leave a question open, in words.
pub(super) fn left_open(report: &Report<'_, '_>, count: &QuestionCount) -> String {
    let (open, all) = (count.counts[Level::NotFound as usize], report.names.len());
    match report.language {
        Language::En => format!("left open by {open} of {all} canvases"),
        Language::Nl => format!("door {open} van de {all} canvassen opengelaten"),
    }
}

/// Short facts: a number and what it counts.
pub(super) fn facts(report: &Report<'_, '_>) -> Vec<(String, String)> {
    let language = report.language;
    let scores: Vec<_> = report.assessment.completeness().collect();
    let mut totals: Vec<f64> = scores.iter().filter_map(|one| one.total.percent()).collect();
    totals.sort_by(f64::total_cmp);
    let show = |value: f64| format!("{}%", percent(value).trim());
    let mut facts = Vec::new();
    if let [one] = &scores[..] {
        let total = one.total.percent().map_or("–".to_owned(), show);
        facts.push((total, report.pick("of the points", "van de punten").to_owned()));
        if let Some(mark) = one.total.percent().and_then(|p| report.assessment.rubric().mark(p)) {
            let places = report.assessment.rubric().scale().map_or(1, |scale| scale.decimals());
            facts.push((decimal(mark, places, language), report.pick("mark", "cijfer").to_owned()));
        }
        for level in [Level::Answered, Level::None, Level::Partly, Level::NotFound] {
            let count = one.counts[level as usize];
            if count > 0 || level != Level::None {
                facts.push((count.to_string(), level.label(language).to_owned()));
            }
        }
        return facts;
    }
    facts.push((scores.len().to_string(), report.pick("canvases", "canvassen").to_owned()));
    if let (Some(least), Some(most)) = (totals.first(), totals.last()) {
        let middle = totals.len() / 2;
        let median = if totals.len() % 2 == 1 {
            totals[middle]
        } else {
            f64::midpoint(totals[middle - 1], totals[middle])
        };
        facts.push((show(median), report.pick("median score", "mediaan van de scores").to_owned()));
        facts.push((show(*most), report.pick("highest score", "hoogste score").to_owned()));
        facts.push((show(*least), report.pick("lowest score", "laagste score").to_owned()));
    }
    if let Some(pass) = report.assessment.rubric().scale().and_then(|scale| scale.pass) {
        let rubric = report.assessment.rubric();
        let passed = totals.iter().filter_map(|p| rubric.mark(*p)).filter(|mark| *mark >= pass);
        let places = rubric.scale().map_or(1, |scale| scale.decimals());
        let word = report.pick("at or above", "met minstens een");
        let label = format!("{word} {}", decimal(pass, places, language));
        facts.push((passed.count().to_string(), label));
    }
    facts
}
