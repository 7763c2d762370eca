//! Sequences of pairs: what two sorted lists have in common, and the longest run in order.

/// Replaces a list by the places below `count` that are to be kept, ascending. Which ones are cannot
/// be foreseen, so nothing branches on it.
pub(super) fn gather(count: usize, places: &mut Vec<usize>, keep: impl Fn(usize) -> bool) {
    places.clear();
    places.resize(count, 0);
    let mut kept = 0;
    for place in 0..count {
        places[kept] = place;
        kept += usize::from(keep(place));
    }
    places.truncate(kept);
}

/// The places of equal items of two ascending lists, each item once.
pub(super) fn equal_pairs<T>(
    old: &[T],
    new: &[T],
    compare: impl Fn(&T, &T) -> std::cmp::Ordering,
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::with_capacity(old.len().min(new.len()));
    let (mut a, mut b) = (0, 0);
    while let (Some(x), Some(y)) = (old.get(a), new.get(b)) {
        match compare(x, y) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                pairs.push((a, b));
                a += 1;
                b += 1;
            }
        }
    }
    pairs
}

/// A longest run of pairs, ascending on both sides; pairs come ascending on the first.
pub(super) fn longest_ascending(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The place of the pair that ends the best run of each length, and each pair's predecessor.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (place, (_, new)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *new);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        if length == ends.len() {
            ends.push(place);
        } else {
            ends[length] = place;
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(place) = at {
        run.push(pairs[place]);
        at = before[place];
    }
    run.reverse();
    run
}

/// Calls for each value that two ascending lists have in common.
pub(super) fn for_each_shared<T: Copy + Ord>(a: &[T], b: &[T], mut call: impl FnMut(T)) {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => {
                a.next();
            }
            std::cmp::Ordering::Greater => {
                b.next();
            }
            std::cmp::Ordering::Equal => {
                call(**x);
                a.next();
                b.next();
            }
        }
    }
}
