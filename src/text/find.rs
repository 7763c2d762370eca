//! From tokens to the concepts that are met.

use super::bits::Bits;
use super::hits::{Hits, meet};
use super::lexicon::{Lexicon, Mode, Word, WordId, flag};
use super::matcher::Tongue;
use super::pairs::{Begun, Found};
use super::token::{Mark, Scanned, Span, Token};

/// A negator reaches over this many words.
const NEGATION_REACH: u32 = 3;
/// `...` in a term stands for at most this many words.
const GAP: u32 = 3;

/// A word that can be part of a term, where it stands.
#[derive(Clone, Copy, Debug)]
struct Placed {
    id: WordId,
    atoms: (u32, u16),
    /// Which token it is.
    place: u32,
    /// The how manieth word of the text it is.
    number: u32,
    /// Words that follow one another in a term stand in the same run, between marks of any kind …
    run: u32,
    /// … and words with a gap between them in the same clause, which commas do not end.
    clause: u32,
    /// What it may be in a term: see [`Word::mask`] and [`Word::follow`].
    mask: u64,
    follow: [u64; 2],
    negated: bool,
}

/// Memory that matching uses again for every text.
#[derive(Debug, Default)]
pub struct Workspace {
    words: Vec<Placed>,
}

/// Finds the concepts in tokens, and adds the stems of content words to `stems`.
pub fn match_tokens(
    scanned: &Scanned,
    lexicon: &Lexicon<'_>,
    mode: Mode,
    workspace: &mut Workspace,
    stems: &mut Vec<u32>,
) -> Hits {
    run(scanned, lexicon, mode, workspace, stems, &mut |_, _, _, _| {})
}

/// The spans of the tokens that make any of the wanted concepts, in order of the text.
#[must_use]
pub fn spans_of(
    scanned: &Scanned,
    lexicon: &Lexicon<'_>,
    mode: Mode,
    wanted: &Bits,
    negated: bool,
) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut collect = |from: u32, to: u32, bits: &Bits, is_negated: bool| {
        if is_negated != negated || !bits.intersects(wanted) {
            return;
        }
        let span = |place: u32| scanned.spans.get(place as usize);
        if let (Some(first), Some(last)) = (span(from), span(to)) {
            spans.push(Span { start: first.start, end: last.end });
        }
    };
    let mut workspace = Workspace::default();
    run(scanned, lexicon, mode, &mut workspace, &mut Vec::new(), &mut collect);
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    spans.dedup();
    spans
}

/// The words that carry content, each with its stem as [`match_tokens`] gives it, in order of the
/// text.
#[must_use]
pub fn content_words(scanned: &Scanned, lexicon: &Lexicon<'_>, mode: Mode) -> Vec<(u32, Span)> {
    let mut workspace = Workspace::default();
    let mut stems = Vec::new();
    let mut finder = Finder::new(lexicon, mode, &mut workspace.words, &mut stems);
    let mut words = Vec::new();
    for ((place, token), span) in (0_u32..).zip(&scanned.tokens).zip(&scanned.spans) {
        if let Some(word) = token.word().and_then(|id| lexicon.words.get(id as usize)) {
            finder.word(place, *token, word, &mut |_, _, _, _| {});
            words.extend(finder.stems.pop().map(|stem| (stem, *span)));
        }
    }
    words
}

fn run(
    scanned: &Scanned,
    lexicon: &Lexicon<'_>,
    mode: Mode,
    workspace: &mut Workspace,
    stems: &mut Vec<u32>,
    hit: &mut impl FnMut(u32, u32, &Bits, bool),
) -> Hits {
    workspace.words.clear();
    let mut finder = Finder::new(lexicon, mode, &mut workspace.words, stems);
    for (place, token) in (0_u32..).zip(&scanned.tokens) {
        if let Some(mark) = token.as_mark() {
            finder.mark(mark);
        } else if let Some(word) = token.word().and_then(|id| lexicon.words.get(id as usize)) {
            finder.word(place, *token, word, hit);
        }
    }
    finder.finish(hit)
}

struct Finder<'w, 'l, 'm> {
    lexicon: &'l Lexicon<'m>,
    mode: Mode,
    placed: &'w mut Vec<Placed>,
    stems: &'w mut Vec<u32>,
    hits: Hits,
    words: u32,
    run: u32,
    clause: u32,
    negated_until: u32,
    segment: Segment,
    depth: u16,
    items: u16,
    cells: bool,
    capitals: u16,
    candidates: u16,
    before: Before,
    /// A bit for each word of the text that can be part of a term.
    mask: u64,
    /// A bit for each word that would make a term with one of the text.
    follow: u64,
}

/// What stands between two marks.
#[derive(Clone, Copy, Default)]
struct Segment {
    /// Has a content word, since the last item ended.
    content: bool,
    /// Words since the last mark.
    words: u32,
    /// Begins with an unknown word that has a capital.
    name: bool,
}

/// What the token before was, for telling money from other numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Other,
    Currency,
    Number,
}

impl<'w, 'l, 'm> Finder<'w, 'l, 'm> {
    fn new(
        lexicon: &'l Lexicon<'m>,
        mode: Mode,
        placed: &'w mut Vec<Placed>,
        stems: &'w mut Vec<u32>,
    ) -> Self {
        Self {
            lexicon,
            mode,
            placed,
            stems,
            hits: Hits::default(),
            words: 0,
            run: 0,
            clause: 0,
            negated_until: 0,
            segment: Segment::default(),
            depth: 0,
            items: 0,
            cells: false,
            capitals: 0,
            candidates: 0,
            before: Before::Other,
            mask: 0,
            follow: 0,
        }
    }

    fn mark(&mut self, mark: Mark) {
        let before = std::mem::replace(&mut self.before, Before::Other);
        match mark {
            Mark::Currency => {
                self.hits.amount |= before == Before::Number;
                self.before = Before::Currency;
                return;
            }
            Mark::Number => return self.number(before),
            Mark::Percent => {
                self.hits.percent = true;
                return;
            }
            Mark::Unread => return,
            Mark::Slash => {
                // `24/7` and `and/or` can be one term, so its words stay together.
                if before != Before::Number && self.depth == 0 {
                    self.end_item();
                }
                self.end_words();
                return;
            }
            Mark::Arrow => self.hits.arrow = true,
            Mark::Cell => self.cells = true,
            Mark::Open => {
                self.hits.label |= self.items == 0 && self.segment.content;
                self.depth = self.depth.saturating_add(1);
            }
            Mark::Close => self.depth = self.depth.saturating_sub(1),
            Mark::Colon | Mark::Dash => {
                // What stands before the first one names the rest and is no item of it.
                if self.items == 0 && self.segment.content {
                    self.hits.label = true;
                    self.segment.content = false;
                }
            }
            Mark::Item | Mark::Line | Mark::Clause => {}
        }
        self.negated_until = 0;
        self.run += 1;
        self.clause += u32::from(mark != Mark::Item);
        if matches!(mark, Mark::Item | Mark::Line) && self.depth == 0 {
            self.end_item();
        }
        self.end_words();
    }

    fn number(&mut self, before: Before) {
        if before == Before::Currency {
            self.hits.amount = true;
        } else {
            self.hits.number = true;
        }
        self.before = Before::Number;
        self.segment.words += 1;
    }

    fn end_item(&mut self) {
        if self.segment.content {
            self.items = self.items.saturating_add(1);
            self.segment.content = false;
        }
    }

    /// A mark was met: a lone unknown word with a capital before it is a name.
    fn end_words(&mut self) {
        self.hits.name |= self.segment.name && self.segment.words == 1;
        self.segment.words = 0;
        self.segment.name = false;
    }

    fn is(&self, flags: u16, en: u16, nl: u16) -> bool {
        let wanted = if self.mode == Mode::English { en } else { en | nl };
        flags & wanted != 0
    }

    fn word(
        &mut self,
        place: u32,
        token: Token,
        word: &Word,
        hit: &mut impl FnMut(u32, u32, &Bits, bool),
    ) {
        self.words += 1;
        let flags = word.flags;
        let before = std::mem::replace(&mut self.before, Before::Other);
        if flags & flag::CURRENCY != 0 {
            self.hits.amount |= before == Before::Number;
            self.before = Before::Currency;
        } else if flags & flag::NUMBER != 0 {
            self.number(before);
            self.segment.words -= 1;
        }
        let negated = self.words <= self.negated_until;
        // Most words mean something: meeting nothing costs less than asking.
        if let Some(sense) = self.lexicon.senses.get(word.senses[self.mode as usize] as usize) {
            hit(place, place, meet(&mut self.hits, sense, negated), negated);
        }
        if word.atoms.1 > 0 {
            self.follow |= word.follow[0] | word.follow[1];
            self.mask |= word.mask;
            self.placed.push(Placed {
                id: token.word().unwrap_or(WordId::MAX),
                atoms: word.atoms,
                place,
                number: self.words,
                run: self.run,
                clause: self.clause,
                mask: word.mask,
                follow: word.follow,
                negated,
            });
        }
        if flags & flag::RARE != 0 {
            self.rare(token, word);
        } else {
            self.content(token, word);
        }
        self.segment.words += 1;
    }

    /// A word that may be a negator, a conjunction or a number.
    fn rare(&mut self, token: Token, word: &Word) {
        let flags = word.flags;
        if self.is(flags, flag::NEGATOR_EN, flag::NEGATOR_NL) {
            self.negated_until = self.words + NEGATION_REACH;
            self.hits.negator = true;
        }
        if flags & flag::CONJUNCTION != 0 && self.depth == 0 {
            self.end_item();
        } else if flags & flag::NUMBER == 0 {
            self.content(token, word);
        }
    }

    /// Counts a word, unless it is a stop word. Nothing here asks where it can count, since what a
    /// word is cannot be foreseen.
    fn content(&mut self, token: Token, word: &Word) {
        let stop = self.is(word.flags, flag::STOP_EN, flag::STOP_NL);
        let general = self.is(word.flags, flag::GENERAL_EN, flag::GENERAL_NL);
        self.segment.content |= !stop;
        let counts = !stop & !general;
        self.hits.content = self.hits.content.saturating_add(u16::from(counts));
        let stems = self.stems.len() + usize::from(counts);
        self.stems.push(word.stems[self.mode as usize]);
        self.stems.truncate(stems);
        self.hits.name |= counts & token.is_brand();
        let unknown_capital = counts & token.is_capital() & word.is_unknown();
        if self.segment.words == 0 {
            self.segment.name = unknown_capital | !counts & self.segment.name;
        } else {
            self.candidates = self.candidates.saturating_add(u16::from(counts));
            self.capitals = self.capitals.saturating_add(u16::from(unknown_capital));
        }
    }

    /// Terms of several words, each tried where its first word stands.
    fn terms(&mut self, hit: &mut impl FnMut(u32, u32, &Bits, bool)) {
        let begun = &mut *self.lexicon.begun.borrow_mut();
        for first in 0..self.placed.len() {
            let word = self.placed[first];
            let after = first + 1;
            if word.follow[0] != 0
                && let Some(next) = self.placed.get(after).copied()
                && word.follow[0] & next.mask != 0
                && next.number == word.number + 1
                && next.run == word.run
            {
                self.pairs(begun, (first, after), false, hit);
            }
            if word.follow[1] != 0 {
                for second in after..self.placed.len() {
                    let other = self.placed[second];
                    if other.number > word.number + 1 + GAP || other.clause != word.clause {
                        break;
                    }
                    if word.follow[1] & other.mask != 0 {
                        self.pairs(begun, (first, second), true, hit);
                    }
                }
            }
        }
    }

    /// Terms that begin with an atom of each of two words, next to one another or with a gap.
    fn pairs(
        &mut self,
        begun: &mut Begun,
        (first, second): (usize, usize),
        gap: bool,
        hit: &mut impl FnMut(u32, u32, &Bits, bool),
    ) {
        let (one, two) = (self.placed[first], self.placed[second]);
        let pair = begun.pair((one.id, two.id), gap, |found| {
            self.look_up((one.atoms, two.atoms), gap, found);
        });
        if let Some(sense) = begun.whole(pair, self.mode) {
            let met = meet(&mut self.hits, sense, one.negated);
            hit(one.place, two.place, met, one.negated);
        }
        for place in pair.phrases() {
            if let Some((phrase, mask)) = begun.phrase(place)
                && mask & !self.mask == 0
            {
                self.term(first, phrase, hit);
            }
        }
    }

    /// Adds what begins with an atom of each of two words. A term of two words that stand next to
    /// one another is all there; others are tried in the text.
    fn look_up(&self, (ones, twos): ((u32, u16), (u32, u16)), gap: bool, found: &mut Found<'_>) {
        let matcher = self.lexicon.matcher;
        let filter = &matcher.pairs[usize::from(gap)];
        for one in self.atoms(ones) {
            for two in self.atoms(twos) {
                if !filter.may_hold(*one, *two) {
                    continue;
                }
                let starts = matcher.starts(*one);
                let list = if gap { &starts.gapped } else { &starts.adjacent };
                let from = list.partition_point(|(known, _)| known < two);
                for (_, number) in list.iter().skip(from).take_while(|(known, _)| known == two) {
                    let Some(phrase) = matcher.phrases.get(*number as usize) else { continue };
                    if gap || phrase.rest.len() > 1 {
                        found.phrases.push((*number, phrase.mask));
                        continue;
                    }
                    let sense = matcher.sense(phrase);
                    found.whole[Mode::Both as usize].union(sense);
                    if phrase.tongue == Tongue::En {
                        found.whole[Mode::English as usize].union(sense);
                    }
                }
            }
        }
    }

    fn atoms(&self, range: (u32, u16)) -> &'l [u32] {
        let from = range.0 as usize;
        self.lexicon.atoms.get(from..from + range.1 as usize).unwrap_or_default()
    }

    fn term(&mut self, first: usize, phrase: u32, hit: &mut impl FnMut(u32, u32, &Bits, bool)) {
        let matcher = self.lexicon.matcher;
        let Some(phrase) = matcher.phrases.get(phrase as usize) else { return };
        if self.mode == Mode::English && phrase.tongue != Tongue::En {
            return;
        }
        let mut at = first;
        for (atom, gap) in &phrase.rest {
            let last = self.placed[at];
            let reach = last.number + if *gap { 1 + GAP } else { 1 };
            let follows = |word: &&Placed| {
                word.number <= reach
                    && if *gap { word.clause == last.clause } else { word.run == last.run }
            };
            let after = self.placed.get(at + 1..).unwrap_or_default();
            let mut after = after.iter().take_while(follows);
            match after.position(|word| self.atoms(word.atoms).contains(atom)) {
                Some(place) => at += 1 + place,
                None => return,
            }
        }
        let (from, to) = (self.placed[first], self.placed[at]);
        let met = meet(&mut self.hits, matcher.sense(phrase), from.negated);
        hit(from.place, to.place, met, from.negated);
    }

    fn finish(mut self, hit: &mut impl FnMut(u32, u32, &Bits, bool)) -> Hits {
        self.end_item();
        self.end_words();
        if self.follow & self.mask != 0 {
            self.terms(hit);
        }
        self.hits.items = if self.cells { self.items.min(1) } else { self.items };
        self.hits.label |= self.cells;
        // In text written in Title Case a capital says nothing.
        if self.capitals > 0 && self.capitals * 2 <= self.candidates.max(2) {
            self.hits.name = true;
        }
        self.hits
    }
}
