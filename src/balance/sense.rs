//! What the words of a canvas mean, as the ledger and the ties need it.

use crate::canvas::{Canvas, Language};
use crate::catalogue::Flag;
use crate::meaning::{Meaning, Reading, Words};
use crate::text::{Bits, Span};

/// What the words of one entry mean.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sense<'a> {
    /// Concepts that are met in its text, its heading or its columns.
    pub(super) met: &'a Bits,
    /// Concepts that its text alone meets.
    pub(super) own: &'a Bits,
    /// Concepts that are met negated.
    pub(super) negated: &'a Bits,
    /// Whether it says nothing.
    pub(super) empty: bool,
    /// Whether it holds a percentage.
    pub(super) percent: bool,
}

/// What the entries of a canvas mean, in their order.
#[derive(Clone, Copy)]
pub(super) struct Senses<'a> {
    canvas: &'a Canvas<'a>,
    reading: &'a Reading,
    reader: &'a dyn Words,
}

impl<'a> Senses<'a> {
    /// What was read of a canvas, by whom.
    pub(super) fn new(canvas: &'a Canvas<'a>, reading: &'a Reading, reader: &'a dyn Words) -> Self {
        Self { canvas, reading, reader }
    }

    /// The language that the canvas is written in; `None` when its words do not tell.
    pub(super) fn language(&self) -> Option<Language> {
        self.reading.language(self.canvas)
    }

    fn get(&self, place: usize) -> Option<&'a Meaning> {
        self.reading.entries.get(place)
    }

    /// What an entry means.
    pub(super) fn of(&self, place: usize) -> Sense<'a> {
        let Some(meaning) = self.get(place) else {
            let none = &Bits::EMPTY;
            return Sense { met: none, own: none, negated: none, empty: false, percent: false };
        };
        let (met, negated) = self.reading.under_any_heading(meaning);
        let percent = meaning.has(Flag::Percent);
        Sense { met, own: self.reading.text(meaning), negated, empty: meaning.empty, percent }
    }

    /// The stems of the words that name an entry.
    pub(super) fn head(&self, place: usize) -> &'a [u32] {
        self.get(place).map_or(&[], Meaning::names)
    }

    /// Whether an entry has a word with this stem.
    pub(super) fn has(&self, place: usize, stem: u32) -> bool {
        self.get(place).is_some_and(|meaning| self.reading.has(meaning, stem))
    }

    /// Whether two entries have a stem in common.
    pub(super) fn share(&self, a: usize, b: usize) -> bool {
        match (self.get(a), self.get(b)) {
            (Some(a), Some(b)) => self.reading.share(a, b),
            _ => false,
        }
    }

    fn text(&self, place: usize) -> &'a str {
        self.canvas.entries.get(place).map_or("", |entry| entry.text)
    }

    /// The content words of an entry with their stems, in order of the text.
    pub(super) fn words(&self, place: usize) -> Vec<(u32, Span)> {
        self.reader.words(self.text(place), self.reading.mode)
    }

    /// The spans of words that stand for any of these concepts.
    pub(super) fn spans(&self, place: usize, wanted: &Bits) -> Vec<Span> {
        self.reader.spans(self.text(place), self.reading.mode, wanted, false)
    }
}
