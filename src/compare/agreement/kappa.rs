//! Cohen's kappa, plain and weighted.

/// What a disagreement between two categories costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// Every disagreement costs the same: Cohen's plain kappa (1960).
    Same,
    /// The square of the distance: quadratic weights (Cohen 1968; Fleiss and Cohen 1973).
    Square,
}

impl Cost {
    fn of(self, a: usize, b: usize) -> f64 {
        let apart = a.abs_diff(b) as f64;
        match self {
            Self::Same => f64::from(u8::from(a != b)),
            Self::Square => apart * apart,
        }
    }
}

/// The share of pairs in the same category, 0 to 1; `None` of no pairs.
#[must_use]
pub fn observed<const K: usize>(table: &[[f64; K]; K]) -> Option<f64> {
    let all: f64 = table.iter().flatten().sum();
    let same: f64 = (0..K).map(|at| table[at][at]).sum();
    (all > 0.0).then(|| same / all)
}

/// Cohen's kappa of a table of counts: row the one's category, column the other's.
///
/// 1 − observed cost / cost expected by chance, from the margins (Cohen 1960, *A coefficient of
/// agreement for nominal scales*; Cohen 1968, *Weighted kappa*). 1 is agreement, 0 is what chance
/// gives. `None` where chance alone would cost nothing: both use one and the same category only.
#[must_use]
pub fn kappa<const K: usize>(table: &[[f64; K]; K], cost: Cost) -> Option<f64> {
    weighted_kappa(table, |a, b| cost.of(a, b))
}

/// The same with a cost for every disagreement; a cost is 0 or more, and 0 for agreement.
#[must_use]
pub fn weighted_kappa<const K: usize>(
    table: &[[f64; K]; K],
    cost: impl Fn(usize, usize) -> f64,
) -> Option<f64> {
    let mut rows = [0.0; K];
    let mut columns = [0.0; K];
    let (mut all, mut found) = (0.0, 0.0);
    for (a, row) in table.iter().enumerate() {
        for (b, count) in row.iter().enumerate() {
            rows[a] += count;
            columns[b] += count;
            all += count;
            found += count * cost(a, b);
        }
    }
    if all <= 0.0 {
        return None;
    }
    let mut chance = 0.0;
    for (a, row) in rows.iter().enumerate() {
        for (b, column) in columns.iter().enumerate() {
            chance += row * column * cost(a, b);
        }
    }
    let chance = chance / all;
    // Below this there is nothing but what halves and thirds of a count leave when added up.
    (chance > all * 1e-12).then(|| 1.0 - found / chance)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Cost, kappa, observed, weighted_kappa};

    proptest! {
        #[test]
        fn kappa_is_at_most_one_and_the_same_from_either_side(
            counts in prop::array::uniform3(prop::array::uniform3(0_u8..20)),
        ) {
            let table = counts.map(|row| row.map(f64::from));
            let mut turned = table;
            for (a, row) in table.iter().enumerate() {
                for (b, count) in row.iter().enumerate() {
                    turned[b][a] = *count;
                }
            }
            for cost in [Cost::Same, Cost::Square] {
                let (one, other) = (kappa(&table, cost), kappa(&turned, cost));
                prop_assert_eq!(one.is_some(), other.is_some());
                if let (Some(one), Some(other)) = (one, other) {
                    prop_assert!((one - other).abs() < 1e-9 && one <= 1.0);
                    let whole = observed(&table).is_some_and(|share| share > 1.0 - 1e-12);
                    prop_assert_eq!(whole, one > 1.0 - 1e-9);
                }
            }
        }
    }

    fn rounded(value: Option<f64>) -> f64 {
        (value.unwrap() * 1000.0).round() / 1000.0
    }

    /// Cohen 1968, table 1: two judges, 200 cases, three diagnoses.
    const COHEN: [[f64; 3]; 3] = [[88.0, 14.0, 18.0], [10.0, 40.0, 10.0], [2.0, 6.0, 12.0]];

    #[test]
    fn cohens_own_example_comes_out_as_published() {
        let costs = [[0.0, 1.0, 3.0], [1.0, 0.0, 6.0], [3.0, 6.0, 0.0]];
        assert_eq!(rounded(observed(&COHEN)), 0.7);
        assert_eq!(rounded(kappa(&COHEN, Cost::Same)), 0.492);
        assert_eq!(rounded(weighted_kappa(&COHEN, |a, b| costs[a][b])), 0.348);
        let uneven = [[0.0, 1.0, 4.0], [1.0, 0.0, 6.0], [2.0, 2.0, 0.0]];
        assert_eq!(rounded(weighted_kappa(&COHEN, |a, b| uneven[a][b])), 0.353);
    }

    #[test]
    fn the_textbook_example_of_two_readers_of_fifty_proposals_is_two_fifths() {
        let table = [[20.0, 5.0], [10.0, 15.0]];
        assert_eq!(rounded(observed(&table)), 0.7);
        assert_eq!(rounded(kappa(&table, Cost::Same)), 0.4);
    }

    #[test]
    fn squares_of_the_distance_give_the_published_kappas_of_nine_ratings() {
        // The example of the R package psych: 0.00 plain, 0.68 with quadratic weights.
        let mut table = [[0.0; 9]; 9];
        for (a, b) in [1, 2, 3, 4, 5, 6, 7, 8, 9_usize].into_iter().zip([1, 3, 1, 6, 1, 5, 5, 6, 7])
        {
            table[a - 1][b - 1] += 1.0;
        }
        assert_eq!(rounded(kappa(&table, Cost::Same)), 0.0);
        assert_eq!(rounded(kappa(&table, Cost::Square)), 0.678);
    }

    #[test]
    fn without_spread_there_is_no_kappa() {
        let one_cell = [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 30.0]];
        assert_eq!(kappa(&one_cell, Cost::Square), None);
        assert_eq!(kappa(&[[0.0; 3]; 3], Cost::Same), None);
        // A constant judge against marks that vary knows nothing: 0.
        let constant = [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [4.0, 6.0, 20.0]];
        assert_eq!(rounded(kappa(&constant, Cost::Square)), 0.0);
    }
}
