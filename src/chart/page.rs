//! What every chart has around it: title, what is shown, legend, notes at the foot.

use plotters::style::RGBColor;

use super::error::ChartError;
use super::font;
use super::look::{Colors, Look};
use super::number;
use super::paper::{Ink, Paper};
use super::picture::Picture;
use crate::canvas::Language;
use crate::text::one_line;

/// Space around everything, in pixels.
pub(super) const MARGIN: f64 = 24.0;
/// Labels.
pub(super) const LABEL: f64 = 13.0;
/// Ticks and notes.
pub(super) const SMALL: f64 = 11.5;
/// A title is at most this long; more is cut with a sign.
const LONGEST_TITLE: usize = 160;

/// A chart while it is drawn. Pixels; `y` grows downwards and is where the next thing begins.
pub(super) struct Page {
    pub(super) paper: Paper,
    pub(super) look: Look,
    pub(super) width: f64,
    pub(super) y: f64,
    title: String,
    notes: Vec<String>,
}

/// The sign in front of a word in a legend.
#[derive(Clone, Copy)]
pub(super) enum Swatch {
    /// A filled square.
    Fill(RGBColor),
    /// A hatched square.
    Hatch,
    /// A line.
    Line(RGBColor),
    /// A line of dashes.
    Dash(RGBColor),
    /// A disc.
    Dot(RGBColor),
    /// The sign of a question's state.
    State(super::state::State),
}

impl Page {
    /// A page with its title, and under it what is shown.
    pub(super) fn new(look: Look, width: f64, title: &str, shown: &str) -> Self {
        let title: String = one_line(title).chars().take(LONGEST_TITLE).collect();
        let colors = look.colors();
        let mut page =
            Self { paper: Paper::default(), look, width, y: MARGIN, title, notes: Vec::new() };
        let heading = Ink::new(19.0, colors.ink).bold();
        for line in font::wrap(&page.title.clone(), page.room(), heading.size, true) {
            page.paper.text(MARGIN, page.y + 16.0, &line, heading);
            page.y += 24.0;
        }
        page.paragraph(shown, Ink::new(LABEL, colors.muted));
        page.y += 10.0;
        page
    }

    pub(super) const fn colors(&self) -> &'static Colors {
        self.look.colors()
    }

    pub(super) const fn language(&self) -> Language {
        self.look.language
    }

    /// The width between the margins.
    pub(super) fn room(&self) -> f64 {
        self.width - 2.0 * MARGIN
    }

    pub(super) const fn ink(&self, size: f64) -> Ink {
        Ink::new(size, self.colors().ink)
    }

    pub(super) const fn muted(&self, size: f64) -> Ink {
        Ink::new(size, self.colors().muted)
    }

    /// A note at the foot.
    pub(super) fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    fn paragraph(&mut self, text: &str, ink: Ink) {
        if text.is_empty() {
            return;
        }
        for line in font::wrap(&one_line(text), self.room(), ink.size, ink.bold) {
            self.paper.text(MARGIN, self.y + ink.size, &line, ink);
            self.y += ink.size * 1.38;
        }
    }

    /// Signs with their words, in as many rows as it takes.
    pub(super) fn legend(&mut self, items: &[(Swatch, String)]) {
        const SIGN: f64 = 20.0;
        const ROW: f64 = 20.0;
        let ink = self.ink(12.0);
        let mut x = MARGIN;
        for (swatch, text) in items {
            let text = ink.fit(&one_line(text), self.room() - SIGN);
            let wide = SIGN + ink.width(&text) + 18.0;
            if x > MARGIN && x + wide > self.width - MARGIN + 18.0 {
                x = MARGIN;
                self.y += ROW;
            }
            self.swatch(*swatch, x, self.y + 1.0);
            self.paper.text(x + SIGN, self.y + 12.0, &text, ink);
            x += wide;
        }
        self.y += ROW + 8.0;
    }

    /// A sign of 14 by 14 pixels.
    fn swatch(&mut self, swatch: Swatch, x: f64, y: f64) {
        const SIDE: f64 = 13.0;
        let middle = y + SIDE / 2.0;
        match swatch {
            Swatch::Fill(color) => self.paper.rect(x, y, SIDE, SIDE, color),
            Swatch::Hatch => self.paper.hatched(x, y, SIDE, SIDE),
            Swatch::Line(color) => self.paper.line((x, middle), (x + 15.0, middle), color, 2.5),
            Swatch::Dash(color) => self.paper.dashed((x, middle), (x + 15.0, middle), color, 1.5),
            Swatch::Dot(color) => self.paper.disc(x + SIDE / 2.0, middle, 5.0, color),
            Swatch::State(state) => {
                super::state::cell(
                    &mut self.paper,
                    self.look.colors(),
                    state,
                    (x, y),
                    (SIDE, SIDE),
                );
            }
        }
    }

    /// Writes the notes at the foot and closes the picture. `description` says in words what the
    /// chart shows.
    pub(super) fn finish(mut self, description: &str) -> Result<Picture, ChartError> {
        let notes = std::mem::take(&mut self.notes);
        if !notes.is_empty() {
            self.y += 10.0;
        }
        let ink = self.muted(SMALL);
        for note in notes {
            self.paragraph(&note, ink);
        }
        let (width, height) = (self.width.ceil(), (self.y + MARGIN - 6.0).ceil());
        let mut whole = Paper::default();
        whole.rect(0.0, 0.0, width, height, self.colors().paper);
        let lacking = self.paper.lacking();
        whole.append(self.paper);
        let drawn = whole.render(width, height)?;
        let colors = self.look.colors();
        let words = (self.title, one_line(description));
        Ok(Picture::new(&drawn, (width, height), words, (colors.paper, colors.hatch), lacking))
    }
}

/// `Shows all 12 canvases.` or `Shows 100 of 1,000 canvases, …; 900 are left out.`
pub(super) fn shown(count: usize, all: usize, order: &str, language: Language) -> String {
    let number = |count: usize| number::decimal(count as f64, 0, language);
    if count >= all {
        return match (all, language) {
            (0 | 1, _) => String::new(),
            (_, Language::En) => format!("All {}", number::canvases(all, language)),
            (_, Language::Nl) => format!("Alle {}", number::canvases(all, language)),
        } + if all > 1 { order } else { "" };
    }
    let (shown, all, left) = (number(count), number::canvases(all, language), number(all - count));
    match language {
        Language::En => format!("{shown} of {all}{order}; {left} left out"),
        Language::Nl => format!("{shown} van {all}{order}; {left} weggelaten"),
    }
}
