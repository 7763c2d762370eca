//! The columns of the two frames. Names and types are part of the public contract.

/// Something that a canvas says of itself: the optional canvas-level columns of long CSV and keys
/// of JSON, under the same names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Field {
    /// What the canvas is called.
    Title = 0,
    /// When this version was made, as the author wrote it.
    Date = 1,
    /// Who made it.
    Author = 2,
    /// The venture's stage, in the author's words.
    Stage = 3,
    /// The currency of amounts that name none: ISO 4217.
    Currency = 4,
    /// The language that it is written in.
    Language = 5,
}

impl Field {
    /// All of them, in the order of the columns.
    pub const ALL: [Self; 6] =
        [Self::Title, Self::Date, Self::Author, Self::Stage, Self::Currency, Self::Language];

    /// The column's name in frames and files. Final.
    ///
    /// In long CSV a `currency` is the entry's; a canvas' own currency is a key of JSON only.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Date => "date",
            Self::Author => "author",
            Self::Stage => "stage",
            Self::Currency => "currency",
            Self::Language => "language",
        }
    }

    /// The field with exactly this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// String, never null, in both frames: the canvas' id.
pub const CANVAS: &str = "canvas";
/// String, never null, in both frames: the version, `1` where none is given.
pub const VERSION: &str = "version";
/// String, never null, `canvases`: the file that the canvas was read from.
pub const SOURCE: &str = "source";
/// String, never null, `entries`: the block's file name.
pub const BLOCK: &str = "block";
/// UInt32, never null, `entries`: the place within the block, from 1, in the order of the source.
pub const NUMBER: &str = "number";
/// String, `entries`: the author's id for the entry; null when not given.
pub const ID: &str = "id";
/// String, `entries`: the sub-heading; null when there is none.
pub const GROUP: &str = "group";
/// String, never null, `entries`: what it says.
pub const TEXT: &str = "text";
/// UInt32, `entries`: the row of a table, or the line of a text, from 1; null where the format has
/// neither.
pub const ROW: &str = "row";
