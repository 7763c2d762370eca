//! What is drawn on: shapes in pixels, handed to plotters' SVG backend in tenths of a pixel (the
//! backend knows whole numbers only).

use plotters::prelude::*;
use plotters::style::FontTransform;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::error::ChartError;
use super::font;
use crate::text::one_line;

/// Units of the SVG per pixel.
pub(super) const UNITS: f64 = 10.0;
/// Stands for the hatching until the SVG is finished, where it becomes a pattern.
pub(super) const HATCH: RGBColor = RGBColor(1, 2, 3);
/// plotters divides a font's size by this.
const FONT_FACTOR: f64 = 1.24;
/// A picture is at most this wide and high, in pixels: viewers and rasterisers give up beyond.
pub(super) const LARGEST: f64 = 32_000.0;

/// Where a text stands relative to its point; the point is on the base line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text is set. Sizes in pixels.
#[derive(Clone, Copy)]
pub(super) struct Ink {
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) color: RGBColor,
    pub(super) anchor: Anchor,
    /// Reads upwards.
    pub(super) upright: bool,
}

impl Ink {
    pub(super) const fn new(size: f64, color: RGBColor) -> Self {
        Self { size, bold: false, color, anchor: Anchor::Start, upright: false }
    }

    pub(super) const fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    pub(super) const fn end(mut self) -> Self {
        self.anchor = Anchor::End;
        self
    }

    pub(super) const fn middle(mut self) -> Self {
        self.anchor = Anchor::Middle;
        self
    }

    pub(super) const fn upright(mut self) -> Self {
        self.upright = true;
        self
    }

    /// How wide a text comes out, in pixels.
    pub(super) fn width(self, text: &str) -> f64 {
        font::width(text, self.size, self.bold)
    }

    /// The text cut to a width, with `…` where it was.
    pub(super) fn fit(self, text: &str, room: f64) -> String {
        font::fit(text, room, self.size, self.bold).0
    }

    /// From the middle of a line of this size down to its base line.
    pub(super) fn drop(self) -> f64 {
        self.size * 0.35
    }
}

enum Shape {
    Rect { x: f64, y: f64, w: f64, h: f64, fill: RGBColor },
    Path { points: Vec<(f64, f64)>, color: RGBColor, width: f64 },
    Polygon { points: Vec<(f64, f64)>, fill: RGBColor, alpha: f64 },
    Disc { x: f64, y: f64, r: f64, fill: RGBColor, alpha: f64 },
    Ring { x: f64, y: f64, r: f64, color: RGBColor, width: f64 },
    Text { x: f64, y: f64, text: String, ink: Ink },
}

/// Shapes in the order in which they are drawn.
#[derive(Default)]
pub(super) struct Paper {
    shapes: Vec<Shape>,
}

impl Paper {
    pub(super) fn rect(&mut self, x: f64, y: f64, w: f64, h: f64, fill: RGBColor) {
        if w > 0.0 && h > 0.0 {
            self.shapes.push(Shape::Rect { x, y, w, h, fill });
        }
    }

    /// A hatched area: a value that is not there.
    pub(super) fn hatched(&mut self, x: f64, y: f64, w: f64, h: f64) {
        self.rect(x, y, w, h, HATCH);
    }

    pub(super) fn outline(&mut self, x: f64, y: f64, w: f64, h: f64, color: RGBColor, width: f64) {
        let points = vec![(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)];
        self.shapes.push(Shape::Path { points, color, width });
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), color: RGBColor, width: f64) {
        self.shapes.push(Shape::Path { points: vec![from, to], color, width });
    }

    /// A line of dashes.
    pub(super) fn dashed(&mut self, from: (f64, f64), to: (f64, f64), color: RGBColor, width: f64) {
        const DASH: f64 = 5.0;
        let length = (to.0 - from.0).hypot(to.1 - from.1);
        let at = |done: f64| {
            let share = if length > 0.0 { (done / length).min(1.0) } else { 0.0 };
            (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
        };
        let count = (length / (2.0 * DASH)).ceil().min(LARGEST) as usize;
        for dash in 0..count {
            let start = dash as f64 * 2.0 * DASH;
            self.line(at(start), at(start + DASH), color, width);
        }
    }

    pub(super) fn path(&mut self, points: Vec<(f64, f64)>, color: RGBColor, width: f64) {
        if points.len() > 1 {
            self.shapes.push(Shape::Path { points, color, width });
        }
    }

    pub(super) fn polygon(&mut self, points: Vec<(f64, f64)>, fill: RGBColor, alpha: f64) {
        if points.len() > 2 {
            self.shapes.push(Shape::Polygon { points, fill, alpha });
        }
    }

    pub(super) fn disc(&mut self, x: f64, y: f64, r: f64, fill: RGBColor) {
        self.shapes.push(Shape::Disc { x, y, r, fill, alpha: 1.0 });
    }

    pub(super) fn faint_disc(&mut self, x: f64, y: f64, r: f64, fill: RGBColor, alpha: f64) {
        self.shapes.push(Shape::Disc { x, y, r, fill, alpha });
    }

    pub(super) fn ring(&mut self, x: f64, y: f64, r: f64, color: RGBColor, width: f64) {
        self.shapes.push(Shape::Ring { x, y, r, color, width });
    }

    /// A text on one line; control characters are made visible.
    pub(super) fn text(&mut self, x: f64, y: f64, text: &str, ink: Ink) {
        let text = one_line(text);
        if !text.is_empty() {
            self.shapes.push(Shape::Text { x, y, text, ink });
        }
    }

    /// A text in the middle of a line's height.
    pub(super) fn label(&mut self, x: f64, middle: f64, text: &str, ink: Ink) {
        self.text(x, middle + ink.drop(), text, ink);
    }

    /// Puts all shapes of another on top.
    pub(super) fn append(&mut self, mut other: Self) {
        self.shapes.append(&mut other.shapes);
    }

    /// The characters of all texts that the embedded font lacks, each once, in order.
    pub(super) fn lacking(&self) -> Vec<char> {
        let mut lacking: Vec<char> = Vec::new();
        for shape in &self.shapes {
            let Shape::Text { text, .. } = shape else { continue };
            if text.is_ascii() {
                continue;
            }
            lacking.extend(text.chars().filter(|c| !font::has(*c)));
        }
        lacking.sort_unstable();
        lacking.dedup();
        lacking
    }

    /// The shapes as plotters' SVG.
    pub(super) fn render(&self, width: f64, height: f64) -> Result<String, ChartError> {
        let fits = |side: f64| side.is_finite() && (1.0..=LARGEST).contains(&side);
        if !fits(width) || !fits(height) {
            return Err(ChartError::TooLarge(format!(
                "the picture would be {width:.0} by {height:.0} pixels, and at most {LARGEST:.0} \
                 can be drawn: show fewer canvases"
            )));
        }
        let mut svg = String::new();
        {
            let size = ((width * UNITS).round() as u32, (height * UNITS).round() as u32);
            let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
            for shape in &self.shapes {
                draw(&area, shape).map_err(|error| ChartError::Drawing(error.to_string()))?;
            }
            area.present().map_err(|error| ChartError::Drawing(error.to_string()))?;
        }
        Ok(svg)
    }
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;
type Drawn<'a> = Result<(), DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>>;

/// Pixels to units. What is not finite or far outside is drawn at the edge.
fn units(pixels: f64) -> i32 {
    (pixels.clamp(-LARGEST, LARGEST * 2.0) * UNITS).round() as i32
}

fn point((x, y): (f64, f64)) -> (i32, i32) {
    (units(x), units(y))
}

fn draw<'a>(area: &Area<'a>, shape: &Shape) -> Drawn<'a> {
    let radius = |r: f64| units(r).max(0);
    let stroke = |width: f64| (width * UNITS).round().max(1.0) as u32;
    match shape {
        Shape::Rect { x, y, w, h, fill } => {
            let corners = [point((*x, *y)), point((x + w, y + h))];
            area.draw(&Rectangle::new(corners, fill.filled()))
        }
        Shape::Path { points, color, width } => {
            let points: Vec<_> = points.iter().copied().map(point).collect();
            area.draw(&PathElement::new(points, color.stroke_width(stroke(*width))))
        }
        Shape::Polygon { points, fill, alpha } => {
            let points: Vec<_> = points.iter().copied().map(point).collect();
            area.draw(&Polygon::new(points, fill.mix(*alpha).filled()))
        }
        Shape::Disc { x, y, r, fill, alpha } => {
            area.draw(&Circle::new(point((*x, *y)), radius(*r), fill.mix(*alpha).filled()))
        }
        Shape::Ring { x, y, r, color, width } => {
            let style = color.stroke_width(stroke(*width));
            area.draw(&Circle::new(point((*x, *y)), radius(*r), style))
        }
        Shape::Text { x, y, text, ink } => {
            let weight = if ink.bold { FontStyle::Bold } else { FontStyle::Normal };
            let size = ink.size * UNITS * FONT_FACTOR;
            let turn = if ink.upright { FontTransform::Rotate270 } else { FontTransform::None };
            let horizontal = match ink.anchor {
                Anchor::Start => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::End => HPos::Right,
            };
            let style = FontDesc::new(FontFamily::SansSerif, size, weight)
                .transform(turn)
                .color(&ink.color)
                .pos(Pos::new(horizontal, VPos::Bottom));
            area.draw(&Text::new(text.as_str(), point((*x, *y)), style))
        }
    }
}
