//! A stream that is paid for no value on the canvas, beside streams that are.

use crate::balance::line::Side;
use crate::balance::scene::{Items, Scene};
use crate::canvas::Block;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    // A stream that is given for no particular value, such as a grant.
    let exempt = items.check.concepts("unasked");
    super::untied::run(scene, items, Side::Revenue, &[Block::ValuePropositions], |place| {
        scene.meets(place, exempt)
    });
}
