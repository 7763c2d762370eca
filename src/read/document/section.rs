//! Which pieces belong to which block.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::piece::{Kind, Piece};
use crate::canvas::Block;
use crate::catalogue::{BlockNames, NamedBlock};

/// The pieces below a block's name.
pub(super) struct Section<'p> {
    pub(super) named: NamedBlock<'p>,
    pub(super) pieces: Vec<Cow<'p, Piece>>,
    /// Whether it is one line of a section that is no block.
    pub(super) led: bool,
}

/// A document cut into sections.
#[derive(Default)]
pub(super) struct Sections<'p> {
    pub(super) blocks: Vec<Section<'p>>,
    /// Titles of sections that are no block and have content.
    pub(super) others: Vec<(&'p str, u32)>,
    /// Pieces in no block, such as a table laid out as the canvas.
    pub(super) outside: Vec<&'p Piece>,
    /// How many of those stand above the first block.
    pub(super) above: usize,
    /// Whether a section that is no block is open, and whether it had content.
    other: Option<(&'p str, u32, bool)>,
}

/// How block names are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// As headings.
    Headings,
    /// As lines, bold or numbered or plain, that hold nothing else.
    Lines,
    /// In front of the text: `Channels: web shop`.
    Leads,
}

/// With fewer blocks than this another way of writing names is tried.
const FEW: usize = 3;

/// Cuts a document by the first way of writing names that gives most of the blocks.
pub(super) fn cut<'p>(pieces: &'p [Piece], names: &'p BlockNames) -> Sections<'p> {
    let mut best = Cutter::new(pieces, names, Mode::Headings).run();
    for mode in [Mode::Lines, Mode::Leads] {
        if best.count() >= FEW {
            break;
        }
        let next = Cutter::new(pieces, names, mode).run();
        if next.count() > best.count() {
            best = next;
        }
    }
    best
}

impl<'p> Sections<'p> {
    /// How many different blocks there are.
    pub(super) fn count(&self) -> usize {
        self.blocks.iter().map(|section| section.named.block).collect::<BTreeSet<_>>().len()
    }

    fn open(&mut self, named: NamedBlock<'p>) {
        self.end_other();
        if self.blocks.is_empty() {
            self.above = self.outside.len();
        }
        self.blocks.push(Section { named, pieces: Vec::new(), led: false });
    }

    fn open_other(&mut self, title: &'p str, line: u32) {
        self.end_other();
        self.other = Some((title, line, false));
    }

    fn end_other(&mut self) {
        if let Some((title, line, true)) = self.other.take() {
            self.others.push((title, line));
        }
    }
}

struct Cutter<'p> {
    pieces: &'p [Piece],
    names: &'p BlockNames,
    mode: Mode,
    /// The level on which most blocks stand, and which those are.
    level: u8,
    on_level: BTreeSet<Block>,
    /// Whether a block's heading on that level came already.
    main_seen: bool,
    /// The level of the open section's heading.
    open: Option<u8>,
    in_block: bool,
    /// Whether names are numbered, and the number of the last.
    numbered: bool,
    last: u32,
    /// Whether several names are parted from their text by a dash or an arrow.
    signed: bool,
    /// Whether names stand in front of list items.
    itemised: bool,
    /// The last heading in a section that is no block.
    aside: Option<&'p Piece>,
    /// Lines of such sections that a block's name leads.
    led: Vec<Section<'p>>,
    out: Sections<'p>,
}

impl<'p> Cutter<'p> {
    fn new(pieces: &'p [Piece], names: &'p BlockNames, mode: Mode) -> Self {
        let (level, on_level) = main_level(pieces, names);
        let item = |piece: &&Piece| {
            matches!(piece.kind, Kind::Item { number: Some(_), .. }) && bare(piece, names).is_some()
        };
        Self {
            pieces,
            names,
            mode,
            level,
            on_level,
            main_seen: false,
            open: None,
            in_block: false,
            numbered: pieces.iter().filter(item).count() >= FEW,
            last: 0,
            signed: pieces.iter().filter(|piece| before_sign(piece, names).is_some()).count()
                >= FEW,
            itemised: false,
            aside: None,
            led: Vec::new(),
            out: Sections::default(),
        }
    }

    fn run(mut self) -> Sections<'p> {
        for (at, piece) in self.pieces.iter().enumerate() {
            let next = self.pieces.get(at + 1);
            match piece.kind {
                Kind::Heading(level) => self.heading(piece, level),
                _ if self.mode == Mode::Lines => self.by_line(piece),
                _ if self.mode == Mode::Leads => self.by_lead(piece, next),
                _ => self.content(Cow::Borrowed(piece)),
            }
        }
        self.out.end_other();
        if self.out.count() >= FEW {
            self.out.blocks.append(&mut self.led);
        }
        self.out
    }

    fn content(&mut self, piece: Cow<'p, Piece>) {
        if self.in_block {
            if let Some(section) = self.out.blocks.last_mut() {
                section.pieces.push(piece);
            }
            return;
        }
        if let Some((_, _, content)) = &mut self.out.other {
            *content |= piece.kind != Kind::Rule;
        }
        if let Cow::Borrowed(piece) = piece {
            self.led(piece);
            self.out.outside.push(piece);
        }
    }

    /// Below a section that is no block, a line that a block's name leads in bold belongs to that
    /// block: `**Partnerships**: two museums` among measures against a risk.
    fn led(&mut self, piece: &'p Piece) {
        if matches!(piece.kind, Kind::Heading(_)) {
            self.aside = Some(piece);
        }
        let item = matches!(piece.kind, Kind::Item { depth: 0, .. }) && piece.lead > 0;
        if !item || self.mode != Mode::Headings || self.out.other.is_none() {
            return;
        }
        let Some((lead, rest)) = piece.split_lead().filter(|(_, rest)| !rest.is_empty()) else {
            return;
        };
        if let Some(named) = self.names.title(lead) {
            let rest = Piece::new(piece.line, Kind::Paragraph, rest);
            let pieces = self.aside.map(Cow::Borrowed).into_iter().chain([Cow::Owned(rest)]);
            self.led.push(Section { named, pieces: pieces.collect(), led: true });
        }
    }

    fn heading(&mut self, piece: &'p Piece, level: u8) {
        let below = self.open.is_some_and(|open| level > open);
        let named = self.names.find(&piece.text).filter(|named| self.opens(*named, level, below));
        match named {
            Some(named) => {
                self.out.open(named);
                self.main_seen |= level == self.level;
                (self.open, self.in_block) = (Some(level), true);
            }
            None if self.in_block && (below || self.under_line()) => {
                self.content(Cow::Borrowed(piece));
            }
            None => {
                // Parts of a section that is no block belong to it.
                let part = !self.in_block && below && self.out.other.is_some();
                if part && level > self.level {
                    self.content(Cow::Borrowed(piece));
                    return;
                }
                self.out.open_other(&piece.text, piece.line);
                self.aside = Some(piece);
                (self.open, self.in_block) = (Some(level), false);
                self.out.outside.push(piece);
            }
        }
    }

    /// Whether a line named the open block and nothing stands under it yet.
    fn under_line(&self) -> bool {
        let empty = self.out.blocks.last().is_some_and(|section| section.pieces.is_empty());
        self.open.is_none() && empty
    }

    /// Whether a heading that names a block opens it.
    fn opens(&self, named: NamedBlock<'_>, level: u8, below: bool) -> bool {
        let elsewhere = self.on_level.contains(&named.block);
        let given = self.out.blocks.iter().any(|section| section.named.block == named.block);
        if level < self.level && elsewhere {
            // `## Value proposition` above `### Value propositions` and others: a part of the page.
            return false;
        }
        if level != self.level && elsewhere && !self.main_seen {
            // The canvas in short, above the sections that say it at length.
            return false;
        }
        if named.loose && (given || level != self.level && elsewhere) {
            return false;
        }
        if self.in_block && below {
            // A sub-heading, unless it is the only place where the block is named.
            let own = self.out.blocks.last().map(|section| section.named.block);
            return own != Some(named.block) && !elsewhere && !given;
        }
        true
    }

    fn by_line(&mut self, piece: &'p Piece) {
        let number = match piece.kind {
            Kind::Item { number, depth: 0 } => number,
            _ => None,
        };
        let titled = match piece.kind {
            Kind::Label | Kind::Paragraph => true,
            Kind::Item { depth: 0, .. } => self.numbered && number.is_some(),
            _ => false,
        };
        let named = if titled { bare(piece, self.names) } else { None };
        if let Some(named) = named {
            self.out.open(named);
            (self.open, self.in_block) = (None, true);
            self.last = number.unwrap_or(self.last);
        } else if piece.kind == Kind::Label && self.names.is_beside(&piece.text) {
            self.out.open_other(&piece.text, piece.line);
            self.in_block = false;
        } else if self.numbered && number == Some(self.last + 1) && self.last > 0 && short(piece) {
            // Next in the row of titles: `5. Revenue streams / sustainability`.
            match self.names.find(&piece.text).filter(|named| !named.loose) {
                Some(named) => {
                    self.out.open(named);
                    (self.open, self.in_block) = (None, true);
                }
                None => {
                    self.out.open_other(&piece.text, piece.line);
                    self.in_block = false;
                }
            }
            self.last += 1;
        } else {
            self.content(Cow::Borrowed(piece));
        }
    }

    fn by_lead(&mut self, piece: &'p Piece, next: Option<&Piece>) {
        let top = matches!(piece.kind, Kind::Paragraph | Kind::Label | Kind::Item { depth: 0, .. });
        if !top {
            self.content(Cow::Borrowed(piece));
            return;
        }
        let after_list = self.itemised && piece.kind == Kind::Paragraph && self.in_block;
        let split = piece.split_lead().filter(|_| !after_list || piece.lead > 0);
        let signed = || before_sign(piece, self.names).filter(|_| self.signed);
        let Some((lead, rest)) = split.or_else(signed) else {
            // A list of nothing but names is no canvas.
            let item = matches!(piece.kind, Kind::Item { .. });
            let holds = next.is_some_and(|next| matches!(next.kind, Kind::Item { depth: 1.., .. }));
            match bare(piece, self.names).filter(|_| !item || holds) {
                Some(named) => {
                    self.out.open(named);
                    self.in_block = true;
                }
                None => {
                    // Where the names stand in a list, the canvas ends with the list.
                    self.in_block &= !after_list;
                    self.content(Cow::Borrowed(piece));
                }
            }
            return;
        };
        if let Some(named) = self.names.find(lead).filter(|_| lead.len() <= LONGEST_LEAD) {
            self.out.open(named);
            self.in_block = true;
            self.itemised = matches!(piece.kind, Kind::Item { .. });
            if !rest.is_empty() {
                let rest = Piece::new(piece.line, Kind::Paragraph, rest);
                self.content(Cow::Owned(rest));
            }
        } else if piece.lead > 0 || self.in_block && matches!(piece.kind, Kind::Item { .. }) {
            let title = piece.text.get(..lead.len()).unwrap_or(&piece.text);
            self.out.open_other(title, piece.line);
            self.in_block = false;
            self.content(Cow::Borrowed(piece));
        } else {
            self.content(Cow::Borrowed(piece));
        }
    }
}

/// `CS - solar roofs`, `Customers → commuters`: what stands before a dash, an arrow or a full stop,
/// where it is a name and nothing else.
fn before_sign<'t>(piece: &'t Piece, names: &BlockNames) -> Option<(&'t str, &'t str)> {
    let signs = [" - ", " – ", " — ", " → ", " -> ", ". "].into_iter();
    let split = signs.filter_map(|sign| piece.text.split_once(sign));
    let (lead, rest) = split.min_by_key(|(lead, _)| lead.len())?;
    names.is_name(lead).then_some((lead.trim(), rest.trim()))
}

/// A name in front of its text is not longer than this.
const LONGEST_LEAD: usize = 60;

/// Whether a piece could be the title of a section: not a sentence.
fn short(piece: &Piece) -> bool {
    piece.text.split_whitespace().count() <= 6 && !piece.text.ends_with('.')
}

/// The block that a piece names, where it says nothing else.
fn bare<'p>(piece: &Piece, names: &'p BlockNames) -> Option<NamedBlock<'p>> {
    let text = piece.text.trim().trim_end_matches(':').trim();
    // `Key partners (who helps us)` may carry a remark; a sentence that has a name in it may not.
    let whole = names.title(text);
    if matches!(piece.kind, Kind::Label) { whole.or_else(|| names.find(text)) } else { whole }
}

/// The heading level on which most different blocks are named, and which they are. On equal
/// counts the higher level.
fn main_level(pieces: &[Piece], names: &BlockNames) -> (u8, BTreeSet<Block>) {
    let mut levels: [BTreeSet<Block>; 7] = Default::default();
    for piece in pieces {
        let Kind::Heading(level) = piece.kind else { continue };
        let Some(blocks) = levels.get_mut(usize::from(level)) else { continue };
        blocks.extend(names.find(&piece.text).map(|named| named.block));
    }
    let mut best = (1, BTreeSet::new());
    for (level, blocks) in (0..).zip(levels) {
        if blocks.len() > best.1.len() {
            best = (level, blocks);
        }
    }
    best
}
