//! A physical or third-party channel without a cost, share or commission.

use crate::balance::scene::{Items, Scene};
use crate::canvas::Block;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    super::uncosted::run(scene, items, Block::Channels, &[]);
}
