//! A teacher's rubric: weights, questions left out, the scale of the mark, labels.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde::Deserialize;
use toml::Spanned;

use super::error::DataError;
use super::load::Catalogue;
use super::mark_scale::{MarkScale, RawAgree};
use super::question::Question;
use crate::canvas::Block;

/// The scale of a mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// The mark for 0 %.
    pub min: f64,
    /// The mark for 100 %.
    pub max: f64,
    /// The lowest mark that is a pass; `None` when there is no pass mark.
    pub pass: Option<f64>,
    /// The completeness, 0 to 100, that earns the pass mark. Below it the scale runs straight from
    /// `min` to `pass`, above it from `pass` to `max`. `None`: one straight line.
    pub pass_at: Option<f64>,
    /// Marks are multiples of this, rounded half up.
    pub round: f64,
}

/// How questions are weighed, and what a score is called.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rubric {
    weights: BTreeMap<String, f64>,
    block_weights: BTreeMap<Block, f64>,
    leave_out: Vec<String>,
    scale: Option<Scale>,
    /// Lowest mark (or percentage, without a scale) and name, ascending.
    labels: Vec<(f64, String)>,
    marks: MarkScale,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawRubric {
    #[serde(default)]
    weights: IndexMap<Spanned<String>, Spanned<f64>>,
    #[serde(default)]
    block_weights: IndexMap<Spanned<String>, Spanned<f64>>,
    #[serde(default)]
    leave_out: Vec<Spanned<String>>,
    scale: Option<Spanned<RawScale>>,
    #[serde(default)]
    labels: IndexMap<Spanned<String>, Spanned<f64>>,
    agree: Option<Spanned<RawAgree>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawScale {
    min: f64,
    max: f64,
    pass: Option<f64>,
    pass_at: Option<f64>,
    #[serde(default = "tenth")]
    round: f64,
}

const fn tenth() -> f64 {
    0.1
}

impl Rubric {
    /// Reads a rubric (TOML) and checks it against the catalogue.
    ///
    /// # Errors
    /// The first thing that is wrong, with file and line: a key or question that does not exist, a
    /// weight below 0, a scale that is upside down, nothing left to score.
    pub fn load(file: &str, text: &str, catalogue: &Catalogue) -> Result<Self, DataError> {
        let raw: RawRubric =
            toml::from_str(text).map_err(|error| DataError::toml(file, text, &error))?;
        let at = |offset: usize, message: String| DataError::at(file, text, offset, message);
        let mut rubric = Self::default();
        for (id, weight) in &raw.weights {
            known(catalogue, id).map_err(|message| at(id.span().start, message))?;
            let weight = checked(weight).map_err(|message| at(id.span().start, message))?;
            rubric.weights.insert(id.get_ref().clone(), weight);
        }
        for (code, weight) in &raw.block_weights {
            let block = catalogue.blocks.resolve(code.get_ref()).ok_or_else(|| {
                let message = format!("'{}' is no block: use cs … co", code.get_ref());
                at(code.span().start, message)
            })?;
            let weight = checked(weight).map_err(|message| at(code.span().start, message))?;
            rubric.block_weights.insert(block, weight);
        }
        for id in &raw.leave_out {
            known(catalogue, id).map_err(|message| at(id.span().start, message))?;
            rubric.leave_out.push(id.get_ref().clone());
        }
        if let Some(scale) = raw.scale {
            let offset = scale.span().start;
            let scale =
                scale_of(scale.into_inner()).map_err(|message| at(offset, message.to_owned()))?;
            rubric.scale = Some(scale);
        }
        for (name, least) in &raw.labels {
            if !least.get_ref().is_finite() {
                return Err(at(name.span().start, "a label needs a number".to_owned()));
            }
            rubric.labels.push((*least.get_ref(), name.get_ref().clone()));
        }
        if let Some(agree) = raw.agree {
            let offset = agree.span().start;
            rubric.marks = MarkScale::load(agree.into_inner())
                .map_err(|(place, message)| at(place.unwrap_or(offset), message))?;
        }
        rubric.labels.sort_by(|a, b| a.0.total_cmp(&b.0));
        let possible: f64 = catalogue
            .questions
            .iter()
            .filter_map(|q| Some(rubric.weight(q)? * rubric.block_weight(q.block)))
            .sum();
        if possible <= 0.0 {
            let message = "leaves nothing to score: every question has weight 0 or is left out";
            return Err(DataError::file(file, message));
        }
        Ok(rubric)
    }

    /// A question's weight within its block; `None` when it is left out.
    #[must_use]
    pub fn weight(&self, question: &Question) -> Option<f64> {
        if self.leave_out.contains(&question.id) {
            return None;
        }
        Some(self.weights.get(&question.id).copied().unwrap_or(question.weight))
    }

    /// A block's weight in the whole, 1 unless given.
    #[must_use]
    pub fn block_weight(&self, block: Block) -> f64 {
        self.block_weights.get(&block).copied().unwrap_or(1.0)
    }

    /// The scale of the mark; `None` when the rubric gives none, so that there are percentages
    /// only.
    #[must_use]
    pub const fn scale(&self) -> Option<&Scale> {
        self.scale.as_ref()
    }

    /// How people's marks are written (`[agree]`), for comparing them with the tool's.
    #[must_use]
    pub const fn mark_scale(&self) -> &MarkScale {
        &self.marks
    }

    /// Whether the rubric names scores.
    #[must_use]
    pub const fn has_labels(&self) -> bool {
        !self.labels.is_empty()
    }

    /// The mark for a percentage; `None` without a scale.
    #[must_use]
    pub fn mark(&self, percent: f64) -> Option<f64> {
        self.scale.as_ref().map(|scale| scale.mark(percent))
    }

    /// The name for a percentage: the label with the highest threshold that its mark (without a
    /// scale, the percentage itself) reaches. `None` below all of them.
    #[must_use]
    pub fn label(&self, percent: f64) -> Option<&str> {
        let value = self.mark(percent).unwrap_or(percent);
        let reached = self.labels.iter().rev().find(|(least, _)| value >= *least);
        reached.map(|(_, name)| name.as_str())
    }
}

impl Scale {
    /// The mark for a percentage, 0 to 100.
    #[must_use]
    pub fn mark(&self, percent: f64) -> f64 {
        let exact = match (self.pass, self.pass_at) {
            (Some(pass), Some(at)) if percent < at => self.min + (pass - self.min) * percent / at,
            (Some(pass), Some(at)) if at < 100.0 => {
                pass + (self.max - pass) * (percent - at) / (100.0 - at)
            }
            _ => self.min + (self.max - self.min) * percent / 100.0,
        };
        // The small addition keeps 5.45, held as 5.4499999, from rounding down. The division by
        // a whole number keeps 5.5 from becoming 5.5000000000000004.
        let steps = (exact / self.round + 1e-9 + 0.5).floor();
        let per_one = 1.0 / self.round;
        if (per_one - per_one.round()).abs() < 1e-9 {
            steps / per_one.round()
        } else {
            steps * self.round
        }
    }

    /// How many decimals a mark is shown with: enough for its rounding, at most three.
    #[must_use]
    pub fn decimals(&self) -> usize {
        (0..3_i32)
            .find(|places| {
                let scaled = self.round * 10_f64.powi(*places);
                (scaled - scaled.round()).abs() < 1e-9
            })
            .and_then(|places| usize::try_from(places).ok())
            .unwrap_or(3)
    }
}

fn known(catalogue: &Catalogue, id: &Spanned<String>) -> Result<(), String> {
    let id = id.get_ref();
    if catalogue.question(id).is_some() {
        return Ok(());
    }
    let ids = catalogue.questions.iter().map(|question| question.id.as_str());
    let near = ids.min_by_key(|known| strsim::damerau_levenshtein(known, id));
    let near = near.map_or(String::new(), |near| format!(": did you mean '{near}'?"));
    Err(format!("there is no question '{id}'{near}"))
}

fn checked(weight: &Spanned<f64>) -> Result<f64, String> {
    let weight = *weight.get_ref();
    if weight.is_finite() && (0.0..=1000.0).contains(&weight) {
        Ok(weight)
    } else {
        Err(format!("the weight {weight} is not between 0 and 1000"))
    }
}

fn scale_of(raw: RawScale) -> Result<Scale, &'static str> {
    let RawScale { min, max, pass, pass_at, round } = raw;
    let finite = [Some(min), Some(max), pass, pass_at, Some(round)];
    if finite.into_iter().flatten().any(|number| !number.is_finite()) {
        Err("a scale needs ordinary numbers")
    } else if min >= max {
        Err("the scale's 'min' is not below its 'max'")
    } else if pass.is_some_and(|pass| pass < min || pass > max) {
        Err("'pass' lies outside the scale")
    } else if pass_at.is_some_and(|at| at <= 0.0 || at >= 100.0) {
        Err("'pass-at' is a percentage between 0 and 100, both excluded")
    } else if pass_at.is_some() && pass.is_none() {
        Err("'pass-at' needs 'pass'")
    } else if round <= 0.0 || round > max - min {
        Err("'round' is not between 0 and the length of the scale")
    } else {
        Ok(Scale { min, max, pass, pass_at, round })
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn a_dutch_mark_rounds_half_up_to_tenths() {
        let scale = Scale { min: 1.0, max: 10.0, pass: Some(5.5), pass_at: None, round: 0.1 };
        assert_eq!(scale.mark(0.0), 1.0);
        assert_eq!(scale.mark(50.0), 5.5);
        assert_eq!(scale.mark(100.0), 10.0);
        // 1 + 9 × 0.495 = 5.455, so 5.5.
        assert_eq!(scale.mark(49.5), 5.5);
        assert_eq!(scale.decimals(), 1);
    }

    #[test]
    fn the_pass_mark_can_be_put_at_another_percentage() {
        let scale = Scale { min: 1.0, max: 10.0, pass: Some(5.5), pass_at: Some(60.0), round: 0.5 };
        assert_eq!(scale.mark(60.0), 5.5);
        assert_eq!(scale.mark(30.0), 3.5);
        assert_eq!(scale.mark(80.0), 8.0);
    }
}
