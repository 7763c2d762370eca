//! A change note in Markdown, as a team would paste it in a pull request.

use std::fmt::Write as _;

use super::inked::Inked;
use super::lines::{self, Told, tell};
use super::{DiffView, Pair, money};
use crate::canvas::{Block, Language};
use crate::compare::{Aspect, Change, Fate, Kind};
use crate::text::one_line;

/// The change note: a line per change, spelling and order gathered per block, then the questions.
/// Every change of the comparison is in it.
#[must_use]
pub fn diff_note(view: DiffView<'_, '_>, language: Language) -> String {
    let mut out = String::new();
    whole_canvases(&mut out, view, language);
    for pair in view.pairs() {
        if !out.is_empty() {
            out.push('\n');
        }
        heading(&mut out, pair, language);
        for block in lines::blocks(pair) {
            let _ = writeln!(out, "**{}**", lines::label(view, block, language));
            for group in lines::groups(pair.diff, block, language) {
                let _ = writeln!(out, "- {}", escaped(&group));
            }
            block_lines(&mut out, block, pair, language);
        }
        findings(&mut out, pair, language);
        questions(&mut out, pair, language);
    }
    out
}

fn whole_canvases(out: &mut String, view: DiffView<'_, '_>, language: Language) {
    let came = (&view.diff.added, language.pick("New canvas", "Nieuwe canvas"));
    let went = (&view.diff.removed, language.pick("Canvas removed", "Canvas verwijderd"));
    for (sheets, words) in [came, went] {
        for sheet in sheets {
            let name = escaped(&one_line(&sheet.name()));
            let _ = writeln!(out, "- {words}: {name} ({})", lines::entries(sheet, language));
        }
    }
}

fn heading(out: &mut String, pair: Pair<'_, '_>, language: Language) {
    let l = language;
    let (id, version) = lines::names(pair.sheets.0, pair.sheets.1);
    let _ = writeln!(out, "{}", format!("### {} {}", escaped(&id), escaped(&version)).trim_end());
    if pair.diff.is_empty() {
        let _ = writeln!(out, "{}", l.pick("No changes.", "Geen wijzigingen."));
        return;
    }
    let _ = write!(
        out,
        "{} **{}**, {} **{}**: {}.",
        l.pick("Completeness", "Compleetheid"),
        lines::completeness(pair.meaning),
        l.pick("consistency", "samenhang"),
        lines::consistency(pair.meaning),
        lines::in_short(pair.diff, pair.meaning, l)
    );
    if let Some(figures) = money::figures(pair.meaning, l) {
        let _ = write!(out, " {}: {}.", l.pick("A year", "Per jaar"), escaped(&figures));
    }
    out.push('\n');
    for change in &pair.diff.fields {
        let name = lines::field_word(change.field, l);
        let _ = writeln!(out, "- {}", escaped(&lines::from_to(name, change.old, change.new)));
    }
}

fn block_lines(out: &mut String, block: Block, pair: Pair<'_, '_>, language: Language) {
    let changes: Vec<&Change<'_>> =
        lines::told_apart(pair).filter(|change| change.block() == block).collect();
    let slight =
        |change: &Change<'_>, aspect| lines::aspects(change, pair.diff, pair.meaning) == [aspect];
    for change in &changes {
        if !slight(change, Aspect::Respelled) && !slight(change, Aspect::Reordered) {
            let _ = writeln!(out, "- {}", line(change, pair, language));
        }
    }
    let gathered = |aspect: Aspect| -> Vec<String> {
        let found = changes.iter().filter(|change| slight(change, aspect));
        let texts = found.filter_map(|change| match (aspect, change.edited()) {
            (Aspect::Reordered, Some((old, new))) => {
                Some(format!("{} ({} → {})", escaped_line(new.text), old.number, new.number))
            }
            (_, Some((_, new))) => Some(escaped_line(new.text)),
            _ => None,
        });
        texts.collect()
    };
    let spelling = (Aspect::Respelled, language.pick("Only spelling", "Alleen spelling"));
    let order = (Aspect::Reordered, language.pick("Only order", "Alleen volgorde"));
    for (aspect, words) in [spelling, order] {
        let texts = gathered(aspect);
        if !texts.is_empty() {
            let _ = writeln!(out, "- {words}: {}", texts.join(" · "));
        }
    }
}

fn line(change: &Change<'_>, pair: Pair<'_, '_>, language: Language) -> String {
    let told = tell(change, pair, language);
    let plain = |texts: &[Vec<Inked>]| {
        let whole = texts.iter().map(|runs| runs.iter().map(|run| run.text.as_str()).collect());
        let texts: Vec<String> = whole.map(|text: String| escaped(text.trim())).collect();
        texts.join(" · ")
    };
    match change.kind() {
        Kind::Added => format!("{}: {}", told.what, plain(&told.new)),
        Kind::Removed => format!("{}: {}", told.what, plain(&told.old)),
        Kind::Split | Kind::Merged | Kind::Recast => {
            format!("{}: {} → {}", told.what, plain(&told.old), plain(&told.new))
        }
        Kind::Edited => edited(&told),
    }
}

fn edited(told: &Told) -> String {
    let runs = told.both.as_deref().unwrap_or_default();
    let text = match runs {
        [old, new] if old.fate == Fate::Removed && new.fate == Fate::Added => {
            format!("{} → {}", escaped(old.text.trim()), escaped(new.text.trim()))
        }
        runs => marked(runs),
    };
    let mut line = format!("{}: {text}", told.what);
    if !told.details.is_empty() {
        let _ = write!(line, " ({})", escaped(&told.details.join("; ")));
    }
    line
}

/// Words with `~~…~~` and `**…**`; where Markdown would not see those signs because of what stands
/// beside them, with tags.
fn marked(runs: &[Inked]) -> String {
    let mut out = String::new();
    for (number, run) in runs.iter().enumerate() {
        let inner = run.text.trim_matches(' ');
        if run.fate == Fate::Kept || inner.is_empty() {
            out.push_str(&escaped(&run.text));
            continue;
        }
        let start = &run.text[..run.text.len() - run.text.trim_start_matches(' ').len()];
        let end = &run.text[start.len() + inner.len()..];
        let before = out.chars().last().filter(|_| start.is_empty());
        let after = runs.get(number + 1).and_then(|next| next.text.chars().next());
        let after = after.filter(|_| end.is_empty());
        let word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        // Two marked runs side by side read better, and parse better, with a space between them.
        let apart = before.is_some_and(|c| matches!(c, '~' | '*' | '>'));
        let before = before.filter(|_| !apart);
        let firm = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let seen = (!word(before) || firm(inner.chars().next()))
            && (!word(after) || firm(inner.chars().last()));
        let (open, close) = match (run.fate, seen) {
            (Fate::Removed, true) => ("~~", "~~"),
            (Fate::Removed, false) => ("<del>", "</del>"),
            (_, true) => ("**", "**"),
            (_, false) => ("<ins>", "</ins>"),
        };
        let start = if apart { " " } else { start };
        let start = if out.ends_with(' ') { "" } else { start };
        let _ = write!(out, "{start}{open}{}{close}{end}", escaped(inner));
    }
    out.trim().to_owned()
}

fn findings(out: &mut String, pair: Pair<'_, '_>, language: Language) {
    let lines = money::findings(pair, language);
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "**{}**", language.pick("Findings", "Bevindingen"));
    for line in lines {
        let (what, check) = (line.what(language), escaped(&line.check));
        let _ = writeln!(out, "- {what}: {} ({check})", escaped(&line.text));
    }
}

fn questions(out: &mut String, pair: Pair<'_, '_>, language: Language) {
    let (meaning, view) = (pair.meaning, pair.view);
    if meaning.questions.is_empty() {
        return;
    }
    let _ = writeln!(out, "**{}**", language.pick("Questions", "Vragen"));
    for change in &meaning.questions {
        let Some(question) = view.catalogue.questions.get(change.question) else { continue };
        let word = lines::question_word(change, language);
        let ask = &question.text(language).ask;
        let _ = write!(out, "- {} {word}: {}", question.id, escaped(ask));
        if let Some(ground) = &change.ground {
            let words: Vec<String> =
                ground.words.iter().map(|word| escaped(&one_line(word))).collect();
            let label = lines::label(view, ground.block, language).to_lowercase();
            let _ = write!(out, " ({label} {}", ground.number);
            if !words.is_empty() {
                let _ = write!(out, ": {}", words.join(", "));
            }
            out.push(')');
        }
        out.push('\n');
    }
}

fn escaped_line(text: &str) -> String {
    escaped(&one_line(text))
}

/// Text from input in Markdown: signs with a meaning made harmless. `_` within a word has none.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(c, '\\' | '|' | '<' | '>' | '*' | '_' | '`' | '[' | ']' | '#' | '&' | '~' | '@')
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escaped, marked};
    use crate::present::diff::inked::both;

    #[test]
    fn changed_words_are_struck_and_bold() {
        let line = marked(&both("for cheap bread daily", "for fresh bread daily"));
        assert_eq!(line, "for ~~cheap~~ **fresh** bread daily");
    }

    #[test]
    fn signs_that_markdown_would_not_see_become_tags() {
        let line = marked(&both("bread (white) daily for all", "bread daily for all"));
        assert!(line.contains("~~(white)~~") || line.contains("<del>(white)</del>"), "{line}");
    }

    #[test]
    fn text_from_input_has_no_meaning() {
        assert_eq!(escaped("<b>@team*"), "\\<b\\>\\@team\\*");
    }
}
