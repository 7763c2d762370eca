//! What canvases are called where people read.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::schema::{self, Field};
use super::store::Portfolio;
use crate::canvas::Language;
use crate::text::one_line;

/// What each canvas is called for people, in the order of the `canvases` frame: its title, else its
/// id; with the version where there are several, with the id where titles are the same.
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
        let title = if title.is_empty() { id.clone() } else { title };
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
