//! A segment that no channel reaches, while every channel says whom.

use crate::balance::scene::{Items, Scene};
use crate::canvas::Block;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    super::scope::run(scene, items, Block::CustomerSegments, &[Block::Channels], true, |_| false);
}
