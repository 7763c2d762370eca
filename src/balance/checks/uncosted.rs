//! What must cost something, and has no cost.

use crate::balance::finding::Unjudged;
use crate::balance::scene::{Items, Scene};
use crate::canvas::Block;

/// An item fails when no cost belongs to it, nothing in `helpers` carries it, and no cost is so
/// general that it may cover it. Concepts in the data: `what` picks the items (all when empty),
/// `free` lets one off, `covers` names costs that cover all (also when it is said that there are
/// none: `no wages`), `volunteers` names helpers who do all for nothing.
pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>, block: Block, helpers: &[Block]) {
    let costs = scene.block(Block::CostStructure);
    if scene.block(block).is_empty() {
        return items.cannot(Unjudged::Empty(block));
    }
    if costs.is_empty() {
        return items.cannot(Unjudged::Empty(Block::CostStructure));
    }
    if scene.foreign {
        return items.cannot(Unjudged::OtherLanguage);
    }
    let (what, free) = (items.check.concepts("what"), items.check.concepts("free"));
    let covers = items.check.concepts("covers");
    let unpaid = |place: &usize| scene.sense(*place).negated.intersects(covers);
    let volunteers = items.check.concepts("volunteers");
    let covered = scene.any_meets(Block::CostStructure, covers)
        || costs.iter().any(unpaid)
        || scene.any_meets(Block::KeyResources, volunteers)
        || scene.any_meets(Block::KeyPartners, volunteers);
    let mut helping: Vec<usize> = Vec::new();
    for helper in helpers {
        helping.extend(scene.block(*helper));
    }
    for place in scene.block(block) {
        if !what.is_empty() && !scene.meets(*place, what) {
            continue;
        }
        let ties = scene.ties;
        if covered
            || scene.meets(*place, free)
            || ties.any(*place, costs)
            || ties.any(*place, &helping)
        {
            items.holds();
            continue;
        }
        let evidence = vec![scene.quote(*place, what)];
        let inferred = !(scene.linked && ties.is_linked(*place));
        let finding = items.fails("none", vec![("item", scene.name(*place))], evidence);
        finding.inferred = inferred;
    }
}
