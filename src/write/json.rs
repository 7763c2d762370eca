//! JSON and NDJSON, which hold everything.

use serde_json::{Map, Value, json};

use super::WriteError;
use super::canvases::Whole;
use crate::canvas::{Attribute, Block, Entry};
use crate::portfolio::{Field, schema};

fn entry(entry: &Entry<'_>) -> Value {
    let mut object = Map::new();
    object.insert(schema::TEXT.into(), entry.text.into());
    if let Some(id) = entry.id {
        object.insert(schema::ID.into(), id.into());
    }
    if let Some(group) = entry.group {
        object.insert(schema::GROUP.into(), group.into());
    }
    for attribute in Attribute::ALL {
        if let Some(text) = entry.attribute(attribute) {
            object.insert(attribute.name().into(), text.into());
        }
    }
    // An entry that is only a text is a text.
    if object.len() == 1 { entry.text.into() } else { Value::Object(object) }
}

fn canvas(whole: &Whole<'_>) -> Value {
    let mut object = Map::new();
    object.insert(schema::CANVAS.into(), whole.canvas.id.into());
    object.insert(schema::VERSION.into(), whole.canvas.version.into());
    for field in Field::ALL {
        if let Some(text) = whole.field(field) {
            object.insert(field.name().into(), text.into());
        }
    }
    let mut blocks = Map::new();
    for block in Block::ALL {
        let entries: Vec<Value> = whole.block(block).map(entry).collect();
        blocks.insert(block.name().into(), entries.into());
    }
    object.insert("blocks".into(), blocks.into());
    Value::Object(object)
}

pub(super) fn json(all: &[Whole<'_>]) -> Result<Vec<u8>, WriteError> {
    let canvases: Vec<Value> = all.iter().map(canvas).collect();
    let value = json!({ "format": "bmc.canvases/1", "canvases": canvases });
    let mut bytes = serde_json::to_vec_pretty(&value).map_err(WriteError::new)?;
    bytes.push(b'\n');
    Ok(bytes)
}

pub(super) fn ndjson(all: &[Whole<'_>]) -> Result<Vec<u8>, WriteError> {
    let mut bytes = Vec::new();
    for whole in all {
        serde_json::to_writer(&mut bytes, &canvas(whole)).map_err(WriteError::new)?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}
