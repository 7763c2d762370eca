//! Signs for series: each has its own shape as well as its own colour.

use plotters::style::RGBColor;

use super::paper::Paper;

/// Draws the sign of a series: disc, square, triangle, ring, diamond, hollow square.
pub(super) fn marker(
    paper: &mut Paper,
    series: usize,
    (x, y): (f64, f64),
    r: f64,
    color: RGBColor,
) {
    match series % 6 {
        0 => paper.disc(x, y, r, color),
        1 => paper.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8, color),
        2 => {
            let points =
                vec![(x, y - r * 1.2), (x + r * 1.1, y + r * 0.8), (x - r * 1.1, y + r * 0.8)];
            paper.polygon(points, color, 1.0);
        }
        3 => paper.ring(x, y, r * 0.9, color, 2.0),
        4 => {
            let r = r * 1.2;
            paper.polygon(vec![(x, y - r), (x + r, y), (x, y + r), (x - r, y)], color, 1.0);
        }
        _ => paper.outline(x - r * 0.8, y - r * 0.8, r * 1.6, r * 1.6, color, 2.0),
    }
}
