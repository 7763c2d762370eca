//! Canvases that have much of their text in common.

use rayon::prelude::*;

use super::profile::Profile;
use super::sequence::for_each_shared;
use super::sheet::Sheet;
use super::words::{Fate, word_pieces};

/// What counts as a near copy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CopyRules {
    /// At least this share of the runs of four words of the smaller canvas, 0 to 1.
    pub share: f64,
    /// Runs of words that more canvases than this have are the template's or the trade's.
    pub common: usize,
}

impl CopyRules {
    /// For so many canvases: a third of the text, and what more than ten of them have, or a
    /// tenth of them where that is more, counts for no one.
    #[must_use]
    pub fn for_canvases(count: usize) -> Self {
        Self { share: 0.33, common: 10.max(count / 10) }
    }
}

/// Two canvases with text in common.
#[derive(Clone, Debug, PartialEq)]
pub struct NearCopy {
    /// The two canvases' places.
    pub pair: (usize, usize),
    /// How many runs of words both have.
    pub shared: usize,
    /// The share that these are of each one's own runs, 0 to 1; what the template has is left out.
    pub shares: (f64, f64),
    /// The entries with text in common: places in the first and in the second canvas.
    pub entries: Vec<(usize, usize)>,
}

/// The pairs of canvases with much text in common, most alike first. Versions of one canvas are
/// not compared with one another; text of the `template` counts for nothing.
///
/// Only pairs that share a run of words which few canvases have are looked at, found through an
/// index (as in winnowing: Schleimer, Wilkerson and Aiken 2003, here with all fingerprints kept,
/// since canvases are short). So the time grows with the text, not with the pairs.
#[must_use]
pub fn near_copies(
    sheets: &[Sheet<'_>],
    template: &[Sheet<'_>],
    rules: CopyRules,
) -> Vec<NearCopy> {
    let profiles = Profile::all(sheets);
    let index = Index::of(&profiles, &Profile::all(template), rules);
    let mut copies: Vec<NearCopy> = index
        .pairs
        .par_chunk_by(|a, b| a == b)
        .map(|same| (same[0].0 as usize, same[0].1 as usize, same.len()))
        .filter(|(a, b, _)| sheets[*a].canvas.id != sheets[*b].canvas.id)
        .filter_map(|(a, b, shared)| {
            let share = |at: usize| shared as f64 / index.telling[at].max(1) as f64;
            let shares = (share(a), share(b));
            // A line or two in common is no copy, however short the canvas.
            (shared >= 3 && shares.0.max(shares.1) >= rules.share).then(|| NearCopy {
                pair: (a, b),
                shared,
                shares,
                entries: index.entries(&profiles[a], &profiles[b]),
            })
        })
        .collect();
    let most = |copy: &NearCopy| copy.shares.0.max(copy.shares.1);
    copies.sort_by(|a, b| most(b).total_cmp(&most(a)).then(a.pair.cmp(&b.pair)));
    copies
}

/// Which canvases share which runs of words.
struct Index {
    /// Per canvas how many of its runs tell: those that are neither common nor the template's.
    telling: Vec<usize>,
    /// The runs that do not tell though several canvases have them, ascending.
    common: Vec<u64>,
    /// A pair of canvases for each telling run that both have, ascending.
    pairs: Vec<(u32, u32)>,
}

impl Index {
    fn of(profiles: &[Profile], template: &[Profile], rules: CopyRules) -> Self {
        let mut given: Vec<u64> =
            template.iter().flat_map(|profile| profile.runs.iter().map(|(run, _)| *run)).collect();
        given.sort_unstable();
        let mut all: Vec<(u64, u32)> =
            Vec::with_capacity(profiles.iter().map(|profile| profile.runs.len()).sum());
        for (canvas, profile) in profiles.iter().enumerate() {
            let canvas = u32::try_from(canvas).unwrap_or(u32::MAX);
            all.extend(profile.runs.iter().map(|(run, _)| (*run, canvas)));
        }
        all.par_sort_unstable();
        let mut telling = vec![0; profiles.len()];
        let (mut common, mut pairs) = (Vec::new(), Vec::new());
        for same in all.chunk_by(|a, b| a.0 == b.0) {
            let run = same[0].0;
            if same.len() > rules.common || given.binary_search(&run).is_ok() {
                common.push(run);
                continue;
            }
            for (at, (_, first)) in same.iter().enumerate() {
                telling[*first as usize] += 1;
                pairs.extend(same[at + 1..].iter().map(|(_, second)| (*first, *second)));
            }
        }
        pairs.par_sort_unstable();
        Self { telling, common, pairs }
    }

    /// The entries that the shared runs stand in.
    fn entries(&self, a: &Profile, b: &Profile) -> Vec<(usize, usize)> {
        let hashes =
            |profile: &Profile| profile.runs.iter().map(|(run, _)| *run).collect::<Vec<_>>();
        let place = |profile: &Profile, run: u64| {
            let found = profile.runs.binary_search_by_key(&run, |(known, _)| *known);
            found.ok().and_then(|at| profile.runs.get(at)).map_or(0, |(_, entry)| *entry as usize)
        };
        let mut pairs = Vec::new();
        for_each_shared(&hashes(a), &hashes(b), |run| {
            if self.common.binary_search(&run).is_err() {
                pairs.push((place(a, run), place(b, run)));
            }
        });
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}

/// How much of two texts is the same, word by word: the share of the longer one, 0 to 1.
#[must_use]
pub fn text_in_common(a: &str, b: &str) -> f64 {
    let count = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let kept: usize = word_pieces(a, b)
        .iter()
        .filter(|piece| piece.fate == Fate::Kept)
        .map(|piece| count(piece.text))
        .sum();
    kept as f64 / count(a).max(count(b)).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::{CopyRules, near_copies};
    use crate::canvas::{Block, Canvas, Entry};
    use crate::compare::Sheet;

    fn sheet(id: &'static str, texts: &[&'static str]) -> Sheet<'static> {
        let entries = texts.iter().zip(1..).map(|(text, n)| Entry::new(Block::Channels, n, text));
        Sheet::new(Canvas { id, version: "1", language: None, entries: entries.collect() })
    }

    const TEMPLATE: [&str; 2] = [
        "Through which channels do your customer segments want to be reached",
        "Which of your channels work best and which are most cost efficient",
    ];

    #[test]
    fn a_copy_is_found_and_the_template_is_none() {
        let mut sheets = vec![
            sheet(
                "a",
                &[TEMPLATE[0], TEMPLATE[1], "A stall on the Saturday market in the old town"],
            ),
            sheet(
                "b",
                &[TEMPLATE[0], TEMPLATE[1], "Our stall on the Saturday market in the old town"],
            ),
            sheet(
                "c",
                &[TEMPLATE[0], TEMPLATE[1], "Telephone sales to hospitals and clinics abroad"],
            ),
        ];
        let rules = CopyRules::for_canvases(sheets.len());
        let template = [sheet("template", &TEMPLATE)];
        let copies = near_copies(&sheets, &template, rules);
        assert_eq!(copies.len(), 1, "{copies:?}");
        assert_eq!((copies[0].pair, copies[0].entries.as_slice()), ((0, 1), &[(2, 2)][..]));
        sheets[1].canvas.id = "a";
        assert!(near_copies(&sheets, &template, rules).is_empty(), "versions of one canvas");
    }
}
