//! From values to pixels, with plotters' coordinates and ticks.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;

use super::paper::UNITS;

/// Values beyond this are drawn at the edge: plotters does not come back from a tick search over
/// the whole range of numbers.
const LARGEST: f64 = 1e15;

/// A straight scale between two places.
pub(super) struct Axis {
    coord: RangedCoordf64,
    from: f64,
    to: f64,
    low: f64,
    high: f64,
    /// Between ticks, where the ends were rounded to it.
    step: Option<f64>,
}

impl Axis {
    /// A scale whose ends are rounded outwards to ticks, about `ticks` of them. `from` and `to`
    /// are the pixels of the low and the high end.
    pub(super) fn new(low: f64, high: f64, ticks: usize, from: f64, to: f64) -> Self {
        let sane =
            |value: f64| if value.is_finite() { value.clamp(-LARGEST, LARGEST) } else { 0.0 };
        let (mut low, mut high) = (sane(low.min(high)), sane(high.max(low)));
        if high - low <= high.abs().max(low.abs()) * 1e-9 {
            let room = if high == 0.0 { 1.0 } else { high.abs() * 0.1 };
            (low, high) = (low - room, high + room);
        }
        let step = step(high - low, ticks);
        low = (low / step + 1e-9).floor() * step;
        high = (high / step - 1e-9).ceil() * step;
        Self { step: Some(step), ..Self::exact(low, high, from, to) }
    }

    /// A scale with these very ends; `low` is below `high`.
    pub(super) fn exact(low: f64, high: f64, from: f64, to: f64) -> Self {
        Self { coord: (low..high).into(), from, to, low, high, step: None }
    }

    /// Where a value stands, in pixels.
    pub(super) fn at(&self, value: f64) -> f64 {
        let value = if value.is_finite() { value.clamp(self.low, self.high) } else { self.low };
        let (from, to) = ((self.from * UNITS).round() as i32, (self.to * UNITS).round() as i32);
        f64::from(self.coord.map(&value, (from, to))) / UNITS
    }

    /// Round values: those that the ends were rounded to, else at most about `most`.
    pub(super) fn ticks(&self, most: usize) -> Vec<f64> {
        let snap = |tick: f64| if tick.abs() < (self.high - self.low) * 1e-9 { 0.0 } else { tick };
        match self.step {
            Some(step) => {
                let count = ((self.high - self.low) / step).round().clamp(1.0, 100.0) as usize;
                (0..=count).map(|tick| snap(self.low + step * tick as f64)).collect()
            }
            None => self.coord.key_points(most.max(2)).into_iter().map(snap).collect(),
        }
    }

    pub(super) const fn low(&self) -> f64 {
        self.low
    }

    pub(super) const fn high(&self) -> f64 {
        self.high
    }
}

/// 1, 2 or 5 times a power of ten, so that a span has at most about `ticks` steps.
fn step(span: f64, ticks: usize) -> f64 {
    let rough = span / ticks.max(1) as f64;
    let power = 10_f64.powf(rough.log10().floor());
    let factor = [1.0, 2.0, 5.0].into_iter().find(|factor| factor * power >= rough * 0.7);
    factor.unwrap_or(10.0) * power
}

/// Places on a line, each at least `gap` from the next and within `low..high` while that is
/// possible at all; order and, where there is room, place are kept.
pub(super) fn spread(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]).then(a.cmp(b)));
    // Runs of labels that touch are moved together, so that none drifts far from its place.
    let mut runs: Vec<(f64, f64, usize)> = Vec::new();
    for place in &order {
        let mut run = (wanted[*place], wanted[*place], 1_usize);
        while let Some((start, sum, count)) = runs.last().copied() {
            if start + gap * count as f64 <= run.0 {
                break;
            }
            runs.pop();
            // The whole run's centre is the mean of its members' wishes.
            let count_all = count + run.2;
            let sum_all = sum + run.1;
            let centre = sum_all / count_all as f64;
            run = (centre - gap * (count_all - 1) as f64 / 2.0, sum_all, count_all);
        }
        let length = gap * (run.2 - 1) as f64;
        run.0 = run.0.min(high - length).max(low);
        runs.push(run);
    }
    let mut out = vec![0.0; wanted.len()];
    let mut members = order.into_iter();
    let mut before = f64::NEG_INFINITY;
    for (start, _, count) in runs {
        for number in 0..count {
            let at = (start + gap * number as f64).max(before);
            before = at + gap;
            if let Some(slot) = members.next().and_then(|place| out.get_mut(place)) {
                *slot = at;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Axis, spread};

    #[test]
    fn ends_and_ticks_are_round() {
        let axis = Axis::new(0.0, 94_000.0, 5, 0.0, 500.0);
        assert_eq!((axis.low(), axis.high()), (0.0, 100_000.0));
        assert!(axis.ticks(6).contains(&40_000.0) && axis.ticks(6).contains(&100_000.0));
        assert_eq!(axis.at(50_000.0), 250.0);
    }

    #[test]
    fn no_value_makes_a_scale_hang_or_break() {
        for (low, high) in [
            (0.0, 0.0),
            (5.0, 5.0),
            (1.0, -1.0),
            (f64::NAN, 3.0),
            (f64::NEG_INFINITY, f64::INFINITY),
            (-1e308, 1e308),
            (1e-320, 2e-320),
        ] {
            let axis = Axis::new(low, high, 5, 0.0, 100.0);
            assert!(axis.ticks(6).len() < 200);
            assert!(
                (0.0..=100.0).contains(&axis.at(high)) && (0.0..=100.0).contains(&axis.at(0.0))
            );
        }
    }

    proptest! {
        #[test]
        fn labels_never_touch_and_keep_their_order(
            wanted in proptest::collection::vec(0.0..300.0_f64, 1..20),
        ) {
            let placed = spread(&wanted, 14.0, 0.0, 300.0);
            let mut pairs: Vec<(f64, f64)> = wanted.iter().copied().zip(placed).collect();
            pairs.sort_by(|a, b| a.1.total_cmp(&b.1));
            for pair in pairs.windows(2) {
                prop_assert!(pair[1].1 - pair[0].1 >= 14.0 - 1e-6);
                prop_assert!(pair[1].0 >= pair[0].0 - 1e-9);
            }
        }
    }
}
