//! An entry that another tool wrote: which of its fields are its text, and what the others say.

use super::json::Json;
use crate::canvas::{Attribute, Block};
use crate::portfolio::EntryDraft;
use crate::text::key;

/// Fields that hold an entry's text, the most telling first.
const TEXTS: [&str; 17] = [
    "text",
    "tekst",
    "statement",
    "name",
    "naam",
    "title",
    "titel",
    "label",
    "channel",
    "partner",
    "partnername",
    "resource",
    "activity",
    "item",
    "content",
    "value",
    "mechanism",
];
/// Fields that say more about it.
const MORE: [&str; 5] = ["description", "beschrijving", "omschrijving", "details", "summary"];
/// Fields that hold a list of entries.
const LISTS: [&str; 8] =
    ["items", "entries", "toplines", "majorcosts", "list", "points", "notes", "bullets"];
/// Fields that name the list.
const HEADS: [&str; 5] = ["head", "heading", "title", "name", "group"];

/// What an object in a block's list stands for.
pub(super) enum Meaning {
    /// A list of entries with the heading that it has.
    List { head: Option<String>, items: Vec<Json> },
    /// Several such lists: `{"online": […], "offline": […]}`.
    Lists(Vec<(String, Vec<Json>)>),
    /// An entry.
    Entry(Box<EntryDraft>),
    /// Nothing: no field holds a text.
    Nothing,
}

/// Reads an object that has no `text` of our own format.
pub(super) fn read(block: Block, fields: Vec<(String, Json)>) -> Meaning {
    let is_list = |(name, value): &(String, Json)| {
        LISTS.contains(&key(name).as_str()) && matches!(value, Json::Array(_))
    };
    if let Some(at) = fields.iter().position(is_list) {
        let head = fields
            .iter()
            .find(|(name, value)| HEADS.contains(&key(name).as_str()) && value.scalar().is_some())
            .and_then(|(_, value)| value.scalar());
        let items = fields.into_iter().nth(at).map(|(_, value)| value);
        return match items {
            Some(Json::Array(items)) => Meaning::List { head, items },
            _ => Meaning::Nothing,
        };
    }
    let nested = |value: &Json| matches!(value, Json::Array(_) | Json::Object(_) | Json::Null);
    let some = |value: &Json| matches!(value, Json::Array(_) | Json::Object(_));
    if fields.iter().all(|(_, value)| nested(value)) && fields.iter().any(|(_, value)| some(value))
    {
        let lists = fields.into_iter().filter(|(_, value)| some(value));
        return Meaning::Lists(lists.map(|(name, value)| (spaced(&name), items(value))).collect());
    }
    entry(block, fields)
}

fn items(value: Json) -> Vec<Json> {
    match value {
        Json::Array(items) => items,
        other => vec![other],
    }
}

fn entry(block: Block, fields: Vec<(String, Json)>) -> Meaning {
    let mut entry = EntryDraft::new(block, "");
    let mut text: Option<(usize, String)> = None;
    let mut more: Vec<String> = Vec::new();
    let mut rest: Vec<String> = Vec::new();
    for (name, value) in fields {
        let folded = key(&name);
        let Some(said) = said(&value).filter(|said| !said.trim().is_empty()) else { continue };
        if let Some(rank) = TEXTS.iter().position(|known| *known == folded) {
            match &text {
                Some((before, _)) if *before <= rank => rest.push(said),
                _ => {
                    let before = text.replace((rank, said));
                    rest.extend(before.map(|(_, said)| said));
                }
            }
        } else if MORE.contains(&folded.as_str()) {
            more.push(said);
        } else if folded == "head" {
            rest.insert(0, said);
        } else if !attribute(&mut entry, &folded, &value, &said) {
            rest.push(labelled(&name, &said));
        }
    }
    let text = text.map(|(_, text)| text);
    let mut parts: Vec<String> = Vec::new();
    parts.extend(match (text, more.is_empty()) {
        (Some(text), false) => Some(format!("{text}: {}", more.join(" "))),
        (Some(text), true) => Some(text),
        (None, false) => Some(more.join(" ")),
        (None, true) => None,
    });
    parts.extend(rest);
    entry.text = parts.join(" | ");
    if entry.text.is_empty() {
        // Only typed fields: `{"type": "community"}` says something all the same.
        let words = Attribute::WORDS.into_iter();
        let words = words.filter_map(|word| entry.attributes[word as usize].clone());
        entry.text = words.collect::<Vec<_>>().join(", ");
    }
    if entry.text.is_empty() { Meaning::Nothing } else { Meaning::Entry(Box::new(entry)) }
}

/// A value as text: a list's items are separated by `; `, an object's fields by commas.
fn said(value: &Json) -> Option<String> {
    let joined =
        |parts: Vec<String>, sign: &str| Some(parts.join(sign)).filter(|text| !text.is_empty());
    match value {
        Json::Array(items) => joined(items.iter().filter_map(said).collect(), "; "),
        Json::Object(fields) => {
            let field = |(name, value): &(String, Json)| Some(labelled(name, &said(value)?));
            joined(fields.iter().filter_map(field).collect(), ", ")
        }
        other => other.scalar(),
    }
}

/// `per_unit: 39` as text, unless the name adds nothing.
fn labelled(name: &str, said: &str) -> String {
    format!("{}: {said}", spaced(name))
}

/// `fixed_costs` as people write it.
fn spaced(name: &str) -> String {
    let words: Vec<String> = name
        .split(['_', '-', ' '])
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}

/// Sets the typed attribute that a field of another tool means. `false` where it means none.
fn attribute(entry: &mut EntryDraft, name: &str, value: &Json, said: &str) -> bool {
    let (attribute, text) = match name {
        "id" | "uuid" | "key" => {
            entry.id = Some(said.to_owned());
            return true;
        }
        // What an application keeps for itself.
        "color" | "colors" | "colour" | "x" | "y" | "width" | "height" | "order" | "zone"
        | "createdat" | "updatedat" | "hidden" | "number" | "row" | "block" => return true,
        "group" | "groep" => {
            entry.group = Some(said.to_owned());
            return true;
        }
        "for" | "targetsegment" | "segment" | "segments" | "sourcesegment" | "fromsegments"
        | "forvalue" | "targetsegments" | "linkedto" | "customersegment" => {
            let links = said.replace("; ", ";");
            let slot = &mut entry.attributes[Attribute::For as usize];
            *slot = Some(slot.take().map_or(links.clone(), |before| format!("{before};{links}")));
            return true;
        }
        "isrecurring" | "recurring" => {
            let recurring = matches!(value, Json::Bool(true)) || said == "true";
            (Attribute::Recurrence, if recurring { "recurring" } else { "one-off" })
        }
        "costtype" | "nature" => (Attribute::Nature, said),
        "phases" | "phasescovered" | "phase" => (Attribute::Phase, said),
        "type" if entry.block == Block::CostStructure => (Attribute::Nature, said),
        "type" | "kind" | "relationshiptype" | "resourcetype" | "activitytype"
        | "partnershiptype" | "channeltype" | "revenuetype" | "segmenttype"
        | "segmentarchetype" | "valuetype" => (Attribute::Kind, said),
        "amount" | "price" | "volume" | "currency" | "period" | "question" | "recurrence" => {
            match Attribute::from_name(name) {
                Some(attribute) => (attribute, said),
                None => return false,
            }
        }
        _ => return false,
    };
    entry.attributes[attribute as usize] = Some(text.replace('_', " "));
    true
}

#[cfg(test)]
mod tests {
    use super::{Meaning, read};
    use crate::canvas::{Attribute, Block};
    use crate::portfolio::EntryDraft;
    use crate::read::json::Json;

    fn entry(block: Block, text: &str) -> EntryDraft {
        let Json::Object(fields) = Json::parse(text).unwrap() else { panic!("no object") };
        match read(block, fields) {
            Meaning::Entry(entry) => *entry,
            _ => panic!("no entry"),
        }
    }

    #[test]
    fn a_validators_segment_and_stream_are_read() {
        let stream = r#"{"target_segment": "Commuters", "type": "subscription", "mechanism": "monthly fee", "per_unit": "€ 39"}"#;
        let stream = entry(Block::RevenueStreams, stream);
        assert_eq!(stream.text, "monthly fee | per unit: € 39");
        assert_eq!(stream.attributes[Attribute::For as usize].as_deref(), Some("Commuters"));
        assert_eq!(stream.attributes[Attribute::Kind as usize].as_deref(), Some("subscription"));
    }

    #[test]
    fn names_come_before_descriptions_and_types_are_kept() {
        let cost = r#"{"description": "two shops", "name": "Rent", "cost_type": "fixed"}"#;
        let cost = entry(Block::CostStructure, cost);
        assert_eq!(cost.text, "Rent: two shops");
        assert_eq!(cost.attributes[Attribute::Nature as usize].as_deref(), Some("fixed"));
        let typed = entry(Block::CustomerRelationships, r#"{"type": "co_creation"}"#);
        assert_eq!(typed.text, "co creation");
    }
}
