//! A JSON Schema for our JSON, for editors and for other programs.

use serde_json::{Map, Value, json};

use crate::canvas::{Attribute, Block};
use crate::portfolio::{Field, schema};

/// The schema (draft 2020-12) of a canvas, an array of canvases, or an object with `canvases`.
#[must_use]
pub fn json_schema() -> Value {
    let text = || json!({ "type": "string" });
    let scalar = || json!({ "type": ["string", "number", "null"] });
    let mut entry = Map::new();
    entry.insert(schema::TEXT.into(), json!({ "type": "string", "minLength": 1 }));
    entry.insert(schema::ID.into(), text());
    entry.insert(schema::GROUP.into(), text());
    for attribute in Attribute::ALL {
        let value = match attribute {
            Attribute::For => json!({
                "anyOf": [text(), { "type": "array", "items": text() }]
            }),
            _ => scalar(),
        };
        entry.insert(attribute.name().into(), value);
    }
    let mut blocks = Map::new();
    for block in Block::ALL {
        blocks.insert(block.name().into(), json!({ "$ref": "#/$defs/entries" }));
    }
    let mut canvas = Map::new();
    canvas.insert(schema::CANVAS.into(), json!({ "type": "string", "minLength": 1 }));
    canvas.insert(schema::VERSION.into(), scalar());
    for field in Field::ALL {
        canvas.insert(field.name().into(), scalar());
    }
    canvas.insert(schema::SOURCE.into(), scalar());
    canvas.insert("format".into(), text());
    canvas.insert(
        "blocks".into(),
        json!({ "type": "object", "properties": blocks, "additionalProperties": false }),
    );
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Business Model Canvases",
        "description": "What bmc reads and writes: a canvas, an array of canvases, or an object \
                        with canvases. Blocks may also stand in the canvas itself, under any name \
                        that people use; this schema describes the form that bmc writes.",
        "anyOf": [
            { "$ref": "#/$defs/canvas" },
            { "type": "array", "items": { "$ref": "#/$defs/canvas" } },
            {
                "type": "object",
                "properties": {
                    "format": text(),
                    "canvases": { "type": "array", "items": { "$ref": "#/$defs/canvas" } },
                },
                "required": ["canvases"],
                "additionalProperties": false,
            },
        ],
        "$defs": {
            "canvas": {
                "type": "object",
                "properties": canvas,
                "required": ["canvas", "blocks"],
                "additionalProperties": false,
            },
            "entries": {
                "type": "array",
                "items": { "anyOf": [text(), { "$ref": "#/$defs/entry" }] },
            },
            "entry": {
                "type": "object",
                "properties": entry,
                "required": ["text"],
                "additionalProperties": false,
            },
        },
    })
}
