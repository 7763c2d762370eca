//! One change between two versions.

use super::sheet::content;
use crate::canvas::{Attribute, Block, Entry};
use crate::text::key;

/// What happened, by how many entries are on each side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// No old entry.
    Added,
    /// No new entry.
    Removed,
    /// One entry became one entry.
    Edited,
    /// One entry became several.
    Split,
    /// Several entries became one.
    Merged,
    /// Several entries became several others.
    Recast,
}

impl Kind {
    /// The name in files. Final.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Edited => "edited",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Recast => "recast",
        }
    }
}

/// In which respect an entry that stayed one entry changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// Other words.
    Reworded,
    /// The same letters and digits: only capitals, accents, spaces or punctuation.
    Respelled,
    /// It stands in another block.
    Moved,
    /// It stands under another sub-heading.
    Regrouped,
    /// It stands elsewhere among the entries of its block.
    Reordered,
    /// Its amount, currency, period, price, volume, nature or recurrence.
    Repriced,
    /// What it is tied to.
    Retied,
    /// Its phase or kind, or the question that it answers.
    Retyped,
    /// Its id.
    Renamed,
}

impl Aspect {
    /// All of them, the most telling first.
    pub const ALL: [Self; 9] = [
        Self::Moved,
        Self::Repriced,
        Self::Reworded,
        Self::Retied,
        Self::Retyped,
        Self::Regrouped,
        Self::Renamed,
        Self::Respelled,
        Self::Reordered,
    ];

    /// The name in files. Final.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reworded => "reworded",
            Self::Respelled => "respelled",
            Self::Moved => "moved",
            Self::Regrouped => "regrouped",
            Self::Reordered => "reordered",
            Self::Repriced => "re-priced",
            Self::Retied => "re-tied",
            Self::Retyped => "re-typed",
            Self::Renamed => "renamed",
        }
    }
}

/// The aspect that an attribute belongs to.
#[must_use]
pub const fn aspect_of(attribute: Attribute) -> Aspect {
    match attribute {
        Attribute::For => Aspect::Retied,
        Attribute::Question | Attribute::Phase | Attribute::Kind | Attribute::Waive => {
            Aspect::Retyped
        }
        Attribute::Amount
        | Attribute::Currency
        | Attribute::Period
        | Attribute::Price
        | Attribute::Volume
        | Attribute::Nature
        | Attribute::Recurrence => Aspect::Repriced,
    }
}

/// An attribute with its old and its new value; `None` where it is not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttributeChange<'a> {
    /// Which one.
    pub attribute: Attribute,
    /// What it was.
    pub old: Option<&'a str>,
    /// What it is.
    pub new: Option<&'a str>,
}

/// What became of some entries. One of the two lists may be empty, not both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<'a> {
    /// The entries before, by block and number.
    pub old: Vec<Entry<'a>>,
    /// The entries after, by block and number.
    pub new: Vec<Entry<'a>>,
    /// Whether the entry's place among the others of its block changed; only of one that stayed
    /// one.
    pub reordered: bool,
}

impl<'a> Change<'a> {
    /// What happened.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match (self.old.len(), self.new.len()) {
            (0, _) => Kind::Added,
            (_, 0) => Kind::Removed,
            (1, 1) => Kind::Edited,
            (1, _) => Kind::Split,
            (_, 1) => Kind::Merged,
            _ => Kind::Recast,
        }
    }

    /// The entry before and after, where one entry became one entry.
    #[must_use]
    pub fn edited(&self) -> Option<(&Entry<'a>, &Entry<'a>)> {
        match (self.old.as_slice(), self.new.as_slice()) {
            ([old], [new]) => Some((old, new)),
            _ => None,
        }
    }

    /// In which respects an entry changed that stayed one, the most telling first; empty for any
    /// other change.
    #[must_use]
    pub fn aspects(&self) -> Vec<Aspect> {
        let Some((old, new)) = self.edited() else { return Vec::new() };
        let attributes: Vec<Aspect> =
            self.attributes().iter().map(|change| aspect_of(change.attribute)).collect();
        let same_letters = old.text != new.text && key(old.text) == key(new.text);
        let holds = |aspect: &Aspect| match aspect {
            Aspect::Moved => old.block != new.block,
            Aspect::Regrouped => old.group != new.group,
            Aspect::Renamed => old.id != new.id,
            Aspect::Reworded => old.text != new.text && !same_letters,
            Aspect::Respelled => same_letters,
            Aspect::Reordered => self.reordered,
            Aspect::Repriced | Aspect::Retied | Aspect::Retyped => attributes.contains(aspect),
        };
        Aspect::ALL.into_iter().filter(holds).collect()
    }

    /// The attributes that changed of an entry that stayed one; empty for any other change.
    #[must_use]
    pub fn attributes(&self) -> Vec<AttributeChange<'a>> {
        let Some((old, new)) = self.edited() else { return Vec::new() };
        Attribute::ALL
            .into_iter()
            .map(|attribute| AttributeChange {
                attribute,
                old: old.attribute(attribute),
                new: new.attribute(attribute),
            })
            .filter(|change| change.old != change.new)
            .collect()
    }

    /// The block where a reader looks for the change: that of the first new entry, else of the
    /// first old one.
    #[must_use]
    pub fn block(&self) -> Block {
        self.first().map_or(Block::CustomerSegments, |entry| entry.block)
    }

    fn first(&self) -> Option<&Entry<'a>> {
        self.new.first().or_else(|| self.old.first())
    }

    /// The same change the other way round.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { old: self.new.clone(), new: self.old.clone(), reordered: self.reordered }
    }

    /// The order of changes: by block, then from top to bottom, what was removed before what took
    /// its place.
    pub(super) fn order(&self, other: &Self) -> std::cmp::Ordering {
        let place = |change: &Self| {
            let number = change.first().map_or(0, |entry| entry.number);
            (change.block(), number, !change.new.is_empty())
        };
        let contents = |entries: &[Entry<'a>]| entries.iter().map(content).collect::<Vec<_>>();
        place(self).cmp(&place(other)).then_with(|| {
            (contents(&self.old), contents(&self.new))
                .cmp(&(contents(&other.old), contents(&other.new)))
        })
    }
}
