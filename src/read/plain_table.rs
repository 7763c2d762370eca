//! A long table without surprises, cut into columns in one pass over its bytes.
//!
//! Sixty-four bytes at a time become bit masks of quotes, separators and line breaks; a prefix sum
//! of the quotes tells which bytes stand inside a quoted field (Langdale and Lemire 2019, Parsing
//! gigabytes of JSON per second, section 3.1). Pieces of whole rows are cut on all threads while the
//! next ones are read. What such a pass cannot tell for certain makes it give up: a quote in the
//! middle of a field, a row with fields too many or too few, bytes that are no UTF-8.
//! [`super::table::scan`] then tells what is wrong, and the csv crate reads what can be read.

use std::io::Read;

use polars::prelude::*;
use rayon::prelude::*;

use super::masks::{BLOCK, Masks};
use crate::text::unguarded;

/// A piece is about so many bytes, which the processor's cache holds.
const PIECE: usize = 1 << 20;
/// A piece with more bytes and no end of a row in it is no table of short texts.
const LONGEST_ROW: usize = 1 << 26;

/// What is taken of the fields of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Take {
    /// Nothing.
    Nothing,
    /// Where they stand, as they are only looked at while rows are being sorted.
    Place,
    /// The texts themselves, as a column.
    Text,
}

/// Some rows of a table, without its header.
pub(super) struct Piece {
    text: String,
    /// Fields with doubled quotes, as they are meant.
    unquoted: String,
    /// For each column of which places are taken, per row where its field begins and ends in
    /// `text`, or in `unquoted` counted on from the end of `text`.
    places: Vec<Vec<(u32, u32)>>,
    /// The columns of which texts are taken; null where a field is empty.
    pub(super) texts: Vec<StringChunked>,
    /// How many rows.
    pub(super) rows: usize,
}

impl Piece {
    /// The field of a row in the how manieth column of which places are taken; `None` when it is
    /// empty.
    pub(super) fn get(&self, column: usize, row: usize) -> Option<&str> {
        let (from, to) = *self.places.get(column)?.get(row)?;
        let (from, to) = (from as usize, to as usize);
        if from == to {
            return None;
        }
        match from.checked_sub(self.text.len()) {
            None => self.text.get(from..to),
            Some(from) => self.unquoted.get(from..to - self.text.len()),
        }
    }
}

/// Cuts a table with a header; `None` when anything about it is unusual. Pieces without rows are
/// left out.
pub(super) fn cut(input: impl Read + Send, separator: u8, takes: &[Take]) -> Option<Vec<Piece>> {
    cut_in_pieces(PIECE, input, separator, takes)
}

fn cut_in_pieces(
    length: usize,
    input: impl Read + Send,
    separator: u8,
    takes: &[Take],
) -> Option<Vec<Piece>> {
    let pieces = Pieces { input, length, carry: Vec::new(), ended: false };
    let cut = pieces.enumerate().par_bridge().map(|(number, bytes)| {
        let piece = Cutter::new(bytes?, separator, takes, number == 0)?.cut()?;
        Some((number, piece))
    });
    let mut pieces: Vec<(usize, Piece)> = cut.collect::<Option<_>>()?;
    pieces.sort_unstable_by_key(|(number, _)| *number);
    Some(pieces.into_iter().map(|(_, piece)| piece).filter(|piece| piece.rows > 0).collect())
}

/// The bytes of a table in pieces of whole rows; `None` when they cannot be read.
struct Pieces<R> {
    input: R,
    /// About how long a piece is.
    length: usize,
    /// The beginning of a row that the piece before did not hold whole.
    carry: Vec<u8>,
    ended: bool,
}

impl<R: Read> Iterator for Pieces<R> {
    type Item = Option<Vec<u8>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let mut piece = std::mem::take(&mut self.carry);
        // A row that is longer than a piece is looked at again less and less often.
        let mut wanted = self.length;
        loop {
            piece.reserve(wanted);
            match self.input.by_ref().take(wanted as u64).read_to_end(&mut piece) {
                Ok(0) => {
                    self.ended = true;
                    return (!piece.is_empty()).then_some(Some(piece));
                }
                Ok(_) => {}
                Err(_) => break,
            }
            if let Some(end) = rows_end(&piece) {
                self.carry = piece.split_off(end);
                return Some(Some(piece));
            }
            if piece.len() > LONGEST_ROW {
                break;
            }
            wanted = piece.len();
        }
        self.ended = true;
        Some(None)
    }
}

/// Behind the last line break outside quotes, when the bytes begin outside quotes.
fn rows_end(bytes: &[u8]) -> Option<usize> {
    let quotes = |bytes| memchr::memchr_iter(b'"', bytes).count();
    let mut before = quotes(bytes);
    let mut rest = bytes;
    loop {
        let line = memchr::memrchr(b'\n', rest)?;
        before -= quotes(&rest[line..]);
        if before.is_multiple_of(2) {
            return Some(line + 1);
        }
        rest = &rest[..line];
    }
}

/// A column of texts that is being filled. Most columns of a table have no texts in most pieces.
struct Filling {
    nulls: usize,
    texts: Option<StringChunkedBuilder>,
}

impl Filling {
    fn push_null(&mut self) {
        match &mut self.texts {
            Some(texts) => texts.append_null(),
            None => self.nulls += 1,
        }
    }

    fn push(&mut self, text: &str, rows: usize) {
        if text.is_empty() {
            return self.push_null();
        }
        let nulls = self.nulls;
        let texts = self.texts.get_or_insert_with(|| {
            let mut texts = StringChunkedBuilder::new(PlSmallStr::EMPTY, rows);
            (0..nulls).for_each(|_| texts.append_null());
            texts
        });
        texts.append_value(text);
    }

    fn finish(self) -> StringChunked {
        match self.texts {
            Some(texts) => texts.finish(),
            None => StringChunked::full_null(PlSmallStr::EMPTY, self.nulls),
        }
    }
}

/// Cuts one piece.
struct Cutter<'t> {
    separator: u8,
    takes: &'t [Take],
    /// Per column of the table its number among those of which the same is taken.
    numbers: Vec<usize>,
    piece: Piece,
    filling: Vec<Filling>,
    /// Where the field that is open begins, and the how manieth of its row it is.
    start: usize,
    field: usize,
    /// Whether the row that is open is the header.
    header: bool,
    /// Whether a quote in a field was doubled so far.
    doubled: bool,
    /// About how many rows there are.
    about: usize,
}

impl<'t> Cutter<'t> {
    fn new(bytes: Vec<u8>, separator: u8, takes: &'t [Take], header: bool) -> Option<Self> {
        if memchr::memchr(0, &bytes).is_some() || u32::try_from(2 * bytes.len()).is_err() {
            return None;
        }
        let text = String::from_utf8(bytes).ok()?;
        let about = memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1;
        let alike = |takes: &[Take], take| takes.iter().filter(|known| **known == take).count();
        let numbers = takes.iter().enumerate();
        let numbers = numbers.map(|(at, take)| alike(&takes[..at], *take)).collect();
        let count = |take| alike(takes, take);
        let places = (0..count(Take::Place)).map(|_| Vec::with_capacity(about)).collect();
        let filling = (0..count(Take::Text)).map(|_| Filling { nulls: 0, texts: None }).collect();
        Some(Self {
            separator,
            takes,
            numbers,
            piece: Piece { text, unquoted: String::new(), places, texts: Vec::new(), rows: 0 },
            filling,
            start: 0,
            field: 0,
            header,
            doubled: false,
            about,
        })
    }

    fn cut(mut self) -> Option<Piece> {
        let text = std::mem::take(&mut self.piece.text);
        let bytes = text.as_bytes();
        let returns = memchr::memchr(b'\r', bytes).is_some();
        let mut masks = Masks::new(self.separator, returns);
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        let mut at = 0;
        for block in blocks {
            self.block(&text, at, &mut masks, block, BLOCK)?;
            at += BLOCK;
        }
        if !rest.is_empty() {
            // Behind the last byte it looks as it does behind a row.
            let mut block = [b'\n'; BLOCK];
            block[..rest.len()].copy_from_slice(rest);
            self.block(&text, at, &mut masks, &block, rest.len())?;
        }
        // A header that only comes in a later piece would be taken for a row there.
        if masks.is_inside() || self.header && self.field == 0 && self.start >= bytes.len() {
            return None;
        }
        if self.start < bytes.len() || self.field > 0 {
            self.end_field(&text, bytes.len(), true)?;
        }
        self.piece.texts = self.filling.into_iter().map(Filling::finish).collect();
        self.piece.text = text;
        Some(self.piece)
    }

    fn block(
        &mut self,
        text: &str,
        at: usize,
        masks: &mut Masks,
        block: &[u8; BLOCK],
        length: usize,
    ) -> Option<()> {
        let found = masks.next(block);
        if found.stray {
            return None;
        }
        self.doubled |= found.doubled;
        let mut borders = found.separators | found.lines;
        while borders != 0 {
            let place = borders.trailing_zeros();
            if place as usize >= length {
                break;
            }
            borders &= borders - 1;
            self.end_field(text, at + place as usize, found.lines >> place & 1 == 1)?;
        }
        Some(())
    }

    /// The field that is open ends before a byte, and perhaps its row.
    fn end_field(&mut self, text: &str, at: usize, ends_row: bool) -> Option<()> {
        let (start, mut end) = (self.start, at);
        self.start = at + 1;
        if ends_row {
            if end > start && text.as_bytes().get(end - 1) == Some(&b'\r') {
                end -= 1;
            }
            // Blank lines are no rows.
            if self.field == 0 && end == start {
                return Some(());
            }
        }
        let take = *self.takes.get(self.field)?;
        if !self.header && take != Take::Nothing {
            self.take(text, (start, end), take)?;
        }
        self.field += 1;
        if ends_row {
            if self.field != self.takes.len() {
                return None;
            }
            self.piece.rows += usize::from(!self.header);
            self.header = false;
            self.field = 0;
        }
        Some(())
    }

    fn take(&mut self, text: &str, (from, to): (usize, usize), take: Take) -> Option<()> {
        let column = *self.numbers.get(self.field)?;
        if from == to && take == Take::Text {
            // Most columns are empty in most rows.
            self.filling.get_mut(column)?.push_null();
            return Some(());
        }
        let raw = text.get(from..to)?;
        let (mut from, mut value) = (from, raw);
        if let Some(quoted) = raw.strip_prefix('"') {
            (from, value) = (from + 1, quoted.strip_suffix('"')?);
            if self.doubled && value.contains('"') {
                from = text.len() + self.piece.unquoted.len();
                self.piece.unquoted.push_str(&value.replace("\"\"", "\""));
                value = self.piece.unquoted.get(from - text.len()..)?;
            }
        }
        if value.starts_with('\'') {
            let plain = unguarded(value);
            from += value.len() - plain.len();
            value = plain;
        }
        match take {
            Take::Nothing => {}
            Take::Text => self.filling.get_mut(column)?.push(value, self.about),
            Take::Place => {
                let place = |at: usize| u32::try_from(at).ok();
                let range = (place(from)?, place(from + value.len())?);
                self.piece.places.get_mut(column)?.push(range);
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::table::scan;
    use super::{Take, cut_in_pieces};

    const TAKES: [Take; 4] = [Take::Place, Take::Text, Take::Nothing, Take::Text];

    type Row = [Option<String>; 3];

    /// The rows of a table, without the column of which nothing is taken.
    fn cut_rows(text: &str, length: usize) -> Option<Vec<Row>> {
        let pieces = cut_in_pieces(length, text.as_bytes(), b',', &TAKES)?;
        let mut rows = Vec::new();
        for piece in &pieces {
            assert!(piece.rows > 0 && piece.texts.iter().all(|column| column.len() == piece.rows));
            for row in 0..piece.rows {
                let text = |column: usize| piece.texts[column].get(row);
                let row = [piece.get(0, row), text(0), text(1)];
                rows.push(row.map(|field| field.map(str::to_owned)));
            }
        }
        Some(rows)
    }

    /// The same by the csv crate.
    fn careful_rows(text: &str) -> Vec<Row> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let records = reader.records().map(|record| record.expect("fields are texts"));
        let field = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        records.map(|row| [0, 1, 3].map(|at| field(row.get(at).unwrap_or_default()))).collect()
    }

    #[test]
    fn fields_are_taken_as_they_are_meant() {
        let text =
            "a,b,c,d\r\n\r\n\"one, \"\"two\"\"\",\"x\ny\",left out,\"'=1\"\r\n,'s avonds,,\"\"";
        let row = |fields: [&str; 3]| fields.map(|f| (!f.is_empty()).then(|| f.to_owned()));
        let wanted = [row(["one, \"two\"", "x\ny", "=1"]), row(["", "'s avonds", ""])];
        for length in [1, 2, 5, 64, 1000] {
            assert_eq!(cut_rows(text, length).expect("it is usual"), wanted, "{length}");
        }
    }

    #[test]
    fn what_is_unusual_is_left_to_the_careful_reader() {
        let head = "a,b,c,d\n";
        for rest in [
            "1,2,3",
            "1,2,3,4,5\n",
            "1,12\" x,3,4\n",
            "1,\"2\" x,3,4",
            "\"1,2,3,4\n",
            "1\r2,3,4,5\n",
            "1,2\0,3,4\n",
        ] {
            assert_eq!(cut_rows(&format!("{head}{rest}"), 64), None, "{rest:?}");
        }
        assert!(cut_in_pieces(64, b"a,b,c,d\n1,\xe9,3,4\n".as_slice(), b',', &TAKES).is_none());
        assert_eq!(cut_rows("a,b,c,d\n\n\r\n", 3), Some(Vec::new()));
    }

    proptest! {
        /// Whatever the bytes and wherever they are cut, it finds the rows that the careful reader
        /// finds, or gives up.
        #[test]
        fn it_agrees_with_the_careful_reader(
            text in "(a,b,c,d\n)?([a,\"\n\r é]{0,60}|(\"[a,\n]{0,40}\"|a{0,30}|,|\n|\r\n){0,40})",
            length in 1_usize..150,
        ) {
            if let Some(rows) = cut_rows(&text, length) {
                prop_assert_eq!(rows, careful_rows(&text));
                let scan = scan(&text, b',', TAKES.len());
                prop_assert!(scan.ragged.is_empty() && scan.unclosed.is_none() && !scan.unusual);
            }
        }

        /// A table as tables are written is never given up.
        #[test]
        fn a_plain_table_is_cut(
            rows in prop::collection::vec([field(), field(), field(), field()], 0..10),
            end in prop::sample::select(vec!["\n", "\r\n"]),
            length in 1_usize..150,
        ) {
            let mut text = format!("a,b,c,d{end}");
            rows.iter().for_each(|row| text += &format!("{}{end}", row.join(",")));
            prop_assert_eq!(cut_rows(&text, length).expect("it is usual"), careful_rows(&text));
        }
    }

    fn field() -> impl Strategy<Value = String> {
        "[a-zé. ]{0,70}|\"([a-zé,\n]|\"\"){0,70}\""
    }
}
