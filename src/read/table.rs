//! Tables: separators, headers, and whether every row has what the header promises.

use memchr::{memchr, memchr3};

use super::form::{self, System};
use super::note::{Note, rows};
use super::source::Source;
use crate::canvas::{Attribute, Block};
use crate::catalogue::Catalogue;
use crate::portfolio::Field;
use crate::text::key;

/// What a column of a table holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Canvas,
    Version,
    Block,
    Text,
    Id,
    Group,
    Field(Field),
    Attribute(Attribute),
    /// The entries of a block (wide).
    OfBlock(Block),
    /// The answer to a guiding question (wide): its place in the catalogue.
    OfQuestion(usize),
    /// What a form adds to its answers (wide).
    System(System),
    /// Known, and not needed: columns that are counted anew.
    Ignored,
    Unknown,
}

/// What kind of table it is.
pub(super) enum Shape {
    /// A row per entry.
    Long,
    /// A row per canvas.
    Wide,
    /// No table of canvases, and why.
    Neither(String),
}

/// A table's first row.
pub(super) struct Header {
    pub(super) names: Vec<String>,
    pub(super) separator: u8,
    /// Where the table begins, in bytes: after a `sep=` line.
    pub(super) start: usize,
}

/// A header row longer than this is none.
const LONGEST_HEADER: usize = 200_000;
/// A header with more columns than this is none: a form asks some tens of questions.
const MOST_COLUMNS: usize = 2_000;
/// How many records are looked at to find the separator.
const SAMPLE: usize = 20;

/// Finds the separator and reads the header.
pub(super) fn header(source: &Source<'_>) -> Result<Header, Note> {
    let mut start = source.text.len() - source.text.trim_start_matches(['\n', '\r']).len();
    let mut separator = None;
    let first_line = source.text[start..].lines().next().unwrap_or_default();
    if let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', sep] = first_line.trim_end().as_bytes() {
        separator = Some(*sep);
        start += first_line.len();
        start += source.text[start..].len()
            - source.text[start..].trim_start_matches(['\n', '\r']).len();
    }
    let body = &source.text[start..];
    let separator = separator.unwrap_or_else(|| sniff(body));
    let head = body.get(..floor_boundary(body, LONGEST_HEADER)).unwrap_or(body);
    let mut records = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(head.as_bytes());
    let mut record = csv::StringRecord::new();
    records
        .read_record(&mut record)
        .map_err(|error| Note::error(source.name, format!("has no readable header: {error}")))?;
    if record.len() > MOST_COLUMNS {
        let message = format!("has more than {MOST_COLUMNS} columns: this is no table of canvases");
        return Err(Note::unrecognised(source.name, message));
    }
    let names = record.iter().map(|name| name.trim().to_owned()).collect();
    Ok(Header { names, separator, start })
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The separator among `, ; TAB |` with which the first records have the same number of fields,
/// and the most of them.
fn sniff(text: &str) -> u8 {
    let sample = &text[..floor_boundary(text, LONGEST_HEADER)];
    let mut best = (0_usize, 0_usize, b',');
    for separator in [b',', b';', b'\t', b'|'] {
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(sample.as_bytes());
        let counts: Vec<usize> =
            reader.into_records().take(SAMPLE).flatten().map(|record| record.len()).collect();
        let fields = counts.first().copied().unwrap_or(0);
        if fields < 2 {
            continue;
        }
        let same = counts.iter().filter(|count| **count == fields).count();
        let quality = same * 100 / counts.len().max(1);
        if (quality, fields) > (best.0, best.1) {
            best = (quality, fields, separator);
        }
    }
    best.2
}

impl Header {
    /// The role of each column.
    pub(super) fn roles(&self, catalogue: &Catalogue, shape: &Shape) -> Vec<Role> {
        if matches!(shape, Shape::Long) {
            return self.names.iter().map(|name| long_role(name)).collect();
        }
        let form = self.is_form();
        let role = |name: &String| {
            let system = if form { form::system(name).map(Role::System) } else { None };
            system.unwrap_or_else(|| match wide_role(name, catalogue) {
                Role::Unknown if form::asks_name(name) => Role::Canvas,
                role => role,
            })
        };
        let mut roles: Vec<Role> = self.names.iter().map(role).collect();
        // Of several columns that could name the canvas the first does.
        let first = roles.iter().position(|role| *role == Role::Canvas);
        for (place, role) in roles.iter_mut().enumerate() {
            if *role == Role::Canvas && Some(place) != first {
                *role = Role::Unknown;
            }
        }
        roles
    }

    /// Whether it is the header of a form's export.
    pub(super) fn is_form(&self) -> bool {
        form::is_form(self.names.iter().map(String::as_str))
    }

    /// What kind of table the header promises.
    pub(super) fn shape(&self, catalogue: &Catalogue) -> Shape {
        let long: Vec<Role> = self.names.iter().map(|name| long_role(name)).collect();
        let has = |role: &Role| long.contains(role);
        let (canvas, block, text) = (has(&Role::Canvas), has(&Role::Block), has(&Role::Text));
        if canvas && block && text {
            return Shape::Long;
        }
        let wide = self.names.iter().map(|name| wide_role(name, catalogue));
        let answers = |role: &Role| matches!(role, Role::OfBlock(_) | Role::OfQuestion(_));
        if wide.filter(answers).count() >= 2 {
            return Shape::Wide;
        }
        let found = if self.names.len() > 12 {
            format!("{}, … ({} columns)", self.names[..12].join(", "), self.names.len())
        } else {
            self.names.join(", ")
        };
        let missing: Vec<&str> = [("canvas", canvas), ("block", block), ("text", text)]
            .into_iter()
            .filter_map(|(name, present)| (!present).then_some(name))
            .collect();
        if missing.len() < 3 {
            let word = if missing.len() == 1 { "column" } else { "columns" };
            Shape::Neither(format!(
                "the required {word} {} {} missing; found: {found}",
                missing.join(" and "),
                if missing.len() == 1 { "is" } else { "are" },
            ))
        } else {
            Shape::Neither(format!("is no canvas that this tool knows; its first row is: {found}"))
        }
    }
}

/// What a column of long CSV holds, by its name.
fn long_role(name: &str) -> Role {
    match key(name).as_str() {
        "canvas" | "canvasid" | "canvasnaam" | "canvasname" | "venture" | "project"
        | "projectid" | "team" => Role::Canvas,
        "version" | "versie" => Role::Version,
        "block" | "buildingblock" | "blok" | "bouwsteen" | "section" | "sectie" => Role::Block,
        "text" | "tekst" | "entry" | "content" | "inhoud" => Role::Text,
        "id" | "entryid" => Role::Id,
        "group" | "groep" | "subheading" | "tussenkop" => Role::Group,
        "number" | "row" | "source" | "ask" | "vraag" => Role::Ignored,
        // In long CSV a currency belongs to the entry.
        "currency" | "valuta" => Role::Attribute(Attribute::Currency),
        "titel" => Role::Field(Field::Title),
        "datum" => Role::Field(Field::Date),
        "auteur" => Role::Field(Field::Author),
        "taal" => Role::Field(Field::Language),
        other => Attribute::from_name(other)
            .map(Role::Attribute)
            .or_else(|| Field::from_name(other).map(Role::Field))
            .unwrap_or(Role::Unknown),
    }
}

/// What a column of wide CSV holds, by its name.
fn wide_role(name: &str, catalogue: &Catalogue) -> Role {
    let folded = key(name);
    let question = |(_, question): &(usize, &crate::catalogue::Question)| {
        folded == key(&question.id) || question.texts.iter().any(|text| folded == key(&text.ask))
    };
    let by_place = |(place, _)| Role::OfQuestion(place);
    if let Some(role) = catalogue.questions.iter().enumerate().find(question).map(by_place) {
        return role;
    }
    // A header such as `cs-1: Which customers do you serve?` names its question in front.
    let code = name.trim().split([' ', ':', '.', '–', '—']).next().unwrap_or_default();
    let lower = code.to_lowercase();
    let by_code = |(_, question): &(usize, &crate::catalogue::Question)| question.id == lower;
    if let Some(role) = catalogue.questions.iter().enumerate().find(by_code).map(by_place) {
        return role;
    }
    match folded.as_str() {
        "name" | "naam" | "canvas" | "canvasid" | "venture" | "project" | "team" | "company"
        | "bedrijf" | "onderneming" => Role::Canvas,
        "version" | "versie" => Role::Version,
        "titel" => Role::Field(Field::Title),
        "datum" => Role::Field(Field::Date),
        "auteur" => Role::Field(Field::Author),
        "taal" => Role::Field(Field::Language),
        "number" | "row" | "source" => Role::Ignored,
        other => match (Field::from_name(other), catalogue.blocks.resolve(name)) {
            (Some(field), _) => Role::Field(field),
            (None, Some(block)) => Role::OfBlock(block),
            (None, None) => catalogue.blocks.mentioned(name).map_or(Role::Unknown, Role::OfBlock),
        },
    }
}

/// What a scan over a whole table found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Scan {
    /// Rows with another number of fields than the header: row number and fields.
    pub(super) ragged: Vec<(u32, usize)>,
    /// How many rows are ragged; `ragged` holds the first few.
    pub(super) ragged_count: u32,
    /// The row in which a quoted field begins that never ends.
    pub(super) unclosed: Option<u32>,
    /// Whether a quote stands where the fast reader would take it for the beginning of a quoted
    /// field, or lines end in a lone CR.
    pub(super) unusual: bool,
    /// Whether a field begins with `'`, as guarded texts do.
    pub(super) guarded: bool,
    /// Rows, with the header, without blank lines.
    pub(super) rows: u32,
}

/// Goes over a whole table once, as RFC 4180 reads it.
pub(super) fn scan(text: &str, separator: u8, fields: usize) -> Scan {
    let bytes = text.as_bytes();
    let lone = |at: usize| bytes.get(at + 1).is_some_and(|next| *next != b'\n');
    let unusual = memchr::memchr_iter(b'\r', bytes).any(lone);
    let mut scan = Scan { unusual, ..Scan::default() };
    let mut at = 0;
    while at < bytes.len() {
        // Blank lines are no rows.
        if matches!(bytes[at], b'\n' | b'\r') {
            at += 1;
            continue;
        }
        scan.rows += 1;
        let mut count = 0;
        loop {
            count += 1;
            let Some(end) = field_end(bytes, at, separator, &mut scan) else {
                scan.unclosed = Some(scan.rows);
                return scan;
            };
            at = end + 1;
            if end >= bytes.len() || bytes[end] == b'\n' {
                break;
            }
        }
        if count != fields {
            scan.ragged_count += 1;
            if scan.ragged.len() < 5 {
                scan.ragged.push((scan.rows, count));
            }
        }
    }
    scan
}

/// Where a field's separator, line break or the end of the text is; `None` when a quote is open.
fn field_end(bytes: &[u8], start: usize, separator: u8, scan: &mut Scan) -> Option<usize> {
    let mut at = start;
    scan.guarded |= bytes.get(at) == Some(&b'\'');
    if bytes.get(at) == Some(&b'"') {
        at += 1;
        scan.guarded |= bytes.get(at) == Some(&b'\'');
        loop {
            at += memchr(b'"', bytes.get(at..)?)? + 1;
            if bytes.get(at) != Some(&b'"') {
                break;
            }
            at += 1;
        }
        match bytes.get(at) {
            None => return Some(at),
            Some(byte) if *byte == separator || *byte == b'\n' => return Some(at),
            Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => return Some(at + 1),
            // Text behind a closing quote: the careful reader decides.
            Some(_) => scan.unusual = true,
        }
    }
    loop {
        let Some(offset) = memchr3(separator, b'\n', b'"', &bytes[at..]) else {
            return Some(bytes.len());
        };
        at += offset;
        if bytes[at] != b'"' {
            return Some(at);
        }
        scan.unusual = true;
        at += 1;
    }
}

/// The note for a table that is broken; `None` when it is sound.
pub(super) fn broken(source: &Source<'_>, scan: &Scan, fields: usize) -> Option<Note> {
    if let Some(row) = scan.unclosed {
        let message = "a quoted field begins here and never ends";
        let note = Note::error(source.name, message).at(format!("row {row}"));
        return Some(note.fix("close the quote, or write a quote inside a field twice"));
    }
    let (row, found) = scan.ragged.first()?;
    let all: Vec<u32> = scan.ragged.iter().map(|(row, _)| *row).collect();
    let more = match scan.ragged_count {
        1 => String::new(),
        count => format!("; {count} rows are like this: {}", rows(&all)),
    };
    let message = format!("has {found} fields, but the header has {fields}{more}");
    let note = Note::error(source.name, message).at(format!("row {row}"));
    Some(note.fix("put quotes around texts that hold the separator"))
}

#[cfg(test)]
mod tests {
    use super::{scan, sniff};

    #[test]
    fn separators_are_told_from_consistent_rows() {
        assert_eq!(sniff("a;b;c\n\"x;y\";1,5;z, zz, zzz\n"), b';');
        assert_eq!(sniff("a,b\n\"x;y;z\",2\n"), b',');
        assert_eq!(sniff("a\tb\n1,2\t3,4\n"), b'\t');
        assert_eq!(sniff("a\n"), b',');
    }

    #[test]
    fn ragged_rows_are_counted_and_named() {
        let found = scan("a,b,c\n1,2,3\n1,2\n\n1,2,3,4\r\n\"x\ny\",2,3\n", b',', 3);
        assert_eq!(found.ragged, [(3, 2), (4, 4)]);
        assert_eq!(found.rows, 5);
        assert_eq!(found.unclosed, None);
        assert!(!found.unusual);
    }

    #[test]
    fn an_unclosed_quote_is_found_where_it_opens() {
        assert_eq!(scan("a,b\n1,2\n3,\"four\n5,6\n", b',', 2).unclosed, Some(3));
        assert_eq!(scan("a,b\n3,\"fo\"\"ur\"\n5,6", b',', 2).unclosed, None);
    }

    #[test]
    fn quotes_inside_plain_fields_are_unusual() {
        assert!(scan("a,b\n12\" pizza,2\n", b',', 2).unusual);
        assert!(scan("a,b\r1,2\r3,4\r", b',', 2).unusual);
    }
}
