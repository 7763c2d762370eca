//! What changes mean for the money and for the findings, in words.

use std::fmt::Write as _;

use super::Pair;
use super::lines::label;
use crate::balance::{Figure, Figures, Nature, Range, Recurrence, message, money};
use crate::canvas::Language;
use crate::catalogue::Gravity;
use crate::compare::{FindingChange, Meaning, Price, PriceChange};
use crate::money::{Currency, Period};
use crate::text::{one_line, truncate};

/// A figure's name in both languages, and where it stands.
pub(in crate::present) type Yearly = ((&'static str, &'static str), fn(&Figures) -> Figure);

/// What a year brings, costs and leaves.
pub(in crate::present) const YEARLY: [Yearly; 3] = [
    (("revenue", "omzet"), |figures| figures.revenue),
    (("cost", "kosten"), |figures| figures.cost),
    (("margin", "marge"), |figures| figures.margin),
];

/// An entry is named by at most so many characters where several are.
const NAMED: usize = 60;

/// `revenue €12,000 → €15,000; cost €9,000; margin €3,000 → €6,000`: the figures of a year, where
/// any of them changed; safe to show.
pub(in crate::present) fn figures(meaning: &Meaning<'_>, language: Language) -> Option<String> {
    let l = language;
    let of = |figures: &Option<Figures>, which: fn(&Figures) -> Figure| {
        figures.as_ref().map_or(Err(None), |one| which(one).map_err(Some))
    };
    let currency = |figures: &Option<Figures>| figures.as_ref().and_then(|one| one.currency);
    let (old, new) = (&meaning.before.figures, &meaning.after.figures);
    let mut parts = Vec::new();
    let mut changed = false;
    for (name, which) in YEARLY {
        let name = l.pick(name.0, name.1);
        let (was, is) = (of(old, which), of(new, which));
        if was.is_err() && is.is_err() {
            continue;
        }
        let shown = |figure: Result<Range, _>, currency| match figure {
            Ok(range) => money(range, currency, l),
            Err(_) => "–".to_owned(),
        };
        let (before, after) = (shown(was, currency(old)), shown(is, currency(new)));
        let mut part = if before == after {
            format!("{name} {after}")
        } else {
            changed = true;
            format!("{name} {before} → {after}")
        };
        // Why a figure is gone is worth knowing; that there was none before goes without saying.
        if let Err(why) = is {
            let none = l.pick("no amounts", "geen bedragen");
            let _ = write!(part, " ({})", why.map_or(none, |why| why.label(l)));
        }
        parts.push(part);
    }
    changed.then(|| parts.join("; "))
}

/// `€12,000–15,000`, and nothing else, of a version's figures; `None` when there are none.
pub(in crate::present) fn standing_figures(
    figures: Option<&Figures>,
    language: Language,
) -> Option<String> {
    let figures = figures?;
    let l = language;
    let parts = YEARLY.into_iter().filter_map(|(name, which)| {
        let range = which(figures).ok()?;
        Some(format!("{} {}", l.pick(name.0, name.1), money(range, figures.currency, l)))
    });
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Findings of one check that appeared together, or went together.
pub(super) struct FindingLine {
    pub(super) check: String,
    pub(super) severity: Gravity,
    pub(super) appeared: bool,
    /// What was found, in a sentence; safe to show.
    pub(super) text: String,
}

impl FindingLine {
    /// `New warning`, `Gone`.
    pub(super) fn what(&self, language: Language) -> &'static str {
        let l = language;
        match (self.appeared, self.severity) {
            (true, Gravity::Error) => l.pick("New error", "Nieuwe fout"),
            (true, Gravity::Warning) => l.pick("New warning", "Nieuwe waarschuwing"),
            (true, Gravity::Info) => l.pick("New remark", "Nieuwe opmerking"),
            (false, _) => l.pick("Gone", "Weg"),
        }
    }
}

/// The findings that appeared, the heaviest first, then those that are gone: a line per check.
pub(super) fn findings(pair: Pair<'_, '_>, language: Language) -> Vec<FindingLine> {
    let mut changes: Vec<&FindingChange<'_>> = pair.meaning.findings.iter().collect();
    let rank = |change: &FindingChange<'_>| {
        let severity = std::cmp::Reverse(change.finding.severity);
        let apart = (change.unjudged.is_some(), change.waived.is_some());
        (!change.appeared, severity, change.finding.check, apart)
    };
    changes.sort_by_key(|change| rank(change));
    let groups = changes.chunk_by(|a, b| rank(a) == rank(b));
    groups.filter_map(|group| line(group, pair, language)).collect()
}

fn line(
    group: &[&FindingChange<'_>],
    pair: Pair<'_, '_>,
    language: Language,
) -> Option<FindingLine> {
    let first = group.first()?;
    let check = pair.view.catalogue.checks.get(first.finding.check)?;
    let l = language;
    let mut text = match group {
        [one] => one_line(&message(&one.finding, check, l)),
        several => {
            let about = several.iter().filter_map(|change| change.about.as_ref());
            let names = about.map(|about| format!("“{}”", truncate(&one_line(about.text), NAMED)));
            let names: Vec<String> = names.collect();
            format!("{} ({}×: {})", check.text(l).what, several.len(), names.join(", "))
        }
    };
    if let Some(reason) = &first.waived {
        let word = l.pick("waived", "ontheven");
        let _ = write!(text, " ({word}: {})", one_line(reason));
    } else if let Some(why) = first.unjudged
        && !first.appeared
    {
        let word = l.pick("cannot be judged any more", "niet meer te beoordelen");
        let why = match why {
            crate::balance::Unjudged::Empty(block) => {
                let under = l.pick("nothing under", "niets onder");
                format!("{under} {}", label(pair.view, block, l).to_lowercase())
            }
            other => other.label(l),
        };
        let _ = write!(text, " ({word}: {why})");
    }
    let severity = group.iter().map(|change| change.finding.severity).max()?;
    Some(FindingLine { check: check.id.clone(), severity, appeared: first.appeared, text })
}

/// The word for a price that changed.
pub(super) fn price_word(price: &PriceChange, language: Language) -> &'static str {
    let stated = |prices: &[Price]| !prices.is_empty();
    match (stated(&price.old), stated(&price.new)) {
        (false, true) => language.pick("now with an amount", "nu met bedrag"),
        (true, false) => language.pick("amount gone", "bedrag weg"),
        _ => language.pick("re-priced", "andere prijs"),
    }
}

/// What the text does not show of a price that changed: `a year: €114 → €132`, `now fixed`; safe to
/// show.
pub(super) fn price_details(price: &PriceChange, language: Language) -> Vec<String> {
    let l = language;
    let mut details = Vec::new();
    let sum = |prices: &[Price]| {
        let mut sum: Option<(Range, Option<Currency>)> = None;
        for (range, currency) in prices.iter().filter_map(|one| Some((one.yearly?, one.currency))) {
            sum = Some(match sum {
                None => (range, currency),
                Some((so_far, known)) if known == currency => (so_far.plus(range)?, known),
                Some(_) => return None,
            });
        }
        sum
    };
    let (old, new) = (sum(&price.old), sum(&price.new));
    let plain = |prices: &[Price]| {
        prices.iter().all(|one| one.per.time == Some(Period::Year) && one.units.is_none())
    };
    if old != new && !(plain(&price.old) && plain(&price.new)) {
        let shown = |sum: Option<(Range, Option<Currency>)>| {
            sum.map_or_else(|| "–".to_owned(), |(range, currency)| money(range, currency, l))
        };
        let word = l.pick("a year", "per jaar");
        details.push(match (old, new) {
            (None, new) => format!("{} {word}", shown(new)),
            (old, new) => format!("{word}: {} → {}", shown(old), shown(new)),
        });
    }
    let one = |prices: &[Price]| prices.first().map(|first| (first.nature, first.recurrence));
    if let (Some(old), Some(new)) = (one(&price.old), one(&price.new)) {
        if let (Some(was), Some(is)) = (old.0, new.0)
            && was != is
        {
            details.push(format!("{} → {}", nature_word(was, l), nature_word(is, l)));
        }
        if let (Some(was), Some(is)) = (old.1, new.1)
            && was != is
        {
            details.push(format!("{} → {}", recurrence_word(was, l), recurrence_word(is, l)));
        }
    }
    details
}

const fn nature_word(nature: Nature, language: Language) -> &'static str {
    match nature {
        Nature::Fixed => language.pick("fixed", "vast"),
        Nature::Variable => language.pick("variable", "variabel"),
        Nature::Mixed => language.pick("partly fixed", "deels vast"),
    }
}

const fn recurrence_word(recurrence: Recurrence, language: Language) -> &'static str {
    match recurrence {
        Recurrence::Recurring => language.pick("recurring", "terugkerend"),
        Recurrence::OneOff => language.pick("one-off", "eenmalig"),
    }
}
