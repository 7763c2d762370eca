//! Which canvas a file of marks means.

use std::collections::BTreeMap;

use polars::prelude::*;

use crate::portfolio::{Field, Portfolio, schema};
use crate::text::{key, one_line};

/// The canvases by their names.
pub(super) struct Names {
    /// Places by id.
    by_id: BTreeMap<String, Vec<usize>>,
    /// Places by the letters and digits of id and title.
    by_key: BTreeMap<String, Vec<usize>>,
    versions: Vec<String>,
}

/// Why a name means no canvas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// There is none; perhaps this one is meant.
    Absent(Option<String>),
    /// There are several, by these ids or versions.
    Several(String),
}

impl Names {
    pub(super) fn of(portfolio: &Portfolio) -> PolarsResult<Self> {
        let frame = portfolio.canvases();
        let ids = frame.column(schema::CANVAS)?.str()?;
        let titles = frame.column(Field::Title.name())?.str()?;
        let versions = frame.column(schema::VERSION)?.str()?;
        let mut names =
            Self { by_id: BTreeMap::new(), by_key: BTreeMap::new(), versions: Vec::new() };
        for place in 0..portfolio.len() {
            let id = ids.get(place).unwrap_or_default();
            names.by_id.entry(id.to_owned()).or_default().push(place);
            let mut keys = vec![key(id), key(titles.get(place).unwrap_or_default())];
            keys.dedup();
            for key in keys.into_iter().filter(|key| !key.is_empty()) {
                names.by_key.entry(key).or_default().push(place);
            }
            names.versions.push(versions.get(place).unwrap_or_default().to_owned());
        }
        Ok(names)
    }

    /// The place of a canvas by its id, or by its id or title but for case, spaces and signs; of
    /// several versions by the version.
    pub(super) fn find(&self, name: &str, version: Option<&str>) -> Result<usize, Unknown> {
        let places = self.by_id.get(name).or_else(|| self.by_key.get(&key(name)));
        let Some(places) = places else { return Err(Unknown::Absent(self.nearest(name))) };
        let bare = |version: &str| version.trim_start_matches(['v', 'V']).to_owned();
        let fits = |place: &&usize| {
            version.is_none_or(|wanted| {
                self.versions.get(**place).is_some_and(|known| bare(known) == bare(wanted))
            })
        };
        let found: Vec<usize> = places.iter().filter(fits).copied().collect();
        match found[..] {
            [place] => Ok(place),
            [] => {
                let versions = self.versions_of(places);
                Err(Unknown::Absent(Some(format!("{name}, version {versions}"))))
            }
            _ => Err(Unknown::Several(self.versions_of(&found))),
        }
    }

    fn versions_of(&self, places: &[usize]) -> String {
        let versions = places.iter().filter_map(|place| self.versions.get(*place));
        versions.map(|version| one_line(version)).collect::<Vec<_>>().join(", ")
    }

    /// The id that is spelled most like a name, where one is spelled much like it.
    fn nearest(&self, name: &str) -> Option<String> {
        // Names from a file may be of any length; no id is longer than what is looked at.
        let wanted: String = key(name).chars().take(100).collect();
        let apart = |id: &String| {
            let own: String = key(id).chars().take(100).collect();
            strsim::damerau_levenshtein(&own, &wanted)
        };
        let (far, id) = self.by_id.keys().map(|id| (apart(id), id)).min()?;
        (far * 3 <= wanted.chars().count()).then(|| id.clone())
    }
}
