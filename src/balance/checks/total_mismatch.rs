//! A stated total that is not the sum of its lines.

use crate::balance::figures::yearly_of_total;
use crate::balance::finding::Value;
use crate::balance::line::{Line, NotCounted};
use crate::balance::range::Range;
use crate::balance::scene::{Items, Scene};
use crate::money::{Period, Role};

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    let percent = items.check.limit("percent");
    let totals = || scene.ledger.lines.iter().filter(|line| line.role == Role::Total);
    for total in totals() {
        // Of a total per month and one per year in the same row, the year's is checked.
        let year = |line: &&Line| line.per.time == Some(Period::Year) && line.entry == total.entry;
        if !year(&total) && totals().any(|other| year(&other)) {
            continue;
        }
        let sums = candidates(scene, total);
        let stated = worth(total);
        let gap = |sum: &&Range| {
            sum.middle().zip(stated.middle()).and_then(|(a, b)| a.checked_sub(b)).map(|gap| gap.abs())
        };
        let Some(nearest) = sums.iter().min_by_key(gap) else { continue };
        if sums.iter().any(|sum| sum.agrees(stated, percent)) {
            items.holds();
            continue;
        }
        let scale = |value: Range| match yearly_of_total(total) {
            // Shown per the total's own period, as it is written.
            Some(year) if year.high != total.amount.high => value
                .times(Range::exact(total.amount.high))
                .and_then(|value| value.over(Range::exact(year.high)))
                .unwrap_or(value),
            _ => value,
        };
        let values = vec![
            ("item", scene.name(total.entry)),
            ("stated", Value::Money(total.amount, total.currency)),
            ("sum", Value::Money(scale(*nearest), total.currency)),
        ];
        items.fails("differs", values, vec![scene.quote_line(total)]);
    }
}

/// What a line is worth for adding up: a year, once, or as it stands.
fn worth(line: &Line) -> Range {
    line.yearly().or_else(|| line.once()).or_else(|| yearly_of_total(line)).unwrap_or(line.amount)
}

/// The sums that a total may be of, the most likely first: of the other amounts of its entry, else
/// of those under its heading, of its nature, or of all on its side. A set with an amount that
/// cannot be added says nothing.
fn candidates(scene: &Scene<'_>, total: &Line) -> Vec<Range> {
    let group = |line: &Line| scene.entry(line.entry).and_then(|entry| entry.group);
    let fits = |line: &&Line| {
        line.role != Role::Total
            && line.side == total.side
            && line.currency == total.currency
    };
    let periodic = total.per.time.is_some_and(|time| time != Period::Once);
    let sum = |picked: Vec<&Line>| -> Option<Range> {
        let mut sum = Range::ZERO;
        let mut count = 0;
        for line in &picked {
            let value = match line.not_counted() {
                None if periodic => line.yearly(),
                None => line.once().or_else(|| total.per.time.is_none().then_some(line.amount)),
                Some(NotCounted::NoPeriod) if !periodic => Some(line.amount),
                Some(why) if why.leaves_gap() => return None,
                Some(_) => None,
            };
            if let Some(value) = value {
                sum = sum.plus(value)?;
                count += 1;
            }
        }
        (count >= 2).then_some(sum)
    };
    let own = |line: &&Line| line.horizon == total.horizon;
    let every: Vec<&Line> = scene.ledger.lines.iter().filter(fits).collect();
    let all: Vec<&Line> = every.iter().copied().filter(own).collect();
    let within: Vec<&Line> =
        all.iter().copied().filter(|line| line.entry == total.entry).collect();
    if within.len() >= 2 {
        return sum(within).into_iter().collect();
    }
    let mut sums = Vec::new();
    if let Some(heading) = group(total) {
        sums.extend(sum(all.iter().copied().filter(|l| group(l) == Some(heading)).collect()));
    }
    sums.extend(sum(all.clone()));
    if sums.is_empty() {
        return sums;
    }
    // A cost that begins later (`from month 6`) may be in the total of the year.
    if every.len() != all.len() {
        sums.extend(sum(every.clone()));
        let heading = group(total);
        sums.extend(sum(every.into_iter().filter(|line| group(line) == heading).collect()));
    }
    // A total may also be of one nature, or of what stands under any one heading.
    if total.nature.0.is_some() {
        sums.extend(sum(all.iter().copied().filter(|l| l.nature.0 == total.nature.0).collect()));
    }
    let mut headings: Vec<_> = all.iter().map(|line| group(line)).collect();
    headings.sort_unstable();
    headings.dedup();
    for heading in headings {
        sums.extend(sum(all.iter().copied().filter(|line| group(line) == heading).collect()));
    }
    sums
}
