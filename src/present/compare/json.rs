//! Comparisons as JSON, `bmc.compare/1`.

use serde::Serialize;

use super::CompareView;
use crate::canvas::Block;
use crate::compare::text_in_common;

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    ranking: Vec<Place<'a>>,
    canvases: Vec<Name<'a>>,
    likeness: Option<Vec<Vec<f64>>>,
    groups: Vec<Group<'a>>,
    copies: Vec<Copy<'a>>,
}

#[derive(Serialize)]
struct Name<'a> {
    canvas: &'a str,
    version: &'a str,
}

#[derive(Serialize)]
struct Place<'a> {
    rank: usize,
    tied: bool,
    #[serde(flatten)]
    name: Option<Name<'a>>,
    completeness: Option<f64>,
    strong: Vec<Apart>,
    weak: Vec<Apart>,
    ahead: Vec<&'a str>,
    behind: Vec<&'a str>,
}

#[derive(Serialize)]
struct Apart {
    block: &'static str,
    by: f64,
}

#[derive(Serialize)]
struct Group<'a> {
    members: &'a [usize],
    shared: &'a [String],
    own: &'a [Vec<String>],
}

#[derive(Serialize)]
struct Copy<'a> {
    pair: [usize; 2],
    shared_runs: usize,
    shares: [f64; 2],
    entries: Vec<Text<'a>>,
}

#[derive(Serialize)]
struct Text<'a> {
    blocks: [&'static str; 2],
    numbers: [u32; 2],
    texts: [&'a str; 2],
    in_common: f64,
}

/// One object: `{"format": "bmc.compare/1", "ranking": […], "canvases": […], "likeness": […],
/// "groups": […], "copies": […]}`. Numbers of canvases are places in `canvases`, from 0; shares and
/// likeness are from 0 to 1; `likeness` is null for more canvases than are compared pair by pair.
///
/// # Errors
/// Never in practice: only if a value could not be written as JSON.
pub fn compare_json(view: CompareView<'_, '_>) -> Result<String, serde_json::Error> {
    let count = view.sheets.len();
    let likeness = view.kinship.map(|kinship| {
        let row = |a: usize| (0..count).map(|b| rounded(kinship.likeness(a, b), 4)).collect();
        (0..count).map(row).collect()
    });
    let groups = view.kinship.map(|kinship| kinship.groups.as_slice()).unwrap_or_default();
    let group = |group: &'_ crate::compare::Group| -> (Vec<usize>, Vec<String>, Vec<Vec<String>>) {
        (group.members.clone(), group.shared.clone(), group.own.clone())
    };
    let groups: Vec<_> = groups.iter().map(group).collect();
    let document = Document {
        format: "bmc.compare/1",
        ranking: view.ranking.iter().map(|one| place(one, view)).collect(),
        canvases: (0..count).filter_map(|sheet| name(view, sheet)).collect(),
        likeness,
        groups: groups
            .iter()
            .map(|(members, shared, own)| Group { members, shared, own })
            .collect(),
        copies: view.copies.iter().map(|one| copy(one, view)).collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn name<'v>(view: CompareView<'v, '_>, sheet: usize) -> Option<Name<'v>> {
    let canvas = &view.sheets.get(sheet)?.canvas;
    Some(Name { canvas: canvas.id, version: canvas.version })
}

fn place<'v>(one: &'v crate::compare::Ranked, view: CompareView<'v, '_>) -> Place<'v> {
    let apart = |blocks: &[(Block, f64)]| {
        let one = |(block, by): &(Block, f64)| Apart { block: block.name(), by: rounded(*by, 2) };
        blocks.iter().map(one).collect()
    };
    let questions = |places: &[usize]| {
        let ids = places.iter().filter_map(|at| view.catalogue.questions.get(*at));
        ids.map(|question| question.id.as_str()).collect()
    };
    Place {
        rank: one.rank,
        tied: one.tied,
        name: view.sheet_at(one.canvas).and_then(|sheet| name(view, sheet)),
        completeness: one.completeness.total.percent().map(|percent| rounded(percent, 2)),
        strong: apart(&one.strong),
        weak: apart(&one.weak),
        ahead: questions(&one.ahead),
        behind: questions(&one.behind),
    }
}

fn copy<'v>(one: &crate::compare::NearCopy, view: CompareView<'v, '_>) -> Copy<'v> {
    let (a, b) = one.pair;
    let entry = |sheet: usize, at: usize| view.sheets.get(sheet)?.canvas.entries.get(at);
    let entries = one.entries.iter().filter_map(|(left, right)| {
        let (left, right) = (entry(a, *left)?, entry(b, *right)?);
        Some(Text {
            blocks: [left.block.name(), right.block.name()],
            numbers: [left.number, right.number],
            texts: [left.text, right.text],
            in_common: rounded(text_in_common(left.text, right.text), 4),
        })
    });
    Copy {
        pair: [a, b],
        shared_runs: one.shared,
        shares: [rounded(one.shares.0, 4), rounded(one.shares.1, 4)],
        entries: entries.collect(),
    }
}

fn rounded(number: f64, places: i32) -> f64 {
    let scale = 10_f64.powi(places);
    (number * scale).round() / scale
}
