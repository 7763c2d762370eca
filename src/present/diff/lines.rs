//! What is said of each change, whatever it is shown on.

use super::inked::{Inked, both, inked, kept};
use super::money::{price_details, price_word};
use super::{DiffView, Pair};
use crate::canvas::{Attribute, Block, Entry, Language};
use crate::catalogue::Level;
use crate::compare::{Aspect, Change, Diff, Fate, Kind, Meaning, QuestionChange, Sheet, Standing};
use crate::portfolio::Field;

/// A change in words: what happened, the text, and what else changed.
pub(super) struct Told {
    /// `Added`, `Moved from channels, reworded`.
    pub(super) what: String,
    /// The texts on the left: one, or each of those that were split or merged.
    pub(super) old: Vec<Vec<Inked>>,
    /// The texts on the right.
    pub(super) new: Vec<Vec<Inked>>,
    /// One text with both, of an entry that stayed one.
    pub(super) both: Option<Vec<Inked>>,
    /// `amount: 10 → 12`; safe to show.
    pub(super) details: Vec<String>,
}

/// Says what became of some entries.
pub(super) fn tell(change: &Change<'_>, pair: Pair<'_, '_>, language: Language) -> Told {
    let kind = change.kind();
    let one = |fate: Fate, entry: &Entry<'_>| {
        let mut text = vec![inked(fate, entry.text)];
        if kind != Kind::Edited {
            let side = usize::from(fate == Fate::Added);
            let grouped = !pair.diff.one_group[side][entry.block.index()];
            let rest = extras(entry, grouped, language).join("; ");
            if !rest.is_empty() {
                text.push(kept(&format!(" ({rest})")));
            }
        }
        text
    };
    let mut told = Told {
        what: what(change, pair, language),
        old: change.old.iter().map(|entry| one(Fate::Removed, entry)).collect(),
        new: change.new.iter().map(|entry| one(Fate::Added, entry)).collect(),
        both: None,
        details: Vec::new(),
    };
    if let Some((old, new)) = change.edited() {
        let runs = both(old.text, new.text);
        let side = |fate: Fate| runs.iter().filter(|run| run.fate != fate).cloned().collect();
        told.old = vec![side(Fate::Added)];
        told.new = vec![side(Fate::Removed)];
        told.both = Some(runs);
        told.details = details(change, pair, (old, new), language);
    }
    told
}

/// The words for what happened, with a capital.
fn what(change: &Change<'_>, pair: Pair<'_, '_>, language: Language) -> String {
    let l = language;
    match change.kind() {
        Kind::Added => l.pick("Added", "Toegevoegd").to_owned(),
        Kind::Removed => l.pick("Removed", "Verwijderd").to_owned(),
        Kind::Split => l.pick("Split", "Gesplitst").to_owned(),
        Kind::Merged => l.pick("Merged", "Samengevoegd").to_owned(),
        Kind::Recast => l.pick("Recast", "Herschikt").to_owned(),
        Kind::Edited => {
            let aspects = aspects(change, pair.diff, pair.meaning);
            let words: Vec<String> =
                aspects.into_iter().map(|a| aspect(a, change, pair, l)).collect();
            capital(&words.join(", "))
        }
    }
}

/// What there is to say of an entry that stayed one: not that its sub-heading has another wording,
/// which is said once, nor that its place or its sub-heading changed when there is more: its
/// details tell.
///
/// An entry is re-priced when its columns say so, and when the amounts in its text do. Where
/// only figures differ, that is all there is to say.
pub(super) fn aspects(change: &Change<'_>, diff: &Diff<'_>, meaning: &Meaning<'_>) -> Vec<Aspect> {
    let mut aspects = change.aspects();
    if meaning.price(change).is_some() && !aspects.contains(&Aspect::Repriced) {
        aspects.push(Aspect::Repriced);
        let place = |aspect: &Aspect| Aspect::ALL.iter().position(|known| known == aspect);
        aspects.sort_by_key(place);
    }
    let words = |text: &str| -> String { text.chars().filter(|c| c.is_alphabetic()).collect() };
    if let Some((old, new)) = change.edited()
        && aspects.contains(&Aspect::Repriced)
        && words(old.text) == words(new.text)
    {
        aspects.retain(|aspect| !matches!(aspect, Aspect::Reworded | Aspect::Respelled));
    }
    if diff.is_group_told(change) {
        aspects.retain(|aspect| *aspect != Aspect::Regrouped);
    }
    for told in [Aspect::Reordered, Aspect::Regrouped, Aspect::Renamed] {
        if aspects.len() > 1 {
            aspects.retain(|aspect| *aspect != told);
        }
    }
    aspects
}

/// The changes that have a line of their own: all but those of which the sub-heading's says it.
pub(super) fn told_apart<'d, 'a>(
    pair: Pair<'d, 'a>,
) -> impl Iterator<Item = &'d Change<'a>> + use<'d, 'a> {
    let told = move |change: &&Change<'a>| {
        change.kind() != Kind::Edited || !aspects(change, pair.diff, pair.meaning).is_empty()
    };
    pair.diff.changes.iter().filter(told)
}

/// What became of a block's sub-headings.
pub(super) fn groups(
    diff: &Diff<'_>,
    block: Block,
    language: Language,
) -> impl Iterator<Item = String> {
    let name = language.pick("Sub-heading", "Tussenkop");
    diff.groups
        .iter()
        .filter(move |change| change.block == block)
        .map(move |change| from_to(name, change.old, change.new))
}

/// The blocks in which something changed, in canvas order.
pub(super) fn blocks(pair: Pair<'_, '_>) -> Vec<Block> {
    let told = |block: &Block| {
        told_apart(pair).any(|change| change.block() == *block)
            || pair.diff.groups.iter().any(|group| group.block == *block)
    };
    Block::ALL.into_iter().filter(told).collect()
}

fn aspect(aspect: Aspect, change: &Change<'_>, pair: Pair<'_, '_>, language: Language) -> String {
    let l = language;
    let word = match aspect {
        Aspect::Moved => {
            let from = change.old.first().map_or(Block::CustomerSegments, |entry| entry.block);
            let label = label(pair.view, from, l).to_lowercase();
            return format!("{} {label}", l.pick("moved from", "verplaatst uit"));
        }
        Aspect::Reworded => l.pick("reworded", "anders verwoord"),
        Aspect::Respelled => l.pick("spelling only", "alleen spelling"),
        Aspect::Regrouped => l.pick("moved to another group", "in een andere groep"),
        Aspect::Reordered => l.pick("order changed", "andere volgorde"),
        Aspect::Repriced => match pair.meaning.price(change) {
            Some(price) => price_word(price, l),
            None => l.pick("re-priced", "andere prijs"),
        },
        Aspect::Retied => l.pick("re-tied", "andere verbanden"),
        Aspect::Retyped => l.pick("re-typed", "ander soort"),
        Aspect::Renamed => l.pick("id changed", "ander id"),
    };
    word.to_owned()
}

/// A block's name for people.
pub(super) fn label<'v>(view: DiffView<'v, '_>, block: Block, language: Language) -> &'v str {
    view.catalogue.blocks.label(block, language)
}

fn details(
    change: &Change<'_>,
    pair: Pair<'_, '_>,
    (old, new): (&Entry<'_>, &Entry<'_>),
    language: Language,
) -> Vec<String> {
    let mut details = Vec::new();
    if old.group != new.group && !pair.diff.is_group_told(change) {
        details.push(from_to(language.pick("group", "groep"), old.group, new.group));
    }
    for one in change.attributes() {
        details.push(from_to(attribute_word(one.attribute, language), one.old, one.new));
    }
    if let Some(price) = pair.meaning.price(change) {
        details.extend(price_details(price, language));
    }
    if old.id != new.id {
        details.push(from_to("id", old.id, new.id));
    }
    if change.reordered {
        let word = language.pick("place", "plaats");
        details.push(format!("{word}: {} → {}", old.number, new.number));
    }
    details
}

/// `amount: 10 → 12`; `–` where nothing is given.
pub(super) fn from_to(name: &str, old: Option<&str>, new: Option<&str>) -> String {
    let shown = |text: Option<&str>| crate::text::one_line(text.unwrap_or("–"));
    format!("{name}: {} → {}", shown(old), shown(new))
}

/// All that an entry says besides its text; its sub-heading only where there are several.
fn extras(entry: &Entry<'_>, grouped: bool, language: Language) -> Vec<String> {
    let mut said = Vec::new();
    let mut say = |name: &str, text: Option<&str>| {
        if let Some(text) = text {
            said.push(format!("{name}: {}", crate::text::one_line(text)));
        }
    };
    say(language.pick("group", "groep"), entry.group.filter(|_| grouped));
    for attribute in Attribute::ALL {
        say(attribute_word(attribute, language), entry.attribute(attribute));
    }
    say("id", entry.id);
    said
}

/// An attribute's name for people.
pub(super) const fn attribute_word(attribute: Attribute, language: Language) -> &'static str {
    match attribute {
        Attribute::For => language.pick("for", "voor"),
        Attribute::Question => language.pick("question", "vraag"),
        Attribute::Amount => language.pick("amount", "bedrag"),
        Attribute::Currency => language.pick("currency", "valuta"),
        Attribute::Period => language.pick("period", "periode"),
        Attribute::Price => language.pick("price", "prijs"),
        Attribute::Volume => language.pick("volume", "aantal"),
        Attribute::Nature => language.pick("nature", "aard"),
        Attribute::Recurrence => language.pick("recurrence", "herhaling"),
        Attribute::Phase => language.pick("phase", "fase"),
        Attribute::Kind => language.pick("kind", "soort"),
        Attribute::Waive => language.pick("waiver", "ontheffing"),
    }
}

/// A canvas field's name for people.
pub(super) const fn field_word(field: Field, language: Language) -> &'static str {
    match field {
        Field::Title => language.pick("title", "titel"),
        Field::Date => language.pick("date", "datum"),
        Field::Author => language.pick("author", "auteur"),
        Field::Stage => language.pick("stage", "fase"),
        Field::Currency => language.pick("currency", "valuta"),
        Field::Language => language.pick("language", "taal"),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

/// `12 added, 3 removed, 5 reworded`: the changes in short. What changed in several respects
/// counts in the most telling one.
pub(in crate::present) fn in_short(
    diff: &Diff<'_>,
    meaning: &Meaning<'_>,
    language: Language,
) -> String {
    let l = language;
    let mut counts: Vec<(&str, usize)> = Vec::new();
    let words = |change: &Change<'_>| match change.kind() {
        Kind::Added => l.pick("added", "toegevoegd"),
        Kind::Removed => l.pick("removed", "verwijderd"),
        Kind::Split => l.pick("split", "gesplitst"),
        Kind::Merged => l.pick("merged", "samengevoegd"),
        Kind::Recast => l.pick("recast", "herschikt"),
        Kind::Edited => match aspects(change, diff, meaning).first() {
            Some(Aspect::Moved | Aspect::Regrouped) => l.pick("moved", "verplaatst"),
            Some(Aspect::Repriced) => l.pick("re-priced", "andere prijs"),
            Some(Aspect::Reworded) => l.pick("reworded", "anders verwoord"),
            Some(Aspect::Respelled) => l.pick("respelled", "anders gespeld"),
            None => l.pick("under another sub-heading", "onder een andere tussenkop"),
            Some(Aspect::Reordered) => l.pick("reordered", "andere volgorde"),
            _ => l.pick("otherwise changed", "anders gewijzigd"),
        },
    };
    for change in &diff.changes {
        let word = words(change);
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut parts: Vec<String> =
        counts.into_iter().map(|(word, count)| format!("{count} {word}")).collect();
    if parts.is_empty() {
        parts.push(l.pick("no entry changed", "geen regel gewijzigd").to_owned());
    }
    if diff.unchanged > 0 {
        parts.push(format!("{} {}", diff.unchanged, l.pick("unchanged", "ongewijzigd")));
    }
    parts.join(", ")
}

/// `5 entries`.
pub(super) fn entries(sheet: &Sheet<'_>, language: Language) -> String {
    let (one, many) = (language.pick("entry", "regel"), language.pick("entries", "regels"));
    super::super::number::counted(sheet.canvas.entries.len(), one, many)
}

/// `62 % → 71 %`; `–` where the rubric leaves all out.
pub(super) fn completeness(meaning: &Meaning<'_>) -> String {
    let shown = |one: &Standing| percent(one.completeness.total.percent(), " %");
    arrow(&shown(&meaning.before), &shown(&meaning.after))
}

/// `62 → 71`; `–` where no check could be judged.
pub(super) fn consistency(meaning: &Meaning<'_>) -> String {
    let shown = |one: &Standing| percent(one.consistency.score, "");
    arrow(&shown(&meaning.before), &shown(&meaning.after))
}

fn percent(number: Option<f64>, sign: &str) -> String {
    number.map_or_else(|| "–".to_owned(), |percent| format!("{percent:.0}{sign}"))
}

fn arrow(before: &str, after: &str) -> String {
    if before == after { after.to_owned() } else { format!("{before} → {after}") }
}

/// What became of a question's answer: `now answered`, `no longer answered`.
pub(super) const fn question_word(change: &QuestionChange<'_>, language: Language) -> &'static str {
    match (change.old, change.new) {
        (_, Level::Answered) => language.pick("now answered", "nu beantwoord"),
        (_, Level::None) => language.pick("now answered with none", "nu beantwoord met geen"),
        (Level::NotFound, Level::Partly) => {
            language.pick("now partly answered", "nu deels beantwoord")
        }
        (_, Level::Partly) => {
            language.pick("only partly answered now", "nog maar deels beantwoord")
        }
        (_, Level::NotFound) => language.pick("no longer answered", "niet meer beantwoord"),
    }
}

/// The two names of a pair: `canvas`, `1 → 2`.
pub(super) fn names(old: &Sheet<'_>, new: &Sheet<'_>) -> (String, String) {
    let (a, b) = (&old.canvas, &new.canvas);
    let line = crate::text::one_line;
    let id = if a.id == b.id { line(b.id) } else { format!("{} → {}", line(a.id), line(b.id)) };
    let version = if a.version == b.version {
        String::new()
    } else {
        format!("{} → {}", line(a.version), line(b.version))
    };
    (id, version)
}

#[cfg(test)]
mod tests {
    use super::{Aspect, Attribute};
    use crate::compare::aspect_of;

    #[test]
    fn every_attribute_belongs_to_an_aspect_that_is_told() {
        for attribute in Attribute::ALL {
            assert!(Aspect::ALL.contains(&aspect_of(attribute)));
        }
    }
}
