//! A stream of which nobody is said to pay it, beside streams of which it is.

use crate::balance::line::Side;
use crate::balance::scene::{Items, Scene};
use crate::canvas::Block;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    // A stream that names a payer by itself, such as a grant.
    let exempt = items.check.concepts("pays");
    super::untied::run(scene, items, Side::Revenue, &[Block::CustomerSegments], |place| {
        scene.meets(place, exempt)
    });
}
