//! What a canvas says, as far as the vocabulary can tell.

use super::gates::{Unions, flags_of};
use crate::canvas::{Attribute, Block, Canvas, Entry, Language};
use crate::catalogue::{Catalogue, Flag};
use crate::text::{
    Bits, Hits, Lexicon, Mode, Scanned, Workspace, is_question, match_tokens, tokenise,
};

/// What one entry says.
#[derive(Clone, Debug)]
pub struct EntryFacts {
    /// Its place in [`Canvas::entries`].
    pub place: u32,
    /// The block that it stands in.
    pub block: Block,
    /// Concepts that are met in it, its sub-heading or its typed attributes.
    pub met: Bits,
    /// Concepts that are met negated.
    pub negated: Bits,
    /// Concepts that are met in its own text and typed attributes.
    pub own: Bits,
    /// Concepts that are met in its sub-heading.
    pub head_concepts: Bits,
    /// [`Flag`] bits, without [`Flag::Answer`].
    pub flags: u16,
    /// Items of the list that it is.
    pub items: u16,
    /// The question that it was given as the answer to: its place in the catalogue.
    pub answers: Option<u16>,
    /// Range of its stems in [`Facts::stems`]; the first few of them name it.
    stems: (u32, u32),
    /// Whether it states ties in its `for` column.
    pub(super) linked: bool,
    /// A bit for each stem: entries whose masks have no bit in common share no stem.
    pub(super) mask: u64,
}

/// What a canvas says. Refilled for each canvas, so that judging allocates next to nothing.
#[derive(Debug)]
pub struct Facts {
    /// The entries that say something, in order of block, then of the source.
    pub entries: Vec<EntryFacts>,
    /// How many entries said nothing.
    pub empty: u32,
    /// Which terms counted.
    pub mode: Mode,
    stems: Vec<u32>,
    starts: [u32; 10],
    pub(super) unions: Unions,
}

impl Default for Facts {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            empty: 0,
            mode: Mode::Both,
            stems: Vec::new(),
            starts: [0; 10],
            unions: Unions::EMPTY,
        }
    }
}

/// How many words of an entry can name it: `Mobile app for growers with …` is named by
/// "mobile", "app" and "growers".
const HEAD: usize = 3;

/// Working memory for reading canvases.
#[derive(Debug, Default)]
pub(super) struct Reader {
    texts: Vec<Scanned>,
    group: Scanned,
    scratch: Vec<u32>,
    workspace: Workspace,
}

impl Facts {
    /// The entries of a block.
    #[must_use]
    pub fn block(&self, block: Block) -> &[EntryFacts] {
        let at = block.index();
        self.entries.get(self.starts[at] as usize..self.starts[at + 1] as usize).unwrap_or_default()
    }

    /// The stems of an entry's content words, in the order of the text.
    #[must_use]
    pub fn stems(&self, entry: &EntryFacts) -> &[u32] {
        self.stems.get(entry.stems.0 as usize..entry.stems.1 as usize).unwrap_or_default()
    }

    /// The stems of the words that name an entry.
    #[must_use]
    pub fn head(&self, entry: &EntryFacts) -> &[u32] {
        let stems = self.stems(entry);
        &stems[..HEAD.min(stems.len())]
    }

    /// All concepts met in a block.
    pub(super) const fn union(&self, block: Block) -> (&Bits, &Bits) {
        (&self.unions.met[block.index()], &self.unions.negated[block.index()])
    }

    /// Reads a canvas, replacing what was read before.
    pub(super) fn read(
        &mut self,
        canvas: &Canvas<'_>,
        catalogue: &Catalogue,
        lexicon: &mut Lexicon<'_>,
        reader: &mut Reader,
    ) {
        lexicon.trim();
        self.entries.clear();
        self.stems.clear();
        self.unions = Unions::EMPTY;
        self.empty = 0;
        self.mode = reader.scan(canvas, lexicon);
        let mut place = 0;
        for block in Block::ALL {
            self.starts[block.index()] = place;
            for (at, entry) in canvas.entries.iter().enumerate() {
                if entry.block != block {
                    continue;
                }
                let Some(scanned) = reader.texts.get(at) else { continue };
                if catalogue.is_empty_phrase(scanned, lexicon) || is_question(entry.text) {
                    self.empty += 1;
                    continue;
                }
                let scratch = (&mut reader.group, &mut reader.scratch, &mut reader.workspace);
                self.add(at, entry, scanned, catalogue, lexicon, scratch);
                place += 1;
            }
        }
        self.starts[Block::ALL.len()] = place;
    }

    fn add(
        &mut self,
        at: usize,
        entry: &Entry<'_>,
        scanned: &Scanned,
        catalogue: &Catalogue,
        lexicon: &mut Lexicon<'_>,
        (group, scratch, workspace): (&mut Scanned, &mut Vec<u32>, &mut Workspace),
    ) {
        let from = self.stems.len();
        let hits = match_tokens(scanned, lexicon, self.mode, workspace, &mut self.stems);
        let mask = self.stems[from..].iter().fold(0, |mask, stem| mask | 1 << (stem & 63));
        let limit = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        let stems = (limit(from), limit(self.stems.len()));
        let mut facts = EntryFacts {
            place: u32::try_from(at).unwrap_or(u32::MAX),
            block: entry.block,
            met: hits.met,
            negated: hits.negated,
            own: hits.met,
            head_concepts: Bits::EMPTY,
            flags: flags(&hits),
            items: hits.items,
            answers: None,
            stems,
            linked: entry.attribute(Attribute::For).is_some(),
            mask,
        };
        let words = Attribute::WORDS.into_iter().filter_map(|a| entry.attribute(a));
        for text in words {
            tokenise(text, lexicon, group);
            scratch.clear();
            let hits = match_tokens(group, lexicon, self.mode, workspace, scratch);
            facts.own.union(&hits.met);
            facts.met.union(&hits.met);
            facts.negated.union(&hits.negated);
        }
        // A question above an entry is the template's, not the author's.
        if let Some(text) = entry.group.filter(|text| !text.contains('?')) {
            tokenise(text, lexicon, group);
            scratch.clear();
            let hits = match_tokens(group, lexicon, self.mode, workspace, scratch);
            facts.head_concepts = hits.met;
            facts.met.union(&hits.met);
            facts.negated.union(&hits.negated);
        }
        if entry.group.is_some() {
            facts.flags |= Flag::Group.bit();
        }
        let money = [Attribute::Amount, Attribute::Price];
        if money.into_iter().any(|a| entry.attribute(a).is_some()) {
            facts.flags |= Flag::Amount.bit();
        }
        if let Some(id) = entry.attribute(Attribute::Question) {
            let place = catalogue.questions.iter().position(|question| question.id == id);
            facts.answers = place.and_then(|place| u16::try_from(place).ok());
        }
        let block = entry.block.index();
        self.unions.met[block].union(&facts.met);
        self.unions.negated[block].union(&facts.negated);
        self.unions.flags[block] |= flags_of(facts.flags, facts.answers.is_some());
        self.entries.push(facts);
    }
}

fn flags(hits: &Hits) -> u16 {
    let mut flags = 0;
    let mut set = |on: bool, flag: Flag| flags |= if on { flag.bit() } else { 0 };
    set(hits.amount, Flag::Amount);
    set(hits.percent, Flag::Percent);
    set(hits.number, Flag::Number);
    set(hits.name, Flag::Name);
    set(hits.label, Flag::Label);
    set(hits.items >= 3, Flag::List);
    set(hits.content >= 2, Flag::Detail);
    set(hits.content >= 5, Flag::Rich);
    set(hits.negator, Flag::Negation);
    set(hits.arrow, Flag::Arrow);
    flags
}

impl Reader {
    /// Cuts all entries into tokens, and sees from the function words which language it is.
    fn scan(&mut self, canvas: &Canvas<'_>, lexicon: &mut Lexicon<'_>) -> Mode {
        if self.texts.len() < canvas.entries.len() {
            self.texts.resize_with(canvas.entries.len(), Scanned::default);
        }
        let mut votes = [0_u32; 2];
        for (entry, scanned) in canvas.entries.iter().zip(&mut self.texts) {
            scanned.votes = [0; 2];
            tokenise(entry.text, lexicon, scanned);
            votes[0] = votes[0].saturating_add(scanned.votes[0]);
            votes[1] = votes[1].saturating_add(scanned.votes[1]);
        }
        match canvas.language {
            Some(Language::En) => Mode::English,
            Some(Language::Nl) => Mode::Both,
            None if votes[0] > votes[1] => Mode::English,
            None => Mode::Both,
        }
    }

    /// The tokens of an entry, by its place in the canvas that was read last.
    pub(super) fn scanned(&self, place: u32) -> Option<&Scanned> {
        self.texts.get(place as usize)
    }
}
