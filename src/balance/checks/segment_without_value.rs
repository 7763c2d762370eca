//! A segment that no value is for, while every value says for whom.

use crate::balance::scene::{Items, Scene};
use crate::canvas::Block;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    super::scope::run(scene, items, Block::CustomerSegments, &[Block::ValuePropositions], true, |_| false);
}
