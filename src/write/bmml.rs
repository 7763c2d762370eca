//! BMML version 2: a file per canvas. It has names, descriptions and links, and no amounts.

use std::collections::{BTreeMap, BTreeSet};

use super::Written;
use super::canvases::Whole;
use super::file_name::file_name;
use super::markdown::quoted;
use crate::canvas::{Attribute, Block, Entry};
use crate::portfolio::Field;
use crate::text::fold;

/// A block, its key, the beginning of its ids, and what `for` and `from` point at.
type Row = (Block, &'static str, &'static str, &'static [Block], &'static [Block]);

/// A block's key, the beginning of its ids, and what its `for` and `from` may point at.
const BLOCKS: [Row; 9] = {
    use Block::{
        Channels, CostStructure, CustomerRelationships, CustomerSegments, KeyActivities,
        KeyPartners, KeyResources, RevenueStreams, ValuePropositions,
    };
    [
        (CustomerSegments, "customer_segments", "cs-", &[], &[]),
        (ValuePropositions, "value_propositions", "vp-", &[], &[]),
        (Channels, "channels", "ch-", &[ValuePropositions, CustomerSegments], &[]),
        (CustomerRelationships, "customer_relationships", "cr-", &[CustomerSegments], &[]),
        (RevenueStreams, "revenue_streams", "rs-", &[ValuePropositions], &[CustomerSegments]),
        (KeyResources, "key_resources", "kr-", &[ValuePropositions], &[]),
        (KeyActivities, "key_activities", "ka-", &[ValuePropositions], &[]),
        (KeyPartners, "key_partnerships", "kp-", &[KeyResources, KeyActivities], &[]),
        (CostStructure, "costs", "cost-", &[KeyResources, KeyActivities], &[]),
    ]
};
/// The stages of each portfolio.
const STAGES: [(&str, &[&str]); 2] = [
    ("explore", &["ideation", "discovery", "validation", "acceleration", "transfer"]),
    ("exploit", &["improve", "grow", "sustain", "retire", "transfer"]),
];

/// What could not be written, over all canvases.
#[derive(Default)]
struct Lost {
    groups: usize,
    details: usize,
    links: usize,
    stages: usize,
}

pub(super) fn files(all: &[Whole<'_>]) -> Written {
    let mut lost = Lost::default();
    let mut taken = BTreeSet::new();
    let mut files = Vec::new();
    for whole in all {
        let name = file_name(whole.canvas.id, whole.canvas.version, "bmml", &mut taken);
        files.push((name, canvas(whole, &mut lost).into_bytes()));
    }
    let mut said = Vec::new();
    let mut add = |count: usize, what: &str| {
        if count > 0 {
            said.push(format!("{what} ({count})"));
        }
    };
    add(lost.groups, "the sub-headings of entries: BMML has none");
    add(lost.details, "amounts and other details of entries: BMML holds names and links only");
    add(lost.links, "links that BMML does not have between these blocks, or to unknown entries");
    add(
        lost.stages,
        "the stage, which BMML demands from a list of its own: add portfolio and stage",
    );
    Written { files, lost: said }
}

fn canvas(whole: &Whole<'_>, lost: &mut Lost) -> String {
    let mut out = "version: \"2.0\"\nmeta:\n".to_owned();
    let title = whole.field(Field::Title).unwrap_or(whole.canvas.id);
    out.push_str(&format!("  name: {}\n", quoted(title)));
    match stage(whole.field(Field::Stage).unwrap_or_default()) {
        Some((portfolio, stage)) => {
            out.push_str(&format!("  portfolio: {portfolio}\n  stage: {stage}\n"));
        }
        None => lost.stages += 1,
    }
    if let Some(date) = whole.field(Field::Date).filter(|date| is_date(date)) {
        out.push_str(&format!("  updated: {}\n", quoted(date)));
    }
    let ids = ids(whole);
    let mut fits: Vec<(&str, &str)> = Vec::new();
    for (block, key, _, to, from) in BLOCKS {
        let mut entries = whole.block(block).peekable();
        if entries.peek().is_none() {
            continue;
        }
        out.push_str(&format!("\n{key}:\n"));
        for entry in entries {
            let id = ids.own(entry);
            out.push_str(&format!("  - id: {id}\n    name: {}\n", quoted(entry.text)));
            lost.groups += usize::from(entry.group.is_some());
            let typed = Attribute::ALL.into_iter().filter(|a| *a != Attribute::For);
            lost.details += usize::from(typed.into_iter().any(|a| entry.attribute(a).is_some()));
            let mut linked: BTreeMap<Block, Vec<&str>> = BTreeMap::new();
            for link in entry.links() {
                match ids.find(link) {
                    Some((Block::CustomerSegments, id_of)) if block == Block::ValuePropositions => {
                        fits.push((id, id_of));
                    }
                    Some((other, id)) if to.contains(&other) || from.contains(&other) => {
                        linked.entry(other).or_default().push(id);
                    }
                    _ => lost.links += 1,
                }
            }
            for (name, ends) in [("from", from), ("for", to)] {
                let ends = ends.iter().filter_map(|end| Some((end, linked.get(end)?)));
                let lines: Vec<String> = ends
                    .map(|(end, ids)| format!("      {}: [{}]\n", key_of(*end), ids.join(", ")))
                    .collect();
                if !lines.is_empty() {
                    out.push_str(&format!("    {name}:\n{}", lines.concat()));
                }
            }
        }
    }
    if !fits.is_empty() {
        out.push_str("\nfits:\n");
        for (number, (value, segment)) in fits.iter().enumerate() {
            out.push_str(&format!(
                "  - id: fit-{}\n    for:\n      value_propositions: [{value}]\n      \
                 customer_segments: [{segment}]\n",
                number + 1
            ));
        }
    }
    out
}

fn key_of(block: Block) -> &'static str {
    BLOCKS.iter().find(|(known, ..)| *known == block).map_or("", |(_, key, ..)| key)
}

/// The portfolio and stage that a text names.
fn stage(text: &str) -> Option<(&'static str, &'static str)> {
    let lower = text.to_lowercase();
    let (portfolio, word) = match lower.rsplit_once([' ', '/', ':']) {
        Some((portfolio, stage)) => (Some(portfolio.trim()), stage.trim()),
        None => (None, lower.as_str()),
    };
    let fits = |(name, _): &&(&str, &[&str])| portfolio.is_none_or(|wanted| wanted == *name);
    STAGES.iter().filter(fits).find_map(|(name, stages)| {
        stages.iter().find(|stage| **stage == word).map(|stage| (*name, *stage))
    })
}

fn is_date(text: &str) -> bool {
    let digits =
        |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    matches!(parts.as_slice(), [y, m, d] if digits(y, 4) && digits(m, 2) && digits(d, 2))
}

/// The ids of a canvas' entries: their own where BMML allows them.
struct Ids<'a> {
    by_entry: BTreeMap<(Block, u32), String>,
    by_link: BTreeMap<&'a str, (Block, u32)>,
}

impl Ids<'_> {
    fn own(&self, entry: &Entry<'_>) -> &str {
        self.by_entry.get(&(entry.block, entry.number)).map_or("", String::as_str)
    }

    /// The entry that a link means: by id, else by text.
    fn find(&self, link: &str) -> Option<(Block, &str)> {
        let place = self.by_link.get(link)?;
        Some((place.0, self.by_entry.get(place)?))
    }
}

fn ids<'a>(whole: &'a Whole<'a>) -> Ids<'a> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut ids = Ids { by_entry: BTreeMap::new(), by_link: BTreeMap::new() };
    let prefix = |block: Block| {
        BLOCKS.iter().find(|(known, ..)| *known == block).map_or("", |(_, _, prefix, ..)| *prefix)
    };
    let valid = |entry: &Entry<'_>| {
        let rest = entry.id.and_then(|id| id.strip_prefix(prefix(entry.block)));
        rest.is_some_and(|rest| {
            !rest.is_empty()
                && rest.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        })
    };
    let entries = || whole.canvas.entries.iter();
    // Own ids first, so that no made one takes them.
    for entry in entries().filter(|entry| valid(entry)) {
        let id = entry.id.unwrap_or_default();
        if taken.insert(id.to_owned()) {
            ids.by_entry.insert((entry.block, entry.number), id.to_owned());
        }
    }
    for entry in entries() {
        let place = (entry.block, entry.number);
        if let Some(id) = entry.id {
            ids.by_link.entry(id).or_insert(place);
        }
        let make = || {
            let stem = format!("{}{}", prefix(entry.block), slug(entry.id.unwrap_or(entry.text)));
            let mut id = stem.clone();
            let mut copy = 2;
            while !taken.insert(id.clone()) {
                id = format!("{stem}-{copy}");
                copy += 1;
            }
            id
        };
        ids.by_entry.entry(place).or_insert_with(make);
    }
    for entry in entries() {
        ids.by_link.entry(entry.text).or_insert((entry.block, entry.number));
    }
    ids
}

/// The first words of a text as an id.
fn slug(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut out = String::new();
    for word in words {
        if out.len() + word.len() > 32 && !out.is_empty() {
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.extend(word.chars().take(32));
    }
    if out.is_empty() { "entry".to_owned() } else { out }
}
