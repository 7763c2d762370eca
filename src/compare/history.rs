//! The versions of a canvas in order, and what changed from each to the next.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::appraisal::{Appraisal, Appraiser, Standing};
use super::diff::Diff;
use super::meaning::Meaning;
use super::sheet::Sheet;
use crate::balance::Options;
use crate::catalogue::{Catalogue, Rubric};
use crate::portfolio::Field;

/// One version of a canvas, with what changed since the one before.
#[derive(Clone, Debug, PartialEq)]
pub struct Step<'a> {
    /// The version.
    pub sheet: Sheet<'a>,
    /// How it stands.
    pub standing: Standing,
    /// The changes and what they mean; `None` for the first version.
    pub since: Option<(Diff<'a>, Meaning<'a>)>,
}

/// The versions of one canvas, first to last; never empty.
#[derive(Clone, Debug, PartialEq)]
pub struct History<'a> {
    /// The versions.
    pub steps: Vec<Step<'a>>,
}

impl<'a> History<'a> {
    /// The history of each canvas, in the order of their names. Versions are ordered by their
    /// dates when all of them have one that is written `2026-01-31` and no two are the same, else
    /// as they come, which is by version.
    #[must_use]
    pub fn all(
        sheets: Vec<Sheet<'a>>,
        catalogue: &Catalogue,
        rubric: &Rubric,
        options: &Options,
    ) -> Vec<Self> {
        let mut canvases: BTreeMap<&str, Vec<Sheet<'a>>> = BTreeMap::new();
        for sheet in sheets {
            canvases.entry(sheet.canvas.id).or_default().push(sheet);
        }
        let canvases: Vec<Vec<Sheet<'a>>> = canvases
            .into_values()
            .map(|mut versions| {
                by_date(&mut versions);
                versions
            })
            .collect();
        let appraiser = || Appraiser::new(catalogue, rubric, options);
        let all = canvases
            .into_par_iter()
            .map_init(appraiser, |appraiser, versions| Self::of(versions, appraiser));
        all.collect()
    }

    /// The history of versions that are in order.
    pub fn of(versions: Vec<Sheet<'a>>, appraiser: &mut Appraiser<'_>) -> Self {
        let mut steps: Vec<Step<'a>> = Vec::with_capacity(versions.len());
        let mut last: Option<Appraisal> = None;
        for sheet in versions {
            let appraisal = appraiser.appraise(&sheet);
            let since = steps.last().zip(last.as_ref()).map(|(before, judged)| {
                let diff = Diff::between(&before.sheet, &sheet);
                let (old, new) = ((&before.sheet, judged), (&sheet, &appraisal));
                let meaning = Meaning::between(old, new, &diff, appraiser);
                (diff, meaning)
            });
            steps.push(Step { sheet, standing: appraisal.standing.clone(), since });
            last = Some(appraisal);
        }
        Self { steps }
    }
}

fn by_date(versions: &mut [Sheet<'_>]) {
    let dates: Option<Vec<&str>> = versions.iter().map(date).collect();
    let Some(mut dates) = dates else { return };
    dates.sort_unstable();
    if dates.windows(2).all(|two| two[0] != two[1]) {
        versions.sort_by(|a, b| date(a).cmp(&date(b)));
    }
}

/// A date that sorts as text.
fn date<'a>(sheet: &Sheet<'a>) -> Option<&'a str> {
    let date = sheet.fields[Field::Date as usize]?.trim();
    let shape: String =
        date.chars().take(10).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    (shape == "0000-00-00").then_some(date)
}

#[cfg(test)]
mod tests {
    use super::{Field, History, Options, Sheet};
    use crate::canvas::{Block, Canvas, Entry};
    use crate::catalogue::{Catalogue, Rubric};

    fn version<'a>(version: &'a str, date: Option<&'a str>) -> Sheet<'a> {
        let entries = vec![Entry::new(Block::Channels, 1, version)];
        let mut sheet = Sheet::new(Canvas { id: "shop", version, language: None, entries });
        sheet.fields[Field::Date as usize] = date;
        sheet
    }

    fn order(sheets: Vec<Sheet<'_>>) -> Vec<String> {
        let catalogue = Catalogue::builtin().unwrap();
        let all = History::all(sheets, &catalogue, &Rubric::default(), &Options::default());
        all[0].steps.iter().map(|step| step.sheet.canvas.version.to_owned()).collect()
    }

    #[test]
    fn dates_decide_when_every_version_has_its_own() {
        let dated = vec![version("1", Some("2026-02-01")), version("2", Some("2026-01-01"))];
        assert_eq!(order(dated), ["2", "1"]);
        let half = vec![version("1", Some("2026-02-01")), version("2", None)];
        assert_eq!(order(half), ["1", "2"]);
    }
}
