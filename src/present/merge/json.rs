//! Merging canvases in JSON: entry by entry, and everything else key by key.

use std::collections::BTreeMap;

use super::canvas_tree::{Holds, Leaf, holds, items, leaves, sheet};
use super::tree::{Node, Part, Writer};
use super::{Marks, MergedText};
use crate::canvas::Block;
use crate::catalogue::Catalogue;
use crate::compare::{Merged, Slot, Whose, settle};
use crate::read::Json;
use crate::text::key;

type Fields = Vec<(String, Json)>;

/// Merges three JSON texts, each a canvas, an array of canvases or `{"canvases": […]}`. What is
/// not about entries is merged key by key; keys that are not understood are kept.
///
/// `None` when a text is no JSON of that shape, or when the same canvas stands in one twice: then
/// only lines can be merged.
#[must_use]
pub fn merge_json(
    [base, ours, theirs]: [&str; 3],
    catalogue: &Catalogue,
    marks: &Marks,
) -> Option<MergedText> {
    let unit = indentation(ours);
    let parse = |text: &str| if text.trim().is_empty() { Some(Json::Null) } else { parsed(text) };
    let merger = Merger { catalogue };
    let node = merger.document(&parse(base)?, &parsed(ours)?, &parsed(theirs)?)?;
    let mut writer = Writer { unit, marks, conflicts: 0 };
    let mut text = writer.write(&node);
    if ours.contains("\r\n") {
        text = text.replace('\n', "\r\n");
    }
    Some(MergedText { text, conflicts: writer.conflicts })
}

fn parsed(text: &str) -> Option<Json> {
    Json::parse(text).ok()
}

/// What a level is indented by: the white space before the first key or item; nothing when all
/// stands on one line.
fn indentation(text: &str) -> String {
    let second = text.trim_end().lines().nth(1).unwrap_or_default();
    let blank = second.len() - second.trim_start_matches([' ', '\t']).len();
    let unit = second.get(..blank).unwrap_or_default();
    if unit.is_empty() && text.trim_end().contains('\n') {
        "  ".to_owned()
    } else {
        unit.to_owned()
    }
}

struct Merger<'c> {
    catalogue: &'c Catalogue,
}

impl Merger<'_> {
    fn document(&self, base: &Json, ours: &Json, theirs: &Json) -> Option<Node> {
        let none = Vec::new();
        match (ours, theirs) {
            (Json::Array(ours), Json::Array(theirs)) => {
                let base = if let Json::Array(base) = base { base } else { &none };
                self.canvases([base, ours, theirs])
            }
            (Json::Object(ours), Json::Object(theirs)) => {
                let no_fields = Vec::new();
                let base = if let Json::Object(base) = base { base } else { &no_fields };
                if !ours.iter().any(|(name, _)| key(name) == "canvases") {
                    return Some(self.canvas([base, ours, theirs]));
                }
                self.wrapped([base, ours, theirs])
            }
            _ => None,
        }
    }

    /// `{"canvases": […]}` with other keys beside it.
    fn wrapped(&self, sides: [&Fields; 3]) -> Option<Node> {
        let none = Vec::new();
        let list = |fields: &'_ Fields| -> Option<Vec<Json>> {
            let found = fields.iter().find(|(name, _)| key(name) == "canvases");
            match found {
                Some((_, Json::Array(items))) => Some(items.clone()),
                None => Some(none.clone()),
                Some(_) => None,
            }
        };
        let lists = [list(sides[0])?, list(sides[1])?, list(sides[2])?];
        let merged = self.canvases(lists.each_ref())?;
        let mut parts = Vec::new();
        for name in names(sides) {
            if key(&name) == "canvases" {
                parts.push(Part::One((name, merged.clone())));
            } else {
                parts.extend(member(&name, sides));
            }
        }
        Some(Node::Object(parts))
    }

    /// Canvases matched by id and version, in our order, then those that only they have.
    fn canvases(&self, sides: [&Vec<Json>; 3]) -> Option<Node> {
        let mut found: [BTreeMap<(String, String), &Fields>; 3] = Default::default();
        let mut order = Vec::new();
        for side in [1, 2, 0] {
            for item in sides[side] {
                let Json::Object(fields) = item else { return None };
                let name = name_of(fields);
                if !order.contains(&name) {
                    order.push(name.clone());
                }
                if found[side].insert(name, fields).is_some() {
                    return None;
                }
            }
        }
        let mut parts = Vec::new();
        for name in order {
            let [base, ours, theirs] = found.each_ref().map(|side| side.get(&name).copied());
            let whole = |fields: &Fields| Node::Value(Json::Object(fields.clone()));
            match (base, ours, theirs) {
                (base, Some(ours), Some(theirs)) => {
                    let none = Vec::new();
                    let merged = self.canvas([base.unwrap_or(&none), ours, theirs]);
                    parts.push(Part::One(merged));
                }
                (_, None, None) => {}
                (base, ours, theirs) => match settle(base, ours, theirs) {
                    Some(fields) => parts.extend(fields.map(|f| Part::One(whole(f)))),
                    None => {
                        let side =
                            |fields: Option<&Fields>| fields.map(whole).into_iter().collect();
                        parts.push(Part::Conflict([side(base), side(ours), side(theirs)]));
                    }
                },
            }
        }
        Some(Node::Array(parts))
    }

    fn canvas(&self, sides: [&Fields; 3]) -> Node {
        let leaves = sides.map(|fields| leaves(fields, self.catalogue));
        let sheets = leaves.each_ref().map(|leaves| sheet(leaves));
        let merged = Merged::of(&sheets[0], &sheets[1], &sheets[2]);
        let mut blocks: BTreeMap<Block, Vec<Part<Node>>> = BTreeMap::new();
        for (block, slot) in &merged.slots {
            blocks.entry(*block).or_default().push(rendered(slot, &leaves));
        }
        let mut parts = Vec::new();
        for name in names(sides) {
            match holds(&name, false, self.catalogue) {
                Holds::Other => parts.extend(member(&name, sides)),
                Holds::Entries(block) => {
                    parts.extend(self.block(&name, block, sides, &mut blocks));
                }
                Holds::Blocks => {
                    let inner = sides.map(|fields| match value(fields, &name) {
                        Some(Json::Object(fields)) => fields.clone(),
                        _ => Vec::new(),
                    });
                    let inner = inner.each_ref();
                    let mut members = Vec::new();
                    for name in names(inner) {
                        match holds(&name, true, self.catalogue) {
                            Holds::Entries(block) => {
                                members.extend(self.block(&name, block, inner, &mut blocks));
                            }
                            _ => members.extend(member(&name, inner)),
                        }
                    }
                    parts.push(Part::One((name, Node::Object(members))));
                }
            }
        }
        Node::Object(parts)
    }

    /// A block's member. As it stands in ours or in theirs when it says the same, so that a layout
    /// of the author's own is kept.
    fn block(
        &self,
        name: &str,
        block: Block,
        sides: [&Fields; 3],
        blocks: &mut BTreeMap<Block, Vec<Part<Node>>>,
    ) -> Option<Part<(String, Node)>> {
        let parts = blocks.remove(&block);
        let plain: Option<Vec<Json>> = parts.iter().flatten().map(settled).collect();
        for side in [sides[1], sides[2]] {
            if let (Some(plain), Some(raw)) = (&plain, value(side, name))
                && items(raw) == *plain
            {
                return Some(Part::One((name.to_owned(), Node::Value(raw.clone()))));
            }
        }
        match parts {
            Some(parts) => Some(Part::One((name.to_owned(), Node::Array(parts)))),
            // All entries are gone; the key stays unless both, or the one that changed it, took it
            // away. A second key of the same block has nothing left to hold.
            None => {
                let kept = settle(
                    value(sides[0], name).is_some(),
                    value(sides[1], name).is_some(),
                    value(sides[2], name).is_some(),
                );
                kept.unwrap_or(true).then(|| Part::One((name.to_owned(), Node::Array(Vec::new()))))
            }
        }
    }
}

fn settled(part: &Part<Node>) -> Option<Json> {
    match part {
        Part::One(Node::Value(json)) => Some(json.clone()),
        _ => None,
    }
}

fn value<'f>(fields: &'f Fields, name: &str) -> Option<&'f Json> {
    fields.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// All keys: ours in our order, then theirs.
fn names([base, ours, theirs]: [&Fields; 3]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in ours.iter().chain(theirs).chain(base) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// A member that is merged as a whole, or key by key when all that changed it made it an object.
fn member(name: &str, sides: [&Fields; 3]) -> Option<Part<(String, Node)>> {
    let [base, ours, theirs] = sides.map(|fields| value(fields, name));
    if let Some(settled) = settle(base, ours, theirs) {
        return settled.map(|json| Part::One((name.to_owned(), Node::Value(json.clone()))));
    }
    if let (Some(Json::Object(ours)), Some(Json::Object(theirs))) = (ours, theirs) {
        let none = Vec::new();
        let base = if let Some(Json::Object(base)) = base { base } else { &none };
        let sides = [base, ours, theirs];
        let parts = names(sides).iter().filter_map(|name| member(name, sides)).collect();
        return Some(Part::One((name.to_owned(), Node::Object(parts))));
    }
    let side = |json: Option<&Json>| -> Vec<(String, Node)> {
        json.map(|json| (name.to_owned(), Node::Value(json.clone()))).into_iter().collect()
    };
    Some(Part::Conflict([side(base), side(ours), side(theirs)]))
}

/// A slot as the JSON of its entry.
fn rendered(slot: &Slot, leaves: &[Vec<Leaf>; 3]) -> Part<Node> {
    let json =
        |side: usize, at: usize| leaves[side].get(at).map_or(Json::Null, |leaf| leaf.json.clone());
    let side = |side: usize, places: &[usize]| -> Vec<Node> {
        places.iter().map(|at| Node::Value(json(side, *at))).collect()
    };
    match slot {
        Slot::Take(Whose::Ours, at) => Part::One(Node::Value(json(1, *at))),
        Slot::Take(Whose::Theirs, at) => Part::One(Node::Value(json(2, *at))),
        Slot::Join(base, ours, theirs) => {
            let (base, ours, theirs) = (json(0, *base), json(1, *ours), json(2, *theirs));
            if let Some(json) = settle(&base, &ours, &theirs) {
                return Part::One(Node::Value(json.clone()));
            }
            joined(base, ours, theirs)
        }
        Slot::Conflict { base, ours, theirs } => {
            Part::Conflict([side(0, base), side(1, ours), side(2, theirs)])
        }
    }
}

/// An entry that both changed, key by key. One that is a bare text on a side is seen as an object
/// with that text.
fn joined(base: Json, ours: Json, theirs: Json) -> Part<Node> {
    let fields = |json: &Json| match json {
        Json::Object(fields) => fields.clone(),
        other => vec![("text".to_owned(), other.clone())],
    };
    let sides = [fields(&base), fields(&ours), fields(&theirs)];
    let sides = sides.each_ref();
    let mut members = Vec::new();
    for name in names(sides) {
        match member(&name, sides) {
            Some(Part::One((name, Node::Value(json)))) => members.push((name, json)),
            None => {}
            Some(_) => {
                let whole = |json: Json| vec![Node::Value(json)];
                return Part::Conflict([whole(base), whole(ours), whole(theirs)]);
            }
        }
    }
    Part::One(Node::Value(Json::Object(members)))
}

/// The id and version that a canvas is matched by.
fn name_of(fields: &Fields) -> (String, String) {
    let get = |names: &[&str]| {
        let found = fields.iter().find(|(name, _)| names.contains(&key(name).as_str()));
        found.and_then(|(_, value)| value.scalar())
    };
    let id = get(&["canvas", "id", "canvasid"]).or_else(|| get(&["name", "naam"]));
    (id.unwrap_or_default(), get(&["version", "versie"]).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{Marks, merge_json};
    use crate::catalogue::Catalogue;

    fn marks() -> Marks {
        let (ours, base, theirs) = ("ours".to_owned(), "base".to_owned(), "theirs".to_owned());
        Marks { length: 7, ours, base, theirs }
    }

    const BASE: &str = r#"{
    "canvas": "shop",
    "logo": "old.png",
    "blocks": {
        "channels": ["Shop in town", {"text": "Web shop", "phase": "purchase", "x-note": 1}]
    }
}"#;

    #[test]
    fn both_sides_work_on_the_same_list_and_unknown_keys_stay() {
        let ours = BASE.replace("Shop in town", "Shop in the town centre").replace("old", "new");
        let theirs = BASE.replace("\"purchase\"", "\"delivery\"").replace("}]", "}, \"Market\"]");
        let catalogue = Catalogue::builtin().unwrap();
        let merged = merge_json([BASE, &ours, &theirs], &catalogue, &marks()).unwrap();
        assert_eq!(merged.conflicts, 0, "{}", merged.text);
        for said in ["Shop in the town centre", "new.png", "delivery", "x-note", "Market"] {
            assert!(merged.text.contains(said), "{said} in {}", merged.text);
        }
        assert!(merged.text.contains("\n    \"canvas\""), "{}", merged.text);
    }

    #[test]
    fn two_wordings_of_one_entry_are_left_to_people() {
        let ours = BASE.replace("Shop in town", "Shop in the town centre");
        let theirs = BASE.replace("Shop in town", "Shop at the edge of town");
        let catalogue = Catalogue::builtin().unwrap();
        let merged = merge_json([BASE, &ours, &theirs], &catalogue, &marks()).unwrap();
        assert_eq!(merged.conflicts, 1);
        let expected = "<<<<<<< ours\n            \"Shop in the town centre\",\n||||||| base\n";
        assert!(merged.text.contains(expected), "{}", merged.text);
    }
}
