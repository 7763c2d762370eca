//! Laws of comparing, on made-up canvases.

use std::sync::OnceLock;

use bmc::balance::Options;
use bmc::canvas::{Attribute, Block, Canvas, Entry};
use bmc::catalogue::{Catalogue, Rubric};
use bmc::compare::{
    Appraiser, Diff, FindingChange, Meaning, Merged, Sheet, Slot, Whose, match_entries,
};
use proptest::prelude::*;

/// An entry as plain data: block, text, group, id, amount.
type Made = (usize, String, Option<&'static str>, Option<u8>, Option<u8>);

fn text() -> impl Strategy<Value = String> {
    let words = [
        "students",
        "schools",
        "subscription",
        "fee",
        "bakery",
        "delivery",
        "web",
        "platform",
        "campus",
        "partners",
        "bicycles",
        "repair",
        "the",
        "of",
        "Campus",
        "€ 9,50",
        "per month",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 1..7).prop_map(|w| w.join(" "))
}

fn made() -> impl Strategy<Value = Vec<Made>> {
    let group = prop::option::weighted(0.2, prop::sample::select(vec!["Online", "Shop"]));
    let one = (
        0_usize..3,
        text(),
        group,
        prop::option::weighted(0.2, 0_u8..6),
        prop::option::weighted(0.2, 0_u8..3),
    );
    prop::collection::vec(one, 0..14)
}

const IDS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
const AMOUNTS: [&str; 3] = ["10", "20.50", "1000"];

fn sheet(made: &[Made]) -> Sheet<'_> {
    let entries = made.iter().enumerate().map(|(place, (block, text, group, id, amount))| {
        let number = u32::try_from(place).expect("as it should be") + 1;
        let mut entry = Entry::new(Block::ALL[*block], number, text);
        entry.group = *group;
        entry.id = id.map(|id| IDS[usize::from(id)]);
        entry.set(Attribute::Amount, amount.map(|amount| AMOUNTS[usize::from(amount)]));
        entry
    });
    let entries = entries.collect();
    Sheet::new(Canvas { id: "made", version: "1", language: None, entries })
}

/// A second version: some entries left out, some with a word more, some moved, one put on top.
fn revised() -> impl Strategy<Value = (Vec<Made>, Vec<Made>)> {
    (made(), prop::collection::vec(0_u8..10, 14), any::<u64>(), made()).prop_map(
        |(old, fates, seed, extra)| {
            let mut new = Vec::new();
            for (entry, fate) in old.iter().zip(&fates) {
                let mut entry = entry.clone();
                match fate {
                    0 => continue,
                    1 => entry.1.push_str(" for schools"),
                    2 => entry.0 = (entry.0 + 1) % 3,
                    3 => entry.4 = Some(1),
                    4 => {
                        new.insert(0, entry);
                        continue;
                    }
                    5 => entry.1 = entry.1.to_uppercase(),
                    _ => {}
                }
                new.push(entry);
            }
            if seed % 3 == 0 {
                new.extend(extra.into_iter().take(2));
            }
            (old, new)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_canvas_does_not_differ_from_itself(made in made()) {
        let (a, b) = (sheet(&made), sheet(&made));
        let diff = Diff::between(&a, &b);
        prop_assert!(diff.is_empty(), "{:?}", diff);
        prop_assert_eq!(diff.unchanged, made.len());
    }

    #[test]
    fn looking_back_gives_the_same_changes_turned_round((old, new) in revised()) {
        let (a, b) = (sheet(&old), sheet(&new));
        prop_assert_eq!(Diff::between(&b, &a), Diff::between(&a, &b).inverse());
    }

    #[test]
    fn the_changes_lead_from_the_old_to_the_new((old, new) in revised()) {
        let (a, b) = (sheet(&old), sheet(&new));
        let result = Diff::between(&a, &b).apply(&a.canvas.entries);
        prop_assert_eq!(result, Ok(b.canvas.entries));
    }

    #[test]
    fn unrelated_canvases_obey_the_same_laws(old in made(), new in made()) {
        let (a, b) = (sheet(&old), sheet(&new));
        let there = Diff::between(&a, &b);
        prop_assert_eq!(&Diff::between(&b, &a), &there.inverse());
        prop_assert_eq!(there.apply(&a.canvas.entries), Ok(b.canvas.entries.clone()));
    }

    #[test]
    fn every_entry_is_told_of_once((old, new) in revised()) {
        let (a, b) = (sheet(&old), sheet(&new));
        let diff = Diff::between(&a, &b);
        let told: usize = diff.changes.iter().map(|change| change.old.len()).sum();
        prop_assert_eq!(told + diff.unchanged, old.len());
        let told: usize = diff.changes.iter().map(|change| change.new.len()).sum();
        prop_assert_eq!(told + diff.unchanged, new.len());
    }

    #[test]
    fn changes_do_not_apply_to_another_canvas((old, new) in revised()) {
        let (a, b) = (sheet(&old), sheet(&new));
        let diff = Diff::between(&a, &b);
        if diff.changes.iter().any(|change| !change.old.is_empty()) {
            prop_assert!(diff.apply(&[]).is_err());
        }
    }
}

/// Loaded once: it takes longer than a case.
fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| Catalogue::builtin().expect("as it should be"))
}

/// A canvas with money on it: what is made is spread over segments, values, income and costs.
fn with_money(made: &[Made]) -> Sheet<'_> {
    const BLOCKS: [Block; 4] = [
        Block::CustomerSegments,
        Block::ValuePropositions,
        Block::RevenueStreams,
        Block::CostStructure,
    ];
    let mut canvas = sheet(made).canvas;
    for (place, entry) in canvas.entries.iter_mut().enumerate() {
        entry.block = BLOCKS[(entry.block.index() + place) % BLOCKS.len()];
    }
    Sheet::new(canvas)
}

/// What is the same from either side: the check, what it says, the entry that it is about.
fn findings(changes: &[FindingChange<'_>]) -> Vec<(usize, bool, String)> {
    let said = |change: &FindingChange<'_>| {
        let about = change.about.as_ref().map(|about| (about.block, about.number));
        format!("{} {about:?} {:?}", change.finding.saying, change.finding.values)
    };
    let mut all: Vec<_> =
        changes.iter().map(|one| (one.finding.check, one.appeared, said(one))).collect();
    all.sort();
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..Default::default() })]

    #[test]
    fn what_changes_mean_is_turned_round_with_them((old, new) in revised()) {
        let (rubric, options) = (Rubric::default(), Options::default());
        let mut appraiser = Appraiser::new(catalogue(), &rubric, &options);
        let (a, b) = (with_money(&old), with_money(&new));
        let there = Diff::between(&a, &b);
        let back = Diff::between(&b, &a);
        let there = Meaning::of(&a, &b, &there, &mut appraiser);
        let back = Meaning::of(&b, &a, &back, &mut appraiser);
        let turned: Vec<_> = back.findings.into_iter().map(FindingChange::inverse).collect();
        prop_assert_eq!(findings(&there.findings), findings(&turned));
        prop_assert_eq!((&there.before, &there.after), (&back.after, &back.before));
        prop_assert_eq!(there.questions.len(), back.questions.len());
        let mut prices: Vec<_> = there.prices.iter().map(|one| (&one.old, &one.new)).collect();
        for price in &back.prices {
            let place = prices.iter().position(|one| *one == (&price.new, &price.old));
            prop_assert!(place.is_some(), "{:?} is not turned round", price);
            place.map(|place| prices.swap_remove(place));
        }
        prop_assert!(prices.is_empty());
    }

    #[test]
    fn findings_before_and_what_appeared_are_those_after_and_what_went((old, new) in revised()) {
        let (rubric, options) = (Rubric::default(), Options::default());
        let mut appraiser = Appraiser::new(catalogue(), &rubric, &options);
        let (a, b) = (with_money(&old), with_money(&new));
        let meaning = Meaning::of(&a, &b, &Diff::between(&a, &b), &mut appraiser);
        let count = |appeared: bool| {
            meaning.findings.iter().filter(|one| one.appeared == appeared).count() as u32
        };
        let all = |counts: [u32; 3]| counts.iter().sum::<u32>();
        let (before, after) = (meaning.before.consistency, meaning.after.consistency);
        prop_assert_eq!(all(before.counts) + count(true), all(after.counts) + count(false));
    }

    #[test]
    fn a_canvas_means_the_same_as_itself(made in made()) {
        let (rubric, options) = (Rubric::default(), Options::default());
        let mut appraiser = Appraiser::new(catalogue(), &rubric, &options);
        let (a, b) = (with_money(&made), with_money(&made));
        let meaning = Meaning::of(&a, &b, &Diff::between(&a, &b), &mut appraiser);
        prop_assert!(meaning.findings.is_empty() && meaning.prices.is_empty());
        prop_assert!(meaning.questions.is_empty());
    }
}

#[test]
fn an_id_holds_an_entry_together_whatever_it_says() {
    let old = [(0, "Students".to_owned(), None, Some(1), None)];
    let new = [(1, "Delivery by bicycle".to_owned(), None, Some(1), None)];
    let (a, b) = (sheet(&old), sheet(&new));
    assert_eq!(match_entries(&a.canvas.entries, &b.canvas.entries).pairs, [(0, 0)]);
}

/// Base and two revisions of it.
fn three() -> impl Strategy<Value = (Vec<Made>, Vec<Made>, Vec<Made>)> {
    (revised(), prop::collection::vec(0_u8..10, 14), made()).prop_map(
        |((base, ours), fates, extra)| {
            let mut theirs = Vec::new();
            for (entry, fate) in base.iter().zip(&fates) {
                let mut entry = entry.clone();
                match fate {
                    0 => continue,
                    1 => entry.1.push_str(" and partners"),
                    2 => entry.2 = Some("Online"),
                    3 => entry.4 = Some(2),
                    4 => {
                        theirs.insert(0, entry);
                        continue;
                    }
                    _ => {}
                }
                theirs.push(entry);
            }
            theirs.extend(extra.into_iter().take(1));
            (base, ours, theirs)
        },
    )
}

fn turned(slot: &Slot) -> Slot {
    match slot {
        Slot::Take(Whose::Ours, at) => Slot::Take(Whose::Theirs, *at),
        Slot::Take(Whose::Theirs, at) => Slot::Take(Whose::Ours, *at),
        Slot::Join(base, a, b) => Slot::Join(*base, *b, *a),
        Slot::Conflict { base, ours: a, theirs: b } => {
            Slot::Conflict { base: base.clone(), ours: b.clone(), theirs: a.clone() }
        }
    }
}

/// What a slot says, whose ever it is.
fn said(slot: &Slot, ours: &Sheet<'_>, theirs: &Sheet<'_>) -> String {
    let plain = |entry: &Entry<'_>| {
        let mut entry = entry.clone();
        entry.number = 0;
        format!("{entry:?}")
    };
    match slot {
        Slot::Take(Whose::Ours, at) => plain(&ours.canvas.entries[*at]),
        Slot::Take(Whose::Theirs, at) => plain(&theirs.canvas.entries[*at]),
        other => format!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn merging_with_the_base_gives_the_other((base, a) in revised()) {
        let (base, a) = (sheet(&base), sheet(&a));
        let merged = Merged::of(&base, &a, &base);
        prop_assert_eq!(merged.entries(&base, &a, &base), Some(a.canvas.entries.clone()));
        let merged = Merged::of(&base, &base, &a);
        prop_assert_eq!(merged.entries(&base, &base, &a), Some(a.canvas.entries));
    }

    #[test]
    fn merging_two_equal_versions_gives_that_version((base, a) in revised()) {
        let (base, a, b) = (sheet(&base), sheet(&a), sheet(&a));
        let merged = Merged::of(&base, &a, &b);
        prop_assert_eq!(merged.entries(&base, &a, &b), Some(a.canvas.entries));
    }

    #[test]
    fn it_does_not_matter_who_merges((base, a, b) in three()) {
        let (base, a, b) = (sheet(&base), sheet(&a), sheet(&b));
        let (here, there) = (Merged::of(&base, &a, &b), Merged::of(&base, &b, &a));
        prop_assert_eq!(here.conflicts(), there.conflicts());
        let one: Vec<_> = here.slots.iter().map(|(block, s)| (*block, said(s, &a, &b))).collect();
        let other: Vec<_> = there
            .slots
            .iter()
            .map(|(block, s)| (*block, said(&turned(s), &a, &b)))
            .collect();
        prop_assert_eq!(one, other);
    }

    #[test]
    fn merging_loses_nothing_that_was_added((base, a, b) in three()) {
        let (base, a, b) = (sheet(&base), sheet(&a), sheet(&b));
        let merged = Merged::of(&base, &a, &b);
        let mut kept = vec![false; b.canvas.entries.len()];
        for (_, slot) in &merged.slots {
            match slot {
                Slot::Take(Whose::Theirs, at) | Slot::Join(_, _, at) => kept[*at] = true,
                Slot::Conflict { theirs, .. } => theirs.iter().for_each(|at| kept[*at] = true),
                Slot::Take(Whose::Ours, _) => {}
            }
        }
        let ours: Vec<&str> = a.canvas.entries.iter().map(|entry| entry.text).collect();
        let before: Vec<&str> = base.canvas.entries.iter().map(|entry| entry.text).collect();
        for (entry, kept) in b.canvas.entries.iter().zip(kept) {
            let known = ours.contains(&entry.text) || before.contains(&entry.text);
            prop_assert!(kept || known, "{} was lost", entry.text);
        }
    }
}

#[test]
fn changes_in_different_respects_are_joined_and_in_the_same_one_are_a_conflict() {
    let base = [(0, "Students of the campus".to_owned(), None, Some(1), None)];
    let price = [(0, "Students of the campus".to_owned(), None, Some(1), Some(2))];
    let words = [(0, "Students of the whole campus".to_owned(), None, Some(1), None)];
    let other = [(0, "Students of one campus".to_owned(), None, Some(1), None)];
    let (base, price, words, other) = (sheet(&base), sheet(&price), sheet(&words), sheet(&other));
    let merged = Merged::of(&base, &price, &words);
    let entries = merged.entries(&base, &price, &words).expect("as it should be");
    assert_eq!(entries[0].text, "Students of the whole campus");
    assert_eq!(entries[0].attribute(Attribute::Amount), Some("1000"));
    assert_eq!(Merged::of(&base, &words, &other).conflicts(), 1);
    let removed = sheet(&[]);
    assert_eq!(Merged::of(&base, &words, &removed).conflicts(), 1);
}
