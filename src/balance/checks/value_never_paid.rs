//! A value that no stream is paid for, while every stream says for what.

use crate::balance::scene::{Items, Scene};
use crate::canvas::Block;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    let free = items.check.concepts("free");
    let exempt = |place: usize| scene.meets(place, free);
    super::scope::run(scene, items, Block::ValuePropositions, &[Block::RevenueStreams], false, exempt);
}
