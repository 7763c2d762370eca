//! How far two series of totals go together.

/// The product-moment correlation (Pearson 1896), −1 to 1; `None` when a series does not vary or
/// the series differ in length.
#[must_use]
pub fn pearson(a: &[f64], b: &[f64]) -> Option<f64> {
    if a.len() != b.len() || a.is_empty() {
        return None;
    }
    let count = a.len() as f64;
    let mean = |values: &[f64]| values.iter().sum::<f64>() / count;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let (mut both, mut own_a, mut own_b) = (0.0, 0.0, 0.0);
    for (x, y) in a.iter().zip(b) {
        let (x, y) = (x - mean_a, y - mean_b);
        both += x * y;
        own_a += x * x;
        own_b += y * y;
    }
    let spread = (own_a * own_b).sqrt();
    (spread > 1e-9).then(|| (both / spread).clamp(-1.0, 1.0))
}

/// The rank correlation (Spearman 1904): Pearson's of the ranks; equal values share their mean
/// rank. `None` as in [`pearson`].
#[must_use]
pub fn spearman(a: &[f64], b: &[f64]) -> Option<f64> {
    pearson(&ranks(a), &ranks(b))
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    while start < order.len() {
        let value = values[order[start]];
        let same = order[start..].iter().take_while(|at| values[**at] == value).count();
        let rank = start as f64 + (same as f64 - 1.0) / 2.0;
        order[start..start + same].iter().for_each(|at| ranks[*at] = rank);
        start += same;
    }
    ranks
}

/// The mean of the absolute differences, in the unit of the values; `None` of no values.
#[must_use]
pub fn mean_absolute_error(a: &[f64], b: &[f64]) -> Option<f64> {
    let sum: f64 = a.iter().zip(b).map(|(x, y)| (x - y).abs()).sum();
    (!a.is_empty() && a.len() == b.len()).then(|| sum / a.len() as f64)
}

/// ICC(2,1): how far single judges give targets the same values, not just the same order. Two-way
/// random effects, absolute agreement (Shrout and Fleiss 1979, *Intraclass correlations: uses in
/// assessing rater reliability*). `targets` holds per target the value of each of `J` judges.
/// `None` for fewer than two targets or judges, or when nothing varies.
#[must_use]
pub fn icc<const J: usize>(targets: &[[f64; J]]) -> Option<f64> {
    if targets.len() < 2 || J < 2 {
        return None;
    }
    let (n, k) = (targets.len() as f64, J as f64);
    let grand = targets.iter().flatten().sum::<f64>() / (n * k);
    let squared = |mean: f64| (mean - grand) * (mean - grand);
    let between: f64 =
        targets.iter().map(|target| k * squared(target.iter().sum::<f64>() / k)).sum();
    let judges: f64 = (0..J)
        .map(|judge| n * squared(targets.iter().map(|target| target[judge]).sum::<f64>() / n))
        .sum();
    let all: f64 = targets.iter().flatten().map(|value| squared(*value)).sum();
    let mean_between = between / (n - 1.0);
    let mean_judges = judges / (k - 1.0);
    let mean_error = (all - between - judges).max(0.0) / ((n - 1.0) * (k - 1.0));
    let under = mean_between + (k - 1.0) * mean_error + k * (mean_judges - mean_error) / n;
    (under.abs() > 1e-9).then(|| (mean_between - mean_error) / under)
}

#[cfg(test)]
mod tests {
    use super::{icc, mean_absolute_error, pearson, spearman};

    fn rounded(value: Option<f64>, places: i32) -> f64 {
        let scale = 10_f64.powi(places);
        (value.unwrap() * scale).round() / scale
    }

    #[test]
    fn the_six_targets_of_shrout_and_fleiss_have_their_published_correlation() {
        let targets = [
            [9.0, 2.0, 5.0, 8.0],
            [6.0, 1.0, 3.0, 2.0],
            [8.0, 4.0, 6.0, 8.0],
            [7.0, 1.0, 2.0, 6.0],
            [10.0, 5.0, 6.0, 9.0],
            [6.0, 2.0, 4.0, 7.0],
        ];
        assert_eq!(rounded(icc(&targets), 2), 0.29);
    }

    #[test]
    fn anscombes_first_set_correlates_as_published() {
        let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
        let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        assert_eq!(rounded(pearson(&x, &y), 3), 0.816);
    }

    #[test]
    fn the_textbook_example_of_ranks_is_minus_29_of_165() {
        let iq = [106.0, 86.0, 100.0, 101.0, 99.0, 103.0, 97.0, 113.0, 112.0, 110.0];
        let hours = [7.0, 0.0, 27.0, 50.0, 28.0, 29.0, 20.0, 12.0, 6.0, 17.0];
        assert_eq!(rounded(spearman(&iq, &hours), 6), rounded(Some(-29.0 / 165.0), 6));
    }

    #[test]
    fn equal_values_share_their_rank_and_constant_ones_have_no_correlation() {
        assert_eq!(spearman(&[1.0, 1.0, 2.0], &[5.0, 5.0, 9.0]), Some(1.0));
        assert_eq!(spearman(&[1.0, 1.0, 1.0], &[5.0, 6.0, 9.0]), None);
        assert_eq!(icc(&[[1.0, 1.0], [1.0, 1.0]]), None);
        assert_eq!(mean_absolute_error(&[1.0, 4.0], &[2.0, 2.0]), Some(1.5));
        assert_eq!(mean_absolute_error(&[], &[]), None);
    }
}
