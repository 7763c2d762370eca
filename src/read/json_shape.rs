//! Whole files as other applications write them, brought into the shape of our own JSON.

use super::json::Json;
use crate::canvas::Block;
use crate::catalogue::BlockNames;
use crate::text::key;

type Fields = Vec<(String, Json)>;

/// The value in our shape; the same value where nothing has to be done.
pub(super) fn ours(value: Json, names: &BlockNames) -> Json {
    match value {
        Json::Object(fields) if is_board(&fields) => board(fields, names),
        Json::Object(fields) if has_notes(&fields) => notes(fields, names),
        Json::Object(fields) => by_name(fields, names),
        Json::Array(items) if items.iter().any(|item| type_of(item, names).is_some()) => {
            Json::Object(sorted(items, names))
        }
        other => other,
    }
}

fn field<'f>(fields: &'f Fields, name: &str) -> Option<&'f Json> {
    fields.iter().find(|(known, _)| key(known) == name).map(|(_, value)| value)
}

/// How many of an object's keys name a block.
pub(super) fn block_keys(value: &Json, names: &BlockNames) -> usize {
    match value {
        Json::Object(fields) => {
            fields.iter().filter(|(name, _)| names.resolve(name).is_some()).count()
        }
        _ => 0,
    }
}

/// `{"Shop": {…nine blocks…}, "Bakery": {…}}`: a canvas per name.
fn by_name(fields: Fields, names: &BlockNames) -> Json {
    let canvases = fields.iter().filter(|(_, value)| block_keys(value, names) >= 2).count();
    let own = fields.iter().any(|(name, _)| {
        names.resolve(name).is_some() || matches!(key(name).as_str(), "blocks" | "canvases")
    });
    let wrapper = ["blocks", "canvasdata", "data", "canvas", "bmc", "businessmodelcanvas", "model"];
    let wrapped = |name: &str| wrapper.contains(&key(name).as_str());
    let single = canvases == 1 && fields.len() > 1
        || fields.iter().any(|(name, value)| wrapped(name) && block_keys(value, names) >= 2);
    if !own && canvases == 0 {
        return unwrapped(fields, names);
    }
    if own {
        return Json::Object(fields);
    }
    if single {
        // One canvas with its blocks under some other key than `blocks`.
        let fields = fields.into_iter().map(|(name, value)| {
            let blocks = block_keys(&value, names) >= 2;
            if blocks { ("blocks".to_owned(), value) } else { (name, value) }
        });
        return Json::Object(fields.collect());
    }
    let canvas = |(name, value): (String, Json)| match value {
        Json::Object(mut fields) if block_keys(&Json::Object(fields.clone()), names) >= 2 => {
            fields.insert(0, ("name".to_owned(), Json::String(name)));
            Json::Object(fields)
        }
        other => Json::Object(vec![(name, other)]),
    };
    Json::Array(fields.into_iter().map(canvas).collect())
}

/// Whether a value is a canvas or holds one, at most this many objects down.
fn holds_canvas(value: &Json, names: &BlockNames, depth: usize) -> bool {
    let Json::Object(fields) = value else { return false };
    block_keys(value, names) >= 2
        || depth > 0 && fields.iter().any(|(_, inner)| holds_canvas(inner, names, depth - 1))
}

/// A canvas is looked for at most this many objects down.
const DEEPEST: usize = 4;

/// `{"company": "Boats", "plan": {"model": {…nine blocks…}}}`: the only canvas, whatever it is wrapped in.
/// What stands beside the wrapper goes along, as fields of the canvas.
fn unwrapped(mut fields: Fields, names: &BlockNames) -> Json {
    let holding = |(_, value): &(String, Json)| holds_canvas(value, names, DEEPEST);
    let places: Vec<usize> =
        (0..fields.len()).filter(|at| fields.get(*at).is_some_and(holding)).collect();
    let [place] = places.as_slice() else { return Json::Object(fields) };
    let (_, inner) = fields.remove(*place);
    let Json::Object(mut inner) = inner else { return Json::Object(fields) };
    for (name, value) in fields {
        if !inner.iter().any(|(known, _)| key(known) == key(&name)) {
            inner.push((name, value));
        }
    }
    by_name(inner, names)
}

/// The block in a note's type: `kp`, `bmo: {type: pn}`, `obm_cs`, also `r` and `c` alone.
fn type_of(item: &Json, names: &BlockNames) -> Option<Block> {
    let Json::Object(fields) = item else { return None };
    let inner = match field(fields, "bmo") {
        Some(Json::Object(inner)) => field(inner, "type"),
        _ => None,
    };
    let named = inner.or_else(|| field(fields, "typesaved")).or_else(|| field(fields, "type"));
    let named = named.or_else(|| field(fields, "section"))?.scalar()?;
    match named.to_lowercase().as_str() {
        "r" => Some(Block::RevenueStreams),
        "c" => Some(Block::CostStructure),
        _ => names.resolve(&named),
    }
}

/// Notes sorted into their blocks; notes of no block stay under their own type.
fn sorted(items: Vec<Json>, names: &BlockNames) -> Fields {
    let mut blocks: Vec<(String, Vec<Json>)> = Vec::new();
    for item in items {
        let block = type_of(&item, names).map_or("notes in no block", Block::name);
        let item = match item {
            Json::Object(fields) => Json::Object(
                fields
                    .into_iter()
                    .filter(|(name, _)| !APPLICATION.contains(&key(name).as_str()))
                    .collect(),
            ),
            other => other,
        };
        match blocks.iter_mut().find(|(name, _)| name == block) {
            Some((_, items)) => items.push(item),
            None => blocks.push((block.to_owned(), vec![item])),
        }
    }
    blocks.into_iter().map(|(name, items)| (name, Json::Array(items))).collect()
}

/// Fields of a note that an application keeps for itself.
const APPLICATION: [&str; 13] = [
    "bmo",
    "bmodetail",
    "type",
    "typesaved",
    "color",
    "colors",
    "tags",
    "zone",
    "parent",
    "calcid",
    "values",
    "hidden",
    "section",
];

fn has_notes(fields: &Fields) -> bool {
    matches!(field(fields, "notes"), Some(Json::Object(_) | Json::Array(_)))
        && (field(fields, "info").is_some() || field(fields, "notesorder").is_some())
}

/// `{info: {name}, notes: {key: {type, text}}, notesOrder: […]}`.
fn notes(fields: Fields, names: &BlockNames) -> Json {
    let name = match field(&fields, "info") {
        Some(Json::Object(info)) => field(info, "name").cloned(),
        _ => None,
    };
    let order: Vec<String> = match field(&fields, "notesorder") {
        Some(Json::Array(order)) => order.iter().filter_map(Json::scalar).collect(),
        _ => Vec::new(),
    };
    let items = fields.into_iter().find(|(name, _)| key(name) == "notes").map(|(_, value)| value);
    let items = match items {
        Some(Json::Object(mut notes)) => {
            let place = |name: &str| order.iter().position(|known| known == name);
            notes.sort_by_key(|(name, _)| place(name).unwrap_or(usize::MAX));
            notes.into_iter().map(|(_, note)| note).collect()
        }
        Some(Json::Array(notes)) => notes,
        _ => Vec::new(),
    };
    let mut out = sorted(items, names);
    out.extend(name.map(|name| ("name".to_owned(), name)));
    Json::Object(out)
}

/// A board of cards: `{nodes: [{type: text|group|file, …}], edges}`.
fn is_board(fields: &Fields) -> bool {
    matches!(field(fields, "nodes"), Some(Json::Array(_))) && field(fields, "edges").is_some()
}

/// A board: cards whose first line names a block, and cards that lie in a group that does.
fn board(fields: Fields, names: &BlockNames) -> Json {
    let Some(Json::Array(nodes)) =
        fields.into_iter().find(|(name, _)| key(name) == "nodes").map(|(_, value)| value)
    else {
        return Json::Null;
    };
    let nodes: Vec<Fields> = nodes
        .into_iter()
        .filter_map(|node| if let Json::Object(fields) = node { Some(fields) } else { None })
        .collect();
    let text = |node: &Fields, name: &str| field(node, name).and_then(Json::scalar);
    let groups: Vec<(Block, [f64; 4])> = nodes
        .iter()
        .filter(|node| text(node, "type").as_deref() == Some("group"))
        .filter_map(|node| Some((names.resolve(&text(node, "label")?)?, area(node)?)))
        .collect();
    let mut out: Fields = Vec::new();
    for node in &nodes {
        let card = match text(node, "type").as_deref() {
            Some("text") => text(node, "text").unwrap_or_default(),
            // The card's text is in a file of its own, which is not looked into.
            Some("file") => {
                let file = text(node, "file").unwrap_or_default();
                out.push((format!("the file '{file}'"), Json::Null));
                continue;
            }
            _ => continue,
        };
        let (first, rest) = card.split_once('\n').unwrap_or((&card, ""));
        let titled = names.title(first.trim_start_matches(['#', ' ', '*']).trim_end_matches('*'));
        let (block, body) = match titled {
            Some(named) => (named.block, rest),
            None => match area(node).and_then(|card| inside(&groups, card)) {
                Some(block) => (block, card.as_str()),
                None => continue,
            },
        };
        out.push((block.name().to_owned(), Json::String(body.to_owned())));
    }
    Json::Object(out)
}

/// x, y, width and height of a card.
fn area(node: &Fields) -> Option<[f64; 4]> {
    let number = |name: &str| field(node, name)?.scalar()?.parse::<f64>().ok();
    Some([number("x")?, number("y")?, number("width")?, number("height")?])
}

/// The group in which a card's middle lies.
fn inside(groups: &[(Block, [f64; 4])], [x, y, width, height]: [f64; 4]) -> Option<Block> {
    let (x, y) = (x + width / 2.0, y + height / 2.0);
    let lies = |[left, top, width, height]: &[f64; 4]| {
        x >= *left && x <= left + width && y >= *top && y <= top + height
    };
    groups.iter().find(|(_, area)| lies(area)).map(|(block, _)| *block)
}
