//! Canvases from JSON and NDJSON.

use std::collections::BTreeMap;

use super::json::Json;
use super::json_entry::{self, Meaning};
use super::json_shape;
use super::language;
use super::note::Note;
use super::source::Source;
use crate::canvas::{Attribute, Block};
use crate::portfolio::{CanvasDraft, EntryDraft, Field, Part};
use crate::text::key;

/// Keys that are understood but hold nothing to keep.
const IGNORED: [&str; 3] = ["format", "schema", "source"];
/// When so many canvases are empty or broken, and more than are not, the rest is not looked at.
const MOST_EMPTY: usize = 1_000;
/// A block's list may nest lists this deep; deeper than any outline that people write.
const DEEPEST: usize = 8;

/// Reads a JSON text: a canvas, an array of canvases, or `{"canvases": […]}`.
pub(super) fn read(source: &Source<'_>, notes: &mut Vec<Note>) -> Result<Part, Note> {
    let value = Json::parse(source.text).map_err(|error| syntax(source, &error, 0))?;
    read_value(source, value, notes)
}

/// The same from a value that was parsed already.
pub(super) fn read_value(
    source: &Source<'_>,
    value: Json,
    notes: &mut Vec<Note>,
) -> Result<Part, Note> {
    let mut reader = Reader::new(source);
    match json_shape::ours(value, &source.catalogue.blocks) {
        Json::Array(items) => reader.all(items, "$")?,
        Json::Object(mut fields) => {
            match fields.iter().position(|(name, _)| key(name) == "canvases") {
                Some(at) => {
                    let (_, canvases) = fields.remove(at);
                    for (name, _) in fields.iter().filter(|(name, _)| !is_ignored(name)) {
                        reader.unknown(name, &format!("$.{name}"));
                    }
                    match canvases {
                        Json::Array(items) => reader.all(items, "$.canvases")?,
                        other => {
                            let message = format!("expected an array, found {}", other.kind());
                            return Err(Note::error(source.name, message).at("$.canvases"));
                        }
                    }
                }
                None => reader.canvas(fields, "$"),
            }
        }
        other => {
            let message = format!("expected a canvas or an array of them, found {}", other.kind());
            return Err(Note::unrecognised(source.name, message).at("$"));
        }
    }
    reader.finish(notes)
}

/// Reads NDJSON: a canvas per line. A line that is broken does not stop the others.
pub(super) fn read_lines(source: &Source<'_>, notes: &mut Vec<Note>) -> Result<Part, Note> {
    let mut reader = Reader::new(source);
    for (number, line) in source.text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        reader.check_empty(&format!("line {}", number + 1))?;
        match Json::parse(line) {
            Ok(Json::Object(fields)) => reader.canvas(fields, &format!("line {}", number + 1)),
            Ok(other) => {
                let message = format!("expected a canvas, found {}", other.kind());
                let place = format!("line {}", number + 1);
                reader.notes.push(Note::error(source.name, message).at(place));
            }
            Err(error) => reader.notes.push(syntax(source, &error, number)),
        }
    }
    reader.finish(notes)
}

fn syntax(source: &Source<'_>, error: &serde_json::Error, lines_before: usize) -> Note {
    let text = error.to_string();
    let message = text.split(" at line ").next().unwrap_or(&text);
    let message = match message {
        "recursion limit exceeded" => "is nested more than 127 levels deep".to_owned(),
        // Our own limits, not JSON's.
        other if error.is_data() => other.to_owned(),
        other => format!("is no valid JSON: {other}"),
    };
    let place = format!("line {}, column {}", error.line() + lines_before, error.column());
    Note::error(source.name, message).at(place)
}

fn is_ignored(name: &str) -> bool {
    IGNORED.contains(&key(name).as_str())
}

struct Reader<'a> {
    source: &'a Source<'a>,
    drafts: Vec<CanvasDraft>,
    notes: Vec<Note>,
    /// Keys that are not understood: where the first stands, and how often.
    unknown: BTreeMap<String, (String, usize)>,
    /// Warnings of canvases in other languages.
    foreign: Vec<Note>,
    /// Entries whose text is still to be filled in.
    blank: usize,
    /// Canvases without entries.
    empty: usize,
}

impl<'a> Reader<'a> {
    const fn new(source: &'a Source<'a>) -> Self {
        Self {
            source,
            drafts: Vec::new(),
            notes: Vec::new(),
            unknown: BTreeMap::new(),
            foreign: Vec::new(),
            blank: 0,
            empty: 0,
        }
    }

    fn finish(mut self, notes: &mut Vec<Note>) -> Result<Part, Note> {
        let no_block = self.drafts.iter().all(|draft| draft.entries.is_empty());
        if no_block && !self.drafts.is_empty() && self.unknown.values().any(|(_, n)| *n > 0) {
            let keys: Vec<&str> = self.unknown.keys().take(6).map(String::as_str).collect();
            let message = format!("holds no building block; its keys are {}", keys.join(", "));
            return Err(Note::unrecognised(self.source.name, message));
        }
        for (name, (place, count)) in std::mem::take(&mut self.unknown) {
            let times = if count == 1 { String::new() } else { format!(" ({count} times)") };
            let mut note = Note::warning(
                self.source.name,
                format!("the key '{name}' is not understood and was left out{times}"),
            )
            .at(place);
            if let Some(block) = self.source.catalogue.blocks.suggestion(&name) {
                note = note.fix(format!("did you mean '{}'?", block.name()));
            }
            self.notes.push(note);
        }
        let foreign = std::mem::take(&mut self.foreign);
        language::add(self.source.name, self.drafts.len(), foreign, &mut self.notes);
        if self.blank > 0 {
            let message = format!("{} entries without text", self.blank);
            self.notes.push(Note::info(self.source.name, message));
        }
        let (part, rejected) = Part::from_drafts(self.source.name, self.drafts);
        for rejected in rejected {
            self.notes.push(Note::error(self.source.name, rejected.message));
        }
        notes.append(&mut self.notes);
        Ok(part)
    }

    fn unknown(&mut self, name: &str, place: &str) {
        let shown: String = name.chars().take(60).collect();
        self.unknown.entry(shown).or_insert_with(|| (place.to_owned(), 0)).1 += 1;
    }

    /// Refuses a file that is mostly of canvases without entries and of things that are none.
    fn check_empty(&self, place: &str) -> Result<(), Note> {
        let empty = self.empty.max(self.notes.len());
        if empty < MOST_EMPTY || empty * 2 < self.drafts.len() {
            return Ok(());
        }
        let message = format!("more than {MOST_EMPTY} of its canvases are empty or broken");
        Err(Note::error(self.source.name, message).at(place))
    }

    fn all(&mut self, items: Vec<Json>, place: &str) -> Result<(), Note> {
        for (number, item) in items.into_iter().enumerate() {
            let place = format!("{place}[{number}]");
            self.check_empty(&place)?;
            match item {
                Json::Object(fields) => self.canvas(fields, &place),
                other => {
                    let message = format!("expected a canvas, found {}", other.kind());
                    self.notes.push(Note::error(self.source.name, message).at(place));
                }
            }
        }
        Ok(())
    }

    fn canvas(&mut self, fields: Vec<(String, Json)>, place: &str) {
        let (stem, stem_version) = self.source.stem();
        let mut draft = CanvasDraft { version: stem_version, ..CanvasDraft::default() };
        let mut name = None;
        for (field, value) in fields {
            let here = format!("{place}.{field}");
            match key(&field).as_str() {
                "canvas" | "id" | "canvasid" => draft.id = value.scalar().unwrap_or_default(),
                "name" | "naam" | "canvasname" | "companyname" | "displayname" | "company"
                | "bedrijf" => name = value.scalar().or(name),
                "asof" => draft.fields[Field::Date as usize] = value.scalar(),
                "version" | "versie" => draft.version = value.scalar().or(draft.version),
                "blocks" | "bouwstenen" => self.blocks(value, &here, &mut draft),
                other => {
                    if let Some(known) = Field::from_name(other) {
                        draft.fields[known as usize] = value.scalar();
                    } else if let Some(block) = self.source.catalogue.blocks.resolve(&field) {
                        self.block(block, value, &here, &mut draft);
                    } else if !is_ignored(&field) {
                        self.unknown(&field, &here);
                    }
                }
            }
        }
        let title = &mut draft.fields[Field::Title as usize];
        if title.is_none() {
            title.clone_from(&name);
        }
        if draft.id.trim().is_empty() {
            draft.id = name.unwrap_or(stem);
        }
        draft.id = draft.id.trim().to_owned();
        self.empty += usize::from(draft.entries.is_empty());
        if draft.entries.is_empty() && self.unknown.is_empty() {
            let note = Note::warning(self.source.name, "this canvas has no entries");
            self.notes.push(note.at(place));
        }
        language::note(self.source, &draft, std::iter::empty(), &mut self.foreign);
        self.drafts.push(draft);
    }

    fn blocks(&mut self, value: Json, place: &str, draft: &mut CanvasDraft) {
        let Json::Object(blocks) = value else {
            let message = format!("expected an object of blocks, found {}", value.kind());
            self.notes.push(Note::error(self.source.name, message).at(place));
            return;
        };
        for (name, value) in blocks {
            let here = format!("{place}.{name}");
            match self.source.catalogue.blocks.resolve(&name) {
                Some(block) => self.block(block, value, &here, draft),
                None => self.unknown(&name, &here),
            }
        }
    }

    fn block(&mut self, block: Block, value: Json, place: &str, draft: &mut CanvasDraft) {
        match value {
            Json::Array(items) => {
                for (number, item) in items.into_iter().enumerate() {
                    self.entry(block, item, &format!("{place}[{number}]"), draft, 0);
                }
            }
            Json::String(text) => {
                let lines = text.lines().map(|line| line.trim_start_matches(['-', '*', '•', ' ']));
                for line in lines.filter(|line| !line.trim().is_empty()) {
                    draft.entries.push(EntryDraft::new(block, line.trim()));
                }
            }
            other => self.entry(block, other, place, draft, 0),
        }
    }

    fn entry(
        &mut self,
        block: Block,
        value: Json,
        place: &str,
        draft: &mut CanvasDraft,
        depth: usize,
    ) {
        match value {
            Json::Null => {}
            Json::String(text) | Json::Number(text) => {
                draft.entries.push(EntryDraft::new(block, text));
            }
            Json::Array(items) if depth < DEEPEST => {
                for (number, item) in items.into_iter().enumerate() {
                    self.entry(block, item, &format!("{place}[{number}]"), draft, depth + 1);
                }
            }
            Json::Object(fields) => self.typed(block, fields, place, draft, depth),
            Json::Bool(_) | Json::Array(_) => {
                let message = format!("expected an entry, found {}", value.kind());
                self.notes.push(Note::error(self.source.name, message).at(place));
            }
        }
    }

    fn typed(
        &mut self,
        block: Block,
        fields: Vec<(String, Json)>,
        place: &str,
        draft: &mut CanvasDraft,
        depth: usize,
    ) {
        let own = |(name, value): &(String, Json)| {
            matches!(key(name).as_str(), "text" | "tekst") && value.scalar().is_some()
        };
        if fields.iter().any(own) {
            let entry = self.own(block, fields, place);
            if entry.text.trim().is_empty() {
                self.blank += 1;
            } else {
                draft.entries.push(entry);
            }
            return;
        }
        match json_entry::read(block, fields) {
            Meaning::Entry(entry) => draft.entries.push(*entry),
            Meaning::List { head, items } if depth < DEEPEST => {
                let from = draft.entries.len();
                for (number, item) in items.into_iter().enumerate() {
                    self.entry(block, item, &format!("{place}[{number}]"), draft, depth + 1);
                }
                for entry in draft.entries.iter_mut().skip(from) {
                    entry.group = entry.group.take().or_else(|| head.clone());
                }
            }
            Meaning::Lists(lists) if depth < DEEPEST => {
                for (head, items) in lists {
                    let from = draft.entries.len();
                    for (number, item) in items.into_iter().enumerate() {
                        let here = format!("{place}.{head}[{number}]");
                        self.entry(block, item, &here, draft, depth + 1);
                    }
                    for entry in draft.entries.iter_mut().skip(from) {
                        entry.group.get_or_insert_with(|| head.clone());
                    }
                }
            }
            Meaning::List { .. } | Meaning::Lists(_) | Meaning::Nothing => {
                let note = Note::warning(self.source.name, "this entry has no 'text': left out");
                self.notes.push(note.at(place));
            }
        }
    }

    /// An entry in our own format: its other fields are attributes.
    fn own(&mut self, block: Block, fields: Vec<(String, Json)>, place: &str) -> EntryDraft {
        let mut entry = EntryDraft::new(block, "");
        for (field, value) in fields {
            let name = key(&field);
            let given = |value: &Json| value.scalar().filter(|text| !text.trim().is_empty());
            match name.as_str() {
                "text" | "tekst" => entry.text = value.scalar().unwrap_or_default(),
                "id" => entry.id = given(&value),
                "group" | "groep" => entry.group = given(&value),
                "block" | "number" | "row" | "ask" | "vraag" => {}
                _ => match Attribute::from_name(&name) {
                    Some(attribute) => {
                        entry.attributes[attribute as usize] = match value {
                            Json::Array(items) => {
                                let items: Vec<_> = items.iter().filter_map(Json::scalar).collect();
                                Some(items.join(";")).filter(|text| !text.is_empty())
                            }
                            other => given(&other),
                        };
                    }
                    None => self.unknown(&field, &format!("{place}.{field}")),
                },
            }
        }
        entry
    }
}
