//! Text as HTML.

use crate::text::one_line;

/// A text from input as the content of an element or a quoted attribute: on one line, control and
/// direction characters made visible, signs with a meaning escaped.
pub(super) fn escape(text: &str) -> String {
    let line = one_line(text);
    let mut out = String::with_capacity(line.len() + 8);
    for c in line.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A text with some of its words marked, as [`escape`] otherwise. Words that cannot be found are
/// not marked.
pub(super) fn marked(text: &str, words: &[String]) -> String {
    let line = one_line(text);
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for word in words {
        let word = one_line(word);
        if let Some(start) = line.find(&word).filter(|_| !word.is_empty()) {
            spans.push((start, start + word.len()));
        }
    }
    spans.sort_unstable();
    let mut out = String::with_capacity(line.len() + 32);
    let mut done = 0;
    for (start, end) in spans {
        if start < done {
            continue;
        }
        out.push_str(&inner(&line[done..start]));
        out.push_str("<mark>");
        out.push_str(&inner(&line[start..end]));
        out.push_str("</mark>");
        done = end;
    }
    out.push_str(&inner(&line[done..]));
    out
}

/// [`escape`] of a part, whose spaces at either end stay.
fn inner(part: &str) -> String {
    let start = if part.starts_with(' ') { " " } else { "" };
    let end = if part.len() > 1 && part.ends_with(' ') { " " } else { "" };
    format!("{start}{}{end}", escape(part))
}

#[cfg(test)]
mod tests {
    use super::{escape, marked};

    #[test]
    fn nothing_from_a_canvas_is_markup() {
        assert_eq!(
            escape("<script>alert('x')</script>\u{202e}\u{0}\"&"),
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;\\u{202e}\\u{0}&quot;&amp;"
        );
    }

    #[test]
    fn words_that_counted_are_marked_where_they_stand() {
        let words = ["rent <b>".to_owned(), "paid".to_owned(), "absent".to_owned()];
        assert_eq!(
            marked("The rent <b> is paid", &words),
            "The <mark>rent &lt;b&gt;</mark> is <mark>paid</mark>"
        );
    }
}
