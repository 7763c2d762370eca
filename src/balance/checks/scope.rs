//! Items that everything in another block passes by.

use crate::balance::finding::{Evidence, Unjudged};
use crate::balance::scene::{Items, Scene};
use crate::canvas::Block;
use crate::text::Bits;

/// An item fails when every entry of the other blocks says for which items it is, and none says
/// this one. An entry that does not say for which is for all: so nothing is held against a canvas
/// that does not tell its segments apart. Cannot be judged when no entry says for which; without
/// `by_words`, only the `for` column says it.
pub(super) fn run(
    scene: &Scene<'_>,
    items: &mut Items<'_>,
    own: Block,
    others: &[Block],
    by_words: bool,
    exempt: impl Fn(usize) -> bool,
) {
    let all = scene.block(own);
    let mut beside: Vec<usize> = Vec::new();
    for block in others {
        beside.extend(scene.block(*block));
    }
    if all.is_empty() {
        return items.cannot(Unjudged::Empty(own));
    }
    if beside.is_empty() {
        return items.cannot(Unjudged::Empty(others.first().copied().unwrap_or(own)));
    }
    let ties = scene.ties;
    let linked = |other: &usize| all.iter().any(|place| ties.linked(*other, *place));
    // An entry chooses by its `for` column, or by a word that names one item and none of the others.
    let telling = scene.telling(own);
    let chosen = |other: &usize| linked(other) || ties.has_any(*other, telling);
    let stated = beside.iter().all(linked);
    if !beside.iter().any(chosen) || !stated && (!by_words || scene.foreign) {
        return items.cannot(Unjudged::NothingNamed);
    }
    let told_apart = stated || beside.iter().all(chosen);
    for place in all {
        let covered = !told_apart
            || if stated {
                beside.iter().any(|other| ties.linked(*other, *place))
            } else {
                ties.any(*place, &beside)
            };
        if covered || exempt(*place) {
            items.holds();
            continue;
        }
        let mut evidence: Vec<Evidence> = vec![scene.quote(*place, &Bits::EMPTY)];
        if !stated {
            evidence.extend(beside.iter().take(3).map(|other| scene.quote_tie(*other, all)));
        }
        let finding = items.fails("none", vec![("item", scene.name(*place))], evidence);
        finding.inferred = !stated;
    }
}
