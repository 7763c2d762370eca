//! A partner of which nothing says what it brings.

use crate::balance::finding::Unjudged;
use crate::balance::scene::{Items, Scene};
use crate::canvas::Block;
use crate::text::Bits;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    if scene.foreign {
        return items.cannot(Unjudged::OtherLanguage);
    }
    let partners = scene.block(Block::KeyPartners);
    if partners.is_empty() {
        return items.cannot(Unjudged::Empty(Block::KeyPartners));
    }
    let mut means: Vec<usize> = scene.block(Block::KeyResources).to_vec();
    means.extend(scene.block(Block::KeyActivities));
    let brings = items.check.concepts("brings");
    for place in partners {
        let ties = scene.ties;
        if scene.meets(*place, brings) || ties.is_linked(*place) || ties.any(*place, &means) {
            items.holds();
            continue;
        }
        let evidence = vec![scene.quote(*place, &Bits::EMPTY)];
        let finding = items.fails("none", vec![("item", scene.name(*place))], evidence);
        finding.inferred = true;
    }
}
