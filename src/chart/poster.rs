//! What a drawn canvas shows: the nine blocks with their entries.

use super::state::State;
use crate::assess::Assessment;
use crate::canvas::{Attribute, Block, Canvas, Entry, Language};
use crate::portfolio::{Field, schema};
use crate::text::{key, one_line};
use polars::prelude::PolarsResult;

/// An entry is shown with at most this many characters; what is cut is counted in the foot.
const LONGEST: usize = 500;
/// A block shows at most this many entries; how many more there are is said in the block.
const MOST: usize = 40;
/// As many segments have a colour of their own.
pub(super) const SEGMENTS: usize = 6;

/// What the colours of a drawn canvas stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PosterColor {
    /// How far the questions of each block are answered.
    #[default]
    State,
    /// For which customer segments an entry is, by its ties.
    Segment,
    /// Nothing.
    Plain,
}

/// An entry on a drawn canvas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PosterEntry {
    /// What it says, on one line.
    pub text: String,
    /// The amount that was given with it, as it is shown.
    pub amount: Option<String>,
    /// The sub-heading that it stands under.
    pub group: Option<String>,
    /// The customer segments that it is tied to, by their place among them.
    pub segments: Vec<usize>,
}

/// A block of a drawn canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct PosterBlock {
    /// Which it is.
    pub block: Block,
    /// What it is called.
    pub label: String,
    /// 0 to 100; `None` when the rubric leaves it out.
    pub score: Option<f64>,
    /// The states of its questions.
    pub states: Vec<State>,
    /// Its entries.
    pub entries: Vec<PosterEntry>,
    /// How many more there are.
    pub more: usize,
}

/// What a drawn canvas shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Poster {
    /// What the canvas is called.
    pub title: String,
    /// Version, date, author.
    pub about: String,
    /// Completeness, 0 to 100.
    pub total: Option<f64>,
    /// The nine, in canvas order.
    pub blocks: Vec<PosterBlock>,
    /// How many texts are shortened.
    pub shortened: usize,
}

impl Poster {
    /// The canvas at a place in the `canvases` frame; `None` when there is none.
    ///
    /// # Errors
    /// When a column of the portfolio does not hold text.
    pub fn of(
        assessment: &Assessment<'_>,
        place: usize,
        language: Language,
    ) -> PolarsResult<Option<Self>> {
        let views = assessment.portfolio().views()?;
        let Some(canvas) = views.get(place) else { return Ok(None) };
        let Some(one) = assessment.completeness().nth(place) else { return Ok(None) };
        let mut shortened = 0;
        let segments: Vec<&Entry<'_>> =
            canvas.entries.iter().filter(|e| e.block == Block::CustomerSegments).collect();
        let catalogue = assessment.catalogue();
        let mut blocks = Vec::with_capacity(9);
        for block in Block::ALL {
            let all: Vec<&Entry<'_>> = canvas.entries.iter().filter(|e| e.block == block).collect();
            let states = catalogue.questions.iter().zip(assessment.levels(place));
            let states = states.filter(|(question, _)| question.block == block);
            let states =
                states.map(|(question, level)| match assessment.rubric().weight(question) {
                    Some(_) => State::Judged(*level),
                    None => State::LeftOut,
                });
            let entries = all.iter().take(MOST).map(|entry| {
                let text = shorten(entry.text, &mut shortened);
                PosterEntry {
                    text,
                    amount: amount(entry, language),
                    group: entry.group.map(one_line).filter(|group| !group.is_empty()),
                    segments: tied(entry, &segments),
                }
            });
            blocks.push(PosterBlock {
                block,
                label: catalogue.blocks.label(block, language).to_owned(),
                score: one.blocks[block.index()].percent(),
                entries: entries.collect(),
                states: states.collect(),
                more: all.len().saturating_sub(MOST),
            });
        }
        let (title, about) = heading(assessment, place, &canvas, language)?;
        Ok(Some(Self { title, about, total: one.total.percent(), blocks, shortened }))
    }

    /// The block, if it is there.
    #[must_use]
    pub fn block(&self, block: Block) -> Option<&PosterBlock> {
        self.blocks.iter().find(|own| own.block == block)
    }
}

fn heading(
    assessment: &Assessment<'_>,
    place: usize,
    canvas: &Canvas<'_>,
    language: Language,
) -> PolarsResult<(String, String)> {
    let frame = assessment.portfolio().canvases();
    let field = |name: &str| -> PolarsResult<String> {
        Ok(one_line(frame.column(name)?.str()?.get(place).unwrap_or_default()))
    };
    let title = field(Field::Title.name())?;
    let title = if title.is_empty() { one_line(canvas.id) } else { title };
    let version = format!("{} {}", language.pick("version", "versie"), field(schema::VERSION)?);
    let parts = [version, field(Field::Date.name())?, field(Field::Author.name())?];
    let about: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Ok((title, about.join(" · ")))
}

fn shorten(text: &str, shortened: &mut usize) -> String {
    let line = one_line(text);
    if line.chars().count() <= LONGEST {
        return line;
    }
    *shortened += 1;
    let start: String = line.chars().take(LONGEST).collect();
    format!("{}…", start.trim_end())
}

/// The amount that was given beside the text, unless the text has it already.
fn amount(entry: &Entry<'_>, language: Language) -> Option<String> {
    let amount = entry.attribute(Attribute::Amount)?;
    let number: f64 = amount.trim().parse().ok().filter(|number: &f64| number.is_finite())?;
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let whole = amount.trim().trim_end_matches('0').trim_end_matches('.');
    if !digits(whole).is_empty() && digits(entry.text).contains(&digits(whole)) {
        return None;
    }
    let currency = entry.attribute(Attribute::Currency).map(|code| code.trim().to_uppercase());
    let money = super::number::money(number, currency.as_deref(), language);
    let period = entry.attribute(Attribute::Period).map(one_line);
    let period = period.as_deref().and_then(|period| {
        Some(match period {
            "hour" => language.pick("an hour", "per uur"),
            "day" => language.pick("a day", "per dag"),
            "week" => language.pick("a week", "per week"),
            "month" => language.pick("a month", "per maand"),
            "quarter" => language.pick("a quarter", "per kwartaal"),
            "year" => language.pick("a year", "per jaar"),
            "unit" => language.pick("each", "per stuk"),
            "once" => language.pick("once", "eenmalig"),
            _ => return None,
        })
    });
    Some(period.map_or_else(|| money.clone(), |period| format!("{money} {period}")))
}

/// The segments that an entry is tied to: itself, or those that its `for` names by id or by text.
fn tied(entry: &Entry<'_>, segments: &[&Entry<'_>]) -> Vec<usize> {
    let named = |segment: &Entry<'_>| {
        if entry.block == Block::CustomerSegments {
            return entry.number == segment.number;
        }
        let text = key(segment.text);
        entry.links().any(|link| {
            segment.id == Some(link) || {
                let link = key(link);
                link == text || (link.len() >= 4 && text.starts_with(&link))
            }
        })
    };
    let places = segments.iter().enumerate().filter(|(_, segment)| named(segment));
    places.map(|(place, _)| place).filter(|place| *place < SEGMENTS).collect()
}

#[cfg(test)]
mod tests {
    use super::{amount, shorten, tied};
    use crate::canvas::{Attribute, Block, Entry, Language};

    #[test]
    fn an_amount_is_shown_unless_the_text_has_it() {
        let mut entry = Entry::new(Block::CostStructure, 1, "Rent of the workshop");
        entry.set(Attribute::Amount, Some("1200"));
        entry.set(Attribute::Currency, Some("eur"));
        entry.set(Attribute::Period, Some("month"));
        assert_eq!(amount(&entry, Language::Nl).as_deref(), Some("€ 1.200 per maand"));
        entry.text = "Rent, € 1,200 a month";
        assert_eq!(amount(&entry, Language::En), None);
    }

    #[test]
    fn a_tie_to_a_segment_is_by_id_or_by_the_start_of_its_text() {
        let mut first = Entry::new(Block::CustomerSegments, 1, "Commuters who cycle to work");
        first.id = Some("cs-a");
        let second = Entry::new(Block::CustomerSegments, 2, "Firms with a fleet");
        let segments = [&first, &second];
        let mut entry = Entry::new(Block::Channels, 1, "Van");
        entry.set(Attribute::For, Some("cs-a; firms with"));
        assert_eq!(tied(&entry, &segments), [0, 1]);
        entry.set(Attribute::For, None);
        assert_eq!(tied(&entry, &segments), [] as [usize; 0]);
    }

    #[test]
    fn a_text_is_cut_only_when_it_is_very_long_and_then_counted() {
        let mut count = 0;
        assert_eq!(shorten("short\nlines", &mut count), "short lines");
        assert_eq!(count, 0);
        assert!(shorten(&"word ".repeat(200), &mut count).ends_with('…'));
        assert_eq!(count, 1);
    }
}
