//! Findings as SARIF 2.1.0 (OASIS, 2020), for code scanning.

use polars::prelude::*;
use serde_json::{Map, Value, json};

use crate::balance::UNUSED_WAIVER;
use crate::canvas::Language;
use crate::catalogue::{Catalogue, Gravity};

/// The findings as one SARIF log. A waived finding is a result with a suppression.
///
/// # Errors
/// When a column of the frame does not hold text.
pub fn sarif(
    findings: &DataFrame,
    catalogue: &Catalogue,
    language: Language,
    version: &str,
) -> PolarsResult<String> {
    let column = |name: &str| findings.column(name)?.str();
    let (severity, check, message) = (column("severity")?, column("check")?, column("message")?);
    let (canvas, source, waived) = (column("canvas")?, column("source")?, column("waived")?);
    let rows = findings.column("row")?.u32()?;
    let mut rules: Vec<Value> = catalogue
        .checks
        .iter()
        .map(|check| {
            let texts = check.text(language);
            json!({
                "id": check.id,
                "shortDescription": { "text": texts.what },
                "fullDescription": { "text": texts.why },
                "help": { "text": texts.how },
                "defaultConfiguration": { "level": level(check.severity.name()) },
            })
        })
        .collect();
    let unused = language.pick("A waiver waives nothing.", "Een ontheffing ontheft niets.");
    rules.push(json!({
        "id": UNUSED_WAIVER,
        "shortDescription": { "text": unused },
        "defaultConfiguration": { "level": "warning" },
    }));
    let mut results = Vec::new();
    for at in 0..findings.height() {
        let said = message.get(at).unwrap_or_default();
        let mut result = Map::new();
        result.insert("ruleId".into(), json!(check.get(at)));
        result.insert("level".into(), json!(level(severity.get(at).unwrap_or_default())));
        let text = canvas.get(at).map_or_else(|| said.to_owned(), |id| format!("{id}: {said}"));
        result.insert("message".into(), json!({ "text": text }));
        let mut place = json!({ "artifactLocation": { "uri": uri(source.get(at)) } });
        if let (Some(row), Some(place)) = (rows.get(at), place.as_object_mut()) {
            place.insert("region".into(), json!({ "startLine": row }));
        }
        result.insert("locations".into(), json!([{ "physicalLocation": place }]));
        if let Some(reason) = waived.get(at) {
            let suppression = json!([{ "kind": "inSource", "justification": reason }]);
            result.insert("suppressions".into(), suppression);
        }
        results.push(Value::Object(result));
    }
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "bmc", "version": version, "rules": rules } },
            "results": results,
        }],
    });
    let mut text =
        serde_json::to_string_pretty(&log).map_err(|error| polars_err!(ComputeError: "{error}"))?;
    text.push('\n');
    Ok(text)
}

fn level(severity: &str) -> &'static str {
    match severity {
        name if name == Gravity::Error.name() => "error",
        name if name == Gravity::Warning.name() => "warning",
        _ => "note",
    }
}

/// A file name as a relative URI reference: what has a meaning in a URI is encoded.
fn uri(file: Option<&str>) -> String {
    let mut out = String::new();
    for byte in file.unwrap_or_default().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(byte as char);
            }
            b'\\' => out.push('/'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
