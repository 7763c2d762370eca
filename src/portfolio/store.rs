//! The store, and canvases as views of it.

use polars::prelude::*;

use super::schema::{self, Field};
use super::texts::{Chunks, Texts};
use crate::canvas::{Attribute, Block, Canvas, Entry, Language};

/// Many canvases.
pub struct Portfolio {
    canvases: DataFrame,
    /// Only the columns that some canvas gives, in the order of the source.
    columns: Vec<Column>,
    chunks: Chunks,
    canvas_of: Vec<u32>,
    blocks: Vec<u8>,
    rows: Vec<u32>,
    /// Entry places, canvas by canvas; within a canvas in the order of the source.
    order: Vec<u32>,
    /// Per canvas where it begins in `order`; one more at the end.
    starts: Vec<u32>,
}

impl Portfolio {
    pub(super) fn assemble(
        canvases: DataFrame,
        columns: Vec<Column>,
        canvas_of: Vec<u32>,
        blocks: Vec<u8>,
        rows: Vec<u32>,
    ) -> PolarsResult<Self> {
        let length = canvas_of.len();
        polars_ensure!(
            blocks.len() == length
                && rows.len() == length
                && columns.iter().all(|column| column.len() == length),
            ShapeMismatch: "the entries' columns have different lengths"
        );
        let mut starts = vec![0_u32; canvases.height() + 1];
        for canvas in &canvas_of {
            starts[*canvas as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut order = vec![0_u32; length];
        for (entry, canvas) in canvas_of.iter().enumerate() {
            let slot = &mut next[*canvas as usize];
            order[*slot as usize] = u32::try_from(entry).unwrap_or(u32::MAX);
            *slot += 1;
        }
        let (columns, chunks) = Chunks::align(columns);
        Ok(Self { canvases, columns, chunks, canvas_of, blocks, rows, order, starts })
    }

    /// How many canvases there are; versions count as canvases of their own.
    #[must_use]
    pub fn len(&self) -> usize {
        self.canvases.height()
    }

    /// Whether there is no canvas.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many entries there are.
    #[must_use]
    pub const fn entry_count(&self) -> usize {
        self.canvas_of.len()
    }

    /// A row per canvas, ordered by canvas and version, with the columns of [`schema`].
    #[must_use]
    pub const fn canvases(&self) -> &DataFrame {
        &self.canvases
    }

    /// A row per entry, ordered by canvas, version, block and number, with all columns of
    /// [`schema`]: columns that no canvas gives are all null.
    ///
    /// # Errors
    /// When polars cannot build the frame, for instance for want of memory.
    pub fn entries(&self) -> PolarsResult<DataFrame> {
        let mut sorted = self.order.clone();
        let key = |entry: &u32| {
            let at = *entry as usize;
            (self.canvas_of[at], self.blocks[at], *entry)
        };
        sorted.sort_unstable_by_key(key);
        let mut number = Vec::with_capacity(sorted.len());
        let mut before = None;
        let mut count = 0_u32;
        for entry in &sorted {
            let at = *entry as usize;
            let here = Some((self.canvas_of[at], self.blocks[at]));
            count = if here == before { count + 1 } else { 1 };
            before = here;
            number.push(count);
        }
        let places: Vec<IdxSize> = sorted.iter().map(|entry| IdxSize::from(*entry)).collect();
        let places = IdxCa::from_vec("place".into(), places);
        let owner: Vec<IdxSize> =
            sorted.iter().map(|e| IdxSize::from(self.canvas_of[*e as usize])).collect();
        let owner = IdxCa::from_vec("owner".into(), owner);
        let block: StringChunked = sorted
            .iter()
            .map(|e| Block::from_index(self.blocks[*e as usize] as usize).map(Block::name))
            .collect();
        let row: UInt32Chunked =
            sorted.iter().map(|e| Some(self.rows[*e as usize]).filter(|row| *row > 0)).collect();
        let mut columns = vec![
            self.canvases.column(schema::CANVAS)?.take(&owner)?,
            self.canvases.column(schema::VERSION)?.take(&owner)?,
            block.with_name(schema::BLOCK.into()).into_column(),
            Column::new(schema::NUMBER.into(), number),
        ];
        let names = [schema::ID, schema::GROUP, schema::TEXT].into_iter();
        for name in names.chain(Attribute::ALL.into_iter().map(Attribute::name)) {
            columns.push(match self.columns.iter().find(|column| column.name() == name) {
                Some(column) => column.take(&places)?,
                None => Column::full_null(name.into(), sorted.len(), &DataType::String),
            });
        }
        columns.push(row.with_name(schema::ROW.into()).into_column());
        DataFrame::new(sorted.len(), columns)
    }

    /// Access to the canvases one by one.
    ///
    /// # Errors
    /// When a column does not hold text, which a portfolio built by this library rules out.
    pub fn views(&self) -> PolarsResult<Views<'_>> {
        let named = |name: &str| -> PolarsResult<Option<&StringChunked>> {
            self.columns.iter().find(|column| column.name() == name).map(|c| c.str()).transpose()
        };
        let texts = |name: &str| -> PolarsResult<Option<Texts<'_>>> {
            let given = named(name)?.filter(|column| column.null_count() < column.len());
            Ok(given.map(Texts::new))
        };
        let mut attributes = Vec::new();
        for attribute in Attribute::ALL {
            attributes.extend(texts(attribute.name())?.map(|texts| (attribute, texts)));
        }
        Ok(Views {
            portfolio: self,
            id: self.canvases.column(schema::CANVAS)?.str()?,
            version: self.canvases.column(schema::VERSION)?.str()?,
            language: self.canvases.column(Field::Language.name())?.str()?,
            currency: self.canvases.column(Field::Currency.name())?.str()?,
            source: self.canvases.column(schema::SOURCE)?.str()?,
            entry_id: texts(schema::ID)?,
            group: texts(schema::GROUP)?,
            text: texts(schema::TEXT)?,
            attributes,
        })
    }
}

/// A portfolio's canvases, one at a time.
#[derive(Clone)]
pub struct Views<'a> {
    portfolio: &'a Portfolio,
    id: &'a StringChunked,
    version: &'a StringChunked,
    language: &'a StringChunked,
    currency: &'a StringChunked,
    source: &'a StringChunked,
    entry_id: Option<Texts<'a>>,
    group: Option<Texts<'a>>,
    text: Option<Texts<'a>>,
    /// Those that some entry gives.
    attributes: Vec<(Attribute, Texts<'a>)>,
}

impl<'a> Views<'a> {
    /// How many canvases there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.portfolio.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The canvas at a place, from 0, in the order of the `canvases` frame; `None` beyond the last.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<Canvas<'a>> {
        let mut canvas = Canvas { id: "", version: "", language: None, entries: Vec::new() };
        self.fill(place, &mut canvas).then_some(canvas)
    }

    /// The same into a canvas that is reused; `false` beyond the last.
    pub fn fill(&self, place: usize, canvas: &mut Canvas<'a>) -> bool {
        let store = self.portfolio;
        let (Some(from), Some(to)) = (store.starts.get(place), store.starts.get(place + 1)) else {
            return false;
        };
        canvas.id = self.id.get(place).unwrap_or_default();
        canvas.version = self.version.get(place).unwrap_or_default();
        canvas.language = self.language.get(place).and_then(Language::from_tag);
        canvas.entries.clear();
        let mut counts = [0_u32; 9];
        let mut chunk = 0;
        for entry in store.order.get(*from as usize..*to as usize).unwrap_or_default() {
            let at = *entry as usize;
            let Some(block) = Block::from_index(store.blocks[at] as usize) else { continue };
            counts[block.index()] += 1;
            let place = store.chunks.place(at, &mut chunk);
            let value = |texts: &Option<Texts<'a>>| texts.as_ref().and_then(|t| t.get(place));
            let text = value(&self.text).unwrap_or_default();
            let mut view = Entry::new(block, counts[block.index()], text);
            view.id = value(&self.entry_id).filter(|id| !id.is_empty());
            view.group = value(&self.group).filter(|group| !group.is_empty());
            for (attribute, texts) in &self.attributes {
                view.set(*attribute, texts.get(place));
            }
            canvas.entries.push(view);
        }
        true
    }

    /// The currency that the canvas gives for amounts that name none, as written.
    #[must_use]
    pub fn currency(&self, place: usize) -> Option<&'a str> {
        self.currency.get(place)
    }

    /// Whether the canvas says that it is written in a language that this tool does not know, so
    /// that its words tell nothing.
    #[must_use]
    pub fn is_foreign(&self, place: usize) -> bool {
        self.language
            .get(place)
            .is_some_and(|tag| !tag.trim().is_empty() && Language::from_tag(tag).is_none())
    }

    /// The file that the canvas was read from.
    #[must_use]
    pub fn source(&self, place: usize) -> &'a str {
        self.source.get(place).unwrap_or_default()
    }

    /// The text of an entry's row in its source: its row or line from 1; `None` when unknown.
    #[must_use]
    pub fn row(&self, place: usize, entry: usize) -> Option<u32> {
        let from = *self.portfolio.starts.get(place)? as usize;
        let at = *self.portfolio.order.get(from + entry)? as usize;
        self.portfolio.rows.get(at).copied().filter(|row| *row > 0)
    }
}
