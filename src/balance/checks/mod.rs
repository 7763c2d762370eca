//! The 30 checks, each in a file of its own: it goes through its items and says of each whether it
//! holds. What findings say, thresholds and concepts are data (`data/checks/`).

mod scope;
mod uncosted;
mod untied;
mod without_amount;

use super::scene::{Items, Scene};

/// A check: looks at a canvas, and says of each item whether it holds.
pub(super) type Run = fn(&Scene<'_>, &mut Items<'_>);

macro_rules! checks {
    ($($name:ident),+ $(,)?) => {
        $(mod $name;)+

        /// The checks by their ids, with `_` for `-`.
        pub(super) const ALL: &[(&str, Run)] = &[$((stringify!($name), $name::run)),+];
    };
}

checks![
    revenue_without_amount,
    cost_without_amount,
    amount_unclear,
    period_missing,
    currency_mixed,
    amount_arithmetic,
    total_mismatch,
    loss_making,
    negative_contribution,
    break_even_out_of_reach,
    recurring_cost_one_off_income,
    one_stream,
    cost_nature_unknown,
    scale_without_fixed_cost,
    segment_without_payer,
    revenue_without_payer,
    revenue_without_value,
    value_never_paid,
    resource_without_cost,
    activity_without_cost,
    cost_without_cause,
    relationship_without_cost,
    channel_without_cost,
    supplier_without_cost,
    partner_without_contribution,
    value_without_means,
    segment_without_value,
    segment_without_channel,
    segment_without_relationship,
    broken_link,
];
