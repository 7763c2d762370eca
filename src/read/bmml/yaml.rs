//! YAML as the same tree as JSON. Aliases are bounded: a file of a kilobyte cannot grow to
//! gigabytes.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::super::json::Json;

/// Deeper nesting than this is no canvas.
const DEEPEST: usize = 64;
/// More values than this, aliases counted as often as they are used, is no canvas.
const MOST: usize = 200_000;

/// What is wrong with a text, and on which line and column.
pub(super) struct YamlError {
    pub(super) message: String,
    pub(super) line: usize,
    pub(super) column: usize,
}

/// A container that is being filled.
struct Open {
    value: Json,
    anchor: usize,
    /// The key that waits for its value.
    key: Option<String>,
    /// How many values it holds, those below it counted.
    size: usize,
}

/// Reads the first document of a text.
pub(super) fn parse(text: &str) -> Result<Json, YamlError> {
    let mut anchors: BTreeMap<usize, (Json, usize)> = BTreeMap::new();
    let mut open: Vec<Open> = Vec::new();
    let mut total = 0_usize;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| YamlError {
            message: match error.info() {
                "recursion limit exceeded" => format!("is nested more than {DEEPEST} levels deep"),
                other => other.to_owned(),
            },
            line: error.marker().line(),
            column: error.marker().col() + 1,
        })?;
        let fail = |message: String| YamlError {
            message,
            line: span.start.line(),
            column: span.start.col() + 1,
        };
        let (value, anchor, size) = match event {
            Event::Scalar(text, style, anchor, _) => (scalar(&text, style), anchor, 1),
            Event::Alias(anchor) => {
                let known = anchors.get(&anchor);
                let (value, size) = known
                    .ok_or_else(|| fail("an alias stands within its own anchor".to_owned()))?;
                if total + size > MOST {
                    return Err(fail(format!("aliases blow this up to over {MOST} values")));
                }
                (value.clone(), 0, *size)
            }
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => {
                if open.len() >= DEEPEST {
                    return Err(fail(format!("is nested more than {DEEPEST} levels deep")));
                }
                let list = matches!(event, Event::SequenceStart(..));
                let value = if list { Json::Array(Vec::new()) } else { Json::Object(Vec::new()) };
                open.push(Open { value, anchor, key: None, size: 1 });
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(done) => (done.value, done.anchor, done.size),
                None => continue,
            },
            Event::DocumentEnd => break,
            _ => continue,
        };
        total += if anchor == 0 { size } else { 1 };
        if total > MOST {
            return Err(fail(format!("holds more than {MOST} values")));
        }
        if anchor > 0 {
            anchors.insert(anchor, (value.clone(), size));
        }
        let Some(parent) = open.last_mut() else { return Ok(value) };
        parent.size += size;
        place(parent, value).map_err(fail)?;
    }
    Ok(Json::Null)
}

/// Puts a value into its container.
fn place(parent: &mut Open, value: Json) -> Result<(), String> {
    match &mut parent.value {
        Json::Array(items) => items.push(value),
        Json::Object(fields) => match parent.key.take() {
            Some(key) => fields.push((key, value)),
            None => {
                let key = value.scalar().ok_or_else(|| "a key must be a text".to_owned())?;
                if fields.iter().any(|(known, _)| *known == key) {
                    return Err(format!("the key \"{key}\" stands here twice"));
                }
                parent.key = Some(key);
            }
        },
        _ => {}
    }
    Ok(())
}

fn scalar(text: &str, style: ScalarStyle) -> Json {
    if style != ScalarStyle::Plain {
        return Json::String(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Json::Null,
        "true" | "True" | "TRUE" => Json::Bool(true),
        "false" | "False" | "FALSE" => Json::Bool(false),
        // Dates, versions and amounts stay as they are written.
        text => Json::String(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::read::json::Json;

    fn message(text: &str) -> String {
        parse(text).map_or_else(|error| error.message, |value| format!("read: {value:?}"))
    }

    #[test]
    fn plain_yaml_is_read_with_its_aliases() {
        let value = parse("a: &x [1, two]\nb: *x\nc: {d: ~}").ok().unwrap();
        let list = Json::Array(vec![Json::String("1".into()), Json::String("two".into())]);
        let expected = Json::Object(vec![
            ("a".into(), list.clone()),
            ("b".into(), list),
            ("c".into(), Json::Object(vec![("d".into(), Json::Null)])),
        ]);
        assert_eq!(value, expected);
    }

    #[test]
    fn aliases_that_explode_are_refused() {
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let before = vec![format!("*a{}", level - 1); 10].join(", ");
            bomb.push_str(&format!("a{level}: &a{level} [{before}]\n"));
        }
        assert!(message(&bomb).contains("blow this up"), "{}", message(&bomb));
    }

    #[test]
    fn deep_nesting_and_double_keys_are_refused() {
        assert!(message(&"[".repeat(500)).contains("nested"), "{}", message(&"[".repeat(500)));
        assert!(message("a: 1\na: 2").contains("twice"));
        assert!(message("a: [1").starts_with(|c: char| !c.is_uppercase()));
    }
}
