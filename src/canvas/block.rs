//! The nine building blocks of the business model canvas.

use std::fmt;

/// A building block, in the order in which the canvas is usually filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Block {
    /// For whom value is created.
    CustomerSegments = 0,
    /// What is offered, and what it does for the customer.
    ValuePropositions = 1,
    /// How customers are reached and served.
    Channels = 2,
    /// How contact with customers is kept.
    CustomerRelationships = 3,
    /// What customers pay for, and how.
    RevenueStreams = 4,
    /// The means that the model needs.
    KeyResources = 5,
    /// What must be done.
    KeyActivities = 6,
    /// Who else makes the model work.
    KeyPartners = 7,
    /// What it all costs.
    CostStructure = 8,
}

impl Block {
    /// All nine, in canvas order; a block's place here is its [`Block::index`].
    pub const ALL: [Self; 9] = [
        Self::CustomerSegments,
        Self::ValuePropositions,
        Self::Channels,
        Self::CustomerRelationships,
        Self::RevenueStreams,
        Self::KeyResources,
        Self::KeyActivities,
        Self::KeyPartners,
        Self::CostStructure,
    ];

    /// 0 to 8, in canvas order.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The block at a place in canvas order; `None` above 8.
    #[must_use]
    pub const fn from_index(index: usize) -> Option<Self> {
        if index < Self::ALL.len() { Some(Self::ALL[index]) } else { None }
    }

    /// The two-letter code that question ids begin with. Final.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CustomerSegments => "cs",
            Self::ValuePropositions => "vp",
            Self::Channels => "ch",
            Self::CustomerRelationships => "cr",
            Self::RevenueStreams => "rs",
            Self::KeyResources => "kr",
            Self::KeyActivities => "ka",
            Self::KeyPartners => "kp",
            Self::CostStructure => "co",
        }
    }

    /// The name in files that this tool writes. Final.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CustomerSegments => "customer_segments",
            Self::ValuePropositions => "value_propositions",
            Self::Channels => "channels",
            Self::CustomerRelationships => "customer_relationships",
            Self::RevenueStreams => "revenue_streams",
            Self::KeyResources => "key_resources",
            Self::KeyActivities => "key_activities",
            Self::KeyPartners => "key_partners",
            Self::CostStructure => "cost_structure",
        }
    }

    /// The block with this two-letter code; `None` for anything else.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|block| block.code() == code)
    }

    /// The block with exactly this file name; spellings met in the wild are the catalogue's matter.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|block| block.name() == name)
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Block;

    #[test]
    fn codes_and_names_are_the_published_ones() {
        let codes: Vec<_> = Block::ALL.iter().map(|b| b.code()).collect();
        assert_eq!(codes, ["cs", "vp", "ch", "cr", "rs", "kr", "ka", "kp", "co"]);
        for block in Block::ALL {
            assert_eq!(Block::from_code(block.code()), Some(block));
            assert_eq!(Block::from_name(block.name()), Some(block));
            assert_eq!(Block::from_index(block.index()), Some(block));
        }
        assert_eq!(Block::from_index(9), None);
    }
}
