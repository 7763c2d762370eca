//! A value that no resource or activity makes, while each of those says for which it is.

use crate::balance::scene::{Items, Scene};
use crate::canvas::Block;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    // What only says how the offer differs is no offer of its own.
    let remark = items.check.concepts("remark");
    let exempt = |place: usize| scene.meets(place, remark);
    super::scope::run(scene, items, Block::ValuePropositions, &[Block::KeyResources, Block::KeyActivities], false, exempt);
}
