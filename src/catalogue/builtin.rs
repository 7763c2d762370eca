//! The data files that are part of the tool.

macro_rules! data {
    ($($file:literal),+ $(,)?) => {
        [$(($file, include_str!(concat!("../../data/", $file)))),+]
    };
}

/// A data file: its path below `data/`, and its text.
pub(super) type DataFile = (&'static str, &'static str);

pub(super) const BLOCKS: DataFile = ("blocks.toml", include_str!("../../data/blocks.toml"));
pub(super) const WORDS: DataFile = ("words.toml", include_str!("../../data/words.toml"));

pub(super) const BALANCE: DataFile = ("balance.toml", include_str!("../../data/balance.toml"));

pub(super) const QUESTIONS: [DataFile; 9] = data![
    "questions/cs.toml",
    "questions/vp.toml",
    "questions/ch.toml",
    "questions/cr.toml",
    "questions/rs.toml",
    "questions/kr.toml",
    "questions/ka.toml",
    "questions/kp.toml",
    "questions/co.toml",
];

pub(super) const VOCABULARY: [DataFile; 10] = data![
    "vocabulary/common.toml",
    "vocabulary/customers.toml",
    "vocabulary/value.toml",
    "vocabulary/channels.toml",
    "vocabulary/relationships.toml",
    "vocabulary/revenue.toml",
    "vocabulary/resources.toml",
    "vocabulary/activities.toml",
    "vocabulary/partners.toml",
    "vocabulary/cost.toml",
];

/// In the order of their publication, which is the order of findings.
pub(super) const CHECKS: [DataFile; 30] = data![
    "checks/revenue-without-amount.toml",
    "checks/cost-without-amount.toml",
    "checks/amount-unclear.toml",
    "checks/period-missing.toml",
    "checks/currency-mixed.toml",
    "checks/amount-arithmetic.toml",
    "checks/total-mismatch.toml",
    "checks/loss-making.toml",
    "checks/negative-contribution.toml",
    "checks/break-even-out-of-reach.toml",
    "checks/recurring-cost-one-off-income.toml",
    "checks/one-stream.toml",
    "checks/cost-nature-unknown.toml",
    "checks/scale-without-fixed-cost.toml",
    "checks/segment-without-payer.toml",
    "checks/revenue-without-payer.toml",
    "checks/revenue-without-value.toml",
    "checks/value-never-paid.toml",
    "checks/resource-without-cost.toml",
    "checks/activity-without-cost.toml",
    "checks/cost-without-cause.toml",
    "checks/relationship-without-cost.toml",
    "checks/channel-without-cost.toml",
    "checks/supplier-without-cost.toml",
    "checks/partner-without-contribution.toml",
    "checks/value-without-means.toml",
    "checks/segment-without-value.toml",
    "checks/segment-without-channel.toml",
    "checks/segment-without-relationship.toml",
    "checks/broken-link.toml",
];
