//! Text without its marks: emphasis, links, code, tags, entities.

use super::super::html::entity;

/// After so many brackets that open nothing the others in the same text are signs: each is looked
/// for as far as a long link goes.
const MOST_UNCLOSED: usize = 10_000;

/// The text that a reader of the rendered page sees.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut unclosed = 0;
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '[' | '<' if unclosed > MOST_UNCLOSED => None,
            '\\' => escaped(rest, &mut out),
            '`' => code(rest, &mut out),
            '!' if unclosed <= MOST_UNCLOSED && rest.starts_with("![") => {
                link(&rest[1..]).map(|(_, length)| length + 1)
            }
            '[' => bracket(rest, &mut out),
            '<' => tag(rest, &mut out),
            '&' => entity(rest).map(|(text, length)| {
                out.push_str(&text);
                length
            }),
            '*' | '_' | '~' => Some(emphasis(rest, &mut out)),
            _ => None,
        };
        let taken = taken.unwrap_or_else(|| {
            unclosed += usize::from(matches!(c, '[' | '<' | '!'));
            out.push(c);
            c.len_utf8()
        });
        rest = &rest[taken..];
    }
    out
}

fn escaped(rest: &str, out: &mut String) -> Option<usize> {
    let next = rest.chars().nth(1).filter(char::is_ascii_punctuation)?;
    out.push(next);
    Some(1 + next.len_utf8())
}

/// A code span: as many backticks close it as opened it.
fn code(rest: &str, out: &mut String) -> Option<usize> {
    let ticks = rest.len() - rest.trim_start_matches('`').len();
    let fence = &rest[..ticks];
    let Some(end) = rest[ticks..].find(fence) else {
        // Never closed: all of the run is text.
        out.push_str(fence);
        return Some(ticks);
    };
    out.push_str(rest[ticks..ticks + end].trim());
    Some(ticks + end + ticks)
}

/// A link or image at `[`: its text and how long all of it is.
fn link(rest: &str) -> Option<(&str, usize)> {
    let close = closing(rest, b'[', b']')?;
    let text = &rest[1..close];
    let after = &rest[close + 1..];
    if after.starts_with('(') {
        let end = closing(after, b'(', b')')?;
        return Some((text, close + 1 + end + 1));
    }
    if after.starts_with('[') {
        let end = within(after, b']', 200)?;
        return Some((text, close + 1 + end + 1));
    }
    None
}

/// A link with its address is not longer than this many bytes: longer ones stay as they are.
const LONGEST_LINK: usize = 600;

/// Where a byte stands within the first so many.
fn within(text: &str, byte: u8, limit: usize) -> Option<usize> {
    text.bytes().take(limit).position(|here| here == byte)
}

/// Where the bracket that opens a text is closed. Looks no farther than a long link goes.
fn closing(text: &str, open: u8, close: u8) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate().take(LONGEST_LINK) {
        if byte == open {
            depth += 1;
        } else if byte == close {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

fn bracket(rest: &str, out: &mut String) -> Option<usize> {
    if let Some(wiki) = rest.strip_prefix("[[") {
        let end = within(wiki, b']', 400)?;
        if wiki[end..].starts_with("]]") {
            out.push_str(wiki[..end].rsplit('|').next().unwrap_or_default());
            return Some(end + 4);
        }
    }
    if rest.starts_with("[^") {
        return within(rest, b']', 60).map(|end| end + 1);
    }
    let (text, length) = link(rest)?;
    // The text of a link is no link itself, so this goes no deeper than one level.
    if text.contains("](") {
        out.push_str(text);
    } else {
        out.push_str(&plain(text));
    }
    Some(length)
}

/// An HTML tag or an address in angle brackets.
fn tag(rest: &str, out: &mut String) -> Option<usize> {
    let end = within(rest, b'>', LONGEST_LINK)?;
    let inner = &rest[1..end];
    if inner.contains("://") && !inner.contains(' ') {
        out.push_str(inner);
        return Some(end + 1);
    }
    let name = inner.strip_prefix('/').unwrap_or(inner);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let word = name.trim_end_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    let lower = word.to_ascii_lowercase();
    if !TAGS.contains(&lower.as_str()) {
        return None;
    }
    if matches!(lower.as_str(), "br" | "p" | "li" | "div") {
        out.push(' ');
    }
    Some(end + 1)
}

/// Tags that stand within a line; `<15 people>` is none of them.
const TAGS: [&str; 30] = [
    "a", "b", "i", "u", "em", "strong", "span", "br", "p", "li", "ul", "ol", "div", "sub", "sup",
    "small", "mark", "del", "ins", "code", "kbd", "img", "font", "center", "details", "summary",
    "abbr", "wbr", "big", "s",
];

/// Passes over a run of emphasis marks, or keeps it where it is a sign. Returns its length.
fn emphasis(rest: &str, out: &mut String) -> usize {
    let sign = rest.chars().next().unwrap_or('*');
    let run = rest.len() - rest.trim_start_matches(sign).len();
    let previous = out.chars().next_back();
    let next = rest[run..].chars().next();
    let open = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let kept = if sign == '~' {
        run != 2
    } else {
        // Between spaces it is a sign: `5 * 3`. Inside a word too, unless it is doubled:
        // `snake_case`, `2*3`.
        open(previous) && open(next) || word(previous) && word(next) && (sign == '_' || run == 1)
    };
    if kept {
        out.push_str(&rest[..run]);
    }
    run
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn marks_go_and_words_stay() {
        assert_eq!(plain("**Direct** sales, *mostly* `npx -y x`"), "Direct sales, mostly npx -y x");
        assert_eq!(plain("[Shop](https://a.b/c_(d)) and ![logo](x.png)"), "Shop and ");
        assert_eq!(plain("`/skills/*/SKILL.md`"), "/skills/*/SKILL.md");
        assert_eq!(
            plain("snake_case and 5 * 3 and <15 people>"),
            "snake_case and 5 * 3 and <15 people>"
        );
        assert_eq!(plain("R&amp;D &euro; 5 <b>vast</b>"), "R&D € 5 vast");
        assert_eq!(plain(r"1\. no list, \*no\* mark"), "1. no list, *no* mark");
    }

    #[test]
    fn unclosed_marks_are_kept() {
        assert_eq!(plain("[open and `open and <open"), "[open and `open and <open");
    }
}
