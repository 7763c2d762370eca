//! Ties volumes to the prices they are multiplied with, and both to the outcome.

use rust_decimal::Decimal;

use super::amount::PeriodSource;
use super::build::Draft;
use super::calendar::time_noun;
use super::period::{Period, Rate};
use super::reading::Volume;
use super::scan::Tokens;
use super::volume::{Counted, times_at};

/// Ties each volume to the price that it is multiplied with, and to the outcome; drops factors of
/// no price.
pub(super) fn tie(tokens: &Tokens<'_>, drafts: &mut [Draft], counted: Vec<Counted>) -> Vec<Volume> {
    let mut volumes = Vec::new();
    let mut seen = 0;
    for Counted { mut volume, first, next } in counted {
        while drafts.get(seen).is_some_and(|d| d.first < first) {
            seen += 1;
        }
        let times = |from: usize, to: usize| times_at(tokens, from) == Some(to);
        let before =
            seen.checked_sub(1).filter(|i| drafts.get(*i).is_some_and(|d| times(d.next, first)));
        let after = drafts.get(seen).filter(|d| times(next, d.first)).map(|_| seen);
        volume.price = before.or(after);
        let priced = after.and_then(|i| drafts.get(i));
        let end = priced.map_or(next, |d| d.next);
        let outcome = if after.is_some() { seen + 1 } else { seen };
        let equals = drafts.get(outcome).is_some_and(|d| equals(tokens, end, d.first));
        volume.product = (volume.price.is_some() && equals).then_some(outcome);
        if let (Some(price), Some(product)) = (volume.price, volume.product) {
            hand_on(drafts, price, product, &volume);
        }
        if let Some(draft) = volume.price.and_then(|i| drafts.get_mut(i)) {
            draft.price_of(&volume.noun);
        }
        if volume.price.is_some() || volume.per.time.is_some() {
            volumes.push(volume);
        }
    }
    volumes
}

/// Whether only an equals sign stands between the tokens `from` and `to`, with a bracket before it
/// or `~`, `*` and the like behind it: `(4 FTE × € 45.000) = **~€ 180.000**`.
fn equals(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    let sign = if tokens.is_mark(from, ')') { from + 1 } else { from };
    let is = |at: usize, marks: &[char]| tokens.get(at).is_some_and(|t| t.is_one_of(marks));
    let near = sign < to && to <= sign + 4;
    near && is(sign, &['=', '≈', '→']) && (sign + 1..to).all(|i| is(i, &['~', '≈', '*', '±', '_']))
}

/// `Yearly rent: € 500 × 12 = € 6.000`: what the label says is said of the outcome, and of the
/// price only if it is not multiplied up to it.
fn hand_on(drafts: &mut [Draft], price: usize, product: usize, volume: &Volume) {
    let Some(rate) = drafts.get(price).map(|d| d.amount.per.clone()) else {
        return;
    };
    let labelled = drafts.get(price).is_some_and(|d| d.amount.period_source == PeriodSource::Label);
    let Some(time) = rate.time.filter(|_| labelled) else {
        return;
    };
    if let Some(outcome) = drafts.get_mut(product).filter(|d| d.amount.per.is_unknown()) {
        outcome.amount.per = Rate { unit: None, ..rate };
        outcome.amount.period_source = PeriodSource::Label;
    }
    let nameless = volume.noun.is_empty() || time_noun(&volume.noun).is_some();
    let multiplies_time = time == Period::Year && nameless && volume.low > Decimal::ONE;
    if let Some(part) = drafts.get_mut(price).filter(|_| multiplies_time) {
        part.amount.per.time = None;
        if part.amount.per.is_unknown() {
            part.amount.period_source = PeriodSource::Unknown;
        }
    }
}
