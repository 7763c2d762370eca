//! A segment without a relationship, while every relationship says with whom.

use crate::balance::scene::{Items, Scene};
use crate::canvas::Block;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    super::scope::run(scene, items, Block::CustomerSegments, &[Block::CustomerRelationships], true, |_| false);
}
