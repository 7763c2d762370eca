//! Changes as JSON, `bmc.diff/1`.

use serde::Serialize;

use super::DiffView;
use crate::balance::{Figures, Range, message};
use crate::canvas::{Attribute, Entry, Language};
use crate::compare::{
    Aspect, Change, Diff, Fate, FindingChange, Meaning, Price, Sheet, Standing, word_pieces,
};
use crate::money::Currency;

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    canvases: Vec<Pair<'a>>,
    added: Vec<Whole<'a>>,
    removed: Vec<Whole<'a>>,
}

#[derive(Serialize)]
struct Name<'a> {
    canvas: &'a str,
    version: &'a str,
}

#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    name: Name<'a>,
    entries: Vec<OneEntry<'a>>,
}

#[derive(Serialize)]
struct Pair<'a> {
    old: Name<'a>,
    new: Name<'a>,
    completeness: [Option<f64>; 2],
    consistency: [Option<f64>; 2],
    figures: [Option<Money>; 2],
    unchanged: usize,
    fields: Vec<Before<'a>>,
    groups: Vec<Heading<'a>>,
    changes: Vec<OneChange<'a>>,
    questions: Vec<Question<'a>>,
    findings: Vec<OneFinding<'a>>,
}

/// A range of money as exact decimal text.
#[derive(Serialize)]
struct Ends {
    low: String,
    high: String,
}

/// What a year brings and costs; null where it cannot be computed.
#[derive(Serialize)]
struct Money {
    currency: Option<&'static str>,
    revenue: Option<Ends>,
    cost: Option<Ends>,
    margin: Option<Ends>,
}

#[derive(Serialize)]
struct OneFinding<'a> {
    change: &'static str,
    check: &'a str,
    severity: &'static str,
    confidence: &'static str,
    message: String,
    block: Option<&'static str>,
    number: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unjudged: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    waived: Option<&'a str>,
}

/// The amounts that an entry states, before and after.
#[derive(Serialize)]
struct Prices<'a> {
    old: Vec<OnePrice<'a>>,
    new: Vec<OnePrice<'a>>,
}

#[derive(Serialize)]
struct OnePrice<'a> {
    amount: Ends,
    currency: Option<&'static str>,
    period: Option<&'static str>,
    #[serde(skip_serializing_if = "is_one")]
    every: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    volume: Option<Ends>,
    nature: Option<&'static str>,
    recurrence: Option<&'static str>,
    yearly: Option<Ends>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
const fn is_one(number: &u32) -> bool {
    *number == 1
}

#[derive(Serialize)]
struct Before<'a> {
    name: &'static str,
    old: Option<&'a str>,
    new: Option<&'a str>,
}

/// A sub-heading that was changed as such.
#[derive(Serialize)]
struct Heading<'a> {
    block: &'static str,
    old: Option<&'a str>,
    new: Option<&'a str>,
}

#[derive(Serialize)]
struct OneChange<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aspects: Vec<&'static str>,
    old: Vec<OneEntry<'a>>,
    new: Vec<OneEntry<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attributes: Vec<Before<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prices: Option<Prices<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    words: Vec<Words<'a>>,
}

#[derive(Serialize)]
struct Words<'a> {
    fate: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct OneEntry<'a> {
    block: &'static str,
    number: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a str>,
    text: &'a str,
    #[serde(flatten)]
    attributes: serde_json::Map<String, serde_json::Value>,
}

#[derive(Serialize)]
struct Question<'a> {
    question: &'a str,
    old: &'static str,
    new: &'static str,
    block: Option<&'static str>,
    number: Option<u32>,
    words: &'a [String],
}

/// One object: `{"format": "bmc.diff/1", "canvases": […], "added": […], "removed": […]}`.
/// Percentages are from 0 to 100 with two decimals; null where the rubric leaves all out or no check
/// could be judged. Of `completeness`, `consistency` and `figures` the first is that of the old
/// version. Only the messages of findings are in the language.
///
/// # Errors
/// Never in practice: only if a value could not be written as JSON.
pub fn diff_json(view: DiffView<'_, '_>, language: Language) -> Result<String, serde_json::Error> {
    let pairs = view.diff.pairs.iter().zip(view.meanings);
    let document = Document {
        format: "bmc.diff/1",
        canvases: pairs
            .map(|((_, _, diff), meaning)| pair(diff, meaning, view, language))
            .collect(),
        added: view.diff.added.iter().map(whole).collect(),
        removed: view.diff.removed.iter().map(whole).collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn whole<'a>(sheet: &'a Sheet<'_>) -> Whole<'a> {
    Whole {
        name: Name { canvas: sheet.canvas.id, version: sheet.canvas.version },
        entries: sheet.canvas.entries.iter().map(entry).collect(),
    }
}

fn pair<'v>(
    diff: &'v Diff<'_>,
    meaning: &'v Meaning<'_>,
    view: DiffView<'v, '_>,
    language: Language,
) -> Pair<'v> {
    let both = [&meaning.before, &meaning.after];
    let rounded = |percent: Option<f64>| percent.map(|percent| (percent * 100.0).round() / 100.0);
    let findings = meaning.findings.iter();
    let questions = meaning.questions.iter().filter_map(|change| {
        let question = view.catalogue.questions.get(change.question)?;
        let ground = change.ground.as_ref();
        Some(Question {
            question: &question.id,
            old: change.old.name(),
            new: change.new.name(),
            block: ground.map(|ground| ground.block.name()),
            number: ground.map(|ground| ground.number),
            words: ground.map_or(&[], |ground| ground.words.as_slice()),
        })
    });
    let fields = diff.fields.iter().map(|change| Before {
        name: change.field.name(),
        old: change.old,
        new: change.new,
    });
    let groups = diff.groups.iter().map(|change| Heading {
        block: change.block.name(),
        old: change.old,
        new: change.new,
    });
    Pair {
        old: Name { canvas: diff.old.0, version: diff.old.1 },
        new: Name { canvas: diff.new.0, version: diff.new.1 },
        completeness: both.map(|one| rounded(one.completeness.total.percent())),
        consistency: both.map(|one: &Standing| rounded(one.consistency.score)),
        figures: both.map(|one| one.figures.as_ref().map(figures)),
        unchanged: diff.unchanged,
        fields: fields.collect(),
        groups: groups.collect(),
        changes: diff.changes.iter().map(|change| one(change, meaning)).collect(),
        questions: questions.collect(),
        findings: findings.filter_map(|change| finding(change, view, language)).collect(),
    }
}

fn ends(range: Range) -> Ends {
    let text = |number: rust_decimal::Decimal| number.normalize().to_string();
    Ends { low: text(range.low), high: text(range.high) }
}

fn figures(figures: &Figures) -> Money {
    Money {
        currency: figures.currency.map(Currency::code),
        revenue: figures.revenue.ok().map(ends),
        cost: figures.cost.ok().map(ends),
        margin: figures.margin.ok().map(ends),
    }
}

fn price(price: &Price) -> OnePrice<'_> {
    OnePrice {
        amount: ends(price.amount),
        currency: price.currency.map(Currency::code),
        period: price.per.time.map(crate::money::Period::name),
        every: price.per.every,
        unit: price.per.unit.as_ref().map(|unit| unit.noun.as_str()),
        volume: price.units.as_ref().map(|units| ends(units.count)),
        nature: price.nature.map(crate::balance::Nature::name),
        recurrence: price.recurrence.map(crate::balance::Recurrence::name),
        yearly: price.yearly.map(ends),
    }
}

fn finding<'v>(
    change: &'v FindingChange<'_>,
    view: DiffView<'v, '_>,
    language: Language,
) -> Option<OneFinding<'v>> {
    let check = view.catalogue.checks.get(change.finding.check)?;
    let about = change.about.as_ref();
    Some(OneFinding {
        change: if change.appeared { "appeared" } else { "gone" },
        check: &check.id,
        severity: change.finding.severity.name(),
        confidence: if change.finding.inferred { "inferred" } else { "certain" },
        message: message(&change.finding, check, language),
        block: about.map(|about| about.block.name()),
        number: about.map(|about| about.number),
        unjudged: change.unjudged.map(|why| why.label(language)),
        waived: change.waived.as_deref(),
    })
}

fn one<'v>(change: &'v Change<'_>, meaning: &'v Meaning<'_>) -> OneChange<'v> {
    let words = match change.edited() {
        Some((old, new)) if old.text != new.text => word_pieces(old.text, new.text),
        _ => Vec::new(),
    };
    let fate = |fate: Fate| match fate {
        Fate::Kept => "kept",
        Fate::Removed => "removed",
        Fate::Added => "added",
    };
    let attributes = change.attributes().into_iter().map(|one| Before {
        name: one.attribute.name(),
        old: one.old,
        new: one.new,
    });
    let prices = meaning.price(change);
    let mut aspects = change.aspects();
    if prices.is_some() && !aspects.contains(&Aspect::Repriced) {
        aspects.push(Aspect::Repriced);
    }
    OneChange {
        kind: change.kind().name(),
        aspects: aspects.into_iter().map(Aspect::name).collect(),
        old: change.old.iter().map(entry).collect(),
        new: change.new.iter().map(entry).collect(),
        attributes: attributes.collect(),
        prices: prices.map(|change| Prices {
            old: change.old.iter().map(price).collect(),
            new: change.new.iter().map(price).collect(),
        }),
        words: words.into_iter().map(|w| Words { fate: fate(w.fate), text: w.text }).collect(),
    }
}

fn entry<'v>(entry: &'v Entry<'_>) -> OneEntry<'v> {
    let given = Attribute::ALL.into_iter().filter_map(|attribute| {
        Some((attribute.name().to_owned(), entry.attribute(attribute)?.into()))
    });
    OneEntry {
        block: entry.block.name(),
        number: entry.number,
        id: entry.id,
        group: entry.group,
        text: entry.text,
        attributes: given.collect(),
    }
}
