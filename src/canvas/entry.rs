//! One canvas and the entries on it, as borrowed views.

use super::{Block, Language};

/// What an entry may say of itself besides its text: the optional columns of long CSV and the
/// optional fields of an entry in JSON, under the same names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Attribute {
    /// Ids or texts of entries that this one is tied to, separated by `;`.
    For = 0,
    /// The guiding question that the entry was given as an answer to: its id.
    Question = 1,
    /// An amount of money, exact decimal text.
    Amount = 2,
    /// ISO 4217 code.
    Currency = 3,
    /// once, hour, day, week, month, quarter, year or unit.
    Period = 4,
    /// Price of one unit, exact decimal text.
    Price = 5,
    /// Units per period, exact decimal text.
    Volume = 6,
    /// Of a cost: fixed or variable.
    Nature = 7,
    /// Of a revenue stream: recurring or one-off.
    Recurrence = 8,
    /// Of a channel: awareness, evaluation, purchase, delivery or after-sales.
    Phase = 9,
    /// The kind of relationship, resource, activity or partnership.
    Kind = 10,
    /// Why a finding does not apply to this entry: `check-id: reason`, several separated by `;`.
    Waive = 11,
}

impl Attribute {
    /// All of them, in the order of the columns that this tool writes.
    pub const ALL: [Self; 12] = [
        Self::For,
        Self::Question,
        Self::Amount,
        Self::Currency,
        Self::Period,
        Self::Price,
        Self::Volume,
        Self::Nature,
        Self::Recurrence,
        Self::Phase,
        Self::Kind,
        Self::Waive,
    ];

    /// The attributes whose value is a word that describes the entry, and is judged like its text.
    pub const WORDS: [Self; 5] =
        [Self::Period, Self::Nature, Self::Recurrence, Self::Phase, Self::Kind];

    /// The column's name in long CSV and the key in JSON. Final.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Question => "question",
            Self::Amount => "amount",
            Self::Currency => "currency",
            Self::Period => "period",
            Self::Price => "price",
            Self::Volume => "volume",
            Self::Nature => "nature",
            Self::Recurrence => "recurrence",
            Self::Phase => "phase",
            Self::Kind => "kind",
            Self::Waive => "waive",
        }
    }

    /// The attribute with exactly this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|attribute| attribute.name() == name)
    }
}

/// One statement in one block of a canvas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The block that it stands in.
    pub block: Block,
    /// Its place within the block, from 1, in the order of the source.
    pub number: u32,
    /// The author's own id for it.
    pub id: Option<&'a str>,
    /// The sub-heading or the column names that it stands under.
    pub group: Option<&'a str>,
    /// What it says. Never empty.
    pub text: &'a str,
    /// `None` when nothing is given besides the text, as with most entries: those take a cache line.
    attributes: Option<Box<Attributes<'a>>>,
}

type Attributes<'a> = [Option<&'a str>; Attribute::ALL.len()];

impl<'a> Entry<'a> {
    /// An entry with nothing but its text.
    #[must_use]
    pub const fn new(block: Block, number: u32, text: &'a str) -> Self {
        Self { block, number, id: None, group: None, text, attributes: None }
    }

    /// An attribute's text; `None` when it was not given.
    #[must_use]
    pub const fn attribute(&self, attribute: Attribute) -> Option<&'a str> {
        match &self.attributes {
            Some(given) => given[attribute as usize],
            None => None,
        }
    }

    /// Whether it says the same as another besides its text, id and sub-heading.
    #[must_use]
    pub fn same_attributes(&self, other: &Self) -> bool {
        self.attributes == other.attributes
    }

    /// Sets an attribute; blank text counts as not given.
    pub fn set(&mut self, attribute: Attribute, value: Option<&'a str>) {
        let value = value.filter(|text| !text.trim().is_empty());
        match (&mut self.attributes, value) {
            (Some(given), _) => {
                given[attribute as usize] = value;
                if given.iter().all(Option::is_none) {
                    self.attributes = None;
                }
            }
            (None, Some(_)) => {
                let mut given = [None; Attribute::ALL.len()];
                given[attribute as usize] = value;
                self.attributes = Some(Box::new(given));
            }
            (None, None) => {}
        }
    }

    /// The ids or texts in `for`, trimmed, without empty ones.
    pub fn links(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.attribute(Attribute::For)
            .unwrap_or_default()
            .split(';')
            .map(str::trim)
            .filter(|link| !link.is_empty())
    }
}

/// One version of one canvas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canvas<'a> {
    /// The canvas' name, the same in all its versions.
    pub id: &'a str,
    /// Which version this is.
    pub version: &'a str,
    /// The language that the author gave; `None` when it was not given or is another language
    /// than the tool judges in.
    pub language: Option<Language>,
    /// The entries, in the order of the source.
    pub entries: Vec<Entry<'a>>,
}
