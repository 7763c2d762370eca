//! Texts that ask instead of telling.

/// Words that a question of a template begins with.
const ASKING: [&str; 22] = [
    "who", "whom", "whose", "what", "which", "how", "where", "when", "why", "through", "for",
    "wie", "wat", "welke", "welk", "hoe", "waar", "waarom", "wanneer", "waarvoor", "voor", "via",
];
/// A longer question is somebody's own.
const LONGEST: usize = 160;

/// Whether a text is one question and nothing else, as templates put them above the answers: `Who
/// helps us deliver value?`. An answer may end in a question, and may hold one.
#[must_use]
pub fn is_question(text: &str) -> bool {
    let text = text.trim().trim_matches(['*', '_', '"', '(', ')', ' ']);
    let Some(body) = text.strip_suffix('?').filter(|body| body.len() <= LONGEST) else {
        return false;
    };
    // A full stop, a colon or another question in it: something is said as well.
    if body.contains(['?', '!', ':', ';', '\n', '|']) || body.contains(". ") {
        return false;
    }
    let mut words = body.split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    match first.as_str() {
        // `For whom are we creating value?`, `Through which channels …?`
        "for" | "through" | "via" | "voor" => words.next().is_some_and(|word| {
            let word = word.to_lowercase();
            ASKING.contains(&word.as_str())
        }),
        word => ASKING.contains(&word),
    }
}

#[cfg(test)]
mod tests {
    use super::is_question;

    #[test]
    fn a_templates_question_is_told_from_an_answer() {
        for question in [
            "Who helps us deliver value?",
            "*For whom do we make this?*",
            "Welke middelen hebben we nodig?",
            "Via welke kanalen bereik je ze?",
        ] {
            assert!(is_question(question), "{question}");
        }
        for answer in [
            "Parents who ask: what is for dinner?",
            "Who pays? The school.",
            "A helpline for questions",
            "Students? Perhaps later",
            "For sale?",
            "What you need, when you need it",
        ] {
            assert!(!is_question(answer), "{answer}");
        }
    }
}
