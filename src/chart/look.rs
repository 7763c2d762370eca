//! How charts look: language, theme and colours.
//!
//! Blue stands for answered and for revenue, orange for weak and for cost, so that the two ends
//! differ for colour-blind eyes; depth grows with the value, so that a black-and-white print tells
//! the same. Nothing is said by colour alone. Series: Okabe and Ito (2008), with a darker yellow.

use plotters::style::RGBColor;

use crate::canvas::Language;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark on white: for paper and most slides.
    #[default]
    Light,
    /// Light on near-black.
    Dark,
}

/// For whom a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The language of all words and numbers.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
}

impl Look {
    /// English, light.
    pub const PLAIN: Self = Self { language: Language::En, theme: Theme::Light };

    pub(super) const fn colors(self) -> &'static Colors {
        match self.theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
        }
    }
}

/// A theme's colours.
pub(super) struct Colors {
    pub(super) paper: RGBColor,
    /// Titles and labels.
    pub(super) ink: RGBColor,
    /// Secondary text; at least 4.5 : 1 on paper.
    pub(super) muted: RGBColor,
    /// Grid lines and frames.
    pub(super) grid: RGBColor,
    /// The ground of a cell with nothing in it.
    pub(super) empty: RGBColor,
    /// Answered, revenue, up.
    pub(super) strong: RGBColor,
    /// Half of it.
    pub(super) half: RGBColor,
    /// Cost, down, below the pass mark.
    pub(super) weak: RGBColor,
    /// Lines of the hatching that stands for a missing value.
    pub(super) hatch: RGBColor,
    /// Up to six series.
    pub(super) series: [RGBColor; 6],
    /// Percentages from 0 to 100, in even steps.
    ramp: [RGBColor; 5],
}

const fn rgb(hex: u32) -> RGBColor {
    RGBColor((hex >> 16) as u8, (hex >> 8 & 0xff) as u8, (hex & 0xff) as u8)
}

const LIGHT: Colors = Colors {
    paper: rgb(0xffffff),
    ink: rgb(0x1b1f24),
    muted: rgb(0x57606a),
    grid: rgb(0xd5dae0),
    empty: rgb(0xeef1f4),
    strong: rgb(0x0b5fa5),
    half: rgb(0x8fbde3),
    weak: rgb(0xc8500a),
    hatch: rgb(0x9aa4af),
    series: [
        rgb(0x0072b2),
        rgb(0xd55e00),
        rgb(0x009e73),
        rgb(0xb8568c),
        rgb(0x8a6d00),
        rgb(0x444b54),
    ],
    ramp: [rgb(0xeff5fb), rgb(0xc3dcf1), rgb(0x83b6e0), rgb(0x3682c0), rgb(0x084a88)],
};

const DARK: Colors = Colors {
    paper: rgb(0x14181f),
    ink: rgb(0xe9edf2),
    muted: rgb(0xa7b1bc),
    grid: rgb(0x3a424d),
    empty: rgb(0x252c36),
    strong: rgb(0x62b3f2),
    half: rgb(0x2f638f),
    weak: rgb(0xf0955a),
    hatch: rgb(0x66717e),
    series: [
        rgb(0x56b4e9),
        rgb(0xf0853c),
        rgb(0x2cc295),
        rgb(0xe298c4),
        rgb(0xe3c34a),
        rgb(0xc9d1d9),
    ],
    ramp: [rgb(0x1d2733), rgb(0x1f4263), rgb(0x2c6ba1), rgb(0x4d9bdb), rgb(0xa5d6ff)],
};

impl Colors {
    /// The colour of a percentage; deeper (lighter, in the dark) for more.
    pub(super) fn percent(&self, percent: f64) -> RGBColor {
        let steps = self.ramp.len() - 1;
        let place = (percent / 100.0).clamp(0.0, 1.0) * steps as f64;
        let below = (place.floor() as usize).min(steps - 1);
        mix(self.ramp[below], self.ramp[below + 1], place - below as f64)
    }

    /// Black or white: whichever is read better on this ground, at least 4.5 : 1.
    pub(super) fn on(&self, ground: RGBColor) -> RGBColor {
        let [black, white] = [rgb(0), rgb(0xffffff)];
        if contrast(black, ground) >= contrast(white, ground) { black } else { white }
    }
}

/// A colour between two.
pub(super) fn mix(from: RGBColor, to: RGBColor, share: f64) -> RGBColor {
    let channel = |a: u8, b: u8| {
        (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round().clamp(0.0, 255.0) as u8
    };
    RGBColor(channel(from.0, to.0), channel(from.1, to.1), channel(from.2, to.2))
}

/// Contrast of two colours, 1 to 21 (WCAG 2.2).
fn contrast(a: RGBColor, b: RGBColor) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance, 0 to 1 (WCAG 2.2).
fn luminance(color: RGBColor) -> f64 {
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.0) + 0.7152 * linear(color.1) + 0.0722 * linear(color.2)
}

#[cfg(test)]
mod tests {
    use super::{Colors, DARK, LIGHT, contrast, luminance};

    fn each(check: impl Fn(&Colors)) {
        check(&LIGHT);
        check(&DARK);
    }

    #[test]
    fn text_is_readable_on_paper_and_on_every_cell() {
        each(|colors| {
            assert!(contrast(colors.ink, colors.paper) > 12.0);
            assert!(contrast(colors.muted, colors.paper) > 4.5);
            assert!(contrast(colors.weak, colors.paper) > 4.5);
            for percent in 0..=100 {
                let ground = colors.percent(f64::from(percent));
                assert!(contrast(colors.on(ground), ground) > 4.5, "{percent}");
            }
        });
    }

    #[test]
    fn series_stand_out_from_the_paper() {
        each(|colors| {
            for series in colors.series {
                assert!(contrast(series, colors.paper) > 3.0, "{series:?}");
            }
        });
    }

    #[test]
    fn a_print_without_colour_still_shows_the_order() {
        each(|colors| {
            let up = luminance(colors.ramp[4]) > luminance(colors.ramp[0]);
            for pair in colors.ramp.windows(2) {
                assert_eq!(luminance(pair[1]) > luminance(pair[0]), up);
            }
        });
    }
}
