//! What canvases are called where people read.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::schema::{self, Field};
use super::store::Portfolio;
use crate::canvas::Language;
use crate::text::one_line;

/// What each canvas is called for people, in the order of the `canvases` frame: its title, else its
/// id, without "Business Model Canvas" before or after it; with the version where there are several, with the id where titles are the same.
///
/// # Errors
/// When a column of the portfolio does not hold text.
pub fn display_names(portfolio: &Portfolio, language: Language) -> PolarsResult<Vec<String>> {
    let frame = portfolio.canvases();
    let ids = frame.column(schema::CANVAS)?.str()?;
    let versions = frame.column(schema::VERSION)?.str()?;
    let titles = frame.column(Field::Title.name())?.str()?;
    let mut named: Vec<(String, String, String)> = Vec::with_capacity(portfolio.len());
    for place in 0..portfolio.len() {
        let id = one_line(ids.get(place).unwrap_or_default());
        let title = one_line(titles.get(place).unwrap_or_default());
        let version = one_line(versions.get(place).unwrap_or_default());
        let title = if title.is_empty() { id.clone() } else { own_part(&title).to_owned() };
        named.push((title, id, version));
    }
    let mut ids_of: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut versions_of: BTreeMap<String, usize> = BTreeMap::new();
    for (title, id, _) in &named {
        let ids = ids_of.entry(title.clone()).or_default();
        if !ids.contains(id) {
            ids.push(id.clone());
        }
        *versions_of.entry(id.clone()).or_default() += 1;
    }
    let name = |(title, id, version): (String, String, String)| {
        let shared = ids_of.get(&title).is_some_and(|ids| ids.len() > 1);
        let several = versions_of.get(&id).is_some_and(|count| *count > 1);
        let mut name = if shared { format!("{title} ({id})") } else { title };
        if several {
            name.push_str(&format!(" · {} {version}", language.pick("version", "versie")));
        }
        name
    };
    Ok(named.into_iter().map(name).collect())
}

/// What the template is called; many titles begin or end with it, and would all look alike where
/// there is no room for the rest.
const TEMPLATE: [&str; 5] = [
    "business model canvas (bmc)",
    "business model canvas",
    "businessmodel canvas",
    "businessmodelcanvas",
    "bmc",
];

/// A title without the template's name at either end; the whole title when nothing else is left.
fn own_part(title: &str) -> &str {
    let separator = |c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | '|' | '·');
    let start = title.trim_start_matches(|c: char| !c.is_alphanumeric() && !"('\"“‘".contains(c));
    let mut own = title;
    for name in TEMPLATE {
        let after = start.get(..name.len()).filter(|head| head.eq_ignore_ascii_case(name));
        let after = after.and_then(|_| start.get(name.len()..));
        // The name is a word of its own: "BMCatering" keeps its beginning.
        if let Some(rest) = after.filter(|rest| !rest.starts_with(char::is_alphanumeric)) {
            own = rest.trim_start_matches(separator);
            break;
        }
        let head = title.len().checked_sub(name.len()).and_then(|at| title.split_at_checked(at));
        let head = head.filter(|(_, tail)| tail.eq_ignore_ascii_case(name)).map(|(head, _)| head);
        if let Some(head) = head.filter(|head| head.ends_with(separator)) {
            own = head.trim_end_matches(separator);
            break;
        }
    }
    let bare = own.strip_prefix('(').and_then(|own| own.strip_suffix(')'));
    let own = bare.filter(|own| !own.contains(['(', ')'])).unwrap_or(own);
    if own.chars().filter(|c| c.is_alphanumeric()).count() < 2 { title } else { own }
}

#[cfg(test)]
mod tests {
    use super::own_part;

    #[test]
    fn a_name_is_what_tells_a_canvas_from_the_others() {
        for (title, name) in [
            ("Business Model Canvas — Nazarato", "Nazarato"),
            ("BUSINESS MODEL CANVAS (BMC): Ons café", "Ons café"),
            ("🚀 Business Model Canvas: Zorg aan huis", "Zorg aan huis"),
            ("HealthAI - Business Model Canvas", "HealthAI"),
            ("Business Model Canvas (fit-vision)", "fit-vision"),
            ("Business model canvas", "Business model canvas"),
            ("BMCatering", "BMCatering"),
            ("Bakkerij Kruim", "Bakkerij Kruim"),
            ("É", "É"),
        ] {
            assert_eq!(own_part(title), name);
        }
    }
}
