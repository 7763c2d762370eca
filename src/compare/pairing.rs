//! Two portfolios: which canvas of the one belongs to which of the other.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::appraisal::Appraiser;
use super::diff::Diff;
use super::meaning::Meaning;
use super::sheet::Sheet;
use crate::balance::Options;
use crate::catalogue::{Catalogue, Rubric};

/// The changes between two portfolios.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortfolioDiff<'a> {
    /// The canvases that are in both, with the old and the new sheet, in the order of the names.
    pub pairs: Vec<(Sheet<'a>, Sheet<'a>, Diff<'a>)>,
    /// Canvases that are only in the new portfolio.
    pub added: Vec<Sheet<'a>>,
    /// Canvases that are only in the old portfolio.
    pub removed: Vec<Sheet<'a>>,
}

impl<'a> PortfolioDiff<'a> {
    /// The changes from one portfolio to another.
    ///
    /// Canvases belong together by their id; where an id has several versions, by id and version,
    /// and the last of what is left over by id. A single canvas on each side belongs together
    /// whatever the names are: often they are only the names of two files.
    #[must_use]
    pub fn between(old: Vec<Sheet<'a>>, new: Vec<Sheet<'a>>) -> Self {
        let mut pairing = Pairing::default();
        if old.len() == 1 && new.len() == 1 {
            pairing.pairs.extend(old.into_iter().zip(new));
            return pairing.compared();
        }
        let mut ids: BTreeMap<&str, (Vec<Sheet<'a>>, Vec<Sheet<'a>>)> = BTreeMap::new();
        for sheet in old {
            ids.entry(sheet.canvas.id).or_default().0.push(sheet);
        }
        for sheet in new {
            ids.entry(sheet.canvas.id).or_default().1.push(sheet);
        }
        for (olds, news) in ids.into_values() {
            pairing.versions(olds, news);
        }
        pairing.compared()
    }

    /// What the changes of each pair mean, in the order of the pairs.
    #[must_use]
    pub fn meanings(
        &self,
        catalogue: &Catalogue,
        rubric: &Rubric,
        options: &Options,
    ) -> Vec<Meaning<'a>> {
        let appraiser = || Appraiser::new(catalogue, rubric, options);
        let pairs = self.pairs.par_iter();
        let meanings = pairs.map_init(appraiser, |appraiser, (old, new, diff)| {
            Meaning::of(old, new, diff, appraiser)
        });
        meanings.collect()
    }

    /// Whether the two portfolios say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.pairs.iter().all(|(_, _, diff)| diff.is_empty())
    }
}

/// Which sheets belong together, before they are compared.
#[derive(Default)]
struct Pairing<'a> {
    pairs: Vec<(Sheet<'a>, Sheet<'a>)>,
    added: Vec<Sheet<'a>>,
    removed: Vec<Sheet<'a>>,
}

impl<'a> Pairing<'a> {
    fn compared(self) -> PortfolioDiff<'a> {
        let pairs = self.pairs.into_par_iter().map(|(old, new)| {
            let diff = Diff::between(&old, &new);
            (old, new, diff)
        });
        PortfolioDiff { pairs: pairs.collect(), added: self.added, removed: self.removed }
    }

    fn versions(&mut self, olds: Vec<Sheet<'a>>, mut news: Vec<Sheet<'a>>) {
        let mut left = Vec::new();
        for old in olds {
            let same = news.iter().position(|new| new.canvas.version == old.canvas.version);
            match same {
                Some(place) => {
                    self.pairs.push((old, news.remove(place)));
                }
                None => left.push(old),
            }
        }
        if !left.is_empty() && !news.is_empty() {
            self.pairs.extend(left.pop().zip(news.pop()));
        }
        self.removed.append(&mut left);
        self.added.append(&mut news);
    }
}
