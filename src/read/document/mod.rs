//! From the pieces of a text document to a canvas, whatever the format of the text.

mod assemble;
mod entries;
mod example;
mod layout;
mod meta;
mod piece;
mod section;

pub(super) use assemble::{Document, MOST_NAMED, assemble, block_count};
pub(super) use piece::{Cell, Kind, MOST_PIECES, Piece, Table, squeeze};
