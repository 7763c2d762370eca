//! The entries of a canvas as they stand in JSON.

use crate::canvas::{Attribute, Block, Canvas, Entry};
use crate::catalogue::Catalogue;
use crate::compare::Sheet;
use crate::portfolio::Field;
use crate::read::Json;
use crate::text::key;

/// What a key of a canvas holds.
pub(super) enum Holds {
    /// The object of all blocks.
    Blocks,
    /// The entries of a block.
    Entries(Block),
    /// Anything else.
    Other,
}

/// What a key of a canvas holds, or of its object of blocks.
pub(super) fn holds(name: &str, within_blocks: bool, catalogue: &Catalogue) -> Holds {
    let plain = key(name);
    if !within_blocks {
        match plain.as_str() {
            "blocks" | "bouwstenen" => return Holds::Blocks,
            "canvas" | "id" | "canvasid" | "name" | "naam" | "version" | "versie" | "source"
            | "format" | "schema" => return Holds::Other,
            _ if Field::from_name(&plain).is_some() => return Holds::Other,
            _ => {}
        }
    }
    catalogue.blocks.resolve(name).map_or(Holds::Other, Holds::Entries)
}

/// An entry with the JSON that it stands in and its texts.
pub(super) struct Leaf {
    pub(super) block: Block,
    pub(super) json: Json,
    text: String,
    id: Option<String>,
    group: Option<String>,
    attributes: [Option<String>; Attribute::ALL.len()],
}

/// All entries of a canvas, by block and from top to bottom.
pub(super) fn leaves(fields: &[(String, Json)], catalogue: &Catalogue) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    for (name, value) in fields {
        match (holds(name, false, catalogue), value) {
            (Holds::Entries(block), value) => collect(block, value, &mut leaves),
            (Holds::Blocks, Json::Object(blocks)) => {
                for (name, value) in blocks {
                    if let Holds::Entries(block) = holds(name, true, catalogue) {
                        collect(block, value, &mut leaves);
                    }
                }
            }
            _ => {}
        }
    }
    leaves.sort_by_key(|leaf| leaf.block);
    leaves
}

/// The entries in a block's value, each as the JSON that an item of a list would be.
pub(super) fn items(value: &Json) -> Vec<Json> {
    match value {
        Json::Null => Vec::new(),
        Json::Array(items) => items.iter().flat_map(self::items).collect(),
        Json::String(text) if text.contains('\n') => text
            .lines()
            .map(|line| line.trim_start_matches(['-', '*', '•', ' ']).trim())
            .filter(|line| !line.is_empty())
            .map(|line| Json::String(line.to_owned()))
            .collect(),
        other => vec![other.clone()],
    }
}

fn collect(block: Block, value: &Json, leaves: &mut Vec<Leaf>) {
    leaves.extend(items(value).into_iter().map(|json| leaf(block, json)));
}

fn leaf(block: Block, json: Json) -> Leaf {
    let mut leaf = Leaf {
        block,
        text: json.scalar().unwrap_or_default(),
        json,
        id: None,
        group: None,
        attributes: Default::default(),
    };
    let Json::Object(fields) = &leaf.json else { return leaf };
    for (name, value) in fields {
        let plain = key(name);
        let given = match value {
            Json::Array(items) => {
                let items: Vec<String> = items.iter().filter_map(Json::scalar).collect();
                Some(items.join(";"))
            }
            other => other.scalar(),
        };
        let given = given.filter(|text| !text.trim().is_empty());
        match plain.as_str() {
            "text" | "tekst" => leaf.text = given.unwrap_or_default(),
            "id" => leaf.id = given,
            "group" | "groep" => leaf.group = given,
            _ => {
                if let Some(attribute) = Attribute::from_name(&plain) {
                    leaf.attributes[attribute as usize] = given;
                }
            }
        }
    }
    leaf
}

/// The entries as a sheet; the n-th entry is the n-th leaf.
pub(super) fn sheet(leaves: &[Leaf]) -> Sheet<'_> {
    let mut entries = Vec::with_capacity(leaves.len());
    for (place, leaf) in leaves.iter().enumerate() {
        let number = u32::try_from(place).unwrap_or(u32::MAX);
        let mut entry = Entry::new(leaf.block, number, &leaf.text);
        entry.id = leaf.id.as_deref();
        entry.group = leaf.group.as_deref();
        for attribute in Attribute::ALL {
            entry.set(attribute, leaf.attributes[attribute as usize].as_deref());
        }
        entries.push(entry);
    }
    Sheet::new(Canvas { id: "", version: "", language: None, entries })
}
