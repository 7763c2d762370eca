//! The page: one file that asks nothing of the network and runs no script but its own.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use polars::prelude::PolarsResult;
use sha2::{Digest, Sha256};

use super::summary::{facts, hardest, left_open, question_counts};
use super::{Detail, Report, canvas, changes, ranking};
use crate::catalogue::Level;
use crate::present::html::escape;
use crate::present::number::percent;

const STYLE: &str = include_str!("../../../data/report/report.css");
const SCRIPT: &str = include_str!("../../../data/report/report.js");

/// The report as one HTML page.
///
/// # Errors
/// When a column of the portfolio does not hold text.
pub fn report_html(report: &Report<'_, '_>) -> PolarsResult<String> {
    let mut out = String::with_capacity(256 * 1024);
    head(&mut out, report);
    let changes = changes::tables(report)?;
    let several = report.names.len() > 1;
    header(&mut out, report, several, !changes.is_empty());
    out.push_str("<main id=\"main\">\n");
    if several {
        section(&mut out, "ranking", report.pick("Ranking", "Ranglijst"));
        ranking::filters(&mut out, report);
        ranking::table(&mut out, report);
        hard(&mut out, report);
    }
    if !changes.is_empty() {
        section(&mut out, "changes", report.pick("What changed", "Wat er veranderde"));
        for table in &changes {
            let _ = writeln!(out, "<h3>{}</h3>", escape(&table.heading));
            ranking::plain_table(&mut out, table, "");
        }
    }
    figures(&mut out, report);
    for table in &report.tables {
        let _ = writeln!(out, "<h2>{}</h2>", escape(&table.heading));
        ranking::plain_table(&mut out, table, "");
    }
    let word = if several {
        report.pick("Each canvas", "Elk canvas")
    } else {
        report.pick("The canvas", "Het canvas")
    };
    section(&mut out, "canvases", word);
    key(&mut out, report);
    canvas::sections(&mut out, report)?;
    if several {
        questions(&mut out, report);
    }
    out.push_str("</main>\n");
    footer(&mut out, report);
    let _ = write!(out, "<script>{SCRIPT}</script>\n</body>\n</html>\n");
    Ok(out)
}

/// What the page may run and load: its own style and script, told by their hashes.
fn policy() -> String {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

fn head(out: &mut String, report: &Report<'_, '_>) {
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"bmc {}\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        report.language.code(),
        policy(),
        env!("CARGO_PKG_VERSION"),
        escape(&report.heading()),
    );
}

fn section(out: &mut String, id: &str, heading: &str) {
    let _ = writeln!(out, "<h2 id=\"{id}\">{}</h2>", escape(heading));
}

fn header(out: &mut String, report: &Report<'_, '_>, several: bool, changes: bool) {
    let t = |en, nl| escape(report.pick(en, nl));
    let _ = writeln!(
        out,
        "<header><a class=\"skip\" href=\"#main\">{}</a>\n<h1>{}</h1>",
        t("To the content", "Naar de inhoud"),
        escape(&report.heading())
    );
    let lead = t(
        "How far the Business Model Canvas answers {} guiding questions, with the words that every \
         judgement rests on.",
        "Hoe ver het Business Model Canvas {} vragen beantwoordt, met de woorden waarop elk oordeel \
         berust.",
    );
    let lead = lead.replace("{}", &report.questions().to_string());
    let _ = writeln!(out, "<p class=\"lead\">{lead}</p>");
    if let Some(basis) = report.basis() {
        let _ = writeln!(out, "<p class=\"note\">{}</p>", escape(&basis));
    }
    out.push_str("<ul class=\"facts\">\n");
    for (number, word) in facts(report) {
        let _ = writeln!(out, "<li><b>{}</b> {}</li>", escape(&number), escape(&word));
    }
    out.push_str("</ul>\n");
    for note in &report.notes {
        let _ = writeln!(out, "<p class=\"note\">{}</p>", escape(note));
    }
    if report.detail() == Detail::Brief {
        let _ = writeln!(
            out,
            "<p class=\"note\">{}</p>",
            t(
                "With so many canvases, each is listed with the questions it leaves open; a report \
                 of fewer shows every answer with its evidence, and of 60 at most each canvas drawn.",
                "Bij zoveel canvassen staan per canvas alleen de open vragen; een rapport van minder \
                 toont elk antwoord met bewijs, en van hoogstens 60 elk canvas getekend.",
            )
        );
    }
    if several {
        let mut links = vec![("ranking", t("Ranking", "Ranglijst"))];
        if changes {
            links.push(("changes", t("What changed", "Wat er veranderde")));
        }
        if !report.figures.is_empty() {
            links.push(("charts", t("Charts", "Grafieken")));
        }
        links.push(("canvases", t("Each canvas", "Elk canvas")));
        links.push(("questions", t("The questions", "De vragen")));
        let _ = write!(out, "<nav aria-label=\"{}\"><ul>", t("Contents", "Inhoud"));
        for (id, word) in links {
            let _ = write!(out, "<li><a href=\"#{id}\">{word}</a></li>");
        }
        out.push_str("</ul></nav>\n");
    }
    out.push_str("</header>\n");
}

/// The questions that fewest canvases answer.
fn hard(out: &mut String, report: &Report<'_, '_>) {
    let hardest = hardest(report, 5);
    if hardest.is_empty() {
        return;
    }
    let heading = report.pick("Answered least", "Het minst beantwoord");
    let _ = writeln!(out, "<h3>{}</h3><ol class=\"next\">", escape(heading));
    for count in hardest {
        let Some(question) = report.assessment.catalogue().questions.get(count.question) else {
            continue;
        };
        let _ = writeln!(
            out,
            "<li>{} (<a class=\"id\" href=\"#{1}\">{1}</a>): {2}</li>",
            escape(&question.text(report.language).ask),
            question.id,
            escape(&left_open(report, &count)),
        );
    }
    out.push_str("</ol>\n");
}

fn figures(out: &mut String, report: &Report<'_, '_>) {
    if report.figures.is_empty() {
        return;
    }
    section(out, "charts", report.pick("Charts", "Grafieken"));
    for figure in &report.figures {
        let label = escape(&figure.heading);
        let _ = writeln!(
            out,
            "<figure><div class=\"scroll\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\">{}</div></figure>",
            figure.svg
        );
    }
}

fn key(out: &mut String, report: &Report<'_, '_>) {
    if report.detail() == Detail::Brief {
        return;
    }
    out.push_str("<p class=\"key\">");
    for level in [Level::Answered, Level::None, Level::Partly, Level::NotFound] {
        let label = escape(level.label(report.language));
        let _ = write!(out, "<span class=\"l{}\">{label}</span> ", level as usize);
    }
    out.push_str("</p>\n");
}

/// All questions with how canvases do on them, and how they are answered.
fn questions(out: &mut String, report: &Report<'_, '_>) {
    let t = |en, nl| escape(report.pick(en, nl));
    section(out, "questions", report.pick("The questions", "De vragen"));
    let _ = writeln!(
        out,
        "<div class=\"scroll\" role=\"region\" aria-label=\"{}\" tabindex=\"0\"><table data-sort><thead><tr>\
         <th scope=\"col\">Id</th><th scope=\"col\">{}</th><th scope=\"col\" class=\"n\">{}</th>\
         <th scope=\"col\" class=\"n\">{}</th><th scope=\"col\" class=\"n\">{}</th><th scope=\"col\" class=\"n\">{}</th>\
         </tr></thead><tbody>",
        t("The questions", "De vragen"),
        t("Question, and how to answer it", "Vraag, en hoe je haar beantwoordt"),
        t("Answered", "Beantwoord"),
        t("Partly", "Deels"),
        t("Not found", "Niet gevonden"),
        t("Points", "Punten"),
    );
    for count in question_counts(report) {
        let Some(question) = report.assessment.catalogue().questions.get(count.question) else {
            continue;
        };
        let texts = question.text(report.language);
        let answered = count.counts[Level::Answered as usize] + count.counts[Level::None as usize];
        let _ = writeln!(
            out,
            "<tr id=\"{0}\"><td class=\"id\">{0}</td><td>{1} <span class=\"meta\">{2}</span></td><td class=\"n\">{answered}</td>\
             <td class=\"n\">{3}</td><td class=\"n\">{4}</td><td class=\"n\" data-v=\"{5:.2}\">{6}%</td></tr>",
            question.id,
            escape(&texts.ask),
            escape(&texts.how),
            count.counts[Level::Partly as usize],
            count.counts[Level::NotFound as usize],
            count.average,
            percent(count.average).trim()
        );
    }
    out.push_str("</tbody></table></div>\n");
}

fn footer(out: &mut String, report: &Report<'_, '_>) {
    let text = report.pick(
        "Completeness says how many questions a canvas answers, not whether the model is a good one.",
        "Volledigheid zegt hoeveel vragen een canvas beantwoordt, niet of het model goed is.",
    );
    let _ = writeln!(
        out,
        "<footer><p>{} {} bmc {}.</p></footer>",
        escape(text),
        escape(report.pick("Made with", "Gemaakt met")),
        env!("CARGO_PKG_VERSION")
    );
}

#[cfg(test)]
mod tests {
    use super::{SCRIPT, STYLE, policy};

    #[test]
    fn the_page_allows_its_own_style_and_script_and_nothing_else() {
        let policy = policy();
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"));
        assert!(!policy.contains("unsafe"));
        // Either would end its element early, or ask for something else.
        assert!(!SCRIPT.contains("</") && !STYLE.contains("</") && !STYLE.contains("url("));
    }
}
