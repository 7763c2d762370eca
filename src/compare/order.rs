//! The order of merged entries: as both have them, and where they differ, as the one that changed
//! the order.

use std::collections::{BTreeMap, BTreeSet};

use super::merge::Slot;
use crate::canvas::{Block, Entry};

/// A slot with where it stands in the base, in ours and in theirs.
pub(super) struct Place {
    pub(super) base: Option<usize>,
    pub(super) ours: Option<usize>,
    pub(super) theirs: Option<usize>,
    pub(super) block: Block,
    pub(super) slot: Slot,
}

/// Puts slots in order, block by block. `key` decides where nothing else does.
pub(super) fn ordered(
    places: Vec<Place>,
    ours: &[Entry<'_>],
    theirs: &[Entry<'_>],
    key: impl Fn(&Slot) -> Vec<String>,
) -> Vec<(Block, Slot)> {
    let mut blocks: BTreeMap<Block, Vec<Place>> = BTreeMap::new();
    for mut place in places {
        // Where it stands in another block says nothing of its order in this one.
        let here = |entries: &[Entry<'_>], at: usize| {
            entries.get(at).is_some_and(|entry| entry.block == place.block)
        };
        place.ours = place.ours.filter(|at| here(ours, *at));
        place.theirs = place.theirs.filter(|at| here(theirs, *at));
        blocks.entry(place.block).or_default().push(place);
    }
    let mut slots = Vec::new();
    for (block, places) in blocks {
        let order = in_block(&places, &key);
        let mut left: Vec<Option<Place>> = places.into_iter().map(Some).collect();
        for at in order {
            slots.extend(left[at].take().map(|place| (block, place.slot)));
        }
    }
    slots
}

/// The places on one side, in that side's order.
fn chain(places: &[Place], side: impl Fn(&Place) -> Option<usize>) -> Vec<usize> {
    let mut chain: Vec<(usize, usize)> =
        places.iter().enumerate().filter_map(|(at, place)| Some((side(place)?, at))).collect();
    chain.sort_unstable();
    chain.into_iter().map(|(_, at)| at).collect()
}

/// Whether a chain has the places that came from the base in another order than the base.
fn is_reordered(places: &[Place], chain: &[usize]) -> bool {
    let from_base: Vec<usize> = chain.iter().filter_map(|at| places[*at].base).collect();
    !from_base.is_sorted()
}

fn in_block(places: &[Place], key: &impl Fn(&Slot) -> Vec<String>) -> Vec<usize> {
    let ours = chain(places, |place| place.ours);
    let theirs = chain(places, |place| place.theirs);
    let mut before: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); places.len()];
    let keys: Vec<Vec<String>> = places.iter().map(|place| key(&place.slot)).collect();
    let text = |chain: &[usize]| chain.iter().map(|at| keys[*at].clone()).collect::<Vec<_>>();
    let shared = |chain: &[usize]| {
        let both = |at: &&usize| places[**at].ours.is_some() && places[**at].theirs.is_some();
        chain.iter().filter(both).copied().collect::<Vec<_>>()
    };
    let agree = shared(&ours) == shared(&theirs);
    let lead_ours = match (is_reordered(places, &ours), is_reordered(places, &theirs)) {
        (true, false) => true,
        (false, true) => false,
        // Both changed the order, or neither did and yet they differ: one has to lead, and which
        // must not depend on whose it is.
        _ => (ours.len(), text(&ours)) >= (theirs.len(), text(&theirs)),
    };
    let (lead, follow) = if lead_ours { (&ours, &theirs) } else { (&theirs, &ours) };
    for pair in lead.windows(2) {
        before[pair[1]].insert(pair[0]);
    }
    let leads: BTreeSet<usize> = lead.iter().copied().collect();
    for pair in follow.windows(2) {
        if agree || !leads.contains(&pair[1]) {
            before[pair[1]].insert(pair[0]);
        }
    }
    emit(&before, &keys)
}

/// A sequence in which each place comes after those that must be before it: what became free last
/// comes first, so that runs stay together; of those that became free together, by key.
fn emit(before: &[BTreeSet<usize>], keys: &[Vec<String>]) -> Vec<usize> {
    let mut waiting: Vec<usize> = before.iter().map(BTreeSet::len).collect();
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); before.len()];
    for (at, all) in before.iter().enumerate() {
        for earlier in all {
            after[*earlier].push(at);
        }
    }
    let by_key = |list: &mut Vec<usize>| list.sort_by(|a, b| keys[*b].cmp(&keys[*a]));
    let mut free: Vec<usize> = (0..before.len()).filter(|at| waiting[*at] == 0).collect();
    by_key(&mut free);
    let mut order = Vec::with_capacity(before.len());
    while let Some(at) = free.pop() {
        order.push(at);
        let mut freed: Vec<usize> = Vec::new();
        for later in &after[at] {
            waiting[*later] -= 1;
            if waiting[*later] == 0 {
                freed.push(*later);
            }
        }
        by_key(&mut freed);
        free.append(&mut freed);
    }
    debug_assert_eq!(order.len(), before.len(), "a place was left out");
    order
}
