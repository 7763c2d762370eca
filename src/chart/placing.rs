//! Names beside discs, so that none touches another.

use super::page::Page;

/// A disc on the page, in pixels.
pub(super) struct Disc<'a> {
    pub(super) name: &'a str,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) r: f64,
    /// Its size is not known.
    pub(super) hollow: bool,
}

/// Left, top, right, bottom.
pub(super) type Frame = (f64, f64, f64, f64);

/// Names stand apart from their discs only where there are at most this many: among more, the
/// lines between them would hide more than they tell.
const MOST_LEADERS: usize = 60;
/// A name takes at most this much room.
const WIDEST: f64 = 190.0;
/// As high as a name is.
const TALL: f64 = 14.0;

/// Puts each name beside its disc where it touches nothing, or near it with a line to it; how many
/// found no place.
pub(super) fn label_discs(page: &mut Page, discs: &[Disc<'_>], room: Frame) -> usize {
    let ink = page.ink(12.0);
    let color = page.colors().muted;
    let mut taken: Vec<Frame> = discs.iter().map(Disc::frame).collect();
    let mut unnamed = 0;
    for disc in discs {
        let text = ink.fit(&crate::text::one_line(disc.name), WIDEST);
        let wide = ink.width(&text);
        let close = disc.beside(wide).into_iter().find(|frame| is_free(*frame, room, &taken));
        let near =
            || if discs.len() <= MOST_LEADERS { disc.near(wide, room, &taken) } else { None };
        let Some(frame) = close.or_else(near) else {
            unnamed += 1;
            continue;
        };
        if close.is_none() {
            let line = disc.line_to(frame);
            if let (Some(from), Some(to)) = (line.first(), line.last()) {
                page.paper.line((from.0, from.1), (to.0, to.1), color, 1.0);
            }
            taken.extend(line);
        }
        taken.push((frame.0 - 8.0, frame.1, frame.2 + 8.0, frame.3));
        page.paper.label(frame.0, f64::midpoint(frame.1, frame.3), &text, ink);
    }
    unnamed
}

fn touch(a: Frame, b: Frame) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

/// Whether a name fits into the room and touches nothing. It may rise a little above the room.
fn is_free(frame: Frame, room: Frame, taken: &[Frame]) -> bool {
    let inside =
        frame.0 >= room.0 && frame.2 <= room.2 && frame.1 >= room.1 - 12.0 && frame.3 <= room.3;
    inside && !taken.iter().any(|other| touch(frame, *other))
}

impl Disc<'_> {
    fn frame(&self) -> Frame {
        (self.x - self.r, self.y - self.r, self.x + self.r, self.y + self.r)
    }

    /// The eight places right beside it, the best first.
    fn beside(&self, wide: f64) -> [Frame; 8] {
        let (x, y, gap, near) = (self.x, self.y, self.r + 4.0, self.r * 0.72 + 3.0);
        [
            (x + gap, y - TALL / 2.0),
            (x - gap - wide, y - TALL / 2.0),
            (x - wide / 2.0, y - gap - TALL),
            (x - wide / 2.0, y + gap),
            (x + near, y - near - TALL),
            (x + near, y + near),
            (x - near - wide, y - near - TALL),
            (x - near - wide, y + near),
        ]
        .map(|(left, top)| (left, top, left + wide, top + TALL))
    }

    /// The nearest free place round about whose line crosses neither a name nor another disc.
    fn near(&self, wide: f64, room: Frame, taken: &[Frame]) -> Option<Frame> {
        let round = [26.0, 44.0, 66.0].into_iter().flat_map(|far| {
            (0..12).map(move |turn| {
                let angle = std::f64::consts::TAU * (f64::from(turn) + 0.5) / 12.0;
                let (dx, dy) = (angle.cos(), angle.sin());
                let left = self.x + dx * (self.r + far) - if dx < 0.0 { wide } else { 0.0 };
                let top = self.y + dy * (self.r + far) - TALL / 2.0;
                (left, top, left + wide, top + TALL)
            })
        });
        let own = self.frame();
        let clear = |frame: &Frame| {
            let line = self.line_to(*frame);
            let crosses = |other: &&Frame| line.iter().any(|dot| touch(*dot, **other));
            !taken.iter().filter(|other| **other != own).any(|other| crosses(&other))
        };
        let mut free = round.filter(|frame| is_free(*frame, room, taken));
        free.find(clear)
    }

    /// The line to a name, as dots that can be tested for touching.
    fn line_to(&self, (left, top, right, bottom): Frame) -> Vec<Frame> {
        const DOTS: usize = 16;
        let end =
            (if left > self.x { left - 3.0 } else { right + 3.0 }, f64::midpoint(top, bottom));
        let length = (end.0 - self.x).hypot(end.1 - self.y).max(1.0);
        let near = (self.r / length).min(1.0);
        let dot = |number: usize| {
            let share = near + (1.0 - near) * number as f64 / DOTS as f64;
            let (x, y) = (self.x + (end.0 - self.x) * share, self.y + (end.1 - self.y) * share);
            (x, y, x + 0.1, y + 0.1)
        };
        (0..=DOTS).map(dot).collect()
    }
}
