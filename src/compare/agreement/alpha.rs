//! Krippendorff's alpha: any number of readers, with gaps.

/// How far two categories lie apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// Not the same is not the same.
    Nominal,
    /// By how many values lie between them.
    Ordinal,
    /// By the square of the difference of the categories' numbers.
    Interval,
}

impl Metric {
    /// The squared difference of two categories, given how often each was used.
    fn apart<const K: usize>(self, used: &[f64; K], a: usize, b: usize) -> f64 {
        let (low, high) = (a.min(b), a.max(b));
        match self {
            Self::Nominal => f64::from(u8::from(a != b)),
            Self::Ordinal => {
                let between: f64 = used[low..=high].iter().sum();
                (between - f64::midpoint(used[low], used[high])).powi(2)
            }
            Self::Interval => ((high - low) as f64).powi(2),
        }
    }
}

/// Krippendorff's alpha of units, each with the categories (0 to `K` − 1) that its readers gave it;
/// who gave which plays no part, and a unit with fewer than two says nothing.
///
/// 1 − observed / expected disagreement, from the matrix of coincidences (Krippendorff 2011,
/// *Computing Krippendorff's Alpha-Reliability*). 1 is agreement, 0 is what chance gives. `None`
/// when no unit has two values or all values are the same. A category beyond `K` is left out.
#[must_use]
pub fn alpha<'a, const K: usize>(
    units: impl IntoIterator<Item = &'a [usize]>,
    metric: Metric,
) -> Option<f64> {
    let mut coincidences = [[0.0; K]; K];
    for unit in units {
        let mut counts = [0.0; K];
        for value in unit.iter().filter(|value| **value < K) {
            counts[*value] += 1.0;
        }
        let values: f64 = counts.iter().sum();
        if values < 2.0 {
            continue;
        }
        for (a, own) in counts.iter().enumerate() {
            for (b, others) in counts.iter().enumerate() {
                let others = if a == b { others - 1.0 } else { *others };
                coincidences[a][b] += own * others / (values - 1.0);
            }
        }
    }
    let used: [f64; K] = std::array::from_fn(|at| coincidences[at].iter().sum());
    let all: f64 = used.iter().sum();
    let (mut found, mut chance) = (0.0, 0.0);
    for a in 0..K {
        for b in 0..K {
            let apart = metric.apart(&used, a, b);
            found += coincidences[a][b] * apart;
            chance += used[a] * used[b] * apart;
        }
    }
    (chance > 0.0).then(|| 1.0 - (all - 1.0) * found / chance)
}

#[cfg(test)]
mod tests {
    use super::{Metric, alpha};

    /// Krippendorff 2011, part C: four observers, twelve units, values 1 to 5, gaps as 0.
    const OBSERVERS: [[usize; 12]; 4] = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ];

    fn units() -> Vec<Vec<usize>> {
        let unit = |at: usize| {
            let given = OBSERVERS.iter().map(|row| row[at]).filter(|value| *value > 0);
            given.map(|value| value - 1).collect()
        };
        (0..12).map(unit).collect()
    }

    fn of(metric: Metric) -> f64 {
        let units = units();
        let alpha = alpha::<5>(units.iter().map(Vec::as_slice), metric).unwrap();
        (alpha * 1000.0).round() / 1000.0
    }

    #[test]
    fn krippendorffs_own_data_come_out_as_published() {
        assert_eq!(of(Metric::Nominal), 0.743);
        assert_eq!(of(Metric::Ordinal), 0.815);
        assert_eq!(of(Metric::Interval), 0.849);
    }

    #[test]
    fn without_spread_or_without_pairs_there_is_no_alpha() {
        let same: [&[usize]; 2] = [&[2, 2], &[2, 2, 2]];
        assert_eq!(alpha::<3>(same, Metric::Ordinal), None);
        let alone: [&[usize]; 2] = [&[0], &[2]];
        assert_eq!(alpha::<3>(alone, Metric::Ordinal), None);
    }
}
