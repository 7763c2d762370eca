//! A resource that costs nothing and that no partner provides.

use crate::balance::scene::{Items, Scene};
use crate::canvas::Block;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    super::uncosted::run(scene, items, Block::KeyResources, &[Block::KeyPartners]);
}
