//! Merging canvases in long CSV: row by row, each row as it stood in its file.

use super::{Marks, MergedText};
use crate::canvas::{Attribute, Block, Canvas, Entry};
use crate::catalogue::Catalogue;
use crate::compare::{Merged, Sheet, Slot, Whose, settle};
use crate::portfolio::schema;
use crate::read::{LongTable, long_table};

/// A row with its bytes.
struct Row<'t> {
    raw: &'t str,
    cells: Vec<String>,
    canvas: (String, String),
    block: Block,
}

/// Merges three long tables with the same columns. Rows are grouped by canvas and block, in our
/// order.
///
/// `None` when the columns differ or a row's block is not understood: then only lines can be
/// merged.
#[must_use]
pub fn merge_csv(
    [base, ours, theirs]: [&str; 3],
    catalogue: &Catalogue,
    marks: &Marks,
) -> Option<MergedText> {
    let table = long_table(ours, catalogue)?;
    let (head, our_rows) = rows(ours, &table, catalogue)?;
    let side = |text: &'_ str| -> Option<()> {
        let other = long_table(text, catalogue)?;
        let same = other.columns == table.columns && other.separator == table.separator;
        same.then_some(())
    };
    side(theirs)?;
    let (_, their_rows) = rows(theirs, &table, catalogue)?;
    let base_rows = if base.trim().is_empty() {
        Vec::new()
    } else {
        side(base)?;
        rows(base, &table, catalogue)?.1
    };
    let all = [base_rows, our_rows, their_rows];
    let mut canvases: Vec<&(String, String)> = Vec::new();
    for row in all[1].iter().chain(&all[2]) {
        if !canvases.contains(&&row.canvas) {
            canvases.push(&row.canvas);
        }
    }
    let mut out = Output { text: head.to_owned(), conflicts: 0, marks, table: &table };
    for canvas in canvases {
        let mine = all.each_ref().map(|rows| of_canvas(rows, canvas));
        out.canvas(&mine, &table);
    }
    Some(MergedText { text: out.text, conflicts: out.conflicts })
}

/// The rows of a canvas by block, in the order of the file.
fn of_canvas<'r, 't>(rows: &'r [Row<'t>], canvas: &(String, String)) -> Vec<&'r Row<'t>> {
    let mut mine: Vec<&Row<'t>> = rows.iter().filter(|row| row.canvas == *canvas).collect();
    mine.sort_by_key(|row| row.block);
    mine
}

/// The text up to the end of the header, and the rows.
fn rows<'t>(
    text: &'t str,
    table: &LongTable,
    catalogue: &Catalogue,
) -> Option<(&'t str, Vec<Row<'t>>)> {
    let start = long_table(text, catalogue)?.start;
    let body = text.get(start..)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(table.separator)
        .from_reader(body.as_bytes());
    let mut begins = Vec::new();
    let mut records = Vec::new();
    for record in reader.records() {
        let record = record.ok()?;
        begins.push(usize::try_from(record.position()?.byte()).ok()?);
        records.push(record.iter().map(str::to_owned).collect::<Vec<String>>());
    }
    begins.push(body.len());
    let column = |name: &str| table.columns.iter().position(|known| *known == Some(name));
    let (canvas, block) = (column(schema::CANVAS)?, column(schema::BLOCK)?);
    let version = column(schema::VERSION);
    let mut rows = Vec::with_capacity(records.len());
    for (number, cells) in records.into_iter().enumerate().skip(1) {
        let raw = body.get(*begins.get(number)?..*begins.get(number + 1)?)?;
        let version = version.and_then(|at| cells.get(at)).cloned().unwrap_or_default();
        let canvas = (cells.get(canvas)?.clone(), version);
        let block = catalogue.blocks.resolve(cells.get(block)?)?;
        rows.push(Row { raw, cells, canvas, block });
    }
    let head = text.get(..start + begins.get(1).copied().unwrap_or(body.len()))?;
    Some((head, rows))
}

fn sheet<'r>(rows: &[&'r Row<'_>], table: &LongTable) -> Sheet<'r> {
    let column = |name: &str| table.columns.iter().position(|known| *known == Some(name));
    let cell = |row: &'r Row<'_>, at: Option<usize>| -> Option<&'r str> {
        row.cells.get(at?).map(String::as_str).filter(|text| !text.trim().is_empty())
    };
    let (id, group, text) = (column(schema::ID), column(schema::GROUP), column(schema::TEXT));
    let attributes = Attribute::ALL.map(|attribute| column(attribute.name()));
    let mut entries = Vec::with_capacity(rows.len());
    for (place, row) in rows.iter().enumerate() {
        let number = u32::try_from(place).unwrap_or(u32::MAX);
        let mut entry = Entry::new(row.block, number, cell(row, text).unwrap_or_default());
        entry.id = cell(row, id);
        entry.group = cell(row, group);
        for attribute in Attribute::ALL {
            entry.set(attribute, cell(row, attributes[attribute as usize]));
        }
        entries.push(entry);
    }
    Sheet::new(Canvas { id: "", version: "", language: None, entries })
}

struct Output<'m> {
    text: String,
    conflicts: usize,
    marks: &'m Marks,
    table: &'m LongTable,
}

impl Output<'_> {
    fn canvas(&mut self, rows: &[Vec<&Row<'_>>; 3], table: &LongTable) {
        let sheets = rows.each_ref().map(|rows| sheet(rows, table));
        let merged = Merged::of(&sheets[0], &sheets[1], &sheets[2]);
        // Blocks in the order in which they first stand in our file, then in theirs.
        let mut by_file: Vec<&&Row<'_>> = rows[1].iter().collect();
        by_file.sort_by_key(|row| row.raw.as_ptr() as usize);
        let mut theirs: Vec<&&Row<'_>> = rows[2].iter().collect();
        theirs.sort_by_key(|row| row.raw.as_ptr() as usize);
        let mut blocks: Vec<Block> = Vec::new();
        let known = by_file.into_iter().chain(theirs).map(|row| row.block);
        for block in known.chain(Block::ALL) {
            if !blocks.contains(&block) {
                blocks.push(block);
            }
        }
        for block in blocks {
            for (_, slot) in merged.slots.iter().filter(|(at, _)| *at == block) {
                self.slot(slot, rows);
            }
        }
    }

    fn slot(&mut self, slot: &Slot, rows: &[Vec<&Row<'_>>; 3]) {
        match slot {
            Slot::Take(Whose::Ours, at) => self.lines(&[rows[1][*at].raw]),
            Slot::Take(Whose::Theirs, at) => self.lines(&[rows[2][*at].raw]),
            Slot::Join(base, ours, theirs) => {
                self.join(rows[0][*base], rows[1][*ours], rows[2][*theirs]);
            }
            Slot::Conflict { base, ours, theirs } => {
                let raw = |side: usize, places: &[usize]| {
                    places.iter().map(|at| rows[side][*at].raw).collect::<Vec<_>>()
                };
                self.conflict([raw(0, base), raw(1, ours), raw(2, theirs)]);
            }
        }
    }

    /// A row that both may have changed, cell by cell.
    fn join(&mut self, base: &Row<'_>, ours: &Row<'_>, theirs: &Row<'_>) {
        if let Some(cells) = settle(&base.cells, &ours.cells, &theirs.cells) {
            let taken = if *cells == ours.cells { ours } else { theirs };
            return self.lines(&[taken.raw]);
        }
        let cells: Option<Vec<&String>> = ours
            .cells
            .iter()
            .enumerate()
            .map(|(at, cell)| settle(base.cells.get(at)?, cell, theirs.cells.get(at)?))
            .collect();
        let written = cells.and_then(|cells| {
            let mut writer =
                csv::WriterBuilder::new().delimiter(self.table.separator).from_writer(Vec::new());
            writer.write_record(cells).ok()?;
            String::from_utf8(writer.into_inner().ok()?).ok()
        });
        match written {
            Some(line) => {
                let windows = ours.raw.ends_with("\r\n");
                let line = if windows { line.replace('\n', "\r\n") } else { line };
                self.lines(&[&line]);
            }
            None => self.conflict([vec![base.raw], vec![ours.raw], vec![theirs.raw]]),
        }
    }

    fn lines(&mut self, lines: &[&str]) {
        self.text.push_str(&whole_lines(lines));
    }

    fn conflict(&mut self, sides: [Vec<&str>; 3]) {
        self.conflicts += 1;
        let [base, ours, theirs] = sides.map(|lines| whole_lines(&lines));
        self.marks.write(&mut self.text, [&base, &ours, &theirs]);
    }
}

/// Rows with a line end each: the last of a file may have none.
fn whole_lines(lines: &[&str]) -> String {
    lines
        .iter()
        .map(|line| format!("{line}{}", if line.ends_with('\n') { "" } else { "\n" }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::merge_csv;
    use crate::catalogue::Catalogue;
    use crate::present::Marks;

    const BASE: &str = "canvas;block;text;amount;colour\nshop;channels;\"Shop; in town\";;red\n\
                        shop;channels;Web shop;;blue\nshop;cost structure;Rent;1200;\n";

    fn merged(ours: &str, theirs: &str) -> super::MergedText {
        let (a, b, c) = ("ours".to_owned(), "base".to_owned(), "theirs".to_owned());
        let marks = Marks { length: 7, ours: a, base: b, theirs: c };
        let catalogue = Catalogue::builtin().unwrap();
        merge_csv([BASE, ours, theirs], &catalogue, &marks).unwrap()
    }

    #[test]
    fn rows_are_kept_as_they_were_and_cells_are_joined() {
        let ours = BASE.replace("Rent;1200", "Rent;1300");
        let theirs = BASE.replace("Rent;1200;", "Rent;1200;grey") + "shop;channels;Market;;\n";
        let result = merged(&ours, &theirs);
        assert_eq!(result.conflicts, 0, "{}", result.text);
        let expected = "canvas;block;text;amount;colour\nshop;channels;\"Shop; in town\";;red\n\
                        shop;channels;Web shop;;blue\nshop;channels;Market;;\n\
                        shop;cost structure;Rent;1300;grey\n";
        assert_eq!(result.text, expected);
    }

    #[test]
    fn two_amounts_for_one_cost_are_a_conflict_of_two_rows() {
        let result = merged(&BASE.replace("1200", "1300"), &BASE.replace("1200", "1400"));
        assert_eq!(result.conflicts, 1);
        let expected = "<<<<<<< ours\nshop;cost structure;Rent;1300;\n||||||| base\n\
                        shop;cost structure;Rent;1200;\n=======\n\
                        shop;cost structure;Rent;1400;\n>>>>>>> theirs\n";
        assert!(result.text.ends_with(expected), "{}", result.text);
    }
}
