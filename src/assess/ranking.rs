//! The order in which canvases are shown.

use super::portfolio::Assessment;

/// The canvases with the highest completeness first, equal ones by name; places in the `canvases`
/// frame.
#[must_use]
pub fn ranked(assessment: &Assessment<'_>, names: &[String]) -> Vec<usize> {
    let totals: Vec<f64> =
        assessment.completeness().map(|one| one.total.percent().unwrap_or(-1.0)).collect();
    let total = |place: usize| totals.get(place).copied().unwrap_or(-1.0);
    let mut places: Vec<usize> = (0..totals.len()).collect();
    places.sort_by(|a, b| {
        total(*b)
            .total_cmp(&total(*a))
            .then_with(|| names.get(*a).cmp(&names.get(*b)))
            .then(a.cmp(b))
    });
    places
}
