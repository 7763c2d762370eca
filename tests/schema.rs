//! The JSON Schema that ships describes what is written and what the examples hold.

use bmc::canvas::Language;
use bmc::catalogue::Catalogue;
use bmc::read::{Input, read};
use bmc::write::{Template, WriteFormat, WriteOptions, json_schema, template, write};
use serde_json::Value;

/// Checks a value by the keywords that the schema uses; the first fault, with its place.
fn check(value: &Value, schema: &Value, root: &Value, place: &str) -> Result<(), String> {
    let known = [
        "$schema",
        "$defs",
        "$ref",
        "title",
        "description",
        "anyOf",
        "type",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "minLength",
    ];
    for keyword in schema.as_object().expect("as it should be").keys() {
        assert!(known.contains(&keyword.as_str()), "this test does not check '{keyword}'");
    }
    if let Some(reference) = schema.get("$ref") {
        let pointer = reference.as_str().expect("as it should be").trim_start_matches('#');
        check(value, root.pointer(pointer).expect("as it should be"), root, place)?;
    }
    if let Some(options) = schema.get("anyOf") {
        let faults: Vec<String> = options
            .as_array()
            .expect("as it should be")
            .iter()
            .filter_map(|option| check(value, option, root, place).err())
            .collect();
        if faults.len() == options.as_array().expect("as it should be").len() {
            return Err(format!("{place}: fits none: {}", faults.join("; ")));
        }
    }
    if let Some(wanted) = schema.get("type") {
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let fits = match wanted {
            Value::Array(kinds) => kinds.iter().any(|wanted| wanted == kind),
            wanted => wanted == kind,
        };
        if !fits {
            return Err(format!("{place}: is {kind}, not {wanted}"));
        }
    }
    let least = schema.get("minLength").and_then(Value::as_u64).unwrap_or(0);
    if value.as_str().is_some_and(|text| (text.chars().count() as u64) < least) {
        return Err(format!("{place}: is too short"));
    }
    if let (Some(items), Some(values)) = (schema.get("items"), value.as_array()) {
        for (number, value) in values.iter().enumerate() {
            check(value, items, root, &format!("{place}[{number}]"))?;
        }
    }
    if let Some(object) = value.as_object() {
        for name in schema.get("required").and_then(Value::as_array).into_iter().flatten() {
            if !object.contains_key(name.as_str().expect("as it should be")) {
                return Err(format!("{place}: lacks {name}"));
            }
        }
        for (name, value) in object {
            match schema.get("properties").and_then(|properties| properties.get(name)) {
                Some(schema) => check(value, schema, root, &format!("{place}.{name}"))?,
                None if schema.get("additionalProperties") == Some(&Value::Bool(false)) => {
                    return Err(format!("{place}: '{name}' is not allowed"));
                }
                None => {}
            }
        }
    }
    Ok(())
}

fn fits(bytes: &[u8]) -> Result<(), String> {
    let schema = json_schema();
    check(&serde_json::from_slice(bytes).expect("as it should be"), &schema, &schema, "$")
}

#[test]
fn what_is_written_fits_the_schema() {
    let catalogue = Catalogue::builtin().expect("as it should be");
    let example = std::fs::read("data/examples/portfolio.json").expect("as it should be");
    let outcome = read(vec![Input::bytes("x.json", example)], &catalogue).expect("as it should be");
    let options = WriteOptions { language: Language::En, formula_guard: true };
    let written =
        write(&outcome.portfolio, &catalogue, WriteFormat::Json, options).expect("as it should be");
    assert_eq!(fits(&written.files[0].1), Ok(()));
    let written = write(&outcome.portfolio, &catalogue, WriteFormat::Ndjson, options)
        .expect("as it should be");
    for line in written.files[0].1.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        assert_eq!(fits(line), Ok(()));
    }
}

#[test]
fn the_examples_fit_the_schema() {
    assert_eq!(
        fits(&std::fs::read("data/examples/portfolio.json").expect("as it should be")),
        Ok(())
    );
    for entry in std::fs::read_dir("data/examples/versions").expect("as it should be") {
        assert_eq!(
            fits(&std::fs::read(entry.expect("as it should be").path()).expect("as it should be")),
            Ok(())
        );
    }
}

#[test]
fn an_empty_canvas_fits_and_wrong_files_do_not() {
    let catalogue = Catalogue::builtin().expect("as it should be");
    let what = Template { name: "hub", language: Language::En, questions: false };
    assert_eq!(
        fits(&template(what, &catalogue, WriteFormat::Json).expect("as it should be")),
        Ok(())
    );
    for wrong in [
        r#"{"canvas": "a"}"#,
        r#"{"canvas": "a", "blocks": {"chanels": []}}"#,
        r#"{"canvas": "a", "blocks": {"channels": [{"txt": "b"}]}}"#,
        r#"{"canvas": "", "blocks": {}}"#,
        r#"[{"canvas": "a", "blocks": {"channels": "b"}}]"#,
    ] {
        assert!(fits(wrong.as_bytes()).is_err(), "{wrong}");
    }
}
