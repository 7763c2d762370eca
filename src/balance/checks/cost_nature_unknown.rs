//! A cost of which nobody can tell whether it moves with volume.

use crate::balance::finding::Unjudged;
use crate::balance::line::Side;
use crate::balance::scene::{Items, Scene};
use crate::canvas::Block;
use crate::text::Bits;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    if scene.foreign {
        return items.cannot(Unjudged::OtherLanguage);
    }
    let costs = scene.items(Side::Cost);
    if costs.is_empty() {
        return items.cannot(Unjudged::Empty(Block::CostStructure));
    }
    for place in costs.iter().copied() {
        let by_line = scene.ledger.of_entry(place).any(|line| line.nature.0.is_some());
        if by_line || scene.sets.nature(&scene.sense(place)).0.is_some() {
            items.holds();
        } else {
            let evidence = vec![scene.quote(place, &Bits::EMPTY)];
            items.fails("unknown", vec![("item", scene.name(place))], evidence);
        }
    }
}
