//! Changes as one self-contained HTML page.

use std::fmt::Write as _;

use super::inked::Inked;
use super::lines::{self, tell};
use super::unified::remark;
use super::{DiffView, Pair, money};
use crate::canvas::Language;
use crate::compare::{Change, Diff, Fate, Kind};
use crate::text::{display_safe, one_line};

/// Struck through and underlined as well as coloured; a dark scheme where the reader's is dark.
const LOOKS: &str = "\
:root{color-scheme:light dark;--gone:#b3261e;--come:#0b57d0;--line:#8884}
body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}
td,th{border-top:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top}
td.what{width:9rem;color:GrayText}td.old,td.new{width:42%;overflow-wrap:anywhere}
del{color:var(--gone);text-decoration:line-through}ins{color:var(--come);text-decoration:underline}
ul{margin:0;padding-left:1.1rem}.up{color:var(--come)}.down{color:var(--gone)}
@media(prefers-color-scheme:dark){:root{--gone:#f2b8b5;--come:#a8c7fa}}";

/// The page: no scripts, nothing loaded from elsewhere.
#[must_use]
pub fn diff_page(view: DiffView<'_, '_>, language: Language) -> String {
    let title = language.pick("Changes", "Wijzigingen");
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\">\n<meta \
         name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>\n{LOOKS}\n</style></head>\n<body>\n<h1>{title}</h1>\n",
        language.code()
    );
    whole_canvases(&mut out, view, language);
    for pair in view.pairs() {
        heading(&mut out, pair, language);
        fields(&mut out, pair.diff, language);
        blocks(&mut out, pair, language);
        findings(&mut out, pair, language);
        questions(&mut out, pair, language);
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn whole_canvases(out: &mut String, view: DiffView<'_, '_>, language: Language) {
    let came = (&view.diff.added, language.pick("New canvas", "Nieuwe canvas"));
    let went = (&view.diff.removed, language.pick("Canvas removed", "Canvas verwijderd"));
    for (sheets, words) in [came, went] {
        for sheet in sheets {
            let entries = lines::entries(sheet, language);
            let name = escaped(&one_line(&sheet.name()));
            let _ = writeln!(out, "<p>{words}: <strong>{name}</strong> ({entries})</p>");
        }
    }
}

fn heading(out: &mut String, pair: Pair<'_, '_>, language: Language) {
    let l = language;
    let (id, version) = lines::names(pair.sheets.0, pair.sheets.1);
    let _ = writeln!(out, "<h2>{} <small>{}</small></h2>", escaped(&id), escaped(&version));
    if pair.diff.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", l.pick("No changes.", "Geen wijzigingen."));
        return;
    }
    let _ = writeln!(
        out,
        "<p>{} <strong>{}</strong>, {} <strong>{}</strong>: {}.</p>",
        l.pick("Completeness", "Compleetheid"),
        lines::completeness(pair.meaning),
        l.pick("consistency", "samenhang"),
        lines::consistency(pair.meaning),
        escaped(&lines::in_short(pair.diff, pair.meaning, l))
    );
    if let Some(figures) = money::figures(pair.meaning, l) {
        let word = l.pick("A year", "Per jaar");
        let _ = writeln!(out, "<p>{word}: {}.</p>", escaped(&figures));
    }
}

fn fields(out: &mut String, diff: &Diff<'_>, language: Language) {
    if diff.fields.is_empty() {
        return;
    }
    out.push_str("<ul>\n");
    for change in &diff.fields {
        let name = lines::field_word(change.field, language);
        let said = lines::from_to(name, change.old, change.new);
        let _ = writeln!(out, "<li>{}</li>", escaped(&said));
    }
    out.push_str("</ul>\n");
}

fn blocks(out: &mut String, pair: Pair<'_, '_>, language: Language) {
    for block in lines::blocks(pair) {
        let label = escaped(lines::label(pair.view, block, language));
        let _ = writeln!(out, "<h3>{label}</h3>");
        for group in lines::groups(pair.diff, block, language) {
            let _ = writeln!(out, "<p>{}</p>", escaped(&group));
        }
        let (old, new) = (language.pick("Before", "Voor"), language.pick("After", "Na"));
        let _ = writeln!(out, "<table>\n<tr><th></th><th>{old}</th><th>{new}</th></tr>");
        for change in lines::told_apart(pair).filter(|change| change.block() == block) {
            row(out, change, pair, language);
        }
        out.push_str("</table>\n");
    }
}

fn row(out: &mut String, change: &Change<'_>, pair: Pair<'_, '_>, language: Language) {
    let told = tell(change, pair, language);
    let what = if change.kind() == Kind::Edited { remark(&told) } else { told.what.clone() };
    let words = change.kind() == Kind::Edited;
    let _ = writeln!(
        out,
        "<tr><td class=\"what\">{}</td><td class=\"old\">{}</td><td class=\"new\">{}</td></tr>",
        escaped(&what),
        cell(&told.old, words),
        cell(&told.new, words)
    );
}

fn cell(texts: &[Vec<Inked>], words: bool) -> String {
    let shown = |runs: &Vec<Inked>| -> String {
        let run = |run: &Inked| match run.fate {
            Fate::Removed if words => format!("<del>{}</del>", escaped(&run.text)),
            Fate::Added if words => format!("<ins>{}</ins>", escaped(&run.text)),
            _ => escaped(&run.text),
        };
        runs.iter().map(run).collect()
    };
    match texts {
        [one] => shown(one),
        [] => String::new(),
        several => {
            let items: String =
                several.iter().map(|runs| format!("<li>{}</li>", shown(runs))).collect();
            format!("<ul>{items}</ul>")
        }
    }
}

fn findings(out: &mut String, pair: Pair<'_, '_>, language: Language) {
    let lines = money::findings(pair, language);
    if lines.is_empty() {
        return;
    }
    let title =
        language.pick("What it means for the findings", "Wat het betekent voor de bevindingen");
    let _ = writeln!(out, "<h3>{title}</h3>\n<ul>");
    for line in lines {
        let class = if line.appeared { "down" } else { "up" };
        let _ = writeln!(
            out,
            "<li><span class=\"{class}\">{} {}</span>: {}</li>",
            line.what(language),
            escaped(&line.check),
            escaped(&line.text)
        );
    }
    out.push_str("</ul>\n");
}

fn questions(out: &mut String, pair: Pair<'_, '_>, language: Language) {
    let (meaning, view) = (pair.meaning, pair.view);
    if meaning.questions.is_empty() {
        return;
    }
    let title = language.pick("What it means for the questions", "Wat het betekent voor de vragen");
    let _ = writeln!(out, "<h3>{title}</h3>\n<ul>");
    for change in &meaning.questions {
        let Some(question) = view.catalogue.questions.get(change.question) else { continue };
        let class = if change.is_loss() { "down" } else { "up" };
        let sign = change.sign();
        let word = lines::question_word(change, language);
        let ask = escaped(&question.text(language).ask);
        let _ = write!(
            out,
            "<li><span class=\"{class}\">{sign} {} {word}</span>: {ask}",
            escaped(&question.id)
        );
        if let Some(ground) = &change.ground {
            let label = escaped(&lines::label(view, ground.block, language).to_lowercase());
            let text = escaped(&one_line(ground.text));
            let _ = write!(out, " <q title=\"{label} {}\">{text}</q>", ground.number);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

/// Text from input in HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in display_safe(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
