//! Tables laid out as the canvas, and tables with a row per block.

use std::collections::{BTreeMap, BTreeSet};

use super::piece::{Cell, Kind, Piece, Table};
use crate::canvas::Block;
use crate::catalogue::BlockNames;

/// What a table gives each block.
pub(super) type Given = BTreeMap<Block, Vec<Piece>>;

/// Cells of a table that each name a block, at least: fewer may be columns called `Channel` and
/// `Customer segment`.
const FEWEST: usize = 3;

/// Reads a table as a canvas; `None` when it is another kind of table.
pub(super) fn read(table: &Table, names: &BlockNames) -> Option<Given> {
    row_per_block(table, names).or_else(|| as_drawn(table, names))
}

/// A cell that begins with a block's name.
struct Titled<'c> {
    block: Block,
    /// What stands on the line of the name.
    beside: Option<Piece>,
    /// The pieces below it in the same cell.
    below: &'c [Piece],
}

/// The block that a cell is the title of, and what else stands in the cell.
fn title<'c>(cell: &'c Cell, names: &BlockNames) -> Option<Titled<'c>> {
    let (first, below) = cell.pieces.split_first()?;
    let text = first.text.trim().trim_end_matches(':');
    if let Some(named) = names.title(text) {
        return Some(Titled { block: named.block, beside: None, below });
    }
    // `<b>Customer relationships</b> by telephone`.
    if let Some((lead, rest)) = first.split_lead().filter(|_| first.lead > 0)
        && let Some(named) = names.title(lead)
    {
        let rest = Piece::new(first.line, Kind::Paragraph, rest);
        return Some(Titled { block: named.block, beside: Some(rest), below });
    }
    // With a remark beside it, a name must stand out or stand alone.
    let stands_out = matches!(first.kind, Kind::Label | Kind::Heading(_)) || below.is_empty();
    let named = names.find(text).filter(|_| stands_out && text.split_whitespace().count() <= 8)?;
    Some(Titled { block: named.block, beside: None, below })
}

/// A row per block: its name, then its entries.
fn row_per_block(table: &Table, names: &BlockNames) -> Option<Given> {
    let mut given = Given::new();
    let mut blocks = BTreeSet::new();
    let mut others = 0_usize;
    let mut last = None;
    for (place, row) in table.rows.iter().enumerate() {
        let (first, cells) = row.split_first()?;
        let rest = || cells.iter().filter(|cell| !cell.is_blank());
        let titles = rest().filter(|cell| title(cell, names).is_some()).count();
        let alone = |titled: &Titled<'_>| titled.below.is_empty() && titled.beside.is_none();
        match title(first, names).filter(alone) {
            Some(Titled { block, .. }) if titles == 0 => {
                blocks.insert(block);
                last = Some(block);
                given.entry(block).or_default().extend(row_content(cells));
            }
            // A row without a name goes on with the block above it.
            None if first.is_blank() && titles == 0 => {
                let Some(block) = last else { continue };
                given.entry(block).or_default().extend(row_content(cells));
            }
            _ if place == 0 => {}
            _ => others += 1,
        }
    }
    (blocks.len() >= FEWEST && others <= blocks.len()).then_some(given)
}

/// What a row says of its block: the pieces of one cell; several cells are one entry.
fn row_content(cells: &[Cell]) -> Vec<Piece> {
    let filled: Vec<&Cell> = cells.iter().filter(|cell| !cell.is_blank()).collect();
    match filled.as_slice() {
        [] => Vec::new(),
        [only] => only.pieces.clone(),
        [first, ..] => {
            let line = first.pieces.first().map_or(0, |piece| piece.line);
            let texts: Vec<String> = filled.iter().map(|cell| cell.text()).collect();
            vec![Piece::new(line, Kind::Paragraph, texts.join(" | "))]
        }
    }
}

/// A cell at its place on the grid.
struct Placed<'c> {
    cell: &'c Cell,
    column: usize,
}

/// The table as it is drawn: names above their entries, or in the same cell.
fn as_drawn(table: &Table, names: &BlockNames) -> Option<Given> {
    let grid = place(table);
    let mut blocks = BTreeSet::new();
    let mut given = Given::new();
    // The block that each column is under.
    let mut above: BTreeMap<usize, Block> = BTreeMap::new();
    let (mut headed, mut plain) = (0_usize, 0_usize);
    for row in &grid {
        let titles: Vec<_> = row
            .iter()
            .filter_map(|placed| title(placed.cell, names).map(|titled| (placed, titled)))
            .collect();
        let bottom = titles.len() == 2
            && titles.iter().all(|(_, Titled { block, .. })| {
                matches!(block, Block::CostStructure | Block::RevenueStreams)
            });
        for (at, (placed, Titled { block, beside, below })) in titles.iter().enumerate() {
            blocks.insert(*block);
            headed += 1;
            let mut end = placed.column + placed.cell.columns;
            if bottom {
                // Costs and revenue share the foot: each goes as far as the next begins.
                let next = titles.get(at + 1).map(|(next, _)| next.column);
                end = end.max(next.unwrap_or(WIDEST));
            }
            for column in placed.column..end.min(WIDEST) {
                above.insert(column, *block);
            }
            given.entry(*block).or_default().extend(beside.iter().chain(*below).cloned());
        }
        for placed in row {
            if title(placed.cell, names).is_some() || placed.cell.is_blank() {
                continue;
            }
            match above.get(&placed.column) {
                Some(block) => {
                    let pieces = placed.cell.pieces.iter().cloned();
                    given.entry(*block).or_default().extend(pieces);
                }
                None => plain += 1,
            }
        }
    }
    // All titles, as in `| Key resources | Channels |`, or enough of them.
    let first = grid.iter().find(|row| row.iter().any(|placed| !placed.cell.is_blank()))?;
    let filled = first.iter().filter(|placed| !placed.cell.is_blank()).count();
    let titled = first.iter().filter(|placed| title(placed.cell, names).is_some()).count();
    let is_head = filled == titled && filled >= 1;
    let enough = blocks.len() >= FEWEST || is_head && blocks.len() == filled;
    (enough && plain <= headed).then_some(given)
}

/// No drawing is wider than this.
const WIDEST: usize = 400;

/// The cells of each row with the column that each begins in, cells that reach down counted.
fn place(table: &Table) -> Vec<Vec<Placed<'_>>> {
    // Per column how many further rows are taken by a cell from above.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut grid = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let mut column = 0;
        let mut placed = Vec::with_capacity(row.len());
        let mut reach: Vec<(usize, usize)> = Vec::new();
        for cell in row {
            while taken.get(&column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            placed.push(Placed { cell, column });
            for _ in 0..cell.columns {
                if cell.rows > 1 {
                    reach.push((column, cell.rows - 1));
                }
                column = (column + 1).min(WIDEST);
            }
        }
        for rows in taken.values_mut() {
            *rows = rows.saturating_sub(1);
        }
        taken.extend(reach);
        grid.push(placed);
    }
    grid
}
