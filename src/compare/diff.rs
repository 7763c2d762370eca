//! All changes between two versions of a canvas.

use std::collections::BTreeMap;

use super::change::{Change, Kind};
use super::grouping::{GroupChange, Grouping};
use super::matching::{Matching, match_entries};
use super::sequence::gather;
use super::sheet::{Sheet, renumber, same_but_for_place};
use crate::canvas::{Block, Entry};
use crate::portfolio::Field;

/// Something that a canvas says of itself, before and after; `None` where it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldChange<'a> {
    /// Which one.
    pub field: Field,
    /// What it was.
    pub old: Option<&'a str>,
    /// What it is.
    pub new: Option<&'a str>,
}

/// The changes from one version of a canvas to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diff<'a> {
    /// Id and version before.
    pub old: (&'a str, &'a str),
    /// Id and version after.
    pub new: (&'a str, &'a str),
    /// What the canvas says of itself, where that changed.
    pub fields: Vec<FieldChange<'a>>,
    /// The sub-headings that were changed as such, with all that stands under them.
    pub groups: Vec<GroupChange<'a>>,
    /// Per side and block whether all its entries stand under one and the same sub-heading, or
    /// under none.
    pub one_group: [[bool; 9]; 2],
    /// What became of the entries, by block and from top to bottom.
    pub changes: Vec<Change<'a>>,
    /// How many entries are the same on both sides.
    pub unchanged: usize,
}

/// Why changes cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApplyError {
    /// An entry that was changed or removed is not there.
    #[error("there is no such entry {number} in {block}: '{text}'")]
    Missing {
        /// Where it should be.
        block: Block,
        /// Its number there.
        number: u32,
        /// What it should say.
        text: String,
    },
}

impl<'a> Diff<'a> {
    /// The changes from `old` to `new`.
    #[must_use]
    pub fn between(old: &Sheet<'a>, new: &Sheet<'a>) -> Self {
        let (before, after) = (&old.canvas.entries, &new.canvas.entries);
        let matching = match_entries(before, after);
        let (mut changes, unchanged) = changes(before, after, &matching);
        changes.sort_by(Change::order);
        let fields = Field::ALL
            .into_iter()
            .map(|field| FieldChange {
                field,
                old: old.fields[field as usize],
                new: new.fields[field as usize],
            })
            .filter(|change| change.old != change.new)
            .collect();
        let name = |sheet: &Sheet<'a>| (sheet.canvas.id, sheet.canvas.version);
        let Grouping { groups, one_group } = Grouping::of(before, after, &changes);
        let (old, new) = (name(old), name(new));
        Self { old, new, fields, groups, one_group, changes, unchanged }
    }

    /// Whether an entry stands under another sub-heading only because the sub-heading itself was
    /// changed.
    #[must_use]
    pub fn is_group_told(&self, change: &Change<'a>) -> bool {
        change.edited().is_some_and(|(old, new)| {
            let told = |group: &GroupChange<'a>| {
                (group.block, group.old, group.new) == (new.block, old.group, new.group)
            };
            old.block == new.block && self.groups.iter().any(told)
        })
    }

    /// Whether the two versions say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.fields.is_empty()
    }

    /// The changes the other way round.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let fields = self
            .fields
            .iter()
            .map(|change| FieldChange { field: change.field, old: change.new, new: change.old })
            .collect();
        let mut changes: Vec<Change<'a>> = self.changes.iter().map(Change::inverse).collect();
        changes.sort_by(Change::order);
        let [before, after] = self.one_group;
        Self {
            old: self.new,
            new: self.old,
            fields,
            groups: self.groups.iter().map(GroupChange::inverse).collect(),
            one_group: [after, before],
            changes,
            unchanged: self.unchanged,
        }
    }

    /// The entries after the changes, from those before, ordered by block and number.
    ///
    /// # Errors
    /// When an entry that was changed or removed is not among them.
    pub fn apply(&self, old: &[Entry<'a>]) -> Result<Vec<Entry<'a>>, ApplyError> {
        let mut gone: BTreeMap<(Block, u32), &Entry<'a>> = BTreeMap::new();
        for entry in self.changes.iter().flat_map(|change| &change.old) {
            gone.insert((entry.block, entry.number), entry);
        }
        let mut blocks: BTreeMap<Block, Vec<Entry<'a>>> = BTreeMap::new();
        for entry in old {
            match gone.remove(&(entry.block, entry.number)) {
                Some(expected) if same_but_for_place(expected, entry) => {}
                Some(expected) => return Err(missing(expected)),
                None => blocks.entry(entry.block).or_default().push(entry.clone()),
            }
        }
        if let Some(entry) = gone.values().next() {
            return Err(missing(entry));
        }
        let mut come: Vec<&Entry<'a>> = self.changes.iter().flat_map(|c| &c.new).collect();
        come.sort_by_key(|entry| (entry.block, entry.number));
        let mut result = Vec::with_capacity(old.len() + come.len());
        for block in Block::ALL {
            let kept = blocks.remove(&block).unwrap_or_default();
            let mut kept = kept.into_iter().peekable();
            let mut placed = 0;
            let here = come.iter().filter(|entry| entry.block == block);
            for entry in here {
                while placed + 1 < entry.number && kept.peek().is_some() {
                    result.extend(kept.next());
                    placed += 1;
                }
                result.push((*entry).clone());
                placed += 1;
            }
            result.extend(kept);
        }
        renumber(&mut result);
        Ok(result)
    }

    /// How many changes there are of each kind that occurs.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<Kind, usize> {
        let mut counts = BTreeMap::new();
        for change in &self.changes {
            *counts.entry(change.kind()).or_default() += 1;
        }
        counts
    }
}

fn missing(entry: &Entry<'_>) -> ApplyError {
    ApplyError::Missing {
        block: entry.block,
        number: entry.number,
        text: entry.text.chars().take(80).collect(),
    }
}

/// The changes in no particular order, and how many entries have none.
fn changes<'a>(
    old: &[Entry<'a>],
    new: &[Entry<'a>],
    matching: &Matching,
) -> (Vec<Change<'a>>, usize) {
    let mut unchanged = 0;
    // Most entries are the same on both sides: those are not looked at again.
    let mut counts = [vec![0_u32; old.len()], vec![0; new.len()]];
    for (from, to) in &matching.pairs {
        counts[0][*from] += 1;
        counts[1][*to] += 1;
    }
    let count = old.len() + new.len();
    let mut same = vec![false; count];
    let mut groups = Groups::new(count);
    for pair in &matching.pairs {
        let (from, to) = *pair;
        let alone = counts[0][from] == 1 && counts[1][to] == 1;
        if alone
            && same_but_for_place(&old[from], &new[to])
            && matching.reordered.binary_search(pair).is_err()
        {
            unchanged += 1;
            same[from] = true;
            same[old.len() + to] = true;
        } else {
            groups.join(from, old.len() + to);
        }
    }
    // Per group one more than the number of its change.
    let mut numbers = vec![0_usize; count];
    let mut left = Vec::new();
    gather(count, &mut left, |place| !same[place]);
    let joined = matching.pairs.len() - unchanged;
    let mut changes: Vec<Change<'a>> = Vec::with_capacity(left.len().saturating_sub(joined));
    for place in left {
        let root = groups.root(place);
        if numbers[root] == 0 {
            changes.push(Change { old: Vec::new(), new: Vec::new(), reordered: false });
            numbers[root] = changes.len();
        }
        let change = &mut changes[numbers[root] - 1];
        let (side, entry) = match place.checked_sub(old.len()) {
            None => (&mut change.old, &old[place]),
            Some(place) => (&mut change.new, &new[place]),
        };
        side.reserve_exact(1);
        side.push(entry.clone());
    }
    for (from, _) in &matching.reordered {
        let number = numbers[groups.root(*from)];
        if let Some(change) = number.checked_sub(1).and_then(|at| changes.get_mut(at)) {
            change.reordered = true;
        }
    }
    (changes, unchanged)
}

/// Which places belong together.
pub(super) struct Groups(Vec<usize>);

impl Groups {
    pub(super) fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    pub(super) fn root(&mut self, place: usize) -> usize {
        let mut at = place;
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        self.0[high] = low;
    }
}
