//! A stream without an amount, beside others that have one.

use crate::balance::line::Side;
use crate::balance::scene::{Items, Scene};

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    super::without_amount::run(scene, items, Side::Revenue);
}
