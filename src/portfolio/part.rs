//! What a reader hands over: the canvases of one file.

use polars::prelude::*;

use super::schema::{self, Field};
use crate::canvas::{Attribute, Block};

/// The most bytes that an entry's text may have. A poster's note has some hundred; the limit only
/// keeps a file that is no canvas from taking the memory.
pub const LONGEST_TEXT: usize = 1_000_000;
/// The most bytes that a name may have: of a canvas, a version, an entry.
pub(crate) const LONGEST_NAME: usize = 500;

/// An entry as a reader found it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryDraft {
    /// The block that it stands in.
    pub block: Block,
    /// The author's id for it.
    pub id: Option<String>,
    /// The sub-heading that it stands under.
    pub group: Option<String>,
    /// What it says. Blank texts are not kept.
    pub text: String,
    /// Typed attributes, by [`Attribute`].
    pub attributes: [Option<String>; Attribute::ALL.len()],
    /// The row or line, from 1.
    pub row: Option<u32>,
}

impl EntryDraft {
    /// An entry with nothing but its text.
    #[must_use]
    pub fn new(block: Block, text: impl Into<String>) -> Self {
        Self {
            block,
            id: None,
            group: None,
            text: text.into(),
            attributes: Default::default(),
            row: None,
        }
    }
}

/// A canvas as a reader found it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CanvasDraft {
    /// Its name.
    pub id: String,
    /// Its version; `None` becomes `1`.
    pub version: Option<String>,
    /// What it says of itself, by [`Field`].
    pub fields: [Option<String>; Field::ALL.len()],
    /// Its entries.
    pub entries: Vec<EntryDraft>,
}

/// Something that was not taken over, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// The row or line, from 1.
    pub row: Option<u32>,
    /// What is wrong.
    pub message: String,
}

/// The canvases of one file, ready to be joined with others.
pub struct Part {
    pub(super) source: String,
    /// Id, version and fields of each canvas.
    pub(super) canvases: Vec<CanvasDraft>,
    /// The entries' own columns, those that are given: [`schema::ID`], [`schema::GROUP`],
    /// [`schema::TEXT`], attributes.
    pub(super) columns: Vec<Column>,
    /// Per entry its canvas' place in `canvases`.
    pub(super) canvas_of: Vec<u32>,
    /// Per entry its block's index.
    pub(super) blocks: Vec<u8>,
    /// Per entry its row; 0 for none.
    pub(super) rows: Vec<u32>,
}

impl Part {
    /// A part from whole canvases. Entries without text are left out; what is too large to be
    /// meant is left out and returned.
    #[must_use]
    pub fn from_drafts(source: &str, drafts: Vec<CanvasDraft>) -> (Self, Vec<Rejected>) {
        let mut rejected = Vec::new();
        let mut canvases = Vec::with_capacity(drafts.len());
        let mut entries: Vec<EntryDraft> = Vec::new();
        let mut canvas_of = Vec::new();
        for mut draft in drafts {
            if let Some(message) = too_long(&draft.id, draft.version.as_deref()) {
                rejected.push(Rejected { row: None, message });
                continue;
            }
            let place = u32::try_from(canvases.len()).unwrap_or(u32::MAX);
            for entry in std::mem::take(&mut draft.entries) {
                if entry.text.len() > LONGEST_TEXT {
                    let message = text_too_long(entry.text.len());
                    rejected.push(Rejected { row: entry.row, message });
                } else if !entry.text.trim().is_empty() {
                    canvas_of.push(place);
                    entries.push(entry);
                }
            }
            canvases.push(draft);
        }
        let columns = columns_of(&entries);
        let blocks = entries.iter().map(|e| u8::try_from(e.block.index()).unwrap_or(0)).collect();
        let rows = entries.iter().map(|entry| entry.row.unwrap_or(0)).collect();
        let source = source.to_owned();
        (Self { source, canvases, columns, canvas_of, blocks, rows }, rejected)
    }

    /// A part from columns that are held already, one value per entry. Column names are those of
    /// [`schema`] and [`Attribute::name`]; other columns must not be given. `canvas_of` and
    /// `blocks` are as long as the columns.
    #[must_use]
    pub const fn from_columns(
        source: String,
        canvases: Vec<CanvasDraft>,
        columns: Vec<Column>,
        canvas_of: Vec<u32>,
        blocks: Vec<u8>,
        rows: Vec<u32>,
    ) -> Self {
        Self { source, canvases, columns, canvas_of, blocks, rows }
    }

    /// A part without canvases.
    #[must_use]
    pub fn empty(source: &str) -> Self {
        Self {
            source: source.to_owned(),
            canvases: Vec::new(),
            columns: Vec::new(),
            canvas_of: Vec::new(),
            blocks: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// The same part, as read from another source.
    #[must_use]
    pub fn from_source(mut self, source: &str) -> Self {
        source.clone_into(&mut self.source);
        self
    }

    /// Adds the canvases of another part behind its own.
    ///
    /// # Errors
    /// When polars cannot join the columns, which only happens when they differ in length.
    pub fn append(&mut self, other: Self) -> PolarsResult<()> {
        let (before, added) = (self.canvas_of.len(), other.canvas_of.len());
        let first = u32::try_from(self.canvases.len()).unwrap_or(u32::MAX);
        let missing =
            |name: &PlSmallStr, length| Column::full_null(name.clone(), length, &DataType::String);
        for column in &other.columns {
            if self.columns.iter().all(|known| known.name() != column.name()) {
                self.columns.push(missing(column.name(), before));
            }
        }
        for column in &mut self.columns {
            match other.columns.iter().find(|known| known.name() == column.name()) {
                Some(more) => column.append(more)?,
                None => column.append(&missing(&column.name().clone(), added))?,
            };
        }
        self.canvases.extend(other.canvases);
        self.canvas_of.extend(other.canvas_of.into_iter().map(|place| first + place));
        self.blocks.extend(other.blocks);
        self.rows.extend(other.rows);
        Ok(())
    }

    /// How many canvases it holds.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.canvases.len()
    }

    /// Whether it holds no canvas.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.canvases.is_empty()
    }
}

/// Why a name is refused; `None` when it is not.
pub(crate) fn too_long(id: &str, version: Option<&str>) -> Option<String> {
    let long = |what: &str, text: &str| {
        (text.len() > LONGEST_NAME).then(|| {
            let count = text.chars().count();
            let start: String = text.chars().take(20).collect();
            format!(
                "the {what} '{start}…' has {count} characters, more than a name can have \
                 ({LONGEST_NAME} bytes): left out; is a text in the wrong column?"
            )
        })
    };
    long("canvas id", id).or_else(|| version.and_then(|version| long("version", version)))
}

/// The message for a text that is refused.
pub(crate) fn text_too_long(length: usize) -> String {
    format!(
        "a text of {length} bytes is more than an entry can be ({LONGEST_TEXT} bytes): left out; \
         is a quote missing?"
    )
}

fn columns_of(entries: &[EntryDraft]) -> Vec<Column> {
    let mut columns = Vec::new();
    let mut add = |name: &str, get: &dyn Fn(&EntryDraft) -> Option<&str>| {
        if entries.iter().any(|entry| get(entry).is_some()) {
            let values: StringChunked = entries.iter().map(get).collect();
            columns.push(values.with_name(name.into()).into_column());
        }
    };
    add(schema::ID, &|entry| entry.id.as_deref());
    add(schema::GROUP, &|entry| entry.group.as_deref());
    add(schema::TEXT, &|entry| Some(&entry.text));
    for attribute in Attribute::ALL {
        add(attribute.name(), &|entry| entry.attributes[attribute as usize].as_deref());
    }
    columns
}
