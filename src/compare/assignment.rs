//! The best assignment: rows to columns so that the sum of the gains is largest.

/// Up to this many cells the best assignment is computed; beyond it the largest gains are taken
/// first. The time of the former grows with the cube: 400 × 400 take some milliseconds.
pub(super) const MOST_CELLS: usize = 1_000_000;

/// Gains of rows × columns; what is not above zero is never assigned.
pub(super) struct Gains {
    columns: usize,
    cells: Vec<f64>,
}

impl Gains {
    pub(super) fn new(rows: usize, columns: usize, gain: impl Fn(usize, usize) -> f64) -> Self {
        let mut cells = Vec::with_capacity(rows * columns);
        for row in 0..rows {
            cells.extend((0..columns).map(|column| gain(row, column).max(0.0)));
        }
        Self { columns, cells }
    }

    fn rows(&self) -> usize {
        self.cells.len() / self.columns.max(1)
    }

    fn get(&self, row: usize, column: usize) -> f64 {
        self.cells.get(row * self.columns + column).copied().unwrap_or(0.0)
    }

    /// The pairs of the best assignment, in the order of the rows.
    ///
    /// The method of shortest augmenting paths (Jonker and Volgenant 1987) on the gains' negatives.
    pub(super) fn best(&self) -> Vec<(usize, usize)> {
        let (rows, columns) = (self.rows(), self.columns);
        if rows == 0 || columns == 0 || self.cells.iter().all(|gain| *gain <= 0.0) {
            return Vec::new();
        }
        if rows == 1 || columns == 1 {
            let more =
                |a: &usize, b: &usize| self.cells[*a].total_cmp(&self.cells[*b]).then(b.cmp(a));
            let most = (0..self.cells.len()).max_by(more);
            return most.map(|at| (at / columns, at % columns)).into_iter().collect();
        }
        if rows > columns {
            let turned = Self::new(columns, rows, |row, column| self.get(column, row));
            let mut pairs: Vec<_> = turned.best().into_iter().map(|(c, r)| (r, c)).collect();
            pairs.sort_unstable();
            return pairs;
        }
        let row_of = self.augment();
        let mut pairs: Vec<(usize, usize)> = row_of
            .iter()
            .enumerate()
            .filter_map(|(column, row)| Some((row.as_ref().copied()?, column)))
            .filter(|(row, column)| self.get(*row, *column) > 0.0)
            .collect();
        pairs.sort_unstable();
        pairs
    }

    /// Per column its row. Rows are not more than columns.
    fn augment(&self) -> Vec<Option<usize>> {
        let (rows, columns) = (self.rows(), self.columns);
        let mut row_potential = vec![0.0; rows];
        let mut column_potential = vec![0.0; columns];
        let mut row_of: Vec<Option<usize>> = vec![None; columns];
        let mut nearest = vec![0.0; columns];
        let mut from: Vec<Option<usize>> = vec![None; columns];
        let mut used = vec![false; columns];
        for start in 0..rows {
            nearest.fill(f64::INFINITY);
            from.fill(None);
            used.fill(false);
            let (mut row, mut last) = (start, None);
            let end = loop {
                let (mut delta, mut next) = (f64::INFINITY, None);
                for column in 0..columns {
                    if used[column] {
                        continue;
                    }
                    let cost =
                        -self.get(row, column) - row_potential[row] - column_potential[column];
                    if cost < nearest[column] {
                        nearest[column] = cost;
                        from[column] = last;
                    }
                    if nearest[column] < delta {
                        delta = nearest[column];
                        next = Some(column);
                    }
                }
                let Some(column) = next else { break None };
                row_potential[start] += delta;
                for (other, used) in used.iter().enumerate() {
                    if *used {
                        if let Some(row) = row_of[other] {
                            row_potential[row] += delta;
                        }
                        column_potential[other] -= delta;
                    } else {
                        nearest[other] -= delta;
                    }
                }
                used[column] = true;
                last = Some(column);
                match row_of[column] {
                    None => break Some(column),
                    Some(taken) => row = taken,
                }
            };
            let mut at = end;
            while let Some(column) = at {
                let before = from[column];
                row_of[column] = match before {
                    Some(before) => row_of[before],
                    None => Some(start),
                };
                at = before;
            }
        }
        row_of
    }
}

/// The best assignment of rows and columns of which the least that each pair gains is known, and
/// that none gains so much more; `None` where that leaves a doubt.
///
/// When in each row one pair gains for certain, and for certain more than the others of the row,
/// and no two of them are in one column, then no other assignment gains as much. It is so with rows
/// and columns changed over.
pub(super) fn certain(
    (rows, columns): (usize, usize),
    least: impl Fn(usize, usize) -> f64,
    more: f64,
) -> Option<Vec<(usize, usize)>> {
    /// Of more pairs than this, some are in doubt.
    const MOST: usize = 64;
    /// What rounding may make of equal gains.
    const SLIGHT: f64 = 1e-6;
    if rows * columns > MOST {
        return None;
    }
    let mut gains = [0.0; MOST];
    for row in 0..rows {
        for column in 0..columns {
            gains[row * columns + column] = least(row, column);
        }
    }
    let one_each = |lines: usize, others: usize, gain: &dyn Fn(usize, usize) -> f64| {
        let (mut taken, mut chosen) = (0_u64, [0; MOST]);
        for (line, chosen) in chosen.iter_mut().enumerate().take(lines) {
            let (mut best, mut next) = ((f64::NEG_INFINITY, 0), f64::NEG_INFINITY);
            for other in 0..others {
                let gain = gain(line, other);
                if gain > best.0 {
                    next = best.0;
                    best = (gain, other);
                } else {
                    next = next.max(gain);
                }
            }
            if best.0 <= (next + more).max(0.0) + SLIGHT || taken >> best.1 & 1 == 1 {
                return None;
            }
            taken |= 1 << best.1;
            *chosen = best.1;
        }
        Some(chosen)
    };
    if rows <= columns
        && let Some(chosen) = one_each(rows, columns, &|row, column| gains[row * columns + column])
    {
        return Some((0..rows).map(|row| (row, chosen[row])).collect());
    }
    if columns <= rows
        && let Some(chosen) = one_each(columns, rows, &|column, row| gains[row * columns + column])
    {
        let mut pairs: Vec<_> = (0..columns).map(|column| (chosen[column], column)).collect();
        pairs.sort_unstable();
        return Some(pairs);
    }
    None
}

/// The largest gains first, each row and column once. For more candidates than [`MOST_CELLS`].
pub(super) fn greedy(mut candidates: Vec<(f64, usize, usize)>) -> Vec<(usize, usize)> {
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut rows = std::collections::BTreeSet::new();
    let mut columns = std::collections::BTreeSet::new();
    let mut pairs = Vec::new();
    for (gain, row, column) in candidates {
        if gain > 0.0 && !rows.contains(&row) && !columns.contains(&column) {
            rows.insert(row);
            columns.insert(column);
            pairs.push((row, column));
        }
    }
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Gains, certain, greedy};

    fn every(gains: &Gains, row: usize, used: &mut Vec<bool>) -> f64 {
        if row == gains.rows() {
            return 0.0;
        }
        let mut best = every(gains, row + 1, used);
        for column in 0..gains.columns {
            if !used[column] {
                used[column] = true;
                best = best.max(gains.get(row, column) + every(gains, row + 1, used));
                used[column] = false;
            }
        }
        best
    }

    proptest! {
        #[test]
        fn no_other_assignment_gains_more(
            rows in 1_usize..5,
            columns in 1_usize..5,
            cells in prop::collection::vec(0_u8..20, 16),
        ) {
            let gains = Gains::new(rows, columns, |r, c| f64::from(cells[r * 4 + c]));
            let pairs = gains.best();
            let sum: f64 = pairs.iter().map(|(r, c)| gains.get(*r, *c)).sum();
            let best = every(&gains, 0, &mut vec![false; columns]);
            prop_assert!((sum - best).abs() < 1e-9, "{sum} of {best}");
            let mut taken: Vec<_> = pairs.iter().map(|(_, c)| c).collect();
            taken.sort_unstable();
            taken.dedup();
            prop_assert_eq!(taken.len(), pairs.len());
        }
    }

    proptest! {
        #[test]
        fn what_is_certain_is_the_best_whatever_each_gains_more(
            rows in 1_usize..5,
            columns in 1_usize..5,
            likes in any::<u64>(),
            least in prop::collection::vec(-0.3_f64..0.8, 16),
            more in prop::collection::vec(0.0_f64..0.35, 16),
        ) {
            // Mostly one of each row stands out.
            let least = |row: usize, column: usize| {
                let liked = (likes >> (row * 8)) as usize % (columns + 1) == column;
                least[row * 4 + column] + if liked { 0.6 } else { -0.3 }
            };
            if let Some(pairs) = certain((rows, columns), least, 0.35) {
                let gains = Gains::new(rows, columns, |r, c| least(r, c) + more[r * 4 + c]);
                prop_assert_eq!(pairs, gains.best());
            }
        }
    }

    #[test]
    fn certain_is_what_stands_out_in_each_row_or_each_column() {
        let of = |cells: [f64; 6]| move |row: usize, column: usize| cells[row * 3 + column];
        let clear = of([0.1, 0.9, 0.0, 0.8, 0.2, 0.1]);
        assert_eq!(certain((2, 3), clear, 0.35), Some(vec![(0, 1), (1, 0)]));
        assert_eq!(certain((3, 2), |r, c| clear(c, r), 0.35), Some(vec![(0, 1), (1, 0)]));
        assert_eq!(certain((2, 3), of([0.1, 0.9, 0.0, 0.2, 0.9, 0.1]), 0.35), None);
        assert_eq!(certain((2, 3), of([0.1, 0.9, 0.6, 0.8, 0.2, 0.1]), 0.35), None);
    }

    #[test]
    fn taking_the_largest_first_gives_each_once() {
        let pairs = greedy(vec![(0.5, 0, 0), (0.9, 0, 1), (0.4, 1, 1), (0.3, 1, 0), (0.0, 2, 2)]);
        assert_eq!(pairs, [(0, 1), (1, 0)]);
    }
}
