//! Laws of comparing, on made-up canvases.

use bmc::canvas::{Attribute, Block, Canvas, Entry};
use bmc::compare::{Diff, Sheet, match_entries};
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
        let number = u32::try_from(place).unwrap() + 1;
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

#[test]
fn an_id_holds_an_entry_together_whatever_it_says() {
    let old = [(0, "Students".to_owned(), None, Some(1), None)];
    let new = [(1, "Delivery by bicycle".to_owned(), None, Some(1), None)];
    let (a, b) = (sheet(&old), sheet(&new));
    assert_eq!(match_entries(&a.canvas.entries, &b.canvas.entries).pairs, [(0, 0)]);
}
