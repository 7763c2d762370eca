//! Economies of scale that nothing fixed would give.

use crate::balance::finding::Unjudged;
use crate::balance::line::{Nature, Side};
use crate::balance::scene::{Items, Scene};
use crate::canvas::Block;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    if scene.foreign {
        return items.cannot(Unjudged::OtherLanguage);
    }
    let claim = items.check.concepts("claim");
    let claims = |place: &&usize| {
        let sense = scene.sense(**place);
        sense.own.intersects(claim) && !sense.negated.intersects(claim)
    };
    let text = |place: &usize| scene.entry(*place).map_or("", |entry| entry.text);
    let claimed =
        scene.block(Block::CostStructure).iter().filter(claims).min_by_key(|place| text(place));
    let Some(claimed) = claimed else { return items.cannot(Unjudged::NoneOfKind) };
    let nature = |place: &usize| {
        let by_line = scene.ledger.of_entry(*place).find_map(|line| line.nature.0);
        by_line.or_else(|| scene.sets.nature(&scene.sense(*place)).0)
    };
    let costs = scene.items(Side::Cost);
    let natures: Vec<Nature> =
        costs.iter().filter(|place| *place != claimed).filter_map(nature).collect();
    if natures.len() < 2 {
        return items.cannot(Unjudged::TooFew);
    }
    if natures.iter().any(|nature| *nature != Nature::Variable) {
        return items.holds();
    }
    let evidence = vec![scene.quote(*claimed, claim)];
    items.fails("variable", vec![("item", scene.name(*claimed))], evidence);
}
