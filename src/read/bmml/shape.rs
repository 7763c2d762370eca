//! BMML in the shape of our own JSON.

use super::super::json::Json;
use crate::text::key;

type Fields = Vec<(String, Json)>;

/// Lists within an entry of BMML, and the group that their items get.
const NESTED: [(&str, &str); 6] = [
    ("jobs", "Jobs"),
    ("pains", "Pains"),
    ("gains", "Gains"),
    ("products_services", "Products and services"),
    ("pain_relievers", "Pain relievers"),
    ("gain_creators", "Gain creators"),
];

/// A file's value in our shape; values that are no BMML stay as they are.
pub(super) fn ours(value: Json) -> Json {
    let Json::Object(fields) = value else { return value };
    if !matches!(field(&fields, "meta"), Some(Json::Object(_))) {
        return Json::Object(fields);
    }
    let fits = links(&fields);
    let mut out = Fields::new();
    for (name, value) in fields {
        match (name.as_str(), value) {
            // The version is that of the language, and the links are with the entries.
            ("version" | "fits", _) => {}
            ("meta", Json::Object(meta)) => out.extend(about(meta)),
            (_, Json::Array(items)) => {
                let items = items.into_iter().flat_map(|item| entry(item, &fits)).collect();
                out.push((name, Json::Array(items)));
            }
            ("cost_structure", Json::Object(costs)) => {
                out.push((name, Json::Array(cost_structure(costs))));
            }
            (_, value) => out.push((name, value)),
        }
    }
    Json::Object(out)
}

fn field<'f>(fields: &'f Fields, name: &str) -> Option<&'f Json> {
    fields.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// What a file says of its canvas.
fn about(meta: Fields) -> Fields {
    let mut out = Fields::new();
    let updated = field(&meta, "updated").is_some();
    let mut stage: Vec<String> = Vec::new();
    for (name, value) in meta {
        match name.as_str() {
            "name" => out.push((name, value)),
            "portfolio" => {
                // The stage `transfer` is in both portfolios; all others are in one.
                stage.extend(value.scalar().filter(|portfolio| portfolio == "exploit"));
            }
            "stage" => {
                let said = value.scalar().unwrap_or_default();
                if said != "transfer" {
                    stage.clear();
                }
                stage.push(said);
            }
            "updated" => out.push(("date".to_owned(), value)),
            "created" if !updated => out.push(("date".to_owned(), value)),
            "created" | "derived_from" => {}
            _ => out.push((name, value)),
        }
    }
    if !stage.is_empty() {
        out.push(("stage".to_owned(), Json::String(stage.join(" "))));
    }
    out
}

/// Which value propositions fit which segments: pairs of ids.
fn links(fields: &Fields) -> Vec<(String, String)> {
    let Some(Json::Array(fits)) = field(fields, "fits") else { return Vec::new() };
    let mut pairs = Vec::new();
    for fit in fits {
        let Json::Object(fit) = fit else { continue };
        let (values, segments) = match field(fit, "for") {
            Some(Json::Object(ends)) => {
                (ids(field(ends, "value_propositions")), ids(field(ends, "customer_segments")))
            }
            _ => (ids(field(fit, "value_proposition")), ids(field(fit, "customer_segment"))),
        };
        for value in &values {
            pairs.extend(segments.iter().map(|segment| (value.clone(), segment.clone())));
        }
    }
    pairs
}

/// The ids in a value: a text, a list of texts, or an object of lists.
fn ids(value: Option<&Json>) -> Vec<String> {
    match value {
        Some(Json::Array(items)) => items.iter().flat_map(|item| ids(Some(item))).collect(),
        Some(Json::Object(fields)) => {
            fields.iter().flat_map(|(_, value)| ids(Some(value))).collect()
        }
        Some(value) => value.scalar().into_iter().collect(),
        None => Vec::new(),
    }
}

/// An entry with what is nested in it as entries of their own.
fn entry(item: Json, fits: &[(String, String)]) -> Vec<Json> {
    let Json::Object(fields) = item else { return vec![item] };
    let id = field(&fields, "id").and_then(Json::scalar);
    let mut own = Fields::new();
    let mut nested: Vec<Json> = Vec::new();
    let mut linked: Vec<String> = Vec::new();
    let mut texts: [Option<String>; 2] = [None, None];
    for (name, value) in fields {
        let list = NESTED.iter().find(|(known, _)| *known == name);
        match (name.as_str(), value) {
            (_, Json::Array(items)) if list.is_some() => {
                let group = list.map_or("", |(_, group)| group);
                nested.extend(items.into_iter().map(|item| below(item, group, id.as_deref())));
            }
            ("name", value) => texts[0] = value.scalar(),
            ("description", value) => texts[1] = value.scalar(),
            (
                "for" | "from" | "segments" | "from_segments" | "for_value" | "linked_to"
                | "segment" | "provides",
                value,
            ) => linked.extend(ids(Some(&value))),
            ("phases", Json::Array(phases)) => {
                let phases: Vec<String> = phases.iter().filter_map(Json::scalar).collect();
                own.push(("phase".to_owned(), Json::String(phases.join(", ").replace('_', " "))));
            }
            (_, value) => own.push((typed(&name), value)),
        }
    }
    if let Some(id) = &id {
        linked.extend(
            fits.iter().filter(|(value, _)| value == id).map(|(_, segment)| segment.clone()),
        );
    }
    let mut seen = std::collections::BTreeSet::new();
    linked.retain(|link| seen.insert(link.clone()));
    if !linked.is_empty() {
        own.push(("for".to_owned(), Json::String(linked.join(";"))));
    }
    if let Some(text) = text_of(texts, &mut own) {
        own.push(("text".to_owned(), Json::String(text)));
    }
    let mut all = vec![Json::Object(own)];
    all.extend(nested);
    all
}

/// The text of an entry: its name and description, and what our format has no field for.
fn text_of([name, description]: [Option<String>; 2], own: &mut Fields) -> Option<String> {
    const KEPT: [&str; 7] = ["id", "kind", "nature", "recurrence", "phase", "for", "group"];
    let mut text = match (name, description) {
        (Some(name), Some(more)) => Some(format!("{name}: {more}")),
        (name, description) => name.or(description),
    };
    own.retain(|(name, value)| {
        if KEPT.contains(&key(name).as_str()) {
            return true;
        }
        if let Some(said) = value.scalar() {
            let said = format!("{}: {}", name.replace('_', " "), said.replace('_', " "));
            text = Some(text.take().map_or(said.clone(), |text| format!("{text} | {said}")));
        }
        false
    });
    text.or_else(|| own.iter().find(|(name, _)| name == "kind").and_then(|(_, v)| v.scalar()))
}

/// The field that a typed attribute of version 1 has with us.
fn typed(name: &str) -> String {
    let ours = match name {
        "type" => "kind",
        other => other,
    };
    ours.to_owned()
}

/// A job, pain or gain, a product or a pain reliever, tied to the entry that it stands in.
fn below(item: Json, group: &str, parent: Option<&str>) -> Json {
    let fields = match item {
        Json::Object(fields) => fields,
        other => vec![("name".to_owned(), other)],
    };
    let mut own = vec![("group".to_owned(), Json::String(group.to_owned()))];
    let mut texts = [None, None];
    let mut linked: Vec<String> = parent.map(str::to_owned).into_iter().collect();
    for (name, value) in fields {
        match name.as_str() {
            "name" => texts[0] = value.scalar(),
            "description" => texts[1] = value.scalar(),
            "for" | "from" => linked.extend(ids(Some(&value))),
            _ => own.push((typed(&name), value)),
        }
    }
    if !linked.is_empty() {
        own.push(("for".to_owned(), Json::String(linked.join(";"))));
    }
    if let Some(text) = text_of(texts, &mut own) {
        own.push(("text".to_owned(), Json::String(text)));
    }
    Json::Object(own)
}

/// The costs of version 1: the largest ones, and what kind of structure it is.
fn cost_structure(costs: Fields) -> Vec<Json> {
    let mut items = Vec::new();
    let mut words: Vec<String> = Vec::new();
    for (name, value) in costs {
        match (name.as_str(), value) {
            ("major_costs", Json::Array(costs)) => {
                for cost in costs {
                    items.extend(entry(cost, &[]).into_iter().map(|cost| {
                        match cost {
                            Json::Object(fields) => Json::Object(
                                fields
                                    .into_iter()
                                    .map(|(name, value)| {
                                        let name =
                                            if name == "kind" { "nature".into() } else { name };
                                        (name, value)
                                    })
                                    .collect(),
                            ),
                            other => other,
                        }
                    }));
                }
            }
            (_, value) => words.extend(ids(Some(&value)).into_iter().map(|w| w.replace('_', " "))),
        }
    }
    if !words.is_empty() {
        let text = Json::String(words.join(", "));
        items.push(Json::Object(vec![("text".to_owned(), text)]));
    }
    items
}
