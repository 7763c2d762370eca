//! Which language a canvas is in, as far as it matters: the tool judges Dutch and English.

use super::note::Note;
use super::source::Source;
use crate::canvas::Language;
use crate::portfolio::{CanvasDraft, Field};
use crate::text::fold;

/// Frequent short words of each language, folded. Words that Dutch or English have too are of no
/// use and stand nowhere.
const WORDS: [(&str, &str, &[&str]); 6] = [
    (
        "de",
        "German",
        &[
            "und", "der", "die", "das", "fur", "mit", "von", "ist", "auf", "den", "dem", "ein",
            "eine", "zu", "werden", "durch", "bei", "oder", "als", "nicht", "sich", "auch", "uber",
        ],
    ),
    (
        "fr",
        "French",
        &[
            "et", "les", "des", "pour", "une", "avec", "sur", "aux", "du", "est", "dans", "par",
            "ou", "la", "le", "nos", "qui", "leur", "sans",
        ],
    ),
    (
        "es",
        "Spanish",
        &[
            "y", "los", "las", "con", "para", "del", "una", "el", "por", "que", "la", "su", "sus",
            "como", "nuestros", "mas", "sobre",
        ],
    ),
    (
        "pt",
        "Portuguese",
        &[
            "e", "os", "com", "para", "do", "da", "dos", "das", "uma", "um", "em", "por", "que",
            "na", "no", "nao", "ao", "mais", "seus",
        ],
    ),
    (
        "it",
        "Italian",
        &[
            "e", "il", "gli", "con", "per", "del", "della", "dei", "delle", "una", "che", "di",
            "la", "nel", "alla", "sono", "piu", "su",
        ],
    ),
    (
        "id",
        "Indonesian",
        &[
            "dan",
            "untuk",
            "yang",
            "dengan",
            "dari",
            "ke",
            "di",
            "pada",
            "atau",
            "oleh",
            "ini",
            "adalah",
            "akan",
            "dalam",
            "biaya",
            "pelanggan",
            "melalui",
        ],
    ),
];
/// Frequent short words of Dutch and English that the languages above do not have.
const OURS: [&str; 43] = [
    "the", "and", "of", "to", "for", "with", "our", "are", "that", "is", "we", "from", "their",
    "or", "by", "be", "this", "at", "want", "who", "which", "it", "het", "een", "van", "voor",
    "met", "op", "wij", "onze", "aan", "zijn", "niet", "dat", "door", "bij", "naar", "ook", "hun",
    "worden", "wordt", "hebben", "wie",
];
/// With fewer frequent words than this a text tells nothing.
const FEWEST: usize = 6;
/// So many of them must be different words.
const DIFFERENT: usize = 3;

/// A language that is neither Dutch nor English, by its code or what it is called; `None` for
/// these two and for text that is no language.
fn foreign_name(tag: &str) -> Option<String> {
    let tag = tag.trim();
    if tag.is_empty() || Language::from_tag(tag).is_some() {
        return None;
    }
    let lower = tag.to_lowercase();
    let code = lower.split(['-', '_']).next().unwrap_or_default();
    let known = WORDS.iter().find(|(known, ..)| *known == code);
    let named = known.map(|(_, name, _)| (*name).to_owned());
    named.or_else(|| (tag.chars().count() <= 20).then(|| format!("to be in '{tag}'")))
}

/// A longer text does not tell the language: it is a whole file in one cell.
const LONGEST: usize = 100_000;

/// Warns of a canvas that is in neither Dutch nor English. `foreign` are the languages that its
/// block names are in.
pub(super) fn note<'f>(
    source: &Source<'_>,
    draft: &CanvasDraft,
    foreign: impl Iterator<Item = &'f str>,
    notes: &mut Vec<Note>,
) {
    let given = draft.fields[Field::Language as usize].as_deref();
    let texts = draft.entries.iter().map(|entry| entry.text.as_str());
    let texts = texts.filter(|text| text.len() <= LONGEST);
    if let Some(note) = warning(source.name, &draft.id, given, texts, foreign) {
        notes.push(note);
    }
}

/// The warning for a canvas, by the language that it gives, else by its texts.
pub(super) fn warning<'t, 'f>(
    file: &str,
    id: &str,
    given: Option<&str>,
    texts: impl Iterator<Item = &'t str>,
    foreign: impl Iterator<Item = &'f str>,
) -> Option<Note> {
    let name = match given {
        Some(tag) => foreign_name(tag)?,
        None => {
            let code = match detect(texts) {
                Detected::Foreign(code) => code,
                Detected::Ours => return None,
                Detected::Unclear => most(foreign)?,
            };
            WORDS.iter().find(|(known, ..)| *known == code)?.1.to_owned()
        }
    };
    let message = format!(
        "'{id}' looks {name}: the vocabulary is Dutch and English, so it is scored lower than it \
         deserves"
    );
    let fix = "compare it only with canvases in the same language";
    Some(Note::warning(file, message).fix(fix))
}

/// Adds the warnings of a file: each of a few, or one for many.
pub(super) fn add(file: &str, canvases: usize, mut said: Vec<Note>, notes: &mut Vec<Note>) {
    if said.len() <= 3 {
        notes.append(&mut said);
        return;
    }
    let message = format!(
        "{} of {canvases} canvases look neither Dutch nor English: the vocabulary is Dutch and \
         English, so they are scored lower than they deserve",
        said.len()
    );
    notes.push(Note::warning(file, message));
}

/// The language that at least three names agree on.
fn most<'f>(names: impl Iterator<Item = &'f str>) -> Option<&'static str> {
    let mut counts = [0_usize; WORDS.len()];
    for name in names {
        if let Some(place) = WORDS.iter().position(|(code, ..)| *code == name) {
            counts[place] += 1;
        }
    }
    let (place, count) = counts.into_iter().enumerate().max_by_key(|(_, count)| *count)?;
    (count >= 3).then(|| WORDS[place].0)
}

#[derive(Debug, PartialEq, Eq)]
enum Detected {
    Foreign(&'static str),
    Ours,
    Unclear,
}

/// Tells a language by its frequent words: a foreign one must be clearly ahead.
fn detect<'t>(texts: impl Iterator<Item = &'t str>) -> Detected {
    let mut counts = [0_usize; WORDS.len()];
    // Which words of each list were seen, a bit for each.
    let mut different = [0_u64; WORDS.len()];
    let mut ours = 0;
    let mut seen = 0_usize;
    for text in texts {
        for word in fold(text).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            ours += usize::from(OURS.contains(&word));
            for (place, (_, _, words)) in WORDS.iter().enumerate() {
                if let Some(at) = words.iter().position(|known| *known == word) {
                    counts[place] += 1;
                    different[place] |= 1 << at;
                }
            }
            seen += 1;
        }
        // A few thousand words tell as much as all of them.
        if seen > 5_000 {
            break;
        }
    }
    let best =
        counts.into_iter().enumerate().max_by_key(|(place, count)| (*count, WORDS.len() - place));
    match best {
        Some((place, count))
            if count >= FEWEST
                && count > ours * 2
                && different[place].count_ones() as usize >= DIFFERENT =>
        {
            Detected::Foreign(WORDS[place].0)
        }
        _ if ours >= FEWEST => Detected::Ours,
        _ => Detected::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::{Detected, detect, most};

    #[test]
    fn a_language_is_told_by_its_small_words() {
        let told = |text: &str| detect(std::iter::once(text));
        let german = "Lieferanten und Partner für die Produktion, mit denen wir den Markt \
                      bedienen und der Kunde das Produkt über die Plattform findet";
        assert_eq!(told(german), Detected::Foreign("de"));
        let dutch = "Winkels in de stad en een website voor wie het van de fiets moet hebben";
        assert_eq!(told(dutch), Detected::Ours);
        assert_eq!(told("GitHub, Figma"), Detected::Unclear);
        assert_eq!(told("e e e e e e e e"), Detected::Unclear);
    }

    #[test]
    fn names_of_blocks_tell_where_the_text_does_not() {
        assert_eq!(most(["pt", "pt", "es", "pt"].into_iter()), Some("pt"));
        assert_eq!(most(["pt", "es"].into_iter()), None);
    }
}
