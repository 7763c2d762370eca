//! BMML, a canvas as YAML, in both of its versions. Other YAML with the blocks as keys is read the
//! same way.

mod shape;
mod yaml;

use super::json_canvas;
use super::note::Note;
use super::source::Source;
use crate::portfolio::Part;

/// Reads a text.
pub(super) fn read(source: &Source<'_>, notes: &mut Vec<Note>) -> Result<Part, Note> {
    let value = yaml::parse(source.text).map_err(|error| {
        let message = format!("is no valid YAML: {}", error.message);
        Note::error(source.name, message)
            .at(format!("line {}, column {}", error.line, error.column))
    })?;
    json_canvas::read_value(source, shape::ours(value), notes)
}

/// Whether a text looks like BMML: its keys `version` and `meta` stand at the left edge.
pub(super) fn is_bmml(text: &str) -> bool {
    let has = |key: &str| text.lines().take(200).any(|line| line.starts_with(key));
    has("version:") && has("meta:")
}
