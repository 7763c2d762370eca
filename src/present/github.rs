//! Findings as workflow commands that GitHub shows beside the lines of a file.

use std::fmt::Write as _;

use polars::prelude::*;

use crate::text::display_safe;

/// A line per finding that is not waived: `::error title=…,file=…,line=…::message`.
///
/// GitHub shows ten errors and ten warnings per step and drops the rest in silence, so a summary
/// line follows.
///
/// # Errors
/// When a column of the frame does not hold text.
pub fn annotations(findings: &DataFrame) -> PolarsResult<String> {
    let column = |name: &str| findings.column(name)?.str();
    let (severity, check, message) = (column("severity")?, column("check")?, column("message")?);
    let (canvas, source, waived) = (column("canvas")?, column("source")?, column("waived")?);
    let rows = findings.column("row")?.u32()?;
    let mut out = String::new();
    let mut count = 0_usize;
    for at in 0..findings.height() {
        if waived.get(at).is_some() {
            continue;
        }
        count += 1;
        let command = match severity.get(at) {
            Some("error") => "error",
            Some("warning") => "warning",
            _ => "notice",
        };
        let title = property(check.get(at).unwrap_or_default());
        let _ = write!(out, "::{command} title={title}");
        if let Some(file) = source.get(at) {
            let _ = write!(out, ",file={}", property(file));
            if let Some(row) = rows.get(at) {
                let _ = write!(out, ",line={row}");
            }
        }
        let said = message.get(at).unwrap_or_default();
        let text = canvas.get(at).map_or_else(|| said.to_owned(), |id| format!("{id}: {said}"));
        let _ = writeln!(out, "::{}", data(&text));
    }
    let _ = writeln!(out, "{count} findings");
    Ok(out)
}

/// What follows the second `::`.
fn data(text: &str) -> String {
    display_safe(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
