//! Which language a canvas is in, as far as it matters: the tool judges Dutch and English.

use super::note::Note;
use super::source::Source;
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
/// Frequent short words of Dutch and English.
const OURS: [&str; 44] = [
    "the", "and", "of", "to", "for", "with", "our", "are", "that", "is", "we", "from", "their",
    "or", "on", "by", "be", "this", "de", "het", "een", "van", "voor", "met", "op", "die", "te",
    "en", "wij", "onze", "aan", "zijn", "niet", "dat", "door", "bij", "naar", "ook", "hun", "als",
    "in", "as", "at", "worden",
];
/// With fewer frequent words than this a text tells nothing.
const FEWEST: usize = 6;

/// Sets the language of a canvas that is in neither Dutch nor English, and warns. `foreign` are
/// the languages that its block names are in.
pub(super) fn note<'f>(
    source: &Source<'_>,
    draft: &mut CanvasDraft,
    foreign: impl Iterator<Item = &'f str>,
    notes: &mut Vec<Note>,
) {
    if draft.fields[Field::Language as usize].is_some() || draft.entries.is_empty() {
        return;
    }
    let by_words = detect(draft.entries.iter().map(|entry| entry.text.as_str()));
    let found = match by_words {
        Detected::Foreign(code) => Some(code),
        Detected::Ours => None,
        Detected::Unclear => most(foreign),
    };
    let Some(code) = found else { return };
    let Some((_, name, _)) = WORDS.iter().find(|(known, ..)| *known == code) else { return };
    draft.fields[Field::Language as usize] = Some(code.to_owned());
    let message = format!(
        "'{}' looks {name}: the vocabulary is Dutch and English, so it is scored lower than it \
         deserves",
        draft.id
    );
    let fix = "compare it only with canvases in the same language";
    notes.push(Note::warning(source.name, message).fix(fix));
}

/// The same for all canvases of a file; one warning for each language.
pub(super) fn note_all(source: &Source<'_>, drafts: &mut [CanvasDraft], notes: &mut Vec<Note>) {
    let mut said: Vec<Note> = Vec::new();
    for draft in drafts.iter_mut() {
        note(source, draft, std::iter::empty(), &mut said);
    }
    if said.len() <= 3 {
        notes.append(&mut said);
        return;
    }
    let message = format!(
        "{} of {} canvases look neither Dutch nor English: the vocabulary is Dutch and English, \
         so they are scored lower than they deserve",
        said.len(),
        drafts.len()
    );
    notes.push(Note::warning(source.name, message));
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
    let mut ours = 0;
    let mut seen = 0_usize;
    for text in texts {
        for word in fold(text).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            ours += usize::from(OURS.contains(&word));
            for (count, (_, _, words)) in counts.iter_mut().zip(WORDS) {
                *count += usize::from(words.contains(&word));
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
        Some((place, count)) if count >= FEWEST && count > ours * 2 => {
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
    }

    #[test]
    fn names_of_blocks_tell_where_the_text_does_not() {
        assert_eq!(most(["pt", "pt", "es", "pt"].into_iter()), Some("pt"));
        assert_eq!(most(["pt", "es"].into_iter()), None);
    }
}
