//! Blocks in one word.

use crate::canvas::{Block, Language};

/// A block's name in one word.
pub(super) const fn short(block: Block, language: Language) -> &'static str {
    match block {
        Block::CustomerSegments => language.pick("Segments", "Segmenten"),
        Block::ValuePropositions => language.pick("Value", "Waarde"),
        Block::Channels => language.pick("Channels", "Kanalen"),
        Block::CustomerRelationships => language.pick("Relations", "Relaties"),
        Block::RevenueStreams => language.pick("Revenue", "Inkomsten"),
        Block::KeyResources => language.pick("Resources", "Middelen"),
        Block::KeyActivities => language.pick("Activities", "Activiteiten"),
        Block::KeyPartners => language.pick("Partners", "Partners"),
        Block::CostStructure => language.pick("Costs", "Kosten"),
    }
}
