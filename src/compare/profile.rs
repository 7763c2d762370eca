//! A canvas as the words and the runs of words in it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::sheet::Sheet;
use super::stems::stems;

/// How many words in a row make a shingle. Shorter and any two canvases share some; longer and one
/// changed word in a short note hides a copy.
const RUN: usize = 4;

/// The words and the runs of words of one canvas.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// Hashes of stems, ascending, each once.
    pub(super) words: Vec<u64>,
    /// Hashes of shingles, ascending, each once, with the entry that each stands in first.
    pub(super) runs: Vec<(u64, u32)>,
}

impl Profile {
    /// The profiles of many canvases, in their order.
    pub(super) fn all(sheets: &[Sheet<'_>]) -> Vec<Self> {
        sheets.par_iter().map(Self::of).collect()
    }

    fn of(sheet: &Sheet<'_>) -> Self {
        let mut profile = Self::default();
        let mut words = Vec::new();
        for (place, entry) in sheet.canvas.entries.iter().enumerate() {
            words.clear();
            stems(entry.text, &mut words);
            profile.words.extend(&words);
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            profile.runs.extend(shingles(&words).map(|run| (run, place)));
        }
        profile.words.sort_unstable();
        profile.words.dedup();
        profile.runs.sort_unstable();
        profile.runs.dedup_by_key(|(run, _)| *run);
        profile
    }
}

/// The runs of words of an entry. An entry of fewer words is one run by itself, if it has two.
fn shingles(words: &[u64]) -> impl Iterator<Item = u64> + '_ {
    let length = words.len().clamp(2, RUN);
    words.windows(length).map(move |run| {
        run.iter().fold(length as u64, |hash, word| {
            (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23)
        })
    })
}

/// In how many canvases each hash stands.
pub(super) fn spread(profiles: &[Profile], of: impl Fn(&Profile) -> Vec<u64>) -> Spread {
    let mut all: Vec<u64> = profiles.iter().flat_map(of).collect();
    all.par_sort_unstable();
    Spread(all.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect())
}

/// Hashes with how many canvases have them, ascending.
pub(super) struct Spread(Vec<(u64, usize)>);

impl Spread {
    /// How many canvases have it.
    pub(super) fn count(&self, hash: u64) -> usize {
        let found = self.0.binary_search_by_key(&hash, |(known, _)| *known);
        found.ok().and_then(|place| self.0.get(place)).map_or(0, |(_, count)| *count)
    }
}

/// How many entries of these canvases have each word, with the word as it is mostly written.
pub(super) fn spellings<'a>(sheets: &[&Sheet<'a>], wanted: &[u64]) -> BTreeMap<u64, String> {
    let mut counts: BTreeMap<u64, BTreeMap<String, usize>> = BTreeMap::new();
    let mut hashes = Vec::new();
    for entry in sheets.iter().flat_map(|sheet| &sheet.canvas.entries) {
        for word in entry.text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            hashes.clear();
            stems(word, &mut hashes);
            if let [hash] = hashes.as_slice()
                && wanted.contains(hash)
            {
                let spelled = counts.entry(*hash).or_default();
                *spelled.entry(word.to_lowercase()).or_default() += 1;
            }
        }
    }
    let most = |spelled: BTreeMap<String, usize>| {
        spelled.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).map(|(word, _)| word)
    };
    counts.into_iter().filter_map(|(hash, spelled)| Some((hash, most(spelled)?))).collect()
}
