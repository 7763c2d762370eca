//! Streams that belong to nothing in another block, beside streams that do.

use rust_decimal::Decimal;

use crate::balance::finding::Unjudged;
use crate::balance::line::Side;
use crate::balance::scene::{Items, Scene};
use crate::canvas::Block;
use crate::text::Bits;

/// An item fails when it is tied to nothing in the other blocks, while enough of its neighbours
/// are: else the canvas just does not say what belongs to what.
pub(super) fn run(
    scene: &Scene<'_>,
    items: &mut Items<'_>,
    side: Side,
    others: &[Block],
    exempt: impl Fn(usize) -> bool,
) {
    let all = scene.items(side);
    let mut beside: Vec<usize> = Vec::new();
    for block in others {
        beside.extend(scene.block(*block));
    }
    if all.is_empty() {
        return items.cannot(Unjudged::Empty(Block::RevenueStreams));
    }
    if beside.is_empty() {
        return items.cannot(Unjudged::Empty(others.first().copied().unwrap_or(Block::Channels)));
    }
    let ties = scene.ties;
    let tied: Vec<usize> = all.iter().copied().filter(|place| ties.any(*place, &beside)).collect();
    let share = Decimal::from(100 * tied.len()) / Decimal::from(all.len());
    let stated = tied.iter().all(|place| beside.iter().any(|other| ties.linked(*place, *other)));
    // Words miss what is said in other words, so they must carry nearly all to tell of the rest; a
    // share above 100 in the data leaves them out of it.
    let wanted = if stated { "share" } else { "share-by-words" };
    if !stated && scene.foreign {
        return items.cannot(Unjudged::OtherLanguage);
    }
    if tied.is_empty() || share < items.check.limit(wanted) {
        return items.cannot(Unjudged::NothingNamed);
    }
    for place in all {
        if tied.contains(place) || exempt(*place) {
            items.holds();
            continue;
        }
        let mut evidence = vec![scene.quote(*place, &Bits::EMPTY)];
        if !stated {
            evidence.extend(tied.iter().take(2).map(|other| scene.quote_tie(*other, &beside)));
        }
        let finding = items.fails("none", vec![("item", scene.name(*place))], evidence);
        finding.inferred = !stated;
    }
}
