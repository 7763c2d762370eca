//! Exports of forms: the columns that the form adds itself, and people who answered twice.

use std::collections::BTreeMap;

use super::note::{Note, rows};
use crate::portfolio::CanvasDraft;
use crate::text::key;

/// A column that a form adds to the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum System {
    /// The number of the answer.
    Number,
    /// When somebody began.
    Started,
    /// When the answer was handed in.
    Completed,
    Email,
    Person,
    /// Points, feedback: nothing of the canvas.
    Other,
}

/// The column of a form that a header names: Microsoft Forms and Google Forms in Dutch, English,
/// German, French, Spanish, Portuguese and Italian.
pub(super) fn system(header: &str) -> Option<System> {
    let folded = key(header);
    if ["points", "punten", "feedback"].iter().any(|word| folded.starts_with(word))
        && header.contains(['-', '–'])
    {
        return Some(System::Other);
    }
    match folded.as_str() {
        "id" => Some(System::Number),
        "starttime" | "begintijd" | "starttijd" | "startzeit" | "horadeinicio" | "heurededebut"
        | "oradiinizio" => Some(System::Started),
        "completiontime"
        | "tijdvanvoltooien"
        | "eindtijd"
        | "timestamp"
        | "tijdstempel"
        | "fertigstellungszeit"
        | "zeitstempel"
        | "horadefinalizacion"
        | "marcatemporal"
        | "heuredefin"
        | "horodateur"
        | "horadeconclusao"
        | "carimbodedatahora"
        | "oradicompletamento"
        | "informazionicronologiche"
        | "submittedat" => Some(System::Completed),
        "email"
        | "emailaddress"
        | "emailadres"
        | "username"
        | "gebruikersnaam"
        | "emailadresse"
        | "adressedemessagerie"
        | "adresseemail"
        | "correoelectronico"
        | "direcciondecorreoelectronico"
        | "enderecodeemail"
        | "indirizzoemail" => Some(System::Email),
        "name" | "naam" | "nom" | "nombre" | "nome" | "fullname" | "volledigenaam" => {
            Some(System::Person)
        }
        "totalpoints"
        | "totaalaantalpunten"
        | "quizfeedback"
        | "feedbackoverquiz"
        | "score"
        | "lastmodifiedtime"
        | "tijdvanlaatstewijziging"
        | "horadelaultimamodificacion"
        | "heuredeladernieremodification"
        | "zeitpunktderletztenanderung"
        | "language"
        | "taal"
        | "token" => Some(System::Other),
        _ => None,
    }
}

/// Whether headers are those of a form: it says when people answered.
pub(super) fn is_form<'h>(headers: impl Iterator<Item = &'h str>) -> bool {
    let time = |header| matches!(system(header), Some(System::Started | System::Completed));
    headers.filter(|header| time(header)).count() > 0
}

/// Whether a question asks what the venture is called.
pub(super) fn asks_name(header: &str) -> bool {
    const THINGS: [&str; 14] = [
        "team",
        "groep",
        "group",
        "company",
        "bedrijf",
        "onderneming",
        "venture",
        "startup",
        "project",
        "business",
        "idee",
        "canvas",
        "organisatie",
        "organisation",
    ];
    let folded = key(header);
    let asks = folded.contains("name") || folded.contains("naam") || folded.contains("heet");
    let thing = THINGS.iter().any(|thing| folded.contains(thing));
    header.chars().count() <= 80 && thing && (asks || THINGS.contains(&folded.as_str()))
}

/// Who handed in an answer, and when.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    pub(super) row: u32,
    /// What a repeat submission has in common with the one before.
    pub(super) who: Option<String>,
    pub(super) number: Option<u64>,
    pub(super) time: String,
}

/// A person's name or address; `None` for answers without a name.
pub(super) fn identity(text: &str) -> Option<String> {
    let folded = key(text);
    let unnamed = matches!(folded.as_str(), "" | "anonymous" | "anoniem" | "anonym" | "anonyme");
    (!unnamed).then(|| text.trim().to_lowercase())
}

/// Keeps each one's last answer, and says which others were left out. The last is the one with the
/// highest number, else the latest time, else the lowest row.
pub(super) fn keep_last(
    file: &str,
    answers: Vec<(Answer, CanvasDraft)>,
    notes: &mut Vec<Note>,
) -> Vec<CanvasDraft> {
    let numbered = answers.iter().all(|(answer, _)| answer.number.is_some());
    let day_first = answers.iter().any(|(answer, _)| {
        let parts = numbers(&answer.time);
        parts.first().is_some_and(|first| (13..=31).contains(first))
    });
    let times: Vec<Option<[u64; 6]>> =
        answers.iter().map(|(answer, _)| moment(&answer.time, day_first)).collect();
    let timed = times.iter().all(Option::is_some);
    let rank = |at: usize, answer: &Answer| {
        let number = if numbered { answer.number.unwrap_or(0) } else { 0 };
        let time = if timed { times[at].unwrap_or_default() } else { [0; 6] };
        (number, time, answer.row)
    };
    let mut last: BTreeMap<String, usize> = BTreeMap::new();
    for (at, (answer, _)) in answers.iter().enumerate() {
        let Some(who) = &answer.who else { continue };
        match last.get(who) {
            Some(other) if rank(*other, &answers[*other].0) >= rank(at, answer) => {}
            _ => {
                last.insert(who.clone(), at);
            }
        }
    }
    let mut kept = Vec::new();
    let mut left_out: Vec<u32> = Vec::new();
    for (at, (answer, draft)) in answers.into_iter().enumerate() {
        match &answer.who {
            Some(who) if last.get(who) != Some(&at) => left_out.push(answer.row),
            _ => kept.push(draft),
        }
    }
    if !left_out.is_empty() {
        let people = if left_out.len() == 1 { "answer was" } else { "answers were" };
        let message = format!(
            "{} earlier {people} left out: whoever answered more than once counts with the last",
            left_out.len()
        );
        notes.push(Note::warning(file, message).at(rows(&left_out)));
    }
    kept
}

fn numbers(time: &str) -> Vec<u64> {
    time.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty() && digits.len() < 6)
        .filter_map(|digits| digits.parse().ok())
        .collect()
}

/// Year, month, day, hour, minute and second of a time as forms write it.
fn moment(time: &str, day_first: bool) -> Option<[u64; 6]> {
    let parts = numbers(time);
    let [a, b, c, rest @ ..] = parts.as_slice() else { return None };
    let (year, month, day) = if *a > 31 {
        (*a, *b, *c)
    } else if day_first {
        (*c, *b, *a)
    } else {
        (*c, *a, *b)
    };
    let at = |place: usize| rest.get(place).copied().unwrap_or(0);
    let lower = time.to_lowercase();
    let hour = match (at(0), lower.contains("pm"), lower.contains("am")) {
        (12, false, true) => 0,
        (hour, true, _) if hour < 12 => hour + 12,
        (hour, ..) => hour,
    };
    let year = if year < 100 { year + 2000 } else { year };
    Some([year, month, day, hour, at(1), at(2)])
}

#[cfg(test)]
mod tests {
    use super::{System, asks_name, is_form, moment, system};

    #[test]
    fn columns_of_forms_are_known_in_dutch_and_english() {
        assert_eq!(system("Tijd van voltooien"), Some(System::Completed));
        assert_eq!(system("E-mailadres"), Some(System::Email));
        assert_eq!(system("Points - Who are your customers?"), Some(System::Other));
        assert_eq!(system("Customer segments"), None);
        assert!(is_form(["Tijdstempel", "Naam"].into_iter()));
        assert!(!is_form(["name", "channels"].into_iter()));
        assert!(asks_name("Wat is de naam van jullie onderneming?") && asks_name("Team"));
        assert!(!asks_name("Who are your customers?"));
    }

    #[test]
    fn times_of_both_forms_are_ordered() {
        let google = moment("2026/05/28 7:01:33 PM GMT+2", false);
        assert_eq!(google, Some([2026, 5, 28, 19, 1, 33]));
        assert_eq!(moment("8/20/25 12:51:45", false), Some([2025, 8, 20, 12, 51, 45]));
        assert_eq!(moment("20-8-2025 12:51", true), Some([2025, 8, 20, 12, 51, 0]));
        assert_eq!(moment("yesterday", false), None);
    }
}
