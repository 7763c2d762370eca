//! The pieces of an HTML page.

use super::super::document::{Cell, Kind, MOST_PIECES, Piece, Table, squeeze};
use super::token::{Token, Tokens, span};

/// Lists nest no deeper than this: deeper items are taken as this deep.
const DEEPEST: usize = 12;
/// No table has more columns than this: cells beyond are put in the last.
const WIDEST: usize = 200;

/// Reads HTML whose first line has this number.
pub(in crate::read) fn pieces(html: &str, first: u32) -> Vec<Piece> {
    read(html, first).pieces
}

/// A page's pieces, and its `<title>`.
pub(super) struct Page {
    pub(super) pieces: Vec<Piece>,
    pub(super) title: Option<String>,
}

pub(super) fn read(html: &str, first: u32) -> Page {
    let mut builder = Builder { line: first, ..Builder::default() };
    let mut tokens = Tokens::new(html);
    while let Some(token) = tokens.next() {
        if builder.count > MOST_PIECES {
            break;
        }
        match token {
            Token::Text(text) => builder.text(&text),
            Token::Start { name, attributes } => builder.start(&name, attributes),
            Token::End(name) => builder.end(&name),
        }
        builder.line = first.saturating_add(tokens.lines);
    }
    builder.flush();
    builder.end_table();
    Page { pieces: builder.pieces, title: builder.title.map(|title| squeeze(&title)) }
}

#[derive(Default)]
struct Builder {
    line: u32,
    pieces: Vec<Piece>,
    title: Option<String>,
    in_title: bool,
    /// The open stretch of text: its line, its text, and how much of its beginning is bold.
    text: String,
    started: u32,
    bold: usize,
    /// Where in the text the last bold stretch began.
    strong_at: usize,
    italic: usize,
    lead: usize,
    /// Characters that are bold or italic as a whole, besides white space.
    bold_all: bool,
    italic_all: bool,
    heading: Option<u8>,
    lists: usize,
    numbers: Vec<Option<u32>>,
    item: Option<(usize, Option<u32>)>,
    /// Whether the open item has given a piece already: what follows in it is below it.
    item_given: bool,
    table: Option<Open>,
    /// How many pieces and cells were read.
    count: usize,
}

/// The table that is being read. A table within a table only parts its cells.
#[derive(Default)]
struct Open {
    line: u32,
    table: Table,
    cell: Option<Cell>,
    /// Whether all cells of the first row are `<th>`.
    header: bool,
    depth: usize,
}

/// Whether a text is only the first word of a block's name.
fn is_half(text: &str) -> bool {
    const FIRST: [&str; 6] = ["key", "customer", "client", "value", "revenue", "cost"];
    FIRST.iter().any(|first| text.trim().eq_ignore_ascii_case(first))
}

impl Builder {
    fn text(&mut self, text: &str) {
        if self.in_title {
            self.title.get_or_insert_default().push_str(text);
            return;
        }
        let blank = text.trim().is_empty();
        if self.text.is_empty() {
            if blank {
                return;
            }
            self.started = self.line;
            self.lead = 0;
            (self.bold_all, self.italic_all) = (true, true);
        }
        if !blank {
            let colon = text.trim().trim_matches([':', '*']).is_empty();
            self.bold_all &= self.bold > 0 || colon;
            self.italic_all &= self.italic > 0;
        }
        self.text.push_str(text);
        if self.bold_all {
            self.lead = squeeze(&self.text).len();
        }
    }

    /// `One: text <b>Two:</b> text`: a bold label in the middle begins something new.
    fn split_at_label(&mut self) {
        let at = self.strong_at;
        let Some((before, label)) = self.text.split_at_checked(at) else { return };
        let is_label = label.trim_end().ends_with(':') && before.ends_with(char::is_whitespace);
        if self.heading.is_some() || before.trim().is_empty() || !is_label {
            return;
        }
        let label = label.to_owned();
        self.text.truncate(at);
        self.flush();
        self.started = self.line;
        self.lead = squeeze(&label).len();
        (self.bold_all, self.italic_all) = (true, false);
        self.text = label;
    }

    /// Ends the open stretch of text.
    fn flush(&mut self) {
        let mut text = squeeze(&std::mem::take(&mut self.text));
        // A bullet that is typed, where the page has no list.
        let bare = text.trim_start_matches(['•', '●', '▪', '◦', '‣']).trim_start();
        let bullet = bare.len() < text.len();
        if bullet {
            self.lead = self.lead.saturating_sub(text.len() - bare.len());
            text = bare.to_owned();
        }
        if text.is_empty() {
            return;
        }
        let kind = match (self.heading, self.item) {
            (None, None) if bullet => Kind::Item { depth: 0, number: None },
            (Some(level), _) => Kind::Heading(level),
            (None, Some((depth, number))) => {
                let depth = if self.item_given { depth + 1 } else { depth };
                self.item_given = true;
                Kind::Item { depth: depth.min(DEEPEST), number }
            }
            (None, None) if self.bold_all => Kind::Label,
            (None, None) if self.italic_all => Kind::Hint,
            (None, None) => Kind::Paragraph,
        };
        let mut piece = Piece::new(self.started, kind, text);
        if !matches!(piece.kind, Kind::Heading(_)) && self.lead < piece.text.len() {
            piece.lead = self.lead;
        }
        self.count += 1;
        match self.table.as_mut().and_then(|table| table.cell.as_mut()) {
            Some(cell) => cell.pieces.push(piece),
            None => self.pieces.push(piece),
        }
    }

    fn start(&mut self, name: &str, attributes: &str) {
        match name {
            "title" => self.in_title = self.title.is_none(),
            "b" | "strong" => {
                self.bold += 1;
                self.strong_at = self.text.len();
            }
            "i" | "em" => self.italic += 1,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.heading = name.get(1..).and_then(|level| level.parse().ok());
                self.item = None;
            }
            "ul" | "ol" => {
                self.flush();
                self.lists += 1;
                self.numbers.push((name == "ol").then_some(0));
            }
            "li" | "dd" => {
                self.flush();
                self.heading = None;
                let number = self.numbers.last_mut().and_then(|number| {
                    *number = number.map(|n| n + 1);
                    *number
                });
                self.item = Some((self.lists.saturating_sub(1), number));
                self.item_given = false;
            }
            "table" => self.start_table(),
            "tr" => self.start_row(),
            "td" | "th" => self.start_cell(name, attributes),
            "hr" => {
                self.flush();
                if self.table.is_none() {
                    self.pieces.push(Piece::new(self.line, Kind::Rule, ""));
                }
            }
            "dt" => {
                self.flush();
                self.item = None;
                self.bold += 1;
            }
            // `<h2>Key<br>Partners</h2>` is one name.
            "br" if self.heading.is_some() && is_half(&self.text) => self.text.push(' '),
            name if is_block(name) => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "title" => self.in_title = false,
            "b" | "strong" => {
                self.bold = self.bold.saturating_sub(1);
                self.split_at_label();
            }
            "i" | "em" => self.italic = self.italic.saturating_sub(1),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.heading = None;
            }
            "dt" => {
                self.flush();
                self.bold = self.bold.saturating_sub(1);
            }
            "li" | "dd" => {
                self.flush();
                self.item = None;
            }
            "ul" | "ol" => {
                self.flush();
                self.lists = self.lists.saturating_sub(1);
                self.numbers.pop();
                // Back in the item that the list stands in.
                self.item = (self.lists > 0).then(|| (self.lists - 1, None));
                self.item_given = true;
            }
            "td" | "th" => self.end_cell(),
            "tr" => self.end_cell(),
            "table" => {
                self.flush();
                match &mut self.table {
                    Some(open) if open.depth > 1 => open.depth -= 1,
                    _ => self.end_table(),
                }
            }
            name if is_block(name) => self.flush(),
            _ => {}
        }
    }

    fn start_table(&mut self) {
        self.flush();
        match &mut self.table {
            Some(open) => open.depth += 1,
            None => {
                self.close_inline();
                self.table = Some(Open { line: self.line, depth: 1, ..Open::default() });
            }
        }
    }

    fn start_row(&mut self) {
        self.end_cell();
        if let Some(open) = self.table.as_mut().filter(|open| open.depth == 1) {
            open.table.rows.push(Vec::new());
        }
    }

    fn start_cell(&mut self, name: &str, attributes: &str) {
        self.end_cell();
        let Some(open) = self.table.as_mut().filter(|open| open.depth == 1) else { return };
        if open.table.rows.is_empty() {
            open.table.rows.push(Vec::new());
        }
        let first_row = open.table.rows.len() == 1;
        let first_cell = open.table.rows.last().is_none_or(Vec::is_empty);
        if first_row {
            open.header = name == "th" && (first_cell || open.header);
        }
        let mut cell = Cell::new(Vec::new());
        cell.columns = span(attributes, "colspan").min(WIDEST);
        cell.rows = span(attributes, "rowspan");
        open.cell = Some(cell);
        self.count += 1;
    }

    fn end_cell(&mut self) {
        self.flush();
        if self.table.as_ref().is_some_and(|open| open.depth > 1) {
            return;
        }
        self.close_inline();
        let Some(open) = &mut self.table else { return };
        if let (Some(cell), Some(row)) = (open.cell.take(), open.table.rows.last_mut()) {
            if row.len() < WIDEST {
                row.push(cell);
            } else if let Some(last) = row.last_mut() {
                last.pieces.extend(cell.pieces);
            }
        }
    }

    /// What a cell leaves open ends with it.
    fn close_inline(&mut self) {
        self.heading = None;
        self.item = None;
        self.lists = 0;
        self.numbers.clear();
        self.bold = 0;
        self.italic = 0;
    }

    fn end_table(&mut self) {
        self.end_cell();
        let Some(mut open) = self.table.take() else { return };
        open.table.header = open.header;
        open.table.rows.retain(|row| !row.is_empty());
        // A table with one cell is a frame, not a table.
        match open.table.rows.as_mut_slice() {
            [] => {}
            [row] if row.len() == 1 => {
                self.pieces
                    .extend(row.iter_mut().flat_map(|cell| std::mem::take(&mut cell.pieces)));
            }
            _ => self.pieces.push(Piece::new(open.line, Kind::Table(open.table), "")),
        }
    }
}

/// Elements that begin on a line of their own.
fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 27] = [
        "p",
        "div",
        "br",
        "section",
        "article",
        "main",
        "aside",
        "header",
        "body",
        "html",
        "head",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "details",
        "summary",
        "form",
        "fieldset",
        "dl",
        "tbody",
        "thead",
        "tfoot",
        "caption",
        "center",
        "address",
        "label",
    ];
    BLOCKS.contains(&name)
}

/// The name of the tag that a line of Markdown begins with, where it begins a block of HTML.
pub(in crate::read) fn block_tag(line: &str) -> Option<String> {
    let body = line.strip_prefix('<')?;
    let body = body.strip_prefix('/').unwrap_or(body);
    let name: String = body.chars().take_while(char::is_ascii_alphanumeric).take(12).collect();
    let name = name.to_ascii_lowercase();
    let block = is_block(&name) && name != "br" && name != "label"
        || matches!(
            name.as_str(),
            "table"
                | "ul"
                | "ol"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "style"
                | "script"
                | "svg"
                | "hr"
                | "nav"
                | "footer"
                | "iframe"
        );
    block.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::pieces;
    use crate::read::document::Kind;

    fn kinds(html: &str) -> Vec<String> {
        let show = |piece: &super::Piece| match &piece.kind {
            Kind::Heading(level) => format!("h{level} {}", piece.text),
            Kind::Item { depth, number } => {
                let number = number.map_or(String::new(), |n| format!("{n}. "));
                format!("{}{number}{}", "-".repeat(depth + 1), piece.text)
            }
            Kind::Label => format!("*{}", piece.text),
            Kind::Table(table) => {
                format!("{} x {}", table.rows.len(), table.rows.first().map_or(0, Vec::len))
            }
            _ => piece.text.clone(),
        };
        pieces(html, 1).iter().map(show).collect()
    }

    #[test]
    fn a_container_with_a_list_gives_heading_and_items() {
        let html = "<div><h2>Key\n Partners</h2><ul><li>Bank<ul><li>loan</ul></li><li>Shop</li></ul></div>";
        assert_eq!(kinds(html), ["h2 Key Partners", "-Bank", "--loan", "-Shop"]);
    }

    #[test]
    fn bold_text_with_a_break_is_a_label() {
        assert_eq!(kinds("<b>Channels</b><br>Web<br/>Shop"), ["*Channels", "Web", "Shop"]);
        assert_eq!(kinds("<p><strong>Who:</strong> all</p>"), ["Who: all"]);
    }

    #[test]
    fn tables_keep_their_cells_and_a_frame_is_no_table() {
        assert_eq!(kinds("<table><tr><td>a<td>b<tr><td>c</table>"), ["2 x 2"]);
        assert_eq!(kinds("<table><tr><td><p>a</p><table><tr><td>b</table></table>"), ["a", "b"]);
    }
}
