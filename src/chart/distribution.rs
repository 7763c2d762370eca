//! How scores are spread, with the pass mark.

use super::axis::Axis;
use super::error::ChartError;
use super::look::Look;
use super::number;
use super::page::{LABEL, MARGIN, Page, Swatch};
use super::paper::Ink;
use super::picture::Picture;
use crate::assess::Assessment;
use crate::canvas::Language;

/// What a distribution shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    /// The lowest and the highest possible score.
    pub scale: (f64, f64),
    /// Decimals that scores are shown with; percentages have none.
    pub decimals: usize,
    /// Whether scores are percentages, and not marks.
    pub percent: bool,
    /// Width of a bin.
    pub step: f64,
    /// Per bin, how many canvases are below the pass mark and how many are not. A score on the
    /// border of two bins counts in the upper one, the highest possible in the last.
    pub bins: Vec<(u32, u32)>,
    /// The pass mark.
    pub pass: Option<f64>,
    /// The median; of an even number the mean of the middle two. `None` without scores.
    pub median: Option<f64>,
    /// The arithmetic mean. `None` without scores.
    pub mean: Option<f64>,
}

impl Distribution {
    /// Marks when the rubric has a scale, else percentages. `pass` replaces the rubric's own.
    #[must_use]
    pub fn of(assessment: &Assessment<'_>, pass: Option<f64>) -> Self {
        let rubric = assessment.rubric();
        let percents = assessment.completeness().filter_map(|one| one.total.percent());
        match rubric.scale() {
            Some(scale) => {
                let marks = percents.map(|percent| scale.mark(percent)).collect();
                let step = ((scale.max - scale.min) / 9.0).max(f64::MIN_POSITIVE);
                let pass = pass.or(scale.pass);
                Self::bin(marks, (scale.min, scale.max), step, pass, scale.decimals(), false)
            }
            None => Self::bin(percents.collect(), (0.0, 100.0), 10.0, pass, 0, true),
        }
    }

    fn bin(
        mut scores: Vec<f64>,
        scale: (f64, f64),
        step: f64,
        pass: Option<f64>,
        decimals: usize,
        percent: bool,
    ) -> Self {
        scores.sort_by(f64::total_cmp);
        let count = (((scale.1 - scale.0) / step).round() as usize).clamp(1, 100);
        let mut bins = vec![(0, 0); count];
        for score in &scores {
            let place = ((score - scale.0) / step + 1e-9).floor().max(0.0) as usize;
            let bin = &mut bins[place.min(count - 1)];
            if pass.is_some_and(|pass| *score < pass) {
                bin.0 += 1;
            } else {
                bin.1 += 1;
            }
        }
        let middle = scores.len() / 2;
        let median = if scores.len() % 2 == 1 {
            scores.get(middle).copied()
        } else {
            scores
                .get(middle)
                .zip(middle.checked_sub(1).and_then(|at| scores.get(at)))
                .map(|(a, b)| (a + b) / 2.0)
        };
        let mean = (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64);
        Self { scale, decimals, percent, step, bins, pass, median, mean }
    }

    fn show(&self, score: f64, language: Language) -> String {
        if self.percent {
            number::percent(score, language)
        } else {
            number::decimal(score, self.decimals.max(1), language)
        }
    }

    /// How many are below the pass mark, and how many are not.
    #[must_use]
    pub fn counts(&self) -> (u32, u32) {
        self.bins.iter().fold((0, 0), |sum, bin| (sum.0 + bin.0, sum.1 + bin.1))
    }
}

const WIDTH: f64 = 760.0;
const TALL: f64 = 260.0;

/// Draws a distribution.
///
/// # Errors
/// When there is no score.
pub fn distribution(
    data: &Distribution,
    title: Option<&str>,
    look: Look,
) -> Result<Picture, ChartError> {
    let language = look.language;
    let (below, above) = data.counts();
    let all = (below + above) as usize;
    if all == 0 {
        let message = language.pick("there is no score to show", "er is geen score om te tonen");
        return Err(ChartError::Nothing(message.to_owned()));
    }
    let what = language.pick("How the scores are spread", "Hoe de scores verdeeld zijn");
    let words = words(data, language);
    let mut page = Page::new(look, WIDTH, title.unwrap_or(what), &words);
    let colors = page.colors();
    if data.pass.is_some() {
        page.legend(&[
            (
                Swatch::Fill(colors.weak),
                language.pick("below the pass mark", "onder de voldoende").to_owned(),
            ),
            (Swatch::Fill(colors.strong), language.pick("pass", "voldoende").to_owned()),
        ]);
    }
    let top = page.y + 46.0;
    let bottom = top + TALL;
    let x = Axis::exact(data.scale.0, data.scale.1, MARGIN + 40.0, WIDTH - MARGIN - 20.0);
    let most = data.bins.iter().map(|bin| bin.0 + bin.1).max().unwrap_or(1);
    let y = Axis::exact(0.0, f64::from(most).max(1.0), bottom, top);
    lines(&mut page, data, &x, (top, bottom));
    bars(&mut page, data, &x, &y);
    axis(&mut page, data, &x, bottom);
    page.y = bottom + 44.0;
    page.finish(&words)
}

fn words(data: &Distribution, language: Language) -> String {
    let (below, above) = data.counts();
    let all = number::canvases((below + above) as usize, language);
    let median = data.median.map_or_else(String::new, |median| {
        format!("; {} {}", language.pick("median", "mediaan"), data.show(median, language))
    });
    let pass = data.pass.map_or_else(String::new, |pass| {
        let pass = data.show(pass, language);
        match language {
            Language::En => format!("; {above} at or above {pass}, {below} below"),
            Language::Nl => format!("; {above} met {pass} of hoger, {below} eronder"),
        }
    });
    format!("{all}{median}{pass}")
}

fn bars(page: &mut Page, data: &Distribution, x: &Axis, y: &Axis) {
    let colors = page.colors();
    let ink = page.ink(LABEL).bold().middle();
    for (place, (below, above)) in data.bins.iter().enumerate() {
        let low = data.scale.0 + data.step * place as f64;
        let (left, right) = (x.at(low) + 2.0, x.at(low + data.step) - 2.0);
        let (base, edge) = (y.at(0.0), y.at(f64::from(*below)));
        let top = y.at(f64::from(below + above));
        page.paper.rect(left, edge, right - left, base - edge, colors.weak);
        page.paper.rect(left, top, right - left, edge - top, colors.strong);
        if below + above > 0 {
            let count = number::decimal(f64::from(below + above), 0, page.language());
            let (centre, half) = (f64::midpoint(left, right), ink.width(&count) / 2.0 + 3.0);
            page.paper.rect(centre - half, top - 18.0, 2.0 * half, 18.0, colors.paper);
            page.paper.text(centre, top - 5.0, &count, ink);
        }
    }
}

fn axis(page: &mut Page, data: &Distribution, x: &Axis, bottom: f64) {
    let colors = page.colors();
    page.paper.line((x.at(data.scale.0), bottom), (x.at(data.scale.1), bottom), colors.muted, 1.0);
    let ink = page.muted(12.0).middle();
    for place in 0..=data.bins.len() {
        let value = data.scale.0 + data.step * place as f64;
        let text = if data.percent {
            number::percent(value, page.language())
        } else {
            number::plain(value, 1, page.language())
        };
        page.paper.text(x.at(value), bottom + 18.0, &text, ink);
    }
    let label = if data.percent {
        page.language().pick("completeness", "volledigheid")
    } else {
        page.language().pick("mark", "cijfer")
    };
    page.paper.text(
        f64::midpoint(x.at(data.scale.0), x.at(data.scale.1)),
        bottom + 38.0,
        label,
        ink,
    );
}

/// The pass mark and the median, labelled above the bars on two levels so that they never meet.
fn lines(page: &mut Page, data: &Distribution, x: &Axis, (top, bottom): (f64, f64)) {
    let colors = page.colors();
    let language = page.language();
    let mut draw = |value: f64, word: &str, level: f64, color| {
        let at = x.at(value);
        let text = format!("{word} {}", data.show(value, language));
        let ink = Ink::new(12.0, color).bold();
        let half = ink.width(&text) / 2.0;
        let centre = at.clamp(MARGIN + half, WIDTH - MARGIN - half);
        page.paper.dashed((at, level + 5.0), (at, bottom), color, 1.8);
        page.paper.text(centre, level, &text, ink.middle());
    };
    if let Some(median) = data.median {
        draw(median, language.pick("median", "mediaan"), top - 40.0, colors.muted);
    }
    if let Some(pass) = data.pass {
        draw(pass, language.pick("pass mark", "voldoende"), top - 24.0, colors.ink);
    }
}

#[cfg(test)]
mod tests {
    use super::Distribution;

    fn marks(scores: &[f64]) -> Distribution {
        Distribution::bin(scores.to_vec(), (1.0, 10.0), 1.0, Some(5.5), 1, false)
    }

    #[test]
    fn each_score_is_counted_once_and_on_its_side_of_the_pass_mark() {
        let data = marks(&[1.0, 5.4, 5.5, 6.0, 10.0]);
        assert_eq!(data.counts(), (2, 3));
        assert_eq!(data.bins[4], (1, 1), "5.4 and 5.5 share the bin from 5 to 6");
        assert_eq!(data.bins[5], (0, 1), "6.0 opens the bin from 6 to 7");
        assert_eq!(data.bins[8], (0, 1), "the highest mark is in the last bin");
        assert_eq!(data.median, Some(5.5));
    }

    #[test]
    fn no_scores_have_no_median() {
        let data = marks(&[]);
        assert_eq!((data.median, data.mean), (None, None));
        assert_eq!(marks(&[4.0, 8.0]).median, Some(6.0));
    }
}
