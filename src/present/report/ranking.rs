//! The table of all canvases: rank, score, blocks; sorted and filtered by the page's script.

use std::fmt::Write as _;

use super::Report;
use crate::canvas::Block;
use crate::present::html::escape;
use crate::present::number::{decimal, percent};

/// Rows of the ranking that are on the screen until more are asked for: a browser takes a second to
/// lay out a table of a thousand. Printed, and with scripts off, all rows are there.
const FIRST: usize = 100;

/// The class of a percentage: its colour, in steps of five.
fn shade(value: f64) -> usize {
    (value.clamp(0.0, 100.0) / 5.0).round() as usize
}

/// A cell for a percentage; hatched when there is none.
fn cell(value: Option<f64>, missing: &str) -> String {
    match value {
        Some(value) => {
            let text = percent(value);
            format!("<td class=\"b p{}\" data-v=\"{value:.2}\">{}</td>", shade(value), text.trim())
        }
        None => format!("<td class=\"b missing\" data-v=\"\"><span>{missing}</span></td>"),
    }
}

/// A block's name with the places where it may be broken, so that columns stay narrow.
fn hyphenated(label: &str) -> String {
    let mut label = label.to_owned();
    for part in ["Klant", "Waarde", "propo", "Inkomsten", "Kern", "activi", "Kosten", "relation"] {
        label = label.replace(part, &format!("{part}&shy;"));
    }
    label
}

/// The controls; hidden until the script shows them.
pub(super) fn filters(out: &mut String, report: &Report<'_, '_>) {
    let t = |en, nl| escape(report.pick(en, nl));
    let _ = write!(
        out,
        "<form id=\"filters\" hidden data-total=\"2\" data-status=\"{}\">\
         <div><label for=\"q\">{}</label><input id=\"q\" name=\"q\" type=\"search\" autocomplete=\"off\"></div>\
         <div><label for=\"block\">{}</label><select id=\"block\" name=\"block\"><option value=\"\">{}</option>",
        t("{n} of {all} canvases found", "{n} van {all} canvassen gevonden"),
        t("Search", "Zoeken"),
        t("Below 50% on", "Onder 50% op"),
        t("any block", "maakt niet uit"),
    );
    for block in Block::ALL {
        let label = escape(report.assessment.catalogue().blocks.label(block, report.language));
        let _ = write!(out, "<option value=\"{}\">{label}</option>", block.index() + 3);
    }
    let _ = writeln!(
        out,
        "</select></div>\
         <div><label for=\"least\">{}</label><input id=\"least\" name=\"least\" type=\"number\" min=\"0\" max=\"100\"></div>\
         <div><label for=\"most\">{}</label><input id=\"most\" name=\"most\" type=\"number\" min=\"0\" max=\"100\"></div>\
         <button type=\"reset\">{}</button></form>\n<p id=\"status\" role=\"status\" class=\"note\"></p>",
        t("Total from", "Totaal vanaf"),
        t("Total up to", "Totaal tot en met"),
        t("Show all", "Alles tonen"),
    );
}

/// The table.
pub(super) fn table(out: &mut String, report: &Report<'_, '_>) {
    let t = |en, nl| escape(report.pick(en, nl));
    let rubric = report.assessment.rubric();
    let (marks, labels) = (rubric.scale(), rubric.has_labels());
    let caption = t(
        "Per cent of the points, in total and by building block",
        "Procent van de punten, in totaal en per bouwsteen",
    );
    let region = t("Ranking", "Ranglijst");
    let _ = write!(
        out,
        "<p class=\"note\">{caption}</p>\
         <div class=\"scroll\" role=\"region\" aria-label=\"{region}\" tabindex=\"0\">\
         <table class=\"ranking\" data-sort data-first=\"{FIRST}\"><thead><tr>\
         <th scope=\"col\" class=\"n\">{}</th><th scope=\"col\">{}</th><th scope=\"col\" class=\"n\" aria-sort=\"descending\">{}</th>",
        t("Rank", "Plaats"),
        t("Canvas", "Canvas"),
        t("Total", "Totaal"),
    );
    for block in Block::ALL {
        let label = report.assessment.catalogue().blocks.label(block, report.language);
        let label = hyphenated(&escape(label));
        let _ = write!(out, "<th scope=\"col\" class=\"b\">{label}</th>");
    }
    let _ = write!(
        out,
        "<th scope=\"col\" class=\"n\">{}</th><th scope=\"col\" class=\"n\">{}</th>",
        t("Answered", "Beantwoord"),
        t("Not found", "Niet gevonden"),
    );
    if marks.is_some() {
        let _ = write!(out, "<th scope=\"col\" class=\"n\">{}</th>", t("Mark", "Cijfer"));
    }
    if labels {
        let _ = write!(out, "<th scope=\"col\">{}</th>", t("Label", "Oordeel"));
    }
    out.push_str("</tr></thead><tbody>\n");
    rows(out, report);
    out.push_str("</tbody></table></div>\n");
    let more = t("Show the other {n} in the table too", "Toon ook de andere {n} in de tabel");
    let _ =
        writeln!(out, "<button type=\"button\" id=\"more\" data-text=\"{more}\" hidden></button>");
}

fn rows(out: &mut String, report: &Report<'_, '_>) {
    let scores: Vec<_> = report.assessment.completeness().collect();
    let rubric = report.assessment.rubric();
    let missing = escape(report.pick("left out", "weggelaten"));
    let (mut rank, mut before) = (0, None);
    for (number, place) in report.order.iter().enumerate() {
        let Some(one) = scores.get(*place) else { continue };
        let total = one.total.percent();
        // Equals share a rank.
        let shown = total.map(|total| (total * 100.0).round() as i64);
        if shown != before || number == 0 {
            rank = number + 1;
            before = shown;
        }
        let name = escape(report.name(*place));
        let _ = write!(
            out,
            "<tr{} data-c=\"c{place}\"><td class=\"n\">{rank}</td><th scope=\"row\"><a href=\"#c{place}\">{name}</a></th>",
            if number < FIRST { "" } else { " class=\"rest\"" },
        );
        let text = total.map_or("–".to_owned(), |total| format!("{}%", percent(total).trim()));
        let value = total.map_or(String::new(), |total| format!("{total:.2}"));
        let _ = write!(out, "<td class=\"n\" data-v=\"{value}\">{text}</td>");
        for points in one.blocks {
            out.push_str(&cell(points.percent(), &missing));
        }
        let answered = one.counts[2] + one.counts[3];
        let _ =
            write!(out, "<td class=\"n\">{answered}</td><td class=\"n\">{}</td>", one.counts[0]);
        if let Some(scale) = rubric.scale() {
            let mark = total.map(|total| scale.mark(total));
            let text =
                mark.map_or("–".to_owned(), |m| decimal(m, scale.decimals(), report.language));
            let value = mark.map_or(String::new(), |mark| mark.to_string());
            let _ = write!(out, "<td class=\"n\" data-v=\"{value}\">{text}</td>");
        }
        if rubric.has_labels() {
            let label = total.and_then(|total| rubric.label(total)).unwrap_or("–");
            let _ = write!(out, "<td>{}</td>", escape(label));
        }
        out.push_str("</tr>");
    }
}

/// A table that the caller made.
pub(super) fn plain_table(out: &mut String, table: &super::ReportTable, about: &str) {
    // Regions are told apart by their labels, and a table may be there once per canvas.
    let heading = escape(&[table.heading.as_str(), about].join(" "));
    if !table.intro.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", escape(&table.intro));
    }
    let _ = write!(
        out,
        "<div class=\"scroll\" role=\"region\" aria-label=\"{heading}\" tabindex=\"0\"><table data-sort><thead><tr>"
    );
    for (column, number) in &table.columns {
        let class = if *number { " class=\"n\"" } else { "" };
        let _ = write!(out, "<th scope=\"col\"{class}>{}</th>", escape(column));
    }
    out.push_str("</tr></thead><tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (cell, (_, number)) in row.iter().zip(&table.columns) {
            let class = if *number {
                " class=\"n\""
            } else if cell.len() < 8 {
                " class=\"id\""
            } else {
                ""
            };
            let _ = write!(out, "<td{class}>{}</td>", escape(cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
}
