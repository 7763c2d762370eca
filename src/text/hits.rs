//! What a text holds.

use super::bits::Bits;
use super::matcher::Sense;

/// What a text holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// Concepts that are met.
    pub met: Bits,
    /// Concepts that are met negated.
    pub negated: Bits,
    /// Words that are neither stop words nor general words, numbers left out.
    pub content: u16,
    /// Items of the list that the text is; 1 for a text that is no list, 0 for no words.
    pub items: u16,
    /// Has an amount of money.
    pub amount: bool,
    /// Has a percentage.
    pub percent: bool,
    /// Has a number that is no amount of money.
    pub number: bool,
    /// Has a word written as a proper name.
    pub name: bool,
    /// Is a label with what belongs to it (`Label: rest`, `Name – rest`, `Name (rest)`), or a
    /// table row.
    pub label: bool,
    /// Has an arrow.
    pub arrow: bool,
    /// Has a word that negates.
    pub negator: bool,
}

/// Notes what a term brings; returns the concepts that it counts for.
pub(super) fn meet<'s>(hits: &mut Hits, sense: &'s Sense, negated: bool) -> &'s Bits {
    if negated {
        hits.negated.union(&sense.denied);
        &sense.denied
    } else {
        hits.met.union(&sense.met);
        &sense.met
    }
}
