//! Spreads what is said once over the several amounts that it is said of.

use rust_decimal::Decimal;

use super::amount::{Confidence, CurrencySource, Doubt, Horizon, PeriodSource, Role};
use super::build::{self, Draft, Place};
use super::hints::{self, Hints};
use super::horizon;
use super::period::{Period, Rate};
use super::rate;
use super::scan::{Kind, Tokens};
use super::trade::is_price;

/// The fewest words between amounts in prose: a list has fewer.
const PROSE_WORDS: usize = 4;

/// Spreads periods, currencies and horizons over the amounts of one text, and decides their roles.
pub(super) fn spread(place: &Place<'_, '_>, drafts: &mut Vec<Draft>) {
    let tokens = place.tokens;
    drop_named_free(place, drafts);
    ladders(tokens, drafts);
    comparisons(drafts);
    let parent = parent(place, drafts);
    list_heads(drafts);
    prose(tokens, drafts);
    let row = row(place, drafts);
    for draft in drafts.iter_mut() {
        let own_rate = draft.amount.per.is_unknown();
        if own_rate && let Some(parent) = parent.as_ref().filter(|_| draft.part > 0) {
            set_rate(draft, &parent.rate, PeriodSource::Label);
        }
        if draft.amount.per.is_unknown() {
            set_rate(draft, &row.rate, PeriodSource::Label);
        }
        section(place, draft);
        let column = place.column(draft.first);
        let parent_says = parent.as_ref().and_then(|p| p.horizon).or(row.horizon);
        if draft.amount.horizon.is_none() {
            draft.amount.horizon = parent_says
                .map(|(from, to)| build::said_in(tokens, from, to))
                .or_else(|| of_heading(place, column))
                .or_else(|| of_heading(place, Some(place.heading.section())));
        }
        let of_sums =
            column.is_some_and(|c| (c.money || c.horizon.is_some()) && !c.price && !c.each);
        let surroundings =
            parent.as_ref().is_some_and(|p| p.price) || row.price || place.heading.section().price;
        draft.facts.price |= surroundings && !of_sums;
        role(draft, row.total, place.context.sells);
    }
}

fn of_heading(place: &Place<'_, '_>, hints: Option<&Hints>) -> Option<Horizon> {
    let found = hints?.horizon?;
    Some(Horizon { text: place.heading.words(found), span: None })
}

fn set_rate(draft: &mut Draft, rate: &Rate, source: PeriodSource) {
    if rate.is_unknown() {
        return;
    }
    if draft.amount.per.is_unknown() {
        draft.amount.period_source = source;
    }
    draft.amount.per.fill(rate);
}

/// A section's heading gives its period to what has none, and its unit to what has none: under `Per
/// user (monthly)`, `€ 5 per month` is per user. A time is not added to what is paid by the piece.
fn section(place: &Place<'_, '_>, draft: &mut Draft) {
    let rate = &place.heading.section().rate;
    if draft.amount.per.is_unknown() {
        set_rate(draft, rate, PeriodSource::Heading);
    } else if draft.amount.per.unit.is_none()
        && draft.amount.per.time != Some(Period::Once)
        && rate.unit.is_some()
    {
        set_rate(
            draft,
            &Rate { unit: rate.unit.clone(), ..Rate::default() },
            PeriodSource::Heading,
        );
    }
}

fn role(draft: &mut Draft, row_total: bool, sells: bool) {
    let per = &mut draft.amount.per;
    if per.is_unknown() && draft.facts.each && !draft.facts.total {
        per.unit = Some(hints::unnamed_unit());
        draft.amount.period_source = PeriodSource::Label;
    }
    let total = draft.facts.total || (row_total && !draft.facts.unit_column);
    let price = per.unit.is_some()
        || per.time == Some(Period::Hour)
        || (draft.facts.price && sells)
        || draft.facts.rung
        || draft.amount.zero_by_word;
    draft.amount.role = match (total, price) {
        (true, _) => Role::Total,
        (false, true) => Role::UnitPrice,
        (false, false) => Role::Amount,
    };
}

/// In a row, `Free` in the first cell is the name of a plan whose price another cell gives; in `€ 0
/// per month (free)` it says the figure again.
fn drop_named_free(place: &Place<'_, '_>, drafts: &mut Vec<Draft>) {
    let figures = drafts.iter().any(|d| !d.amount.zero_by_word);
    let named = |d: &Draft| place.cells > 1 && figures && d.cell == 0;
    let mut nought = None;
    drafts.retain(|d| {
        let said = d.amount.zero_by_word && (named(d) || nought == Some(d.part));
        nought = (!d.amount.zero_by_word && d.amount.high.is_zero()).then_some(d.part);
        !said
    });
}

/// `Free / €9 / €29 per month`: what one rung says, all say, unless rungs disagree.
fn ladders(tokens: &Tokens<'_>, drafts: &mut [Draft]) {
    let mut rest = drafts;
    while !rest.is_empty() {
        let len = 1 + rest
            .windows(2)
            .take_while(|w| matches!(w, [a, b] if joined(tokens, a.next, b.first)))
            .count();
        let (ladder, behind) = rest.split_at_mut(len.min(rest.len()));
        climb(tokens, ladder);
        rest = behind;
    }
}

fn climb(tokens: &Tokens<'_>, ladder: &mut [Draft]) {
    let Some(first) = ladder.first() else { return };
    if ladder.len() < 2 {
        return;
    }
    let stroke = tokens.is_mark(first.next, '/');
    let nameless =
        ladder.windows(2).all(|w| matches!(w, [a, b] if nameless(tokens, a.next, b.first)));
    let currency = ladder.iter().find_map(|d| d.amount.currency);
    let mut rates = ladder.iter().map(|d| &d.amount.per).filter(|r| !r.is_unknown());
    let rate = rates.next().cloned().filter(|r| rates.all(|other| other == r));
    for draft in ladder {
        draft.facts.rung |= stroke || nameless;
        if draft.amount.currency.is_none() && currency.is_some() {
            draft.amount.currency = currency;
            draft.amount.currency_source = CurrencySource::Text;
        }
        if let Some(rate) = rate.as_ref().filter(|_| draft.amount.per.is_unknown()) {
            set_rate(draft, rate, PeriodSource::Neighbour);
        }
    }
}

/// `€ 20 per order (vs € 25)`: what is compared is of the same kind.
fn comparisons(drafts: &mut [Draft]) {
    let mut last: Option<(u32, Rate)> = None;
    for draft in drafts {
        let compared = draft.amount.confidence == Confidence::Doubtful(Doubt::Comparison);
        let open = compared && draft.amount.per.is_unknown();
        let before = last.as_ref().filter(|(part, _)| open && *part == draft.part);
        if let Some((_, rate)) = before {
            set_rate(draft, rate, PeriodSource::Neighbour);
        }
        last = Some((draft.part, draft.amount.per.clone()));
    }
}

/// Whether only what parts the rungs of a ladder stands between the tokens `from` and `to`: strokes
/// and commas, `and` and `or`, and the names of plans.
fn joined(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    if to <= from || to - from > 4 {
        return false;
    }
    let stroke = (from..to).any(|i| tokens.is_mark(i, '/'));
    (from..to).enumerate().all(|(nth, i)| {
        let low = tokens.word(i);
        let parts = tokens.get(i).is_some_and(|t| t.is_one_of(&['/', ',', '&', ':', '(', ')']))
            || matches!(low, "and" | "or" | "en" | "of");
        parts || (nth > 0 && tokens.is_word(i) && (stroke || is_price(low)))
    })
}

/// Whether the rungs have no names of their own, so that they are prices of the same thing.
fn nameless(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|i| !tokens.is_word(i) || matches!(tokens.word(i), "and" | "or" | "en" | "of"))
}

/// What the first part says of the parts below it: `Monthly costs; rent € 5; staff € 9`. A first
/// part with an amount of its own says it only if that amount is the total of the others.
fn parent(place: &Place<'_, '_>, drafts: &mut [Draft]) -> Option<Hints> {
    let tokens = place.tokens;
    if place.cells > 1 || drafts.iter().all(|d| d.part == 0) {
        return None;
    }
    let own = drafts.iter().filter(|d| d.part == 0).count();
    if own == 0 {
        let end = tokens.part_end(0, 60);
        let mut hints = hints::read(tokens, 0, end);
        hints.price |= hints.each;
        return Some(hints);
    }
    // `Subscriptions: small € 5; large € 9`: what stands before the first colon names the list.
    let colon = (0..tokens.part_end(0, 60)).find(|i| tokens.is_mark(*i, ':'));
    let named = hints::read(tokens, 0, colon.unwrap_or(0));
    let (first, others) = drafts.split_first_mut()?;
    if own == 1 && adds_up(first, others) {
        first.facts.total = true;
        let rate = first.amount.per.clone();
        return Some(Hints { rate, ..Hints::default() });
    }
    Some(Hints { price: named.price, ..Hints::default() })
}

/// Whether the amounts below add up to the one above them.
fn adds_up(total: &Draft, parts: &[Draft]) -> bool {
    let sum = |of: fn(&Draft) -> Decimal| {
        parts.iter().try_fold(Decimal::ZERO, |sum, d| sum.checked_add(of(d)))
    };
    parts.len() > 1
        && parts.iter().all(|d| d.amount.currency == total.amount.currency)
        && sum(|d| d.amount.low) == Some(total.amount.low)
        && sum(|d| d.amount.high) == Some(total.amount.high)
}

/// `Monthly costs: rent € 5, staff € 9`: the head of a list speaks for the figures behind the first
/// one too.
fn list_heads(drafts: &mut [Draft]) {
    let mut head: Option<(u32, Rate, bool)> = None;
    for draft in drafts {
        if !draft.head.is_unknown() || draft.head_price {
            head = Some((draft.part, draft.head.clone(), draft.head_price));
        }
        let Some((_, rate, price)) = head.as_ref().filter(|h| h.0 == draft.part) else {
            continue;
        };
        draft.facts.price |= *price;
        if draft.amount.per.is_unknown() {
            set_rate(draft, rate, PeriodSource::Neighbour);
        }
    }
}

/// In prose, an amount without a period between two of the same period has that period.
fn prose(tokens: &Tokens<'_>, drafts: &mut [Draft]) {
    let stated = |d: &Draft| d.amount.per.time.filter(|_| d.amount.per.unit.is_none());
    let mut after: Vec<Option<(u32, Period)>> = Vec::with_capacity(drafts.len());
    let mut next = None;
    for draft in drafts.iter().rev() {
        next = stated(draft).map(|t| (draft.part, t)).or(next);
        after.push(next);
    }
    let mut last: Option<(u32, Period)> = None;
    let mut end = 0;
    for (draft, next) in drafts.iter_mut().zip(after.into_iter().rev()) {
        let words = (end..draft.first)
            .filter(|i| tokens.get(*i).is_some_and(|t| t.kind == Kind::Word))
            .count();
        end = draft.next;
        if let Some(time) = stated(draft) {
            last = Some((draft.part, time));
        } else if draft.amount.per.is_unknown()
            && let Some((part, time)) = last
            && next == last
            && part == draft.part
            && words >= PROSE_WORDS
            && time != Period::Once
        {
            set_rate(draft, &Rate::of_time(time), PeriodSource::Neighbour);
        }
    }
}

/// What a cell says that begins with nothing but per what: `Monthly`, `per jaar`, `one-time`.
fn only_rate(tokens: &Tokens<'_>, from: usize, end: usize) -> Rate {
    let start = from + usize::from(tokens.is_mark(from, '|'));
    let ends = |next: usize| next == end || tokens.is_mark(next, ',') || tokens.is_mark(next, '(');
    let phrase = rate::phrase(tokens, start).filter(|(_, next)| ends(*next));
    phrase.map_or_else(Rate::default, |(rate, _)| rate)
}

#[derive(Debug, Default)]
struct Row {
    rate: Rate,
    total: bool,
    price: bool,
    horizon: Option<(usize, usize)>,
}

/// What the cells of a row say of its amounts: the first one, which names the row, and those
/// without an amount.
fn row(place: &Place<'_, '_>, drafts: &[Draft]) -> Row {
    if place.cells < 2 {
        return Row::default();
    }
    let tokens = place.tokens;
    let mut row = Row::default();
    // `Monthly revenue | Low | High`: the first column names what the others are of.
    if let Some(first) = place.heading.column(0, place.cells) {
        row.rate = Rate { unit: None, ..first.rate.clone() };
    }
    let mut amounts = drafts.iter().peekable();
    let mut from = 0;
    while from < tokens.len() {
        let end = tokens.part_end(from, usize::MAX);
        let cell = tokens.get(from).map_or(0, |t| t.cell);
        while amounts.peek().is_some_and(|d| d.first < from) {
            amounts.next();
        }
        let holds = amounts.peek().is_some_and(|d| d.first < end);
        if cell == 0 {
            let hints = hints::read(tokens, from, end);
            row.total |= hints.total;
            row.price |= hints.price;
        }
        if !holds {
            row.rate.fill(&only_rate(tokens, from, end));
        }
        if cell == 0 || !holds {
            row.horizon = row.horizon.or_else(|| horizon::last_in(tokens, from, end));
        }
        from = end.max(from + 1);
    }
    row
}
