//! An amount that can be read in two ways, or that its column and its text say differently.

use crate::balance::finding::{Evidence, Unjudged, Value};
use crate::balance::figures::Null;
use crate::balance::ledger::Unclear;
use crate::balance::line::Line;
use crate::balance::range::Range;
use crate::balance::scene::{Items, Scene};
use crate::canvas::Attribute;
use crate::money::{Confidence, Doubt, Why};
use crate::text::Bits;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    let mut entries: Vec<usize> = scene.ledger.lines.iter().map(|line| line.entry).collect();
    entries.extend(scene.ledger.unclear.iter().map(|(entry, _)| *entry));
    let text = |place: &usize| scene.entry(*place).map_or("", |entry| entry.text);
    entries.sort_unstable_by(|a, b| text(a).cmp(text(b)).then(a.cmp(b)));
    entries.dedup();
    if entries.is_empty() {
        return items.cannot(Unjudged::Null(Null::NoAmounts));
    }
    let mut said: Vec<&'static str> = Vec::new();
    for place in entries {
        let doubtful = scene.ledger.of_entry(place).find_map(|line| doubt(line).map(|d| (line, d)));
        let unclear = scene.ledger.unclear.iter().filter(|(entry, _)| *entry == place);
        let unclear = unclear.map(|(_, unclear)| unclear).find(|unclear| matters(unclear));
        if let Some(unclear) = unclear {
            say_unclear(scene, items, place, unclear);
        } else if let Some((line, doubt)) = doubtful {
            // The same doubt about the same notation is said once.
            let saying = saying(doubt);
            if said.contains(&saying) && items.last_says(saying) {
                items.fails_too(1);
            } else {
                say_doubt(scene, items, line, doubt);
                said.push(saying);
            }
        } else {
            items.holds();
        }
    }
}

/// A doubt that a reader would have too.
fn doubt(line: &Line) -> Option<Doubt> {
    match line.confidence {
        Confidence::Doubtful(Doubt::Comparison) | Confidence::Certain => None,
        Confidence::Doubtful(Doubt::NoCurrency) if line.currency.is_some() => None,
        Confidence::Doubtful(doubt) => Some(doubt),
    }
}

fn matters(unclear: &Unclear) -> bool {
    match unclear {
        Unclear::Skipped(skipped) => matches!(skipped.why, Why::NotANumber | Why::TooLarge),
        Unclear::Column(_) | Unclear::Disagrees(..) => true,
    }
}

fn say_doubt(scene: &Scene<'_>, items: &mut Items<'_>, line: &Line, doubt: Doubt) {
    let evidence = scene.quote_line(line);
    let written = Value::Text(evidence.words.first().cloned().unwrap_or_default());
    let read = ("read", Value::Money(line.amount, line.currency));
    let mut values = vec![("item", scene.name(line.entry)), ("written", written), read];
    if let Doubt::Separator { other } = doubt {
        values.push(("other", Value::Money(Range::exact(other), line.currency)));
    }
    items.fails(saying(doubt), values, vec![evidence]);
}

const fn saying(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Separator { .. } => "separator",
        Doubt::WhichCurrency => "which-currency",
        Doubt::NoCurrency => "no-currency",
        Doubt::RangeOrder => "range-order",
        Doubt::Count => "count",
        _ => "scale",
    }
}

fn say_unclear(scene: &Scene<'_>, items: &mut Items<'_>, place: usize, unclear: &Unclear) {
    let mut values = vec![("item", scene.name(place))];
    let column_value = |column: &Attribute| {
        let value = scene.entry(place).and_then(|entry| entry.attribute(*column));
        let text = format!("{}: {}", column.name(), value.unwrap_or_default().trim());
        ("column", Value::Text(text))
    };
    let (saying, evidence): (_, Evidence) = match unclear {
        Unclear::Skipped(skipped) => {
            let text = scene.entry(place).map_or("", |entry| entry.text);
            let words = vec![skipped.span.of(text).trim().to_owned()];
            values.push(("written", Value::Text(words.join(""))));
            ("unread", scene.evidence(place, words))
        }
        Unclear::Column(column) => {
            values.push(column_value(column));
            ("column", scene.quote(place, &Bits::EMPTY))
        }
        Unclear::Disagrees(column, line) => {
            values.push(column_value(column));
            let line = scene.ledger.lines.get(*line);
            let evidence = line
                .map_or_else(|| scene.quote(place, &Bits::EMPTY), |line| scene.quote_line(line));
            let written = evidence.words.first().cloned().unwrap_or_default();
            values.push(("written", Value::Text(written)));
            ("disagrees", evidence)
        }
    };
    items.fails(saying, values, vec![evidence]);
}
