//! Two portfolios: which canvas of the one belongs to which of the other.

use std::collections::BTreeMap;

use super::diff::Diff;
use super::sheet::Sheet;

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
        let mut result = Self { pairs: Vec::new(), added: Vec::new(), removed: Vec::new() };
        if old.len() == 1 && new.len() == 1 {
            for (old, new) in old.into_iter().zip(new) {
                result.pair(old, new);
            }
            return result;
        }
        let mut ids: BTreeMap<&str, (Vec<Sheet<'a>>, Vec<Sheet<'a>>)> = BTreeMap::new();
        for sheet in old {
            ids.entry(sheet.canvas.id).or_default().0.push(sheet);
        }
        for sheet in new {
            ids.entry(sheet.canvas.id).or_default().1.push(sheet);
        }
        for (olds, news) in ids.into_values() {
            result.versions(olds, news);
        }
        result
    }

    fn versions(&mut self, olds: Vec<Sheet<'a>>, mut news: Vec<Sheet<'a>>) {
        let mut left = Vec::new();
        for old in olds {
            let same = news.iter().position(|new| new.canvas.version == old.canvas.version);
            match same {
                Some(place) => {
                    let new = news.remove(place);
                    self.pair(old, new);
                }
                None => left.push(old),
            }
        }
        if !left.is_empty() && !news.is_empty() {
            if let (Some(old), Some(new)) = (left.pop(), news.pop()) {
                self.pair(old, new);
            }
        }
        self.removed.append(&mut left);
        self.added.append(&mut news);
    }

    fn pair(&mut self, old: Sheet<'a>, new: Sheet<'a>) {
        let diff = Diff::between(&old, &new);
        self.pairs.push((old, new, diff));
    }

    /// Whether the two portfolios say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.pairs.iter().all(|(_, _, diff)| diff.is_empty())
    }
}
