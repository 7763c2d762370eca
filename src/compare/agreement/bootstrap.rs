//! How sure a figure is: the bootstrap over canvases.

use rayon::prelude::*;

/// So many resamples: a percentile interval takes 1,000 or more (Efron and Tibshirani 1993,
/// *An Introduction to the Bootstrap*, 13.3).
pub const RESAMPLES: u64 = 2_000;
/// Of fewer canvases than this there is no interval: resamples of them hold too few different ones
/// to say how others would come out.
pub const FEWEST_CANVASES: usize = 5;
/// Where the generator starts. Any number does; it is fixed so that the same marks give the same
/// interval.
const SEED: u64 = 0x0b3c_a9ee;

/// The 2.5th and the 97.5th percentile.
pub type Interval = (f64, f64);

/// Numbers by chance that are the same in every run: `SplitMix64` (Steele, Lea and Flood 2014, *Fast
/// splittable pseudorandom number generators*).
struct Generator(u64);

impl Generator {
    const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

    const fn mixed(mut z: u64) -> u64 {
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Each resample has a generator of its own, so that threads play no part.
    const fn of(resample: u64) -> Self {
        Self(Self::mixed(SEED ^ resample.wrapping_mul(Self::STEP)))
    }

    /// A number below `bound`, each with the same chance to within `bound` of 2⁶⁴.
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(Self::STEP);
        let product = u128::from(Self::mixed(self.0)) * bound as u128;
        usize::try_from(product >> 64).unwrap_or(0)
    }
}

/// What a statistic gives for each of [`RESAMPLES`] resamples of `count` things, drawn with
/// replacement (Efron 1979, *Bootstrap methods: another look at the jackknife*). The statistic is
/// told how often each thing was drawn.
pub fn resampled<T: Send>(count: usize, statistic: impl Fn(&[u32]) -> T + Sync) -> Vec<T> {
    let resample = |number: u64| {
        let mut generator = Generator::of(number);
        let mut drawn = vec![0_u32; count];
        for _ in 0..count {
            drawn[generator.below(count)] += 1;
        }
        statistic(&drawn)
    };
    (0..RESAMPLES).into_par_iter().map(resample).collect()
}

/// The percentile interval of 95 % (Efron and Tibshirani 1993, 13.3). Resamples in which the figure
/// cannot be computed are left out; `None` when those are more than half.
#[must_use]
pub fn interval(values: impl IntoIterator<Item = Option<f64>>) -> Option<Interval> {
    let mut all = 0_usize;
    let mut known: Vec<f64> = values.into_iter().inspect(|_| all += 1).flatten().collect();
    if known.is_empty() || known.len() * 2 < all {
        return None;
    }
    known.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = (share * (known.len() - 1) as f64).round() as usize;
        known.get(place).copied()
    };
    Some((at(0.025)?, at(0.975)?))
}

#[cfg(test)]
mod tests {
    use super::super::total::pearson;
    use super::{interval, resampled};

    /// Efron and Tibshirani 1993, table 3.1: 15 law schools, their mean LSAT and GPA.
    const LSAT: [f64; 15] = [
        576.0, 635.0, 558.0, 578.0, 666.0, 580.0, 555.0, 661.0, 651.0, 605.0, 653.0, 575.0, 545.0,
        572.0, 594.0,
    ];
    const GPA: [f64; 15] =
        [3.39, 3.30, 2.81, 3.03, 3.44, 3.07, 3.00, 3.43, 3.36, 3.13, 3.12, 2.74, 2.76, 2.88, 2.96];

    #[test]
    fn the_law_schools_have_the_published_standard_error() {
        assert!((pearson(&LSAT, &GPA).unwrap() - 0.776).abs() < 0.0005);
        let values: Vec<f64> = resampled(15, |drawn| {
            let repeated = |values: &[f64; 15]| -> Vec<f64> {
                let each = values.iter().zip(drawn);
                each.flat_map(|(value, times)| vec![*value; *times as usize]).collect()
            };
            pearson(&repeated(&LSAT), &repeated(&GPA)).unwrap()
        });
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (count - 1.0);
        // The book has 0.132 from 3,200 resamples, 0.133 from 1,600.
        assert!((variance.sqrt() - 0.132).abs() < 0.006, "{}", variance.sqrt());
        let (low, high) = interval(values.into_iter().map(Some)).unwrap();
        assert!((0.4..0.5).contains(&low) && (0.94..0.98).contains(&high), "{low} {high}");
    }

    #[test]
    fn resamples_are_the_same_each_time_and_draw_as_many_as_there_are() {
        let once = resampled(7, <[u32]>::to_vec);
        assert_eq!(once, resampled(7, <[u32]>::to_vec));
        assert!(once.iter().all(|drawn| drawn.iter().sum::<u32>() == 7));
        assert_ne!(once[0], once[1]);
    }

    #[test]
    fn a_figure_that_most_resamples_lack_has_no_interval() {
        let values = |known: usize| (0..10).map(move |at| (at < known).then_some(1.0));
        assert_eq!(interval(values(4)), None);
        assert_eq!(interval(values(5)), Some((1.0, 1.0)));
        assert_eq!(interval([]), None);
    }
}
