//! A cost that comes from nothing on the canvas.

use crate::balance::finding::Unjudged;
use crate::balance::line::Side;
use crate::balance::scene::{Items, Scene};
use crate::canvas::Block;

const CAUSES: [Block; 5] = [
    Block::KeyResources,
    Block::KeyActivities,
    Block::Channels,
    Block::CustomerRelationships,
    Block::KeyPartners,
];

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    if scene.foreign {
        return items.cannot(Unjudged::OtherLanguage);
    }
    let costs = scene.items(Side::Cost);
    if costs.is_empty() {
        return items.cannot(Unjudged::Empty(Block::CostStructure));
    }
    for block in [Block::KeyResources, Block::KeyActivities] {
        if scene.block(block).is_empty() {
            return items.cannot(Unjudged::Empty(block));
        }
    }
    let mut causes: Vec<usize> = Vec::new();
    for block in CAUSES {
        causes.extend(scene.block(block));
    }
    let overhead = items.check.concepts("overhead");
    let known = items.check.concepts("known");
    for place in costs.iter().copied() {
        let ties = scene.ties;
        // Of a cost in words that the vocabulary does not know, nothing can be said.
        if ties.any(place, &causes)
            || ties.is_linked(place)
            || scene.meets(place, overhead)
            || !scene.meets(place, known)
        {
            items.holds();
            continue;
        }
        let evidence = vec![scene.quote(place, known)];
        let finding = items.fails("none", vec![("item", scene.name(place))], evidence);
        finding.inferred = true;
    }
}
