//! A personal or dedicated relationship without a cost.

use crate::balance::scene::{Items, Scene};
use crate::canvas::Block;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    super::uncosted::run(scene, items, Block::CustomerRelationships, &[]);
}
