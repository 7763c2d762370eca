//! What a mark rests on: how a rubric weighs the questions.

use super::super::number::decimal;
use super::Report;
use crate::canvas::Block;
use crate::catalogue::Question;

impl Report<'_, '_> {
    /// How many questions count.
    pub(super) fn questions(&self) -> usize {
        self.counting().count()
    }

    fn counting(&self) -> impl Iterator<Item = &Question> {
        let rubric = self.assessment.rubric();
        let questions = self.assessment.catalogue().questions.iter();
        questions.filter(|question| rubric.weight(question).is_some())
    }

    /// How the rubric weighs, in a sentence; `None` when everything counts alike and there is no
    /// mark.
    pub(super) fn basis(&self) -> Option<String> {
        let (rubric, catalogue) = (self.assessment.rubric(), self.assessment.catalogue());
        let mut parts = Vec::new();
        // As many decimals as the rubric has: a weight of 0.25 is not 0.3.
        let show = |number: f64| {
            let places = format!("{number}").split_once('.').map_or(0, |(_, rest)| rest.len());
            decimal(number, places, self.language)
        };
        let times = |weight: f64| format!("× {}", show(weight));
        let mut heavier: Vec<String> = Vec::new();
        for block in Block::ALL {
            let weight = rubric.block_weight(block);
            if weight > 0.0 && (weight - 1.0).abs() > f64::EPSILON {
                let label = catalogue.blocks.label(block, self.language);
                heavier.push(format!("{label} {}", times(weight)));
            }
        }
        for question in self.counting() {
            let own = rubric.weight(question).unwrap_or(question.weight);
            if (own - question.weight).abs() > f64::EPSILON {
                heavier.push(format!("{} {}", question.id, times(own)));
            }
        }
        if !heavier.is_empty() {
            parts.push(format!("{} {}", self.pick("weighed:", "gewogen:"), heavier.join(", ")));
        }
        let out = catalogue.questions.iter().filter(|q| rubric.weight(q).is_none());
        let out: Vec<&str> = out.map(|question| question.id.as_str()).collect();
        if !out.is_empty() {
            parts.push(format!("{} {}", self.pick("left out:", "niet meegeteld:"), out.join(", ")));
        }
        if let Some(scale) = rubric.scale() {
            let (from, to) = (self.pick("from", "van"), self.pick("to", "tot"));
            let (min, max) = (show(scale.min), show(scale.max));
            let mut mark = format!("{} {from} {min} {to} {max}", self.pick("mark", "cijfer"));
            if let (Some(pass), Some(at)) = (scale.pass, scale.pass_at) {
                let word = self.pick("is reached at", "bij");
                mark.push_str(&format!(", {} {word} {} %", show(pass), show(at)));
            }
            parts.push(mark);
        }
        if parts.is_empty() {
            return None;
        }
        Some(format!("Rubric – {}.", parts.join("; ")))
    }
}
