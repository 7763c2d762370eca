//! Merging two versions of a canvas that come from one, entry by entry.

use std::collections::BTreeMap;

use super::matching::match_entries;
use super::order::{Place, ordered};
use super::sheet::{Sheet, content, same_but_for_place};
use crate::canvas::{Attribute, Block, Entry};
use crate::portfolio::Field;

/// Which of the two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    /// The version that is merged into.
    Ours,
    /// The version that is merged.
    Theirs,
}

/// What stands at one place of the merged canvas. Numbers are places among the entries of the
/// base, of ours and of theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// An entry of one of the two.
    Take(Whose, usize),
    /// An entry that all three have, joined respect by respect: base, ours, theirs.
    Join(usize, usize, usize),
    /// Entries that both changed in the same respect, or that one changed and the other removed.
    Conflict {
        /// As they were.
        base: Vec<usize>,
        /// What we made of them.
        ours: Vec<usize>,
        /// What they made of them.
        theirs: Vec<usize>,
    },
}

/// What a canvas says of itself, after merging.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldSlot<'a> {
    /// Settled; `None` when it says nothing.
    Settled(Option<&'a str>),
    /// Both changed it, to ours and theirs.
    Conflict(Option<&'a str>, Option<&'a str>),
}

/// A merged canvas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged<'a> {
    /// What it says of itself, by [`Field`].
    pub fields: [FieldSlot<'a>; Field::ALL.len()],
    /// Its entries with the block that each stands in, by block and from top to bottom.
    pub slots: Vec<(Block, Slot)>,
}

impl<'a> Merged<'a> {
    /// Merges `ours` and `theirs`, which both come from `base`. All three must be in order, as
    /// [`Sheet::new`] and [`Sheet::all`] leave them.
    #[must_use]
    pub fn of(base: &Sheet<'a>, ours: &Sheet<'a>, theirs: &Sheet<'a>) -> Self {
        let field = |field: Field| {
            let at = field as usize;
            match settle(base.fields[at], ours.fields[at], theirs.fields[at]) {
                Some(value) => FieldSlot::Settled(value),
                None => FieldSlot::Conflict(ours.fields[at], theirs.fields[at]),
            }
        };
        let work = Work {
            base: &base.canvas.entries,
            ours: &ours.canvas.entries,
            theirs: &theirs.canvas.entries,
        };
        Self { fields: Field::ALL.map(field), slots: work.merged() }
    }

    /// How many places and fields are left for people to decide.
    #[must_use]
    pub fn conflicts(&self) -> usize {
        let fields = self.fields.iter().filter(|f| matches!(f, FieldSlot::Conflict(..))).count();
        let slots = self.slots.iter().filter(|(_, s)| matches!(s, Slot::Conflict { .. })).count();
        fields + slots
    }

    /// The merged entries, numbered; `None` when there are conflicts.
    #[must_use]
    pub fn entries(
        &self,
        base: &Sheet<'a>,
        ours: &Sheet<'a>,
        theirs: &Sheet<'a>,
    ) -> Option<Vec<Entry<'a>>> {
        let mut entries = Vec::with_capacity(self.slots.len());
        for (block, slot) in &self.slots {
            let mut entry = match slot {
                Slot::Take(Whose::Ours, at) => ours.canvas.entries.get(*at)?.clone(),
                Slot::Take(Whose::Theirs, at) => theirs.canvas.entries.get(*at)?.clone(),
                Slot::Join(b, o, t) => join_entries(
                    base.canvas.entries.get(*b)?,
                    ours.canvas.entries.get(*o)?,
                    theirs.canvas.entries.get(*t)?,
                )?,
                Slot::Conflict { .. } => return None,
            };
            entry.block = *block;
            entries.push(entry);
        }
        super::sheet::renumber(&mut entries);
        Some(entries)
    }
}

/// The value that two made of one: `None` when both changed it, to different values.
pub fn settle<T: PartialEq>(base: T, ours: T, theirs: T) -> Option<T> {
    if ours == theirs || theirs == base {
        Some(ours)
    } else if ours == base {
        Some(theirs)
    } else {
        None
    }
}

/// An entry that both may have changed, respect by respect; `None` when they changed the same one.
fn join_entries<'a>(base: &Entry<'a>, ours: &Entry<'a>, theirs: &Entry<'a>) -> Option<Entry<'a>> {
    let block = settle(base.block, ours.block, theirs.block)?;
    let number = settle(base.number, ours.number, theirs.number).unwrap_or(ours.number);
    let mut entry = Entry::new(block, number, settle(base.text, ours.text, theirs.text)?);
    entry.id = settle(base.id, ours.id, theirs.id)?;
    entry.group = settle(base.group, ours.group, theirs.group)?;
    for attribute in Attribute::ALL {
        let of = |entry: &Entry<'a>| entry.attribute(attribute);
        entry.set(attribute, settle(of(base), of(ours), of(theirs))?);
    }
    Some(entry)
}

struct Work<'e, 'a> {
    base: &'e [Entry<'a>],
    ours: &'e [Entry<'a>],
    theirs: &'e [Entry<'a>],
}

/// Base entries that belong together because one of the two split or merged them, and what the
/// two made of them.
#[derive(Default)]
struct Family {
    base: Vec<usize>,
    ours: Vec<usize>,
    theirs: Vec<usize>,
}

impl Work<'_, '_> {
    fn merged(&self) -> Vec<(Block, Slot)> {
        let mut places = Vec::new();
        for family in self.families() {
            if family.base.is_empty() {
                continue;
            }
            self.place(&family, &mut places);
        }
        self.place_added(&mut places);
        ordered(places, self.ours, self.theirs, |slot| self.key(slot))
    }

    fn families(&self) -> Vec<Family> {
        let (a, b) = (self.base.len(), self.ours.len());
        let mut groups = super::diff::Groups::new(a + b + self.theirs.len());
        for (from, to) in match_entries(self.base, self.ours).pairs {
            groups.join(from, a + to);
        }
        for (from, to) in match_entries(self.base, self.theirs).pairs {
            groups.join(from, a + b + to);
        }
        let mut families: BTreeMap<usize, Family> = BTreeMap::new();
        for at in 0..a + b + self.theirs.len() {
            let family = families.entry(groups.root(at)).or_default();
            if at < a {
                family.base.push(at);
            } else if at < a + b {
                family.ours.push(at - a);
            } else {
                family.theirs.push(at - a - b);
            }
        }
        families.into_values().collect()
    }

    /// Decides on entries that were in the base.
    fn place(&self, family: &Family, places: &mut Vec<Place>) {
        let says = |entries: &[Entry<'_>], of: &[usize]| {
            of.iter().filter_map(|at| entries.get(*at)).map(content).eq(family
                .base
                .iter()
                .filter_map(|at| self.base.get(*at))
                .map(content))
        };
        let (ours_same, theirs_same) =
            (says(self.ours, &family.ours), says(self.theirs, &family.theirs));
        let one = |of: &[usize]| if let [at] = of { Some(*at) } else { None };
        let (base, ours, theirs) = (one(&family.base), one(&family.ours), one(&family.theirs));
        if let (Some(base), Some(ours), Some(theirs)) = (base, ours, theirs) {
            let joined =
                join_entries(&self.base[base], &self.ours[ours], &self.theirs[theirs]).is_some();
            let slot = if joined { Slot::Join(base, ours, theirs) } else { conflict(family) };
            let block = self.block(&slot, base);
            let place =
                Place { base: Some(base), ours: Some(ours), theirs: Some(theirs), block, slot };
            places.push(place);
        } else if theirs_same {
            places.extend(family.ours.iter().map(|at| self.alone(Whose::Ours, *at, base)));
        } else if ours_same {
            places.extend(family.theirs.iter().map(|at| self.alone(Whose::Theirs, *at, base)));
        } else if self.same_result(family) {
            let pairs = family.ours.iter().zip(&family.theirs);
            places.extend(pairs.map(|(ours, theirs)| Place {
                theirs: Some(*theirs),
                ..self.alone(Whose::Ours, *ours, base)
            }));
        } else {
            let slot = conflict(family);
            let block = self.block(&slot, family.base.first().copied().unwrap_or(0));
            places.push(Place {
                base,
                ours: family.ours.first().copied(),
                theirs: family.theirs.first().copied(),
                block,
                slot,
            });
        }
    }

    /// Whether both made the same of a family, such as removing it.
    fn same_result(&self, family: &Family) -> bool {
        let ours = family.ours.iter().filter_map(|at| self.ours.get(*at)).map(content);
        let theirs = family.theirs.iter().filter_map(|at| self.theirs.get(*at)).map(content);
        ours.eq(theirs)
    }

    fn alone(&self, whose: Whose, at: usize, base: Option<usize>) -> Place {
        let entries = if whose == Whose::Ours { self.ours } else { self.theirs };
        let block = entries.get(at).map_or(Block::CustomerSegments, |entry| entry.block);
        let (ours, theirs) = if whose == Whose::Ours { (Some(at), None) } else { (None, Some(at)) };
        Place { base, ours, theirs, block, slot: Slot::Take(whose, at) }
    }

    /// The block where a slot stands. A conflict stands where only one of the two moved it to,
    /// else where it was.
    fn block(&self, slot: &Slot, base: usize) -> Block {
        let of = |entries: &[Entry<'_>], at: usize| entries.get(at).map(|entry| entry.block);
        let was = of(self.base, base);
        let block = match slot {
            Slot::Take(Whose::Ours, at) => of(self.ours, *at),
            Slot::Take(Whose::Theirs, at) => of(self.theirs, *at),
            Slot::Join(b, o, t) => {
                settle(of(self.base, *b), of(self.ours, *o), of(self.theirs, *t)).flatten()
            }
            Slot::Conflict { ours, theirs, .. } => {
                let first = |entries, of_them: &[usize]| {
                    of_them.first().and_then(|at| of(entries, *at)).or(was)
                };
                settle(was, first(self.ours, ours), first(self.theirs, theirs)).unwrap_or(was)
            }
        };
        block.or(was).unwrap_or(Block::CustomerSegments)
    }

    /// Entries that only one of the two has, and the base has not: all are kept; what both added
    /// alike is kept once; what both added under one id but not alike is a conflict.
    fn place_added(&self, places: &mut Vec<Place>) {
        let families = self.families();
        let added = families.iter().filter(|family| family.base.is_empty());
        let (mut ours, mut theirs): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        for family in added {
            ours.extend(&family.ours);
            theirs.extend(&family.theirs);
        }
        for at in ours {
            let entry = &self.ours[at];
            let alike = theirs.iter().position(|t| same_but_for_place(entry, &self.theirs[*t]));
            let named = || {
                let id = entry.id?;
                theirs.iter().position(|t| self.theirs[*t].id == Some(id))
            };
            if let Some(found) = alike {
                let twin = theirs.remove(found);
                places.push(Place { theirs: Some(twin), ..self.alone(Whose::Ours, at, None) });
            } else if let Some(found) = named() {
                let twin = theirs.remove(found);
                let slot = Slot::Conflict { base: vec![], ours: vec![at], theirs: vec![twin] };
                let block = entry.block.min(self.theirs[twin].block);
                let place = Place { base: None, ours: Some(at), theirs: Some(twin), block, slot };
                places.push(place);
            } else {
                places.push(self.alone(Whose::Ours, at, None));
            }
        }
        places.extend(theirs.into_iter().map(|at| self.alone(Whose::Theirs, at, None)));
    }

    /// What slots are ordered by where nothing else decides: their texts, not whose they are.
    fn key(&self, slot: &Slot) -> Vec<String> {
        let text = |entries: &[Entry<'_>], at: usize| {
            let said = entries.get(at).map(|entry| format!("{:?}", content(entry)));
            said.unwrap_or_default()
        };
        let mut key = match slot {
            Slot::Take(Whose::Ours, at) => vec![text(self.ours, *at)],
            Slot::Take(Whose::Theirs, at) => vec![text(self.theirs, *at)],
            Slot::Join(base, ours, theirs) => {
                vec![text(self.base, *base), text(self.ours, *ours), text(self.theirs, *theirs)]
            }
            Slot::Conflict { base, ours, theirs } => {
                let base = base.iter().map(|at| text(self.base, *at));
                let ours = ours.iter().map(|at| text(self.ours, *at));
                base.chain(ours).chain(theirs.iter().map(|at| text(self.theirs, *at))).collect()
            }
        };
        key.sort();
        key
    }
}

fn conflict(family: &Family) -> Slot {
    Slot::Conflict {
        base: family.base.clone(),
        ours: family.ours.clone(),
        theirs: family.theirs.clone(),
    }
}
