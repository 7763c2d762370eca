//! Which findings appeared, and which are gone.

use std::collections::BTreeMap;

use super::appraisal::Appraisal;
use super::diff::Diff;
use super::meaning::Ground;
use super::sheet::Sheet;
use crate::balance::{Finding, Outcome, Unjudged};
use crate::canvas::{Block, Entry};

/// A finding that only one of two versions has. A finding of the same check on the same entry, or
/// on what became of it, is the same one, whatever its figures are. A waived one does not count.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingChange<'a> {
    /// The finding.
    pub finding: Finding,
    /// Whether the new version has it; else the old one.
    pub appeared: bool,
    /// The entry that it is about; `None` when it is about no one entry.
    pub about: Option<Ground<'a>>,
    /// Why the check says nothing of the other version, where it could not be judged there.
    pub unjudged: Option<Unjudged>,
    /// Why it is waived in the other version, where it is.
    pub waived: Option<String>,
}

impl FindingChange<'_> {
    /// The same, seen from the other version.
    #[must_use]
    pub fn inverse(self) -> Self {
        Self { appeared: !self.appeared, ..self }
    }
}

/// What appeared, then what is gone, each in the order of the checks.
pub(super) fn finding_changes<'a>(
    sheets: [&Sheet<'a>; 2],
    appraisals: [&Appraisal; 2],
    diff: &Diff<'a>,
) -> Vec<FindingChange<'a>> {
    let kin = kin(sheets, diff);
    let key = |side: usize, finding: &Finding| {
        let about = finding.evidence.first();
        let of = about.map(|evidence| kin[side].get(evidence.place).copied().unwrap_or(usize::MAX));
        (finding.check, of)
    };
    // Per key the findings of each side that count.
    let mut found: BTreeMap<(usize, Option<usize>), [Vec<usize>; 2]> = BTreeMap::new();
    for (side, appraisal) in appraisals.iter().enumerate() {
        for (number, finding) in appraisal.audit.findings.iter().enumerate() {
            if finding.waived.is_none() {
                found.entry(key(side, finding)).or_default()[side].push(number);
            }
        }
    }
    let mut changes = Vec::new();
    for side in [1, 0] {
        for numbers in found.values() {
            let (own, other) = (&numbers[side], &numbers[1 - side]);
            let of = |side: usize, number: &usize| appraisals[side].audit.findings.get(*number);
            // The same saying first: of several on one entry, those are the ones that stayed.
            let said = |side: usize, number: &usize| of(side, number).map(|finding| finding.saying);
            let mut left: Vec<Option<&str>> = other.iter().map(|n| said(1 - side, n)).collect();
            let mut only: Vec<&usize> = Vec::new();
            for number in own {
                match left.iter().position(|known| *known == said(side, number)) {
                    Some(place) => {
                        left.swap_remove(place);
                    }
                    None => only.push(number),
                }
            }
            let stayed = left.len().min(only.len());
            for finding in only[stayed..].iter().filter_map(|number| of(side, number)) {
                changes.push(change(finding, side, key(side, finding), sheets, appraisals, &kin));
            }
        }
    }
    changes
}

fn change<'a>(
    finding: &Finding,
    side: usize,
    key: (usize, Option<usize>),
    sheets: [&Sheet<'a>; 2],
    appraisals: [&Appraisal; 2],
    kin: &[Vec<usize>; 2],
) -> FindingChange<'a> {
    let other = &appraisals[1 - side].audit;
    let outcome = other.outcomes.iter().find(|(check, _)| *check == finding.check);
    let waived = other.findings.iter().find(|waived| {
        let about = waived.evidence.first();
        let of = about.map(|evidence| kin[1 - side].get(evidence.place).copied());
        waived.waived.is_some() && (waived.check, of.flatten()) == key
    });
    let about = finding.evidence.first().and_then(|evidence| {
        let entry = sheets[side].canvas.entries.get(evidence.place)?;
        let words = evidence.words.clone();
        Some(Ground { block: entry.block, number: entry.number, text: entry.text, words })
    });
    FindingChange {
        finding: finding.clone(),
        appeared: side == 1,
        about,
        unjudged: match outcome {
            Some((_, Outcome::Not(why))) => Some(*why),
            _ => None,
        },
        waived: waived.and_then(|finding| finding.waived.clone()),
    }
}

/// Per side and entry a number that it shares with what it became or was before.
fn kin(sheets: [&Sheet<'_>; 2], diff: &Diff<'_>) -> [Vec<usize>; 2] {
    [0, 1].map(|side| {
        let entries = &sheets[side].canvas.entries;
        let mut kin = vec![usize::MAX; entries.len()];
        for (number, change) in diff.changes.iter().enumerate() {
            for entry in if side == 0 { &change.old } else { &change.new } {
                if let Some(place) = place_of(entries, entry.block, entry.number) {
                    kin[place] = number;
                }
            }
        }
        // What did not change is in the same order on both sides.
        let left = kin.iter_mut().filter(|one| **one == usize::MAX);
        for (number, one) in (diff.changes.len()..).zip(left) {
            *one = number;
        }
        kin
    })
}

/// The place of an entry among all, which are ordered by block and number.
pub(super) fn place_of(entries: &[Entry<'_>], block: Block, number: u32) -> Option<usize> {
    entries.binary_search_by_key(&(block, number), |entry| (entry.block, entry.number)).ok()
}
