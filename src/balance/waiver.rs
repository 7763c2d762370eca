//! Waivers: where an author says why a finding does not apply.

use serde::Deserialize;
use thiserror::Error;
use toml::Spanned;

use super::finding::Finding;
use crate::canvas::{Attribute, Canvas};
use crate::catalogue::Catalogue;
use crate::text::key;

/// One waiver of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The check whose findings it waives.
    pub check: String,
    /// The canvas that it holds for; `None` for all.
    pub canvas: Option<String>,
    /// The id, or the beginning of the text, of the entry that it holds for; `None` for all.
    pub entry: Option<String>,
    /// Why the finding does not apply.
    pub reason: String,
    /// Where it stands in the file: the line, from 1.
    pub line: usize,
}

/// The waivers of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waivers {
    /// The file, as the user named it.
    pub file: String,
    /// In the order of the file.
    pub all: Vec<Waiver>,
}

/// What is wrong with a file of waivers.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}:{line}: {message}")]
pub struct WaiversError {
    file: String,
    line: usize,
    message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    waive: Vec<RawWaiver>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWaiver {
    check: Spanned<String>,
    canvas: Option<String>,
    entry: Option<String>,
    reason: String,
}

impl Waivers {
    /// Reads TOML: `[[waive]]` with `check` and `reason`, and where wanted `canvas` and `entry`.
    ///
    /// # Errors
    /// When it is no such TOML, names an unknown check, or gives no reason.
    pub fn load(file: &str, text: &str, catalogue: &Catalogue) -> Result<Self, WaiversError> {
        let error = |offset: usize, message: String| WaiversError {
            file: file.to_owned(),
            line: text.get(..offset).unwrap_or_default().matches('\n').count() + 1,
            message,
        };
        let raw: RawFile = toml::from_str(text)
            .map_err(|e| error(e.span().map_or(0, |span| span.start), e.message().to_owned()))?;
        let mut all = Vec::new();
        for waiver in raw.waive {
            let offset = waiver.check.span().start;
            let check = waiver.check.into_inner();
            if catalogue.check(&check).is_none() {
                let near = catalogue
                    .checks
                    .iter()
                    .min_by_key(|known| strsim::damerau_levenshtein(&known.id, &check))
                    .map_or("", |known| known.id.as_str());
                let message = format!("no check is called '{check}': did you mean '{near}'?");
                return Err(error(offset, message));
            }
            if waiver.reason.trim().is_empty() {
                return Err(error(offset, "a waiver needs a reason".to_owned()));
            }
            all.push(Waiver {
                check,
                canvas: waiver.canvas,
                entry: waiver.entry,
                reason: waiver.reason,
                line: error(offset, String::new()).line,
            });
        }
        Ok(Self { file: file.to_owned(), all })
    }
}

impl Waiver {
    fn fits(&self, finding: &Finding, canvas: &Canvas<'_>, catalogue: &Catalogue) -> bool {
        let check = catalogue.checks.get(finding.check).map(|check| check.id.as_str());
        check == Some(&self.check)
            && self.canvas.as_ref().is_none_or(|id| id == canvas.id)
            && self.entry.as_ref().is_none_or(|named| {
                let place = finding.evidence.first().map(|evidence| evidence.place);
                place.and_then(|place| canvas.entries.get(place)).is_some_and(|entry| {
                    entry.id == Some(named) || key(entry.text).starts_with(&key(named))
                })
            })
    }
}

/// A waiver on an entry that waives nothing: the entry's place, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unused {
    /// The place of the entry in the canvas.
    pub place: usize,
    /// The check that it names.
    pub check: String,
}

/// Waives findings by the file and by the entries' own `waive`. Returns what was used of the file,
/// by place, and what waives nothing.
pub(super) fn apply(
    findings: &mut [Finding],
    canvas: &Canvas<'_>,
    catalogue: &Catalogue,
    waivers: &Waivers,
) -> (Vec<usize>, Vec<Unused>) {
    let mut used = Vec::new();
    for (number, waiver) in waivers.all.iter().enumerate() {
        for finding in findings.iter_mut() {
            if waiver.fits(finding, canvas, catalogue) {
                finding.waived.get_or_insert_with(|| waiver.reason.trim().to_owned());
                used.push(number);
            }
        }
    }
    let mut unused = Vec::new();
    for (place, entry) in canvas.entries.iter().enumerate() {
        let Some(text) = entry.attribute(Attribute::Waive) else { continue };
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (check, reason) = part.split_once(':').unwrap_or((part, ""));
            let (check, reason) = (check.trim(), reason.trim());
            let number = catalogue.checks.iter().position(|known| known.id == check);
            let mut hit = false;
            for finding in findings.iter_mut() {
                let about = finding.evidence.iter().any(|evidence| evidence.place == place);
                if Some(finding.check) == number && about {
                    finding.waived.get_or_insert_with(|| reason.to_owned());
                    hit = true;
                }
            }
            if !hit {
                unused.push(Unused { place, check: check.to_owned() });
            }
        }
    }
    used.sort_unstable();
    used.dedup();
    (used, unused)
}
