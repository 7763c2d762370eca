//! A canvas from a document.

use std::collections::BTreeSet;

use super::layout::{self, Given};
use super::piece::{Kind, MOST_PIECES, Piece};
use super::section::{Sections, cut};
use super::{entries, example, meta};
use crate::canvas::Block;
use crate::catalogue::BlockNames;
use crate::portfolio::{CanvasDraft, EntryDraft, Field, Part};
use crate::read::language;
use crate::read::note::Note;
use crate::read::source::Source;

/// A document, read.
pub(in crate::read) struct Document {
    /// The page's title, where it has one besides its headings.
    pub(in crate::read) title: Option<String>,
    /// Fields in front of the text.
    pub(in crate::read) fields: Vec<(String, String)>,
    pub(in crate::read) pieces: Vec<Piece>,
}

/// A document with fewer blocks than this is no canvas: one heading called `Resources` makes none.
const FEWEST: usize = 2;

/// With so many blocks named, words such as `Who` and `Money` are names of blocks too.
pub(in crate::read) const MOST_NAMED: usize = 7;

/// The names that a document goes by: with casual ones, where with them most blocks are named and
/// without them not.
fn fitting<'n>(pieces: &[Piece], names: &'n BlockNames) -> &'n BlockNames {
    let casual = names.with_casual();
    let fits = block_count(pieces, names) < MOST_NAMED && block_count(pieces, casual) >= MOST_NAMED;
    if fits { casual } else { names }
}

/// How many different blocks a document has.
pub(in crate::read) fn block_count(pieces: &[Piece], names: &BlockNames) -> usize {
    let sections = cut(pieces, names);
    let mut blocks: BTreeSet<Block> = sections.blocks.iter().map(|s| s.named.block).collect();
    for (given, _) in tables(&sections, names) {
        blocks.extend(given.keys());
    }
    blocks.len()
}

/// The tables outside of all sections that are the canvas, with their lines.
fn tables(sections: &Sections<'_>, names: &BlockNames) -> Vec<(Given, u32)> {
    let table = |piece: &&Piece| match &piece.kind {
        Kind::Table(table) => layout::read(table, names).map(|given| (given, piece.line)),
        _ => None,
    };
    sections.outside.iter().filter_map(table).collect()
}

/// How many pieces a document has, and cells in its tables.
fn count(pieces: &[Piece]) -> usize {
    let cells = |piece: &Piece| match &piece.kind {
        Kind::Table(table) => table.rows.iter().map(Vec::len).sum(),
        _ => 0,
    };
    pieces.len() + pieces.iter().map(cells).sum::<usize>()
}

/// What a document says in a block.
#[derive(Default)]
struct Found {
    entries: Vec<EntryDraft>,
    /// How many lines of the template were left out.
    prompts: usize,
    /// Lines of tables that say it again.
    repeated: Vec<u32>,
}

impl Found {
    fn add(&mut self, (entries, prompts): (Vec<EntryDraft>, usize)) {
        self.entries.extend(entries);
        self.prompts += prompts;
    }
}

/// The entries of a block: from its sections, else from a table laid out as the canvas, else from
/// sections whose name could mean something else; and from the lines elsewhere that its name leads.
fn of_block(block: Block, sections: &Sections<'_>, drawn: &[(Given, u32)], own: bool) -> Found {
    let mut found = Found::default();
    let all = || sections.blocks.iter().filter(|section| section.named.block == block);
    let here = || all().filter(|section| !section.led);
    for section in here().filter(|section| !section.named.loose) {
        found.add(entries::entries(block, &section.pieces, own));
    }
    let sure = !found.entries.is_empty();
    for (given, line) in drawn {
        let Some(pieces) = given.get(&block) else { continue };
        let read = entries::entries(block, pieces, own);
        if !sure {
            found.add(read);
        } else if !read.0.is_empty() {
            found.repeated.push(*line);
        }
    }
    if found.entries.is_empty() {
        for section in here().filter(|section| section.named.loose) {
            found.add(entries::entries(block, &section.pieces, own));
        }
    }
    for section in all().filter(|section| section.led) {
        found.add(entries::entries(block, &section.pieces, own));
    }
    found
}

/// Makes the canvas of a document, and says what was left out.
pub(in crate::read) fn assemble(
    source: &Source<'_>,
    document: Document,
    notes: &mut Vec<Note>,
) -> Result<Part, Note> {
    if count(&document.pieces) > MOST_PIECES {
        let message = format!("holds more than {MOST_PIECES} lines and cells: this is no canvas");
        return Err(Note::error(source.name, message));
    }
    let names = fitting(&document.pieces, &source.catalogue.blocks);
    let sections = cut(&document.pieces, names);
    let drawn = tables(&sections, names);
    let (id, version) = source.stem();
    let mut draft = CanvasDraft { id, version, ..CanvasDraft::default() };
    meta::from_fields(&document.fields, &mut draft);
    let own = document.fields.iter().any(|(name, _)| name == "canvas");
    if !own {
        meta::from_pieces(document.title.as_deref(), &sections, names, &mut draft);
    }
    let mut named: BTreeSet<Block> = sections.blocks.iter().map(|s| s.named.block).collect();
    named.extend(drawn.iter().flat_map(|(given, _)| given.keys()));
    if named.len() < FEWEST && !own {
        let message = "holds no canvas: no headings, table or labels with the names of the blocks";
        let fix = "a picture of a canvas is not read: see 'bmc new' for what is";
        return Err(Note::unrecognised(source.name, message).fix(fix));
    }
    let mut prompts = 0;
    let mut repeated = Vec::new();
    for block in Block::ALL {
        let found = of_block(block, &sections, &drawn, own);
        draft.entries.extend(found.entries);
        prompts += found.prompts;
        repeated.extend(found.repeated);
    }
    let explained = if own { 0 } else { example::keep(&mut draft.entries) };
    let title = draft.fields[Field::Title as usize].as_deref().unwrap_or_default();
    report(source, &sections, title, &repeated, [prompts, explained], notes);
    let foreign = sections.blocks.iter().filter_map(|section| section.named.foreign);
    language::note(source, &draft, foreign, notes);
    if draft.entries.is_empty() && !own {
        notes.push(Note::warning(source.name, "this canvas has no entries"));
    }
    let (part, rejected) = Part::from_drafts(source.name, vec![draft]);
    for rejected in rejected {
        let note = Note::error(source.name, rejected.message);
        notes.push(match rejected.row {
            Some(line) => note.at(format!("line {line}")),
            None => note,
        });
    }
    Ok(part)
}

/// Says what of the document is not in the canvas, once each.
fn report(
    source: &Source<'_>,
    sections: &Sections<'_>,
    canvas: &str,
    repeated: &[u32],
    [prompts, explained]: [usize; 2],
    notes: &mut Vec<Note>,
) {
    let others: Vec<_> = sections
        .others
        .iter()
        .filter(|(title, _)| {
            *title != canvas && !meta::is_title(title) && meta::field(title).is_none()
        })
        .collect();
    if let Some((_, line)) = others.first() {
        let titles: Vec<String> = others
            .iter()
            .take(6)
            .map(|(title, _)| format!("'{}'", title.chars().take(40).collect::<String>()))
            .collect();
        let more = match others.len().saturating_sub(6) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let word = if others.len() == 1 { "section that is" } else { "sections that are" };
        let message = format!("left out {word} no building block: {}{more}", titles.join(", "));
        notes.push(Note::info(source.name, message).at(format!("line {line}")));
    }
    if let Some(line) = repeated.iter().min() {
        let message = "a table shows the same canvas again: the sections below it count";
        notes.push(Note::info(source.name, message).at(format!("line {line}")));
    }
    if prompts > 0 {
        let lines = if prompts == 1 { "line" } else { "lines" };
        let message =
            format!("left out {prompts} {lines} of the template: questions, placeholders");
        notes.push(Note::info(source.name, message));
    }
    if explained > 0 {
        let message = format!(
            "every block has an explanation and an example: the examples count, {explained} \
             explanations were left out"
        );
        notes.push(Note::info(source.name, message));
    }
}
