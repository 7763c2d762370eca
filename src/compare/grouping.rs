//! Sub-headings that were changed as such: one change, not one for each entry under them.

use std::collections::BTreeSet;

use super::change::Change;
use crate::canvas::{Block, Entry};

/// A sub-heading with another wording; `None` where there was or is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GroupChange<'a> {
    /// The block that it stands in.
    pub block: Block,
    /// What it was.
    pub old: Option<&'a str>,
    /// What it is.
    pub new: Option<&'a str>,
}

impl GroupChange<'_> {
    pub(super) const fn inverse(&self) -> Self {
        Self { block: self.block, old: self.new, new: self.old }
    }
}

/// What became of the sub-headings.
pub(super) struct Grouping<'a> {
    pub(super) groups: Vec<GroupChange<'a>>,
    pub(super) one_group: [[bool; 9]; 2],
}

impl<'a> Grouping<'a> {
    pub(super) fn of(old: &[Entry<'a>], new: &[Entry<'a>], changes: &[Change<'a>]) -> Self {
        let mut groups = Vec::new();
        let mut one_group = [[true; 9]; 2];
        let any_group = old.iter().chain(new).any(|entry| entry.group.is_some());
        for block in Block::ALL.into_iter().filter(|_| any_group) {
            let (before, after) = (names(old, block), names(new, block));
            one_group[0][block.index()] = before.len() <= 1;
            one_group[1][block.index()] = after.len() <= 1;
            if before.len() <= 1 && after.len() <= 1 {
                let (old, new) = (before.first().copied(), after.first().copied());
                let (old, new) = (old.flatten(), new.flatten());
                if old != new {
                    groups.push(GroupChange { block, old, new });
                }
            } else {
                groups.extend(renamed(block, &before, &after, changes));
            }
        }
        Self { groups, one_group }
    }
}

type Names<'a> = BTreeSet<Option<&'a str>>;

fn names<'a>(entries: &[Entry<'a>], block: Block) -> Names<'a> {
    entries.iter().filter(|entry| entry.block == block).map(|entry| entry.group).collect()
}

/// The sub-headings of a block that are gone, whose entries that stayed all stand under one that is
/// new, to which no others came.
fn renamed<'a>(
    block: Block,
    before: &Names<'a>,
    after: &Names<'a>,
    changes: &[Change<'a>],
) -> Vec<GroupChange<'a>> {
    let pairs: BTreeSet<(Option<&str>, Option<&str>)> = changes
        .iter()
        .filter_map(Change::edited)
        .filter(|(old, new)| old.block == block && new.block == block)
        .map(|(old, new)| (old.group, new.group))
        .filter(|(old, new)| old.is_some() && new.is_some())
        .filter(|(old, new)| !after.contains(old) && !before.contains(new))
        .collect();
    let alone = |pair: &&(Option<&str>, Option<&str>)| {
        pairs.iter().filter(|other| other.0 == pair.0 || other.1 == pair.1).count() == 1
    };
    pairs
        .iter()
        .filter(alone)
        .map(|(old, new)| GroupChange { block, old: *old, new: *new })
        .collect()
}
