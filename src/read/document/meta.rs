//! What a document says of its canvas: title, date, author.

use super::piece::{Kind, squeeze};
use super::section::Sections;
use crate::catalogue::BlockNames;
use crate::portfolio::{CanvasDraft, Field};
use crate::text::{fold, key};

/// A title that only says what kind of document it is.
fn says_nothing(title: &str) -> bool {
    const WORDS: [&str; 14] = [
        "business",
        "model",
        "canvas",
        "bmc",
        "the",
        "our",
        "updated",
        "template",
        "businessmodel",
        "notes",
        "draft",
        "business-model-canvas",
        "modelo",
        "document",
    ];
    let folded = fold(title);
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| WORDS.contains(&word) || word.chars().all(|c| c.is_ascii_digit()))
}

/// Whether a heading is the title of the document rather than that of a section.
pub(super) fn is_title(heading: &str) -> bool {
    says_nothing(heading) || fold(heading).contains("canvas")
}

/// The field that a label names.
pub(super) fn field(label: &str) -> Option<Field> {
    match key(label).as_str() {
        "title" | "titel" | "projecttitle" | "project" | "projectname" | "projectnaam"
        | "company" | "bedrijf" | "businessname" | "venture" => Some(Field::Title),
        "date" | "datum" | "lastupdated" | "updated" => Some(Field::Date),
        "author" | "auteur" | "authors" | "auteurs" | "preparedby" | "by" => Some(Field::Author),
        "stage" | "fase" => Some(Field::Stage),
        "currency" | "valuta" => Some(Field::Currency),
        "language" | "lang" | "taal" => Some(Field::Language),
        _ => None,
    }
}

/// Takes over what the fields in front of a text say.
pub(super) fn from_fields(fields: &[(String, String)], draft: &mut CanvasDraft) {
    for (name, value) in fields {
        match key(name).as_str() {
            "canvas" | "id" | "canvasid" => draft.id.clone_from(value),
            "version" | "versie" => draft.version = Some(value.clone()),
            "name" | "naam" => set(draft, Field::Title, value),
            _ => {
                if let Some(field) = field(name) {
                    set(draft, field, value);
                }
            }
        }
    }
}

fn set(draft: &mut CanvasDraft, field: Field, value: &str) {
    let value = squeeze(value);
    let place = &mut draft.fields[field as usize];
    if place.is_none() && !value.is_empty() && value.len() <= 300 {
        *place = Some(value);
    }
}

/// Takes over what stands above the canvas: the first heading, `**Date:** …`, a heading `Project
/// title` with a line below it.
pub(super) fn from_pieces(
    page_title: Option<&str>,
    sections: &Sections<'_>,
    names: &BlockNames,
    draft: &mut CanvasDraft,
) {
    let mut heading = None;
    let outside = &sections.outside;
    // Without sections the canvas is a table, and the title may stand anywhere above it.
    let above = if sections.blocks.is_empty() { outside.len() } else { sections.above };
    for (at, piece) in outside.iter().enumerate() {
        if let Kind::Heading(level) = piece.kind {
            let below =
                outside.get(at + 1).filter(|p| matches!(p.kind, Kind::Paragraph | Kind::Label));
            if let (Some(field), Some(below)) = (field(&piece.text), below) {
                set(draft, field, &below.text);
            } else if heading.is_none()
                && at < above
                && level <= 2
                && names.title(&piece.text).is_none()
            {
                heading = Some(piece.text.as_str());
            }
            continue;
        }
        let labelled = matches!(piece.kind, Kind::Paragraph | Kind::Item { .. } | Kind::Label);
        let lead = piece.split_lead().filter(|_| labelled);
        if let Some((field, value)) = lead.and_then(|(label, value)| Some((field(label)?, value))) {
            set(draft, field, value);
        }
    }
    for title in [heading, page_title].into_iter().flatten() {
        if !says_nothing(title) {
            set(draft, Field::Title, title);
        }
    }
}
