//! Changes as JSON, `bmc.diff/1`.

use serde::Serialize;

use super::DiffView;
use crate::canvas::{Attribute, Entry};
use crate::compare::{Change, Diff, Fate, Meaning, Sheet, word_pieces};

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    canvases: Vec<Pair<'a>>,
    added: Vec<Whole<'a>>,
    removed: Vec<Whole<'a>>,
}

#[derive(Serialize)]
struct Name<'a> {
    canvas: &'a str,
    version: &'a str,
}

#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    name: Name<'a>,
    entries: Vec<OneEntry<'a>>,
}

#[derive(Serialize)]
struct Pair<'a> {
    old: Name<'a>,
    new: Name<'a>,
    completeness: [Option<f64>; 2],
    unchanged: usize,
    fields: Vec<Before<'a>>,
    groups: Vec<Heading<'a>>,
    changes: Vec<OneChange<'a>>,
    questions: Vec<Question<'a>>,
}

#[derive(Serialize)]
struct Before<'a> {
    name: &'static str,
    old: Option<&'a str>,
    new: Option<&'a str>,
}

/// A sub-heading that was changed as such.
#[derive(Serialize)]
struct Heading<'a> {
    block: &'static str,
    old: Option<&'a str>,
    new: Option<&'a str>,
}

#[derive(Serialize)]
struct OneChange<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aspects: Vec<&'static str>,
    old: Vec<OneEntry<'a>>,
    new: Vec<OneEntry<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attributes: Vec<Before<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    words: Vec<Words<'a>>,
}

#[derive(Serialize)]
struct Words<'a> {
    fate: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct OneEntry<'a> {
    block: &'static str,
    number: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a str>,
    text: &'a str,
    #[serde(flatten)]
    attributes: serde_json::Map<String, serde_json::Value>,
}

#[derive(Serialize)]
struct Question<'a> {
    question: &'a str,
    old: &'static str,
    new: &'static str,
    block: Option<&'static str>,
    number: Option<u32>,
    words: &'a [String],
}

/// One object: `{"format": "bmc.diff/1", "canvases": […], "added": […], "removed": […]}`.
/// Percentages are from 0 to 100 with two decimals; null where the rubric leaves all out.
///
/// # Errors
/// Never in practice: only if a value could not be written as JSON.
pub fn diff_json(view: DiffView<'_, '_>) -> Result<String, serde_json::Error> {
    let pairs = view.diff.pairs.iter().zip(view.meanings);
    let document = Document {
        format: "bmc.diff/1",
        canvases: pairs.map(|((_, _, diff), meaning)| pair(diff, meaning, view)).collect(),
        added: view.diff.added.iter().map(whole).collect(),
        removed: view.diff.removed.iter().map(whole).collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn whole<'a>(sheet: &'a Sheet<'_>) -> Whole<'a> {
    Whole {
        name: Name { canvas: sheet.canvas.id, version: sheet.canvas.version },
        entries: sheet.canvas.entries.iter().map(entry).collect(),
    }
}

fn pair<'v>(diff: &'v Diff<'_>, meaning: &'v Meaning<'_>, view: DiffView<'v, '_>) -> Pair<'v> {
    let percent = |one: &crate::assess::Completeness| {
        one.total.percent().map(|percent| (percent * 100.0).round() / 100.0)
    };
    let questions = meaning.questions.iter().filter_map(|change| {
        let question = view.catalogue.questions.get(change.question)?;
        let ground = change.ground.as_ref();
        Some(Question {
            question: &question.id,
            old: change.old.name(),
            new: change.new.name(),
            block: ground.map(|ground| ground.block.name()),
            number: ground.map(|ground| ground.number),
            words: ground.map_or(&[], |ground| ground.words.as_slice()),
        })
    });
    let fields = diff.fields.iter().map(|change| Before {
        name: change.field.name(),
        old: change.old,
        new: change.new,
    });
    let groups = diff.groups.iter().map(|change| Heading {
        block: change.block.name(),
        old: change.old,
        new: change.new,
    });
    Pair {
        old: Name { canvas: diff.old.0, version: diff.old.1 },
        new: Name { canvas: diff.new.0, version: diff.new.1 },
        completeness: [percent(&meaning.before), percent(&meaning.after)],
        unchanged: diff.unchanged,
        fields: fields.collect(),
        groups: groups.collect(),
        changes: diff.changes.iter().map(one).collect(),
        questions: questions.collect(),
    }
}

fn one<'v>(change: &'v Change<'_>) -> OneChange<'v> {
    let words = match change.edited() {
        Some((old, new)) if old.text != new.text => word_pieces(old.text, new.text),
        _ => Vec::new(),
    };
    let fate = |fate: Fate| match fate {
        Fate::Kept => "kept",
        Fate::Removed => "removed",
        Fate::Added => "added",
    };
    let attributes = change.attributes().into_iter().map(|one| Before {
        name: one.attribute.name(),
        old: one.old,
        new: one.new,
    });
    OneChange {
        kind: change.kind().name(),
        aspects: change.aspects().into_iter().map(crate::compare::Aspect::name).collect(),
        old: change.old.iter().map(entry).collect(),
        new: change.new.iter().map(entry).collect(),
        attributes: attributes.collect(),
        words: words.into_iter().map(|w| Words { fate: fate(w.fate), text: w.text }).collect(),
    }
}

fn entry<'v>(entry: &'v Entry<'_>) -> OneEntry<'v> {
    let given = Attribute::ALL.into_iter().filter_map(|attribute| {
        Some((attribute.name().to_owned(), entry.attribute(attribute)?.into()))
    });
    OneEntry {
        block: entry.block.name(),
        number: entry.number,
        id: entry.id,
        group: entry.group,
        text: entry.text,
        attributes: given.collect(),
    }
}
