//! What the words of a canvas mean, as far as the ledger and the ties need it.

use crate::canvas::{Attribute, Canvas, Language};
use crate::catalogue::Catalogue;
use crate::text::{
    Bits, Lexicon, Mode, Scanned, Span, Workspace, content_words, is_question, match_tokens,
    tokenise,
};

/// What the words of one entry mean.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sense {
    /// Concepts that are met in its text, its heading or its columns.
    pub(super) met: Bits,
    /// Concepts that its text alone meets.
    pub(super) own: Bits,
    /// Concepts that are met negated.
    pub(super) negated: Bits,
    /// Whether it says nothing.
    pub(super) empty: bool,
    /// Whether it holds a percentage.
    pub(super) percent: bool,
    stems: (u32, u32),
    head: (u32, u32),
}

/// What the entries of a canvas mean, in their order. Refilled for each canvas.
#[derive(Debug)]
pub(super) struct Senses {
    all: Vec<Sense>,
    stems: Vec<u32>,
    heads: Vec<u32>,
    texts: Vec<Scanned>,
    group: Scanned,
    scratch: Vec<u32>,
    workspace: Workspace,
    mode: Mode,
    /// Words that only English, and that only Dutch, uses.
    votes: [u32; 2],
}

/// How many words of an entry can name it.
const HEAD: usize = 3;

impl Default for Senses {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            stems: Vec::new(),
            heads: Vec::new(),
            texts: Vec::new(),
            group: Scanned::default(),
            scratch: Vec::new(),
            workspace: Workspace::default(),
            mode: Mode::Both,
            votes: [0; 2],
        }
    }
}

impl Senses {
    /// Reads a canvas, replacing what was read before.
    pub(super) fn read(
        &mut self,
        canvas: &Canvas<'_>,
        catalogue: &Catalogue,
        lexicon: &mut Lexicon<'_>,
    ) {
        lexicon.trim();
        self.all.clear();
        self.stems.clear();
        self.heads.clear();
        if self.texts.len() < canvas.entries.len() {
            self.texts.resize_with(canvas.entries.len(), Scanned::default);
        }
        self.votes = [0; 2];
        for (entry, scanned) in canvas.entries.iter().zip(&mut self.texts) {
            scanned.votes = [0; 2];
            tokenise(entry.text, lexicon, scanned);
            for (all, own) in self.votes.iter_mut().zip(scanned.votes) {
                *all = all.saturating_add(own);
            }
        }
        self.mode = match canvas.language {
            Some(Language::En) => Mode::English,
            None if self.votes[0] > self.votes[1] => Mode::English,
            _ => Mode::Both,
        };
        for (entry, scanned) in canvas.entries.iter().zip(&self.texts) {
            let says_nothing =
                catalogue.is_empty_phrase(scanned, lexicon) || is_question(entry.text);
            self.scratch.clear();
            let hits = {
                let (work, scratch) = (&mut self.workspace, &mut self.scratch);
                match_tokens(scanned, lexicon, self.mode, work, scratch)
            };
            let head = set(&mut self.heads, self.scratch.get(..HEAD.min(self.scratch.len())));
            let stems = set(&mut self.stems, Some(&self.scratch));
            let mut sense = Sense {
                met: hits.met,
                own: hits.met,
                negated: hits.negated,
                empty: says_nothing,
                percent: hits.percent,
                stems,
                head,
            };
            let words = Attribute::WORDS.into_iter().filter_map(|a| entry.attribute(a));
            for text in entry.group.into_iter().chain(words) {
                tokenise(text, lexicon, &mut self.group);
                self.scratch.clear();
                let hits = {
                    let (work, scratch) = (&mut self.workspace, &mut self.scratch);
                    match_tokens(&self.group, lexicon, self.mode, work, scratch)
                };
                sense.met.union(&hits.met);
                sense.negated.union(&hits.negated);
            }
            self.all.push(sense);
        }
    }

    /// The language that the canvas is written in: as given, else by its function words; `None`
    /// when those do not tell.
    pub(super) fn language(&self, canvas: &Canvas<'_>) -> Option<Language> {
        canvas.language.or_else(|| match self.votes[0].cmp(&self.votes[1]) {
            std::cmp::Ordering::Greater => Some(Language::En),
            std::cmp::Ordering::Less => Some(Language::Nl),
            std::cmp::Ordering::Equal => None,
        })
    }

    /// What an entry means, if there is such an entry.
    pub(super) fn get(&self, place: usize) -> Option<&Sense> {
        self.all.get(place)
    }

    /// What an entry means.
    pub(super) fn of(&self, place: usize) -> Sense {
        self.all.get(place).copied().unwrap_or_default()
    }

    /// The stems of an entry's content words, sorted.
    pub(super) fn stems(&self, place: usize) -> &[u32] {
        self.range(&self.stems, |sense| sense.stems, place)
    }

    /// The stems of the words that name an entry, sorted.
    pub(super) fn head(&self, place: usize) -> &[u32] {
        self.range(&self.heads, |sense| sense.head, place)
    }

    fn range<'s>(
        &'s self,
        arena: &'s [u32],
        which: impl Fn(&Sense) -> (u32, u32),
        place: usize,
    ) -> &'s [u32] {
        let Some(sense) = self.all.get(place) else { return &[] };
        let (from, to) = which(sense);
        arena.get(from as usize..to as usize).unwrap_or_default()
    }

    /// The content words of an entry with their stems, in order of the text.
    pub(super) fn words(&self, place: usize, lexicon: &Lexicon<'_>) -> Vec<(u32, Span)> {
        self.texts.get(place).map_or_else(Vec::new, |text| content_words(text, lexicon, self.mode))
    }

    /// The spans of words that stand for any of these concepts.
    pub(super) fn spans(&self, place: usize, lexicon: &Lexicon<'_>, wanted: &Bits) -> Vec<Span> {
        self.texts.get(place).map_or_else(Vec::new, |text| {
            crate::text::spans_of(text, lexicon, self.mode, wanted, false)
        })
    }
}

/// Appends numbers as a sorted set; returns where it stands.
fn set(arena: &mut Vec<u32>, numbers: Option<&[u32]>) -> (u32, u32) {
    let from = arena.len();
    arena.extend(numbers.unwrap_or_default());
    arena[from..].sort_unstable();
    let mut kept = from;
    for at in from..arena.len() {
        if at == from || arena[at] != arena[kept - 1] {
            arena[kept] = arena[at];
            kept += 1;
        }
    }
    arena.truncate(kept);
    let limit = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    (limit(from), limit(kept))
}
