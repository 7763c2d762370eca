//! The entries of a section, each with the sub-heading, label or column names that it stands under.

use std::borrow::Borrow;

use super::piece::{Kind, Piece, Table, join};
use crate::canvas::{Attribute, Block};
use crate::portfolio::EntryDraft;

/// A line above a list is its label up to this length; a longer one is a statement of its own.
const LONGEST_LABEL: usize = 100;

/// What is below a block's name, as entries.
pub(super) struct Entries<'p> {
    block: Block,
    out: Vec<EntryDraft>,
    heading: Option<Title<'p>>,
    label: Option<Title<'p>>,
    /// The list item that is being read.
    open: Option<(u32, String)>,
    /// Whether a line across the page came: what follows may be the page's foot.
    ruled: bool,
    /// Whether this tool wrote the file: then every text in it is meant.
    own: bool,
    /// The guiding question that is being answered.
    question: Option<String>,
    /// Questions and placeholders of the template, which say nothing of the model.
    pub(super) prompts: usize,
}

/// A sub-heading or label, and whether anything stands under it.
struct Title<'p> {
    line: u32,
    text: &'p str,
    used: bool,
}

/// Reads the pieces of a section.
pub(super) fn entries<P: Borrow<Piece>>(
    block: Block,
    pieces: &[P],
    own: bool,
) -> (Vec<EntryDraft>, usize) {
    let mut entries = Entries {
        block,
        out: Vec::new(),
        heading: None,
        label: None,
        open: None,
        ruled: false,
        own,
        question: None,
        prompts: 0,
    };
    for (at, piece) in pieces.iter().enumerate() {
        let next = pieces.get(at + 1).map(Borrow::borrow);
        entries.piece(piece.borrow(), next);
    }
    entries.close();
    entries.end_label();
    entries.end_heading();
    (entries.out, entries.prompts)
}

impl<'p> Entries<'p> {
    fn group(&mut self) -> Option<String> {
        let title = self.label.as_mut().or(self.heading.as_mut())?;
        title.used = true;
        if let Some(heading) = &mut self.heading {
            heading.used = true;
        }
        let title = self.label.as_ref().or(self.heading.as_ref())?;
        let text = if self.own { title.text } else { unlabelled(title.text) };
        Some(text.to_owned()).filter(|text| !text.is_empty())
    }

    fn add(&mut self, line: u32, text: impl Into<String>) {
        let text = text.into();
        if !self.own && !text.chars().any(char::is_alphanumeric) {
            return;
        }
        if !self.own && is_placeholder(&text) {
            self.prompts += 1;
            return;
        }
        let group = self.group();
        let mut entry = EntryDraft::new(self.block, text);
        entry.attributes[Attribute::Question as usize].clone_from(&self.question);
        self.out.push(EntryDraft { group, row: Some(line), ..entry });
    }

    /// Ends the open item.
    fn close(&mut self) {
        if let Some((line, text)) = self.open.take() {
            self.add(line, text);
        }
    }

    /// Ends a label. One that nothing stands under was an entry itself.
    fn end_label(&mut self) {
        if let Some(title) = self.label.take().filter(|title| !title.used) {
            self.add(title.line, title.text);
        }
    }

    fn end_heading(&mut self) {
        if let Some(title) = self.heading.take().filter(|title| !title.used) {
            self.add(title.line, title.text);
        }
    }

    fn piece(&mut self, piece: &'p Piece, next: Option<&Piece>) {
        if !matches!(piece.kind, Kind::Item { depth: 1.., .. }) {
            self.close();
        }
        match &piece.kind {
            Kind::Heading(_) => {
                self.end_label();
                self.end_heading();
                self.heading = Some(title(piece));
            }
            Kind::Label if piece.text.trim_end_matches(':').ends_with('?') => self.prompts += 1,
            // A whole paragraph in bold is a statement.
            Kind::Label if !is_short(&piece.text) => self.add(piece.line, piece.text.as_str()),
            Kind::Label => {
                self.end_label();
                self.label = Some(title(piece));
            }
            Kind::Hint => self.hint(piece),
            Kind::Item { depth, .. } => match &mut self.open {
                Some((_, text)) if *depth > 0 => join(text, &piece.text),
                _ => self.open = Some((piece.line, piece.text.clone())),
            },
            Kind::Paragraph => self.paragraph(piece, next),
            Kind::Table(table) => self.table(table),
            Kind::Rule => self.ruled = true,
        }
    }

    /// A line in italics: what the template asks, or what the block is about.
    fn hint(&mut self, piece: &'p Piece) {
        if let Some(question) = question(self.block, &piece.text) {
            self.question = Some(question);
            return;
        }
        if piece.text.ends_with('?') || is_placeholder(&piece.text) || self.ruled {
            self.prompts += 1;
        } else if self.out.is_empty() && self.label.is_none() && is_short(&piece.text) {
            let used = true;
            self.label = Some(Title { used, ..title(piece) });
        } else {
            self.add(piece.line, piece.text.as_str());
        }
    }

    fn paragraph(&mut self, piece: &'p Piece, next: Option<&Piece>) {
        if self.ruled && is_colophon(&piece.text) {
            self.prompts += 1;
            return;
        }
        let above_list = next.is_some_and(|next| matches!(next.kind, Kind::Item { .. }));
        if above_list && is_short(&piece.text) && piece.text.ends_with(':') {
            self.end_label();
            self.label = Some(title(piece));
        } else {
            self.add(piece.line, piece.text.as_str());
        }
    }

    /// A row is an entry: its fields between bars, under the names of the columns.
    fn table(&mut self, table: &Table) {
        let above = self.group();
        let texts = |row: &[super::piece::Cell]| -> Vec<String> {
            row.iter().map(|cell| cell.text()).collect()
        };
        let mut rows = table.rows.iter().map(|row| texts(row));
        let header = if table.header { rows.next() } else { None };
        let named = |fields: Vec<String>| {
            let fields: Vec<String> = fields.into_iter().filter(|f| !f.is_empty()).collect();
            Some(fields.join(" | ")).filter(|names| !names.is_empty())
        };
        let columns = header.and_then(named);
        let group = match (above, columns) {
            (Some(above), Some(columns)) => Some(format!("{above} · {columns}")),
            (above, columns) => above.or(columns),
        };
        let lines = table.rows.iter().skip(usize::from(table.header));
        for (fields, row) in rows.zip(lines) {
            let Some(text) = named(fields) else { continue };
            if !text.chars().any(char::is_alphanumeric) {
                continue;
            }
            let line = row.iter().flat_map(|cell| &cell.pieces).map(|piece| piece.line).min();
            let entry = EntryDraft::new(self.block, text);
            self.out.push(EntryDraft { group: group.clone(), row: line, ..entry });
        }
    }
}

/// Whether a text could be a label rather than a statement.
fn is_short(text: &str) -> bool {
    text.chars().count() <= LONGEST_LABEL
}

fn title(piece: &Piece) -> Title<'_> {
    Title { line: piece.line, text: &piece.text, used: false }
}

/// The guiding question that a line asks: `cs-1: Who are your customers?`.
fn question(block: Block, text: &str) -> Option<String> {
    let (id, _) = text.split_once(':')?;
    let number = id.strip_prefix(block.code())?.strip_prefix('-')?;
    let valid = number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit());
    valid.then(|| id.to_owned())
}

/// A label's text without its colon.
fn unlabelled(text: &str) -> &str {
    text.trim_end_matches([':', ' ', '\u{a0}'])
}

/// `[Insert your partners here]`: nothing but a text in brackets.
fn is_placeholder(text: &str) -> bool {
    let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    inner.is_some_and(|inner| !inner.contains(['[', ']']))
}

/// What stands at the foot of a page: `Last updated: …`, `Version 2.1`.
fn is_colophon(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "last updated",
        "updated",
        "date",
        "datum",
        "version",
        "versie",
        "author",
        "auteur",
        "owner",
        "status",
        "created",
        "laatst bijgewerkt",
        "generated",
        "document",
    ];
    let lower = text.to_lowercase();
    let lead = lower.split(':').next().unwrap_or_default();
    text.chars().count() <= 120 && WORDS.iter().any(|word| lead.trim() == *word)
}
