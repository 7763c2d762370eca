//! Evidence rules: the closed set of things that a rule can look for.

use super::question::Level;
use crate::canvas::Block;
use crate::text::Bits;

/// A property of an entry that is no concept of the vocabulary. Written `#name` in rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Flag {
    /// An amount of money.
    Amount = 0,
    /// A percentage.
    Percent = 1,
    /// A number that is no amount of money.
    Number = 2,
    /// A word written as a proper name.
    Name = 3,
    /// A label with what belongs to it, or a table row with cells.
    Label = 4,
    /// Three or more list items.
    List = 5,
    /// Two or more content words that are no general words.
    Detail = 6,
    /// Five or more such words.
    Rich = 7,
    /// A word that negates.
    Negation = 8,
    /// Given as the answer to this very question.
    Answer = 9,
    /// An arrow.
    Arrow = 10,
    /// The entry stands under a sub-heading or column name.
    Group = 11,
    /// The sub-heading that the entry stands under gives a percentage.
    HeadPercent = 12,
}

impl Flag {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Amount,
        Self::Percent,
        Self::Number,
        Self::Name,
        Self::Label,
        Self::List,
        Self::Detail,
        Self::Rich,
        Self::Negation,
        Self::Answer,
        Self::Arrow,
        Self::Group,
        Self::HeadPercent,
    ];

    /// The name in rules, without the `#`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Percent => "percent",
            Self::Number => "number",
            Self::Name => "name",
            Self::Label => "label",
            Self::List => "list",
            Self::Detail => "detail",
            Self::Rich => "rich",
            Self::Negation => "negation",
            Self::Answer => "answer",
            Self::Arrow => "arrow",
            Self::Group => "group",
            Self::HeadPercent => "head-percent",
        }
    }

    /// Its bit.
    #[must_use]
    pub const fn bit(self) -> u16 {
        1 << self as u16
    }

    /// The flag with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flag| flag.name() == name)
    }
}

/// Alternatives: an entry fits when it has any of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnyOf {
    /// Concepts that are met.
    pub met: Bits,
    /// Concepts that are met negated.
    pub negated: Bits,
    /// Concepts that are met in the entry's own text, not only in what it stands under.
    pub own: Bits,
    /// Concepts that are met in the sub-heading that the entry stands under.
    pub head: Bits,
    /// [`Flag`] bits.
    pub flags: u16,
    /// All concepts of the sets above as parts, each with the place of its set: 0 met, 1 negated, 2
    /// own, 3 head. Rules are tried on every entry, so this must be quick.
    parts: Vec<(u8, (u8, u64))>,
}

impl AnyOf {
    /// The same alternatives, made ready for [`AnyOf::any`].
    #[must_use]
    pub fn ready(mut self) -> Self {
        let sets = [self.met, self.negated, self.own, self.head];
        let parts = (0_u8..).zip(&sets).flat_map(|(set, bits)| bits.parts().map(move |p| (set, p)));
        self.parts = parts.collect();
        self
    }

    /// Whether any concept is in its set: met, negated, own, head.
    #[must_use]
    pub fn any(&self, sets: [&Bits; 4]) -> bool {
        self.parts.iter().any(|(set, part)| sets[usize::from(*set & 3)].has(*part))
    }

    /// Whether there is no alternative at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.flags == 0 && [self.met, self.negated, self.own, self.head].iter().all(Bits::is_empty)
    }
}

/// What an entry must have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Predicate {
    /// One of these; `None` when every entry fits.
    pub any: Option<AnyOf>,
    /// And one of each of these.
    pub and: Vec<AnyOf>,
    /// And none of these.
    pub not: AnyOf,
}

/// A set of building blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocks(u16);

impl Blocks {
    /// The nine.
    pub const ALL: Self = Self(0x1ff);
    /// None of them.
    pub const NONE: Self = Self(0);

    /// The set with one more block.
    #[must_use]
    pub const fn with(self, block: Block) -> Self {
        Self(self.0 | 1 << block.index())
    }

    /// Whether the block is in the set.
    #[must_use]
    pub const fn contains(self, block: Block) -> bool {
        self.0 & (1 << block.index()) != 0
    }

    /// The blocks in canvas order.
    pub fn iter(self) -> impl Iterator<Item = Block> {
        Block::ALL.into_iter().filter(move |block| self.contains(*block))
    }
}

/// How many entries must fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Need {
    /// This many entries.
    Entries(u32),
    /// Fitting entries with this many list items together.
    Items(u32),
    /// This share of the entries, 0 to 1.
    Share(f64),
}

/// How an entry of one block belongs to an entry of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// By its `for` column, or because its text names the other.
    Stated,
    /// Stated, or by a telling word that both have.
    Shared,
    /// By a concept of a family that both have.
    Concept,
}

/// What a clause looks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Entries that fit a predicate.
    Entries {
        /// What each must have.
        fits: Box<Predicate>,
        /// How many.
        need: Need,
        /// At most this many list items in the fitting entries together.
        max_items: Option<u32>,
        /// At most this many fitting entries.
        max_entries: Option<u32>,
    },
    /// The searched blocks say nothing at all.
    Empty,
    /// Kinds that occur in the entries together.
    Kinds {
        /// The kinds, each a list of alternatives.
        kinds: Vec<AnyOf>,
        /// How many of them.
        min: u32,
    },
    /// Ties between entries of two blocks.
    Tie {
        /// Where the tied entries stand.
        from: Block,
        /// What they are tied to.
        to: Block,
        /// What an entry of `from` must have for its ties to count.
        fits: Box<Predicate>,
        /// Which ties count.
        how: How,
        /// For [`How::Concept`] the family: a tie is one of these met on both sides.
        by: Bits,
        /// Entries of `from`, or the share of the entries of `to` that something is tied to.
        need: Need,
    },
}

/// One condition of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// The blocks that are searched.
    pub blocks: Blocks,
    /// What is looked for.
    pub test: Test,
}

/// A rule: what is needed, and which level it gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The level that it gives.
    pub gives: Level,
    /// Why it counts, in a few words, by language.
    pub say: [String; 2],
    /// All must hold. The first is the one whose entries are quoted.
    pub clauses: Vec<Clause>,
}
