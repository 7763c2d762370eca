//! A segment that pays for nothing, while every stream says who pays.

use crate::balance::scene::{Items, Scene};
use crate::canvas::Block;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    let free = items.check.concepts("free");
    let exempt = |place: usize| scene.meets(place, free);
    // Where the segments say who pays, words in the streams need not say it again.
    let payers = items.check.concepts("payers");
    let by_words = !scene.any_meets(Block::CustomerSegments, payers);
    super::scope::run(scene, items, Block::CustomerSegments, &[Block::RevenueStreams], by_words, exempt);
}
