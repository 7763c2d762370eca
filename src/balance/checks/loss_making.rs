//! Yearly cost above yearly revenue.

use crate::balance::figures::Null;
use crate::balance::finding::{Evidence, Unjudged, Value};
use crate::balance::line::Side;
use crate::balance::scene::{Items, Scene};
use crate::money::Role;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    let mut reason = Null::NoAmounts;
    for figures in scene.figures {
        let (revenue, cost, least) = match (figures.revenue, figures.cost, figures.known_cost) {
            (Ok(revenue), Ok(cost), _) => (revenue, cost, false),
            // What is known of the cost is enough for a loss, and never for a gain.
            (Ok(revenue), Err(_), Ok(known)) if known.low > revenue.high => (revenue, known, true),
            (Err(null), ..) | (_, Err(null), _) => {
                reason = reason.max(null);
                continue;
            }
        };
        if cost.high <= revenue.low {
            items.holds();
            continue;
        }
        let unpriced = scene
            .items(Side::Revenue)
            .iter()
            .any(|place| scene.ledger.of_entry(*place).next().is_none());
        let saying = match (cost.low > revenue.high, unpriced) {
            (true, false) if least => "loses-at-least",
            (true, false) => "loses",
            (true, true) => "loses-so-far",
            (false, _) => "may-lose",
        };
        let when = figures.horizon.as_ref().map_or_else(String::new, |when| format!(" ({when})"));
        let values = vec![
            ("cost", Value::Money(cost, figures.currency)),
            ("revenue", Value::Money(revenue, figures.currency)),
            ("when", Value::Text(when)),
        ];
        let evidence = largest(scene, figures.horizon.as_deref());
        items.fails(saying, values, evidence);
    }
    items.cannot(Unjudged::Null(reason));
}

/// The largest stream and the largest cost: what the figures rest on most. A side that only states its
/// total rests on that.
fn largest(scene: &Scene<'_>, horizon: Option<&str>) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    for side in [Side::Cost, Side::Revenue] {
        let text = |place: usize| scene.entry(place).map_or("", |entry| entry.text);
        let lines =
            || scene.ledger.of_side(side).filter(|line| line.horizon.as_deref() == horizon);
        let most = lines()
            .filter_map(|line| line.yearly().map(|year| (year.high, text(line.entry), line)))
            .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(a.1)))
            .map(|(_, _, line)| line)
            .or_else(|| lines().find(|line| line.role == Role::Total));
        evidence.extend(most.map(|line| scene.quote_line(line)));
    }
    evidence
}
