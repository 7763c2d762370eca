//! What a text says of itself before it begins: front matter, and lines such as `date: 2025-03`.

/// The fields in front of a text, the text, and the number of its first line.
pub(super) fn split(text: &str) -> (Vec<(String, String)>, &str, u32) {
    let start = text.trim_start_matches(['\n', '\r', ' ']);
    let fence = ["---\n", "---\r\n", "+++\n", "+++\r\n"];
    let Some(body) = fence.into_iter().find_map(|fence| start.strip_prefix(fence)) else {
        return (Vec::new(), text, 1);
    };
    // A rule across the page may stand at the top as well: then no field follows.
    let first = body.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let named = first.split_once([':', '=']).is_some_and(|(name, _)| {
        !name.is_empty()
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
    });
    if !named || first.starts_with(['-', ' ']) {
        return (Vec::new(), text, 1);
    }
    let before = text.len() - start.len();
    let mut line = 2 + count(&text[..before]);
    let mut at = 0;
    let mut fields = Vec::new();
    for raw in body.split_inclusive('\n') {
        at += raw.len();
        line += 1;
        let field = raw.trim_end();
        if field == "---" || field == "+++" || field == "..." {
            return (fields, &body[at..], line);
        }
        // Only plain fields; lists and nested ones hold nothing that a canvas needs.
        if let Some((name, value)) = field.split_once([':', '=']) {
            let plain = !name.starts_with([' ', '\t', '-', '#']);
            let value = unquoted(value.trim());
            if plain && !value.is_empty() {
                fields.push((name.trim().to_owned(), value));
            }
        }
    }
    // It never ends: it was a rule across the page.
    (Vec::new(), text, 1)
}

fn count(text: &str) -> u32 {
    u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX - 10)
}

fn unquoted(value: &str) -> String {
    for quote in ['"', '\''] {
        let inner = value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote));
        if let Some(inner) = inner {
            return if quote == '"' {
                inner.replace("\\\"", "\"").replace("\\\\", "\\")
            } else {
                inner.replace("''", "'")
            };
        }
    }
    value.to_owned()
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn front_matter_is_read_and_passed_over() {
        let (fields, body, line) =
            split("---\ntitle: \"A \\\"b\\\"\"\ntags:\n  - x\n---\n# Body\n");
        assert_eq!(fields, [("title".to_owned(), "A \"b\"".to_owned())]);
        assert_eq!((body, line), ("# Body\n", 6));
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter() {
        assert_eq!(split("---\n# Body\n"), (Vec::new(), "---\n# Body\n", 1));
        let ruled = "---\n\n# Body\n\n---\nmore";
        assert_eq!(split(ruled), (Vec::new(), ruled, 1));
    }
}
