//! A value that no resource or activity makes, while each of those says for which it is.

use crate::balance::scene::{Items, Scene};
use crate::canvas::Block;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    super::scope::run(scene, items, Block::ValuePropositions, &[Block::KeyResources, Block::KeyActivities], |_| false);
}
