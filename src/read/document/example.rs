//! Canvases that explain themselves: under every block the same labels, one of which is
//! `Example`. Only the example is the canvas.

use std::collections::{BTreeMap, BTreeSet};

use crate::canvas::Block;
use crate::portfolio::EntryDraft;
use crate::text::fold;

/// A label is scaffolding when it stands in this many blocks.
const REPEATED: usize = 5;

/// The label in front of a text: at most six words before a colon.
fn label(text: &str) -> Option<(&str, &str)> {
    let (label, rest) = text.split_once(':')?;
    let words = label.split_whitespace().count();
    ((1..=6).contains(&words)).then(|| (label.trim(), rest.trim()))
}

fn is_example(label: &str) -> bool {
    const WORDS: [&str; 8] =
        ["example", "beispiel", "voorbeeld", "exemple", "ejemplo", "exemplo", "esempio", "contoh"];
    let folded = fold(label);
    WORDS.iter().any(|word| folded.starts_with(word))
}

/// Keeps the examples where every block has one, without their label. Returns how many entries
/// were explanation.
pub(super) fn keep(entries: &mut Vec<EntryDraft>) -> usize {
    let mut blocks: BTreeMap<String, BTreeSet<Block>> = BTreeMap::new();
    for entry in entries.iter() {
        if let Some((label, _)) = label(&entry.text) {
            blocks.entry(fold(label)).or_default().insert(entry.block);
        }
    }
    let repeated = |label: &str| blocks.get(&fold(label)).is_some_and(|b| b.len() >= REPEATED);
    let given: BTreeSet<Block> = entries
        .iter()
        .filter(|entry| label(&entry.text).is_some_and(|(l, _)| is_example(l) && repeated(l)))
        .map(|entry| entry.block)
        .collect();
    if given.len() < REPEATED {
        return 0;
    }
    let before = entries.len();
    entries.retain_mut(|entry| match label(&entry.text) {
        Some((name, rest)) if is_example(name) && repeated(name) && !rest.is_empty() => {
            entry.text = rest.to_owned();
            true
        }
        Some((name, _)) => !(repeated(name) && given.contains(&entry.block)),
        None => true,
    });
    before - entries.len()
}
