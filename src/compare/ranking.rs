//! Canvases in order of how complete they are, with the reason for each place.

use crate::assess::{Assessment, Completeness};
use crate::canvas::Block;
use crate::catalogue::Level;

/// A canvas with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// Its place in the `canvases` frame.
    pub canvas: usize,
    /// From 1. Canvases with the same completeness have the same rank, and the ranks after it are
    /// left out: 1, 2, 2, 4.
    pub rank: usize,
    /// Whether another canvas has the same rank.
    pub tied: bool,
    /// How far it is complete.
    pub completeness: Completeness,
    /// The blocks that lift it most above the median of all, with the difference in percent points.
    pub strong: Vec<(Block, f64)>,
    /// The blocks that pull it most below the median.
    pub weak: Vec<(Block, f64)>,
    /// The questions that it answers better than the canvas on the next rank, by their place in
    /// the catalogue; empty for the last.
    pub ahead: Vec<usize>,
    /// The questions that the canvas on the next rank answers better.
    pub behind: Vec<usize>,
}

/// How many blocks are named as reasons.
const REASONS: usize = 2;

/// Ranks the canvases at these places. Two are equal when their percentages are, to the hundredth.
#[must_use]
pub fn ranking(assessment: &Assessment<'_>, canvases: &[usize]) -> Vec<Ranked> {
    let all: Vec<Completeness> = assessment.completeness().collect();
    let percent = |canvas: usize| {
        let points = all.get(canvas).and_then(|one| one.total.percent()).unwrap_or(0.0);
        (points * 100.0).round()
    };
    let mut order: Vec<usize> = canvases.to_vec();
    order.sort_by(|a, b| percent(*b).total_cmp(&percent(*a)).then(a.cmp(b)));
    let medians = Block::ALL.map(|block| {
        let here = order.iter().filter_map(|at| all.get(*at)?.blocks[block.index()].percent());
        median(here.collect())
    });
    let mut ranked: Vec<Ranked> = Vec::with_capacity(order.len());
    for (place, canvas) in order.iter().enumerate() {
        let same = |other: usize| percent(other) == percent(*canvas);
        let rank = match ranked.last() {
            Some(before) if same(before.canvas) => before.rank,
            _ => place + 1,
        };
        let next = order[place + 1..].iter().find(|other| !same(**other));
        let (ahead, behind) =
            next.map_or_else(Default::default, |next| against(assessment, *canvas, *next));
        let completeness = all.get(*canvas).cloned().unwrap_or_default();
        let (strong, weak) = reasons(&completeness, &medians);
        let tied = order.iter().filter(|other| same(**other)).count() > 1;
        ranked.push(Ranked {
            canvas: *canvas,
            rank,
            tied,
            completeness,
            strong,
            weak,
            ahead,
            behind,
        });
    }
    ranked
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 {
        values.get(middle).copied()
    } else {
        Some(f64::midpoint(*values.get(middle.checked_sub(1)?)?, *values.get(middle)?))
    }
}

type Reasons = Vec<(Block, f64)>;

fn reasons(one: &Completeness, medians: &[Option<f64>; 9]) -> (Reasons, Reasons) {
    let mut apart: Reasons = Block::ALL
        .into_iter()
        .filter_map(|block| {
            let own = one.blocks[block.index()].percent()?;
            Some((block, own - medians[block.index()]?))
        })
        .collect();
    apart.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let strong = apart.iter().filter(|(_, by)| *by >= 1.0).take(REASONS).copied().collect();
    let weak = apart.iter().rev().filter(|(_, by)| *by <= -1.0).take(REASONS).copied().collect();
    (strong, weak)
}

/// The questions that one answers better than another, and the other way round.
fn against(assessment: &Assessment<'_>, one: usize, other: usize) -> (Vec<usize>, Vec<usize>) {
    let levels = assessment.levels(one).iter().zip(assessment.levels(other));
    let (mut ahead, mut behind) = (Vec::new(), Vec::new());
    for (question, (a, b)) in levels.enumerate() {
        let weighs = assessment
            .catalogue()
            .questions
            .get(question)
            .is_some_and(|question| assessment.rubric().weight(question).is_some());
        let points = |level: &Level| level.half_points();
        match points(a).cmp(&points(b)) {
            std::cmp::Ordering::Greater if weighs => ahead.push(question),
            std::cmp::Ordering::Less if weighs => behind.push(question),
            _ => {}
        }
    }
    (ahead, behind)
}
