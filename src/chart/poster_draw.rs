//! A canvas drawn as the nine-block poster.

use std::collections::BTreeMap;

use super::error::ChartError;
use super::font;
use super::look::Look;
use super::number;
use super::page::{MARGIN, Page, Swatch};
use super::paper::Ink;
use super::picture::Picture;
use super::poster::{Poster, PosterBlock, PosterColor, PosterEntry, SEGMENTS};
use super::state;
use crate::canvas::{Block, Language};

const WIDTH: f64 = 1240.0;
/// The poster is at least this high without its title: the template's proportions.
const LEAST: f64 = 690.0;
/// Between blocks.
const GAP: f64 = 8.0;
const PAD: f64 = 10.0;
/// Text is made smaller down to this before the poster is made higher.
const SMALLEST: f64 = 11.0;

/// The sizes that follow from the size of the text.
struct Setting {
    size: f64,
    color: PosterColor,
}

impl Setting {
    fn line(&self) -> f64 {
        self.size * 1.3
    }

    fn between(&self) -> f64 {
        self.size * 0.55
    }

    /// How wide the text of an entry may be in a block of this width.
    fn room(&self, wide: f64) -> f64 {
        wide - 2.0 * PAD - self.indent()
    }

    /// From the left of an entry to its text.
    fn indent(&self) -> f64 {
        if self.color == PosterColor::Segment { 20.0 } else { 12.0 }
    }
}

/// A line of a block, ready to be drawn.
enum Line {
    Group(String),
    /// `aside` stands at the right of the block.
    Text {
        text: String,
        muted: bool,
        aside: Option<String>,
    },
    /// A new entry begins, with the segments that it is tied to and the count of its lines.
    Start {
        segments: Vec<usize>,
        lines: usize,
    },
    Space,
}

/// Draws a canvas. Entries are wrapped; the text is made smaller and then the poster higher until
/// all fits.
///
/// # Errors
/// When the poster would be too high to draw.
pub fn poster(
    data: &Poster,
    title: Option<&str>,
    color: PosterColor,
    look: Look,
) -> Result<Picture, ChartError> {
    let language = look.language;
    let total = data.total.map(|total| {
        format!("{} {}", number::percent(total, language), language.pick("complete", "volledig"))
    });
    let about: Vec<&str> = [Some(data.about.as_str()), total.as_deref()]
        .into_iter()
        .flatten()
        .filter(|s| !s.is_empty())
        .collect();
    let mut page = Page::new(look, WIDTH, title.unwrap_or(&data.title), &about.join(" · "));
    if color == PosterColor::State {
        let items: Vec<(Swatch, String)> =
            state::LEGEND.map(|s| (Swatch::State(s), s.label(language).to_owned())).to_vec();
        page.legend(&items);
    }
    let (setting, plan) = plan(data, color, page.room(), language);
    let top = page.y;
    for block in &data.blocks {
        let Some(frame) = plan.frame(block.block, MARGIN, top, page.room()) else { continue };
        draw_block(&mut page, block, &setting, frame);
    }
    page.y = top + plan.upper + GAP + plan.lower;
    foot(&mut page, data, color);
    page.finish(&describe(data, language))
}

/// How high the rows are.
struct Plan {
    upper: f64,
    lower: f64,
    /// Where the two halves of a divided column meet.
    split: f64,
}

impl Plan {
    /// Left, top, width, height.
    fn frame(&self, block: Block, left: f64, top: f64, room: f64) -> Option<(f64, f64, f64, f64)> {
        let column = (room - 4.0 * GAP) / 5.0;
        let half = (room - GAP) / 2.0;
        let x = |number: f64| left + number * (column + GAP);
        let (second, rest) = (top + self.split + GAP, self.upper - self.split - GAP);
        let low = top + self.upper + GAP;
        Some(match block {
            Block::KeyPartners => (x(0.0), top, column, self.upper),
            Block::KeyActivities => (x(1.0), top, column, self.split),
            Block::KeyResources => (x(1.0), second, column, rest),
            Block::ValuePropositions => (x(2.0), top, column, self.upper),
            Block::CustomerRelationships => (x(3.0), top, column, self.split),
            Block::Channels => (x(3.0), second, column, rest),
            Block::CustomerSegments => (x(4.0), top, column, self.upper),
            Block::CostStructure => (left, low, half, self.lower),
            Block::RevenueStreams => (left + half + GAP, low, half, self.lower),
        })
    }
}

/// The largest text at which all fits in the template's proportions; else the smallest, and as
/// much height as it takes.
fn plan(data: &Poster, color: PosterColor, room: f64, language: Language) -> (Setting, Plan) {
    let mut size = 14.0;
    loop {
        let setting = Setting { size, color };
        let plan = measured(data, &setting, room, language);
        let high = plan.upper + GAP + plan.lower;
        if high <= LEAST || size <= SMALLEST {
            return (setting, stretched(plan));
        }
        size -= 0.5;
    }
}

fn measured(data: &Poster, setting: &Setting, room: f64, language: Language) -> Plan {
    let column = (room - 4.0 * GAP) / 5.0;
    let half = (room - GAP) / 2.0;
    let need = |block: Block, wide: f64| {
        data.block(block).map_or(0.0, |own| {
            let all = lines(own, setting, wide, language);
            let tall: f64 = all.iter().map(|line| line_height(line, setting)).sum();
            head_height(own, wide) + tall + PAD
        })
    };
    let whole = [Block::KeyPartners, Block::ValuePropositions, Block::CustomerSegments];
    let whole = whole.into_iter().map(|block| need(block, column)).fold(0.0, f64::max);
    let first = need(Block::KeyActivities, column).max(need(Block::CustomerRelationships, column));
    let second = need(Block::KeyResources, column).max(need(Block::Channels, column));
    let lower = need(Block::CostStructure, half).max(need(Block::RevenueStreams, half));
    let upper = whole.max(first + GAP + second);
    // What is left over goes to both halves alike.
    let split = first + (upper - first - GAP - second) / 2.0;
    Plan { upper, lower, split }
}

/// The plan at the template's least height, both rows growing in proportion.
fn stretched(plan: Plan) -> Plan {
    let over = LEAST - plan.upper - GAP - plan.lower;
    if over <= 0.0 {
        return plan;
    }
    let lower = (plan.lower + over * 0.25).max(150.0).min(plan.lower + over);
    let upper = LEAST - GAP - lower;
    let split = plan.split + (upper - plan.upper) / 2.0;
    Plan { upper, lower, split }
}

fn head_height(block: &PosterBlock, wide: f64) -> f64 {
    let lines = font::wrap(&block.label, wide - 2.0 * PAD, 13.0, true).len();
    PAD + 16.0 * lines as f64 + 24.0
}

fn line_height(line: &Line, setting: &Setting) -> f64 {
    match line {
        Line::Group(_) | Line::Text { .. } => setting.line(),
        Line::Start { .. } => 0.0,
        Line::Space => setting.between(),
    }
}

fn lines(block: &PosterBlock, setting: &Setting, wide: f64, language: Language) -> Vec<Line> {
    let room = setting.room(wide);
    let mut out = Vec::new();
    let mut group: Option<&str> = None;
    for entry in &block.entries {
        if entry.group.as_deref() != group {
            group = entry.group.as_deref();
            if let Some(name) = group {
                for line in font::wrap(name, room + setting.indent(), setting.size * 0.9, true) {
                    out.push(Line::Group(line));
                }
            }
        }
        entry_lines(&mut out, entry, setting, (room, wide));
    }
    if block.more > 0 {
        let text = format!("+ {} {}", block.more, language.pick("more", "meer"));
        out.push(Line::Start { segments: Vec::new(), lines: 1 });
        out.push(Line::Text { text, muted: true, aside: None });
    }
    if block.entries.is_empty() {
        out.push(Line::Text {
            text: language.pick("nothing yet", "nog niets").to_owned(),
            muted: true,
            aside: None,
        });
    }
    out
}

/// The lines of an entry. An amount stands at the right of a wide block, else below the text.
fn entry_lines(
    out: &mut Vec<Line>,
    entry: &PosterEntry,
    setting: &Setting,
    (room, wide): (f64, f64),
) {
    let amount = entry.amount.as_deref();
    let aside = amount
        .filter(|amount| wide > 400.0 && font::width(amount, setting.size, false) < room * 0.4);
    let taken = aside.map_or(0.0, |amount| font::width(amount, setting.size, false) + 16.0);
    let texts = font::wrap(&entry.text, room - taken, setting.size, false);
    let below: Vec<String> = amount
        .filter(|_| aside.is_none())
        .map_or_else(Vec::new, |amount| font::wrap(amount, room, setting.size, false));
    out.push(Line::Start { segments: entry.segments.clone(), lines: texts.len() + below.len() });
    for (number, text) in texts.into_iter().enumerate() {
        let aside = aside.filter(|_| number == 0).map(str::to_owned);
        out.push(Line::Text { text, muted: false, aside });
    }
    out.extend(below.into_iter().map(|text| Line::Text { text, muted: true, aside: None }));
    out.push(Line::Space);
}

fn draw_block(
    page: &mut Page,
    block: &PosterBlock,
    setting: &Setting,
    (x, y, w, h): (f64, f64, f64, f64),
) {
    let colors = page.colors();
    let language = page.language();
    page.paper.outline(x, y, w, h, colors.grid, 1.2);
    head(page, block, setting.color, (x, y, w));
    let mut at = y + head_height(block, w);
    let drop = setting.size * 1.0;
    let ink = page.ink(setting.size);
    for line in lines(block, setting, w, language) {
        match &line {
            Line::Group(text) => {
                let ink = page.muted(setting.size * 0.9).bold();
                page.paper.text(x + PAD, at + drop, text, ink);
            }
            Line::Text { text, muted, aside } => {
                let ink = if *muted { page.muted(setting.size) } else { ink };
                let left =
                    if block.entries.is_empty() { x + PAD } else { x + PAD + setting.indent() };
                page.paper.text(left, at + drop, text, ink);
                if let Some(amount) = aside {
                    let ink = page.muted(setting.size).end();
                    page.paper.text(x + w - PAD, at + drop, amount, ink);
                }
            }
            Line::Start { segments, lines } => {
                let tall = *lines as f64 * setting.line() - setting.size * 0.2;
                bar(page, setting, segments, (x + PAD, at + setting.size * 0.12, tall));
            }
            Line::Space => {}
        }
        at += line_height(&line, setting);
    }
}

/// The bar at the left of an entry: in the colours of its segments, with their letters, which say
/// the same; else grey.
fn bar(page: &mut Page, setting: &Setting, segments: &[usize], (x, y, tall): (f64, f64, f64)) {
    const WIDE: f64 = 13.0;
    let colors = page.colors();
    if setting.color != PosterColor::Segment || segments.is_empty() {
        page.paper.rect(x, y, 3.0, tall, colors.grid);
        return;
    }
    let part = WIDE / segments.len() as f64;
    for (number, segment) in segments.iter().enumerate() {
        let color = colors.series[segment % SEGMENTS];
        let left = x + part * number as f64;
        page.paper.rect(left, y, part, tall, color);
        let letter = "ABCDEF".get(*segment..=*segment).unwrap_or("");
        if segments.len() < 3 {
            let ink = Ink::new(9.0, colors.paper).bold().middle();
            page.paper.text(left + part / 2.0, y + 10.0, letter, ink);
        }
    }
}

fn head(page: &mut Page, block: &PosterBlock, color: PosterColor, (x, y, w): (f64, f64, f64)) {
    let colors = page.colors();
    let name = page.ink(13.0).bold();
    let names = font::wrap(&block.label, w - 2.0 * PAD, name.size, true);
    for (number, line) in names.iter().enumerate() {
        page.paper.text(x + PAD, y + PAD + 11.0 + 16.0 * number as f64, line, name);
    }
    let at = y + PAD + 3.0 + 16.0 * names.len() as f64;
    if color == PosterColor::State {
        for (number, state) in block.states.iter().enumerate() {
            let left = x + PAD + 13.0 * number as f64;
            state::cell(&mut page.paper, colors, *state, (left, at), (10.0, 10.0));
        }
    } else {
        let score = block.score.map_or("–".to_owned(), |s| number::percent(s, page.language()));
        let ink = page.muted(11.0);
        page.paper.text(x + PAD, at + 9.0, &score, ink);
    }
}

fn foot(page: &mut Page, data: &Poster, color: PosterColor) {
    let language = page.language();
    if color == PosterColor::Segment {
        let mut tied: BTreeMap<usize, usize> = BTreeMap::new();
        for entry in data.blocks.iter().flat_map(|block| &block.entries) {
            for segment in &entry.segments {
                *tied.entry(*segment).or_default() += 1;
            }
        }
        page.note(language.pick(
            "The bar and the letter beside an entry show the customer segments that it is tied to; \
             grey: to none in particular.",
            "De streep en de letter naast een regel tonen voor welke klantsegmenten die is; grijs: \
             voor geen in het bijzonder.",
        ));
    }
    if data.shortened > 0 {
        let count = data.shortened;
        page.note(match language {
            Language::En => format!("{count} long texts are shortened, as … shows."),
            Language::Nl => format!("{count} lange teksten zijn ingekort; dat is te zien aan …"),
        });
    }
    let more: usize = data.blocks.iter().map(|block| block.more).sum();
    if more > 0 {
        page.note(match language {
            Language::En => format!("{more} entries are not shown; their blocks say how many."),
            Language::Nl => {
                format!("{more} regels staan er niet op; in hun bouwsteen staat hoeveel.")
            }
        });
    }
    page.note(language.pick(
        "Layout: the Business Model Canvas by Strategyzer AG, strategyzer.com, licensed under CC BY-SA 3.0.",
        "Indeling: het Business Model Canvas van Strategyzer AG, strategyzer.com, onder de licentie CC BY-SA 3.0.",
    ));
}

fn describe(data: &Poster, language: Language) -> String {
    let block = |block: &PosterBlock| {
        let score = block.score.map_or("–".to_owned(), |s| number::percent(s, language));
        let count = block.entries.len() + block.more;
        let word = match (language, count) {
            (Language::En, 1) => "entry",
            (Language::En, _) => "entries",
            (Language::Nl, 1) => "regel",
            (Language::Nl, _) => "regels",
        };
        format!("{}: {count} {word}, {score}", block.label)
    };
    let all: Vec<String> = data.blocks.iter().map(block).collect();
    format!("{}.", all.join("; "))
}
