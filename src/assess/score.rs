//! From levels to points and percentages.

use crate::canvas::Block;
use crate::catalogue::{Catalogue, Level, Question, Rubric};

/// Points reached of points possible. Weighted; unit: points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Points {
    /// Reached.
    pub got: f64,
    /// Possible.
    pub max: f64,
}

impl Points {
    /// Reached as a percentage of possible, 0 to 100; `None` when nothing is possible.
    #[must_use]
    pub fn percent(self) -> Option<f64> {
        (self.max > 0.0).then(|| 100.0 * self.got / self.max)
    }

    fn add(&mut self, level: Level, weight: f64) {
        self.got += weight * f64::from(level.half_points()) / 2.0;
        self.max += weight;
    }
}

/// How far a canvas answers the questions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Completeness {
    /// Per block, in canvas order.
    pub blocks: [Points; 9],
    /// Over the whole canvas: the blocks' points, each times its block's weight.
    pub total: Points,
    /// How many questions came out at each level, in the order of [`Level::ALL`]. Questions that
    /// the rubric leaves out are not counted.
    pub counts: [u32; 4],
}

impl Completeness {
    /// Adds up the levels of one canvas, given in the catalogue's order.
    #[must_use]
    pub fn of(levels: &[Level], catalogue: &Catalogue, rubric: &Rubric) -> Self {
        Weights::new(catalogue, rubric).completeness(levels)
    }
}

/// What questions and blocks weigh, looked up once for many canvases.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    /// In the catalogue's order the block of each question and its weight; `None` where the rubric
    /// leaves it out.
    questions: Vec<Option<(Block, f64)>>,
    blocks: [f64; 9],
}

impl Weights {
    pub(super) fn new(catalogue: &Catalogue, rubric: &Rubric) -> Self {
        let weight = |question: &Question| Some((question.block, rubric.weight(question)?));
        Self {
            questions: catalogue.questions.iter().map(weight).collect(),
            blocks: Block::ALL.map(|block| rubric.block_weight(block)),
        }
    }

    /// Adds up the levels of one canvas, given in the catalogue's order.
    pub(super) fn completeness(&self, levels: &[Level]) -> Completeness {
        let mut result = Completeness::default();
        for (question, level) in self.questions.iter().zip(levels) {
            let Some((block, weight)) = question else { continue };
            result.blocks[block.index()].add(*level, *weight);
            let place = Level::ALL.iter().position(|known| known == level).unwrap_or(0);
            result.counts[place] += 1;
        }
        for (points, weight) in result.blocks.iter().zip(self.blocks) {
            result.total.got += weight * points.got;
            result.total.max += weight * points.max;
        }
        result
    }
}
