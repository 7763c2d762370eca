//! How alike canvases are, and which belong together.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::profile::{Profile, spellings, spread};
use super::sequence::for_each_shared;
use super::sheet::Sheet;

/// Up to so many canvases every pair is compared. The matrix of more could be neither read nor,
/// soon after, held.
pub const MOST_COMPARED: usize = 400;
/// Canvases whose mean likeness is above this belong to one group. Chosen on published canvases:
/// those of one trade are above it, those of different trades below.
const SAME_GROUP: f64 = 0.12;

/// Canvases that are like one another.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Their places, ascending.
    pub members: Vec<usize>,
    /// Words that most of them have and few others; the most telling first.
    pub shared: Vec<String>,
    /// Per member words that it has and the others of the group have not.
    pub own: Vec<Vec<String>>,
}

/// How alike canvases are.
#[derive(Clone, Debug, PartialEq)]
pub struct Kinship {
    count: usize,
    likeness: Vec<f64>,
    /// The groups, largest first; a canvas that is like no other is in none.
    pub groups: Vec<Group>,
}

impl Kinship {
    /// Compares every pair of at most [`MOST_COMPARED`] canvases; `None` for more.
    ///
    /// Likeness is the weight of the words that both have, of the weight of all words that either
    /// has (weighted Jaccard); a word weighs `ln(n / d)` when `d` of `n` canvases have it, so that
    /// words which all have, such as a template's, weigh nothing.
    #[must_use]
    pub fn of(sheets: &[Sheet<'_>]) -> Option<Self> {
        let count = sheets.len();
        if count > MOST_COMPARED {
            return None;
        }
        let profiles = Profile::all(sheets);
        let known = spread(&profiles, |profile| profile.words.clone());
        let weight = |word: u64| (count as f64 / known.count(word).max(1) as f64).ln();
        let sums: Vec<f64> =
            profiles.iter().map(|p| p.words.iter().map(|word| weight(*word)).sum()).collect();
        let row = |a: usize| -> Vec<f64> {
            (0..count)
                .map(|b| {
                    if a == b {
                        return 1.0;
                    }
                    let mut shared = 0.0;
                    for_each_shared(&profiles[a].words, &profiles[b].words, |w| {
                        shared += weight(w)
                    });
                    let all = sums[a] + sums[b] - shared;
                    if all > 0.0 { shared / all } else { 0.0 }
                })
                .collect()
        };
        let likeness: Vec<f64> = (0..count).into_par_iter().flat_map_iter(row).collect();
        let mut kinship = Self { count, likeness, groups: Vec::new() };
        let groups = kinship.clusters();
        kinship.groups = groups
            .into_iter()
            .map(|members| described(members, sheets, &profiles, &weight))
            .collect();
        Some(kinship)
    }

    /// How alike two canvases are, 0 to 1.
    #[must_use]
    pub fn likeness(&self, a: usize, b: usize) -> f64 {
        self.likeness.get(a * self.count + b).copied().unwrap_or(0.0)
    }

    /// The canvas that is most like one, with their likeness.
    #[must_use]
    pub fn nearest(&self, to: usize) -> Option<(usize, f64)> {
        let others = (0..self.count).filter(|other| *other != to);
        let nearest = others.max_by(|a, b| {
            self.likeness(to, *a).total_cmp(&self.likeness(to, *b)).then(b.cmp(a))
        })?;
        Some((nearest, self.likeness(to, nearest)))
    }

    /// Groups by mean likeness, joined from the most alike on (average linkage, Sokal and
    /// Michener 1958); only those of two and more.
    fn clusters(&self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = (0..self.count).map(|one| vec![one]).collect();
        // The summed likeness between the members of each two groups.
        let mut sums = self.likeness.clone();
        let at = |a: usize, b: usize| a * self.count + b;
        loop {
            let mut best: Option<(f64, usize, usize)> = None;
            for a in 0..self.count {
                for b in a + 1..self.count {
                    let pairs = groups[a].len() * groups[b].len();
                    if pairs == 0 {
                        continue;
                    }
                    let mean = sums[at(a, b)] / pairs as f64;
                    if mean >= SAME_GROUP && best.is_none_or(|(most, _, _)| mean > most) {
                        best = Some((mean, a, b));
                    }
                }
            }
            let Some((_, a, b)) = best else { break };
            let joined = std::mem::take(&mut groups[b]);
            groups[a].extend(joined);
            for other in 0..self.count {
                if other != a {
                    sums[at(a, other)] += sums[at(b, other)];
                    sums[at(other, a)] = sums[at(a, other)];
                }
            }
        }
        groups.retain(|group| group.len() > 1);
        groups.iter_mut().for_each(|group| group.sort_unstable());
        groups.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        groups
    }
}

/// A group with what its members share and what sets each apart.
fn described(
    members: Vec<usize>,
    sheets: &[Sheet<'_>],
    profiles: &[Profile],
    weight: &impl Fn(u64) -> f64,
) -> Group {
    const SHOWN: usize = 6;
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for word in members.iter().flat_map(|member| &profiles[*member].words) {
        *counts.entry(*word).or_default() += 1;
    }
    let most = (members.len() * 2).div_ceil(3).max(2);
    let heaviest = |mut words: Vec<(f64, u64)>| -> Vec<u64> {
        words.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        words.into_iter().map(|(_, word)| word).collect()
    };
    let spelled = |words: Vec<u64>, of: &[&Sheet<'_>]| -> Vec<String> {
        let spelling = spellings(of, &words);
        let words = words.iter().filter_map(|word| spelling.get(word).cloned());
        words.filter(|word| word.chars().any(char::is_alphabetic)).take(SHOWN).collect()
    };
    // A word that stands in many entries of the members says more of them than one in passing.
    let used = entries_with(members.iter().map(|member| &sheets[*member]));
    let often = |word: u64| (1.0 + used.get(&word).copied().unwrap_or(0) as f64).ln();
    let weighed = counts.iter().filter(|(_, count)| **count >= most);
    let weighed = weighed
        .map(|(word, count)| (weight(*word) * *count as f64 * often(*word), *word))
        .collect();
    let all: Vec<&Sheet<'_>> = members.iter().map(|member| &sheets[*member]).collect();
    let shared = spelled(heaviest(weighed), &all);
    let own = members
        .iter()
        .map(|member| {
            // Often used and by no other member: a word's place in the canvas' own vocabulary.
            let sheet = &sheets[*member];
            let used = entries_with(std::iter::once(sheet));
            let uses = |word: u64| used.get(&word).copied().unwrap_or(0);
            let alone = profiles[*member].words.iter().filter(|word| counts[word] == 1);
            let alone = alone.map(|word| (uses(*word) as f64 * weight(*word), *word));
            let mut words = heaviest(alone.collect());
            words.truncate(SHOWN * 2);
            spelled(words, &[sheet])
        })
        .collect();
    Group { members, shared, own }
}

/// In how many entries each word stands.
fn entries_with<'s>(sheets: impl Iterator<Item = &'s Sheet<'s>>) -> BTreeMap<u64, usize> {
    let mut counts = BTreeMap::new();
    let mut words = Vec::new();
    for entry in sheets.flat_map(|sheet| &sheet.canvas.entries) {
        words.clear();
        super::stems::stems(entry.text, &mut words);
        words.sort_unstable();
        words.dedup();
        for word in &words {
            *counts.entry(*word).or_default() += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::Kinship;
    use crate::canvas::{Block, Canvas, Entry};
    use crate::compare::Sheet;

    fn sheet(id: &'static str, text: &'static str) -> Sheet<'static> {
        let entries = vec![Entry::new(Block::ValuePropositions, 1, text)];
        Sheet::new(Canvas { id, version: "1", language: None, entries })
    }

    #[test]
    fn models_of_one_trade_are_a_group_with_what_they_share() {
        let sheets = [
            sheet("a", "fresh bread and pastry from the neighbourhood bakery"),
            sheet("b", "bakery with sourdough bread and pastry to order"),
            sheet("c", "accounting software for freelancers"),
            sheet("d", "bicycle repair at home"),
        ];
        let kinship = Kinship::of(&sheets).unwrap();
        assert_eq!(kinship.groups.len(), 1);
        let group = &kinship.groups[0];
        assert_eq!(group.members, [0, 1]);
        assert!(group.shared.contains(&"bread".to_owned()), "{:?}", group.shared);
        assert!(group.own[1].contains(&"sourdough".to_owned()), "{:?}", group.own);
        assert_eq!(kinship.nearest(0).map(|(other, _)| other), Some(1));
        assert!(kinship.likeness(0, 1) > kinship.likeness(0, 2));
    }
}
