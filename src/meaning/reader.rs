//! From the texts of a canvas to what they mean.

use std::cell::RefCell;

use super::memory::{Ahead, Known, Memory};
use super::reading::Reading;
use super::said::Said;
use crate::canvas::{Attribute, Canvas, Entry, Language};
use crate::catalogue::{Catalogue, Flag};
use crate::text::{
    Bits, Lexicon, Mode, Scanned, Span, Workspace, content_words, is_question, match_tokens,
    spans_of, tokenise, tokenise_only,
};

/// One thread's working memory for reading canvases.
pub struct Reader<'c> {
    catalogue: &'c Catalogue,
    /// Behind a cell, since whoever looks up words in a text that was read cuts it once more.
    desk: RefCell<Desk<'c>>,
}

/// What lies ready while texts are read.
struct Desk<'c> {
    lexicon: Lexicon<'c>,
    workspace: Workspace,
    memory: Memory,
    /// Per entry of the canvas what is known of its text.
    seen: Vec<Seen>,
    hashes: Vec<u64>,
    ahead: Vec<Ahead>,
    /// What [`Memory::fetch`] gave, kept so that it is not left out.
    fetched: u64,
    /// The tokens of the texts that are not known.
    texts: Vec<Scanned>,
    /// Tokens of a heading or a column.
    scanned: Scanned,
    stems: Vec<u32>,
}

/// A text of the canvas that is being read.
#[derive(Clone, Copy)]
struct Seen {
    /// Where it is remembered.
    known: Option<Known>,
    /// Words that only English, and that only Dutch, uses.
    votes: [u32; 2],
    /// Whether it says nothing.
    empty: bool,
    /// Whether its tokens lie ready.
    cut: bool,
}

impl<'c> Reader<'c> {
    /// A reader by the vocabulary of this catalogue.
    #[must_use]
    pub fn new(catalogue: &'c Catalogue) -> Self {
        let desk = Desk {
            lexicon: Lexicon::new(catalogue.vocabulary.matcher()),
            workspace: Workspace::default(),
            memory: Memory::default(),
            seen: Vec::new(),
            hashes: Vec::new(),
            ahead: Vec::new(),
            fetched: 0,
            texts: Vec::new(),
            scanned: Scanned::default(),
            stems: Vec::new(),
        };
        Self { catalogue, desk: RefCell::new(desk) }
    }

    /// Reads a canvas, replacing what was read before.
    pub fn read(&mut self, canvas: &Canvas<'_>, reading: &mut Reading) {
        let (catalogue, desk) = (self.catalogue, self.desk.get_mut());
        desk.lexicon.trim();
        desk.memory.trim();
        reading.clear();
        desk.look_at(canvas, catalogue, &mut reading.votes);
        reading.mode = match canvas.language {
            Some(Language::En) => Mode::English,
            None if reading.votes[0] > reading.votes[1] => Mode::English,
            _ => Mode::Both,
        };
        for (place, entry) in canvas.entries.iter().enumerate() {
            desk.add(place, entry, catalogue, reading);
        }
    }
}

/// Looking up words in texts, for quoting them.
pub trait Words {
    /// The spans of the words of a text that stand for any of these concepts, or that negate them.
    fn spans(&self, text: &str, mode: Mode, wanted: &Bits, negated: bool) -> Vec<Span>;

    /// The content words of a text with their stems, in order of the text.
    fn words(&self, text: &str, mode: Mode) -> Vec<(u32, Span)>;
}

impl Words for Reader<'_> {
    fn spans(&self, text: &str, mode: Mode, wanted: &Bits, negated: bool) -> Vec<Span> {
        let desk = &mut *self.desk.borrow_mut();
        tokenise(text, &mut desk.lexicon, &mut desk.scanned);
        spans_of(&desk.scanned, &desk.lexicon, mode, wanted, negated)
    }

    fn words(&self, text: &str, mode: Mode) -> Vec<(u32, Span)> {
        let desk = &mut *self.desk.borrow_mut();
        tokenise(text, &mut desk.lexicon, &mut desk.scanned);
        content_words(&desk.scanned, &desk.lexicon, mode)
    }
}

impl Desk<'_> {
    /// Looks up each text, cuts those that are not known into tokens, and counts the function words
    /// that tell the language.
    fn look_at(&mut self, canvas: &Canvas<'_>, catalogue: &Catalogue, votes: &mut [u32; 2]) {
        if self.texts.len() < canvas.entries.len() {
            self.texts.resize_with(canvas.entries.len(), Scanned::default);
        }
        self.seen.clear();
        self.hashes.clear();
        self.hashes.extend(canvas.entries.iter().map(|entry| self.memory.hash(entry.text)));
        self.fetched = self.memory.fetch(&self.hashes, &mut self.ahead);
        let texts = canvas.entries.iter().zip(&self.hashes).zip(&mut self.texts);
        for ((entry, hash), scanned) in texts {
            let (lexicon, memory) = (&mut self.lexicon, &mut self.memory);
            let seen = look_up(entry.text, *hash, lexicon, memory, scanned, catalogue);
            votes[0] = votes[0].saturating_add(seen.votes[0]);
            votes[1] = votes[1].saturating_add(seen.votes[1]);
            self.seen.push(seen);
        }
    }

    fn add(
        &mut self,
        place: usize,
        entry: &Entry<'_>,
        catalogue: &Catalogue,
        reading: &mut Reading,
    ) {
        let Some(seen) = self.seen.get(place).copied() else { return };
        let mode = reading.mode;
        let remembered = seen.known.and_then(|known| self.memory.said(known, mode));
        let meaning = match remembered {
            Some(remembered) => reading.add(entry.block, &remembered),
            None => {
                let Some(scanned) = self.texts.get_mut(place) else { return };
                if !seen.cut {
                    // It is known in the other mode only.
                    tokenise_only(entry.text, &mut self.lexicon, scanned);
                }
                let (work, stems) = (&mut self.workspace, &mut self.stems);
                let said = said(scanned, &self.lexicon, mode, work, stems);
                if let Some(known) = seen.known {
                    self.memory.note(known, mode, &said, &self.stems);
                }
                reading.add(entry.block, &said.with(&self.stems))
            }
        };
        meaning.empty = seen.empty;
        meaning.linked = entry.attribute(Attribute::For).is_some();
        let money = [Attribute::Amount, Attribute::Price];
        if money.into_iter().any(|a| entry.attribute(a).is_some()) {
            meaning.flags |= Flag::Amount.bit();
        }
        if let Some(id) = entry.attribute(Attribute::Question) {
            let place = catalogue.questions.iter().position(|question| question.id == id);
            meaning.answers = place.and_then(|place| u16::try_from(place).ok());
        }
        if entry.group.is_some() {
            meaning.flags |= Flag::Group.bit();
        }
        for text in Attribute::WORDS.into_iter().filter_map(|a| entry.attribute(a)) {
            reading.attribute(&self.aside(text, mode, catalogue));
        }
        if let Some(text) = entry.group {
            // A question above an entry is the template's, not the author's.
            let asks = text.contains('?');
            reading.heading(&self.aside(text, mode, catalogue), asks);
        }
    }

    /// What a heading or a column says.
    fn aside(&mut self, text: &str, mode: Mode, catalogue: &Catalogue) -> Said {
        let (lexicon, memory) = (&mut self.lexicon, &mut self.memory);
        let hash = memory.hash(text);
        let seen = look_up(text, hash, lexicon, memory, &mut self.scanned, catalogue);
        let remembered = seen.known.and_then(|known| self.memory.said(known, mode));
        if let Some(remembered) = remembered {
            return remembered.said();
        }
        if !seen.cut {
            tokenise_only(text, &mut self.lexicon, &mut self.scanned);
        }
        let (work, stems) = (&mut self.workspace, &mut self.stems);
        let said = said(&self.scanned, &self.lexicon, mode, work, stems);
        if let Some(known) = seen.known {
            self.memory.note(known, mode, &said, &self.stems);
        }
        said
    }
}

/// Looks a text up; cuts it into tokens when it is not known.
fn look_up(
    text: &str,
    hash: u64,
    lexicon: &mut Lexicon<'_>,
    memory: &mut Memory,
    scanned: &mut Scanned,
    catalogue: &Catalogue,
) -> Seen {
    if let Some((known, votes, empty)) = memory.find(hash, text) {
        return Seen { known: Some(known), votes, empty, cut: false };
    }
    scanned.votes = [0; 2];
    tokenise_only(text, lexicon, scanned);
    let empty = catalogue.is_empty_phrase(scanned, lexicon) || is_question(text);
    let known = memory.meet(hash, text, scanned.votes, empty);
    Seen { known, votes: scanned.votes, empty, cut: true }
}

/// What tokens say; the stems are left in `stems`.
fn said(
    scanned: &Scanned,
    lexicon: &Lexicon<'_>,
    mode: Mode,
    workspace: &mut Workspace,
    stems: &mut Vec<u32>,
) -> Said {
    stems.clear();
    let hits = match_tokens(scanned, lexicon, mode, workspace, stems);
    Said::of(&hits, stems)
}
