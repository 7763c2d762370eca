//! HTML cut into tags and text, as leniently as a browser does it and without building a tree, so
//! that no nesting is too deep.

use super::entity::entity;
use crate::text::fold;

/// A tag or a stretch of text.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::read) enum Token<'a> {
    Start {
        name: String,
        attributes: &'a str,
    },
    End(String),
    /// Text with its references replaced.
    Text(String),
}

/// Elements whose content is no text of the page.
const UNSEEN: [&str; 14] = [
    "script", "style", "template", "noscript", "svg", "nav", "button", "select", "textarea",
    "iframe", "object", "canvas", "math", "footer",
];

/// The tokens of a page, with the line break count before each.
pub(in crate::read) struct Tokens<'a> {
    rest: &'a str,
    /// Line breaks passed so far.
    pub(in crate::read) lines: u32,
}

impl<'a> Tokens<'a> {
    pub(in crate::read) const fn new(text: &'a str) -> Self {
        Self { rest: text, lines: 0 }
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        let breaks = memchr::memchr_iter(b'\n', taken.as_bytes()).count();
        self.lines = self.lines.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        self.rest = rest;
        taken
    }

    /// Passes over everything up to and with the end tag of an element.
    fn skip_element(&mut self, name: &str) {
        let bytes = self.rest.as_bytes();
        let mut at = 0;
        while let Some(offset) = memchr::memmem::find(&bytes[at..], b"</") {
            let open = at + offset;
            let found = bytes.get(open + 2..open + 2 + name.len());
            if found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
                let close =
                    memchr::memchr(b'>', &bytes[open..]).map_or(bytes.len(), |c| open + c + 1);
                self.take(close);
                return;
            }
            at = open + 2;
        }
        // Never closed: what follows is the page again, as browsers do for all but scripts.
        if matches!(name, "script" | "style" | "textarea") {
            self.take(bytes.len());
        }
    }

    fn tag(&mut self) -> Option<Token<'a>> {
        let body = &self.rest[1..];
        if body.starts_with("!--") {
            let end = memchr::memmem::find(self.rest.as_bytes(), b"-->");
            self.take(end.map_or(self.rest.len(), |end| end + 3));
            return None;
        }
        if body.starts_with(['!', '?']) {
            let end = memchr::memchr(b'>', self.rest.as_bytes());
            self.take(end.map_or(self.rest.len(), |end| end + 1));
            return None;
        }
        let closing = body.starts_with('/');
        let named = body.strip_prefix('/').unwrap_or(body);
        if !named.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Some(Token::Text(self.take(1).to_owned()));
        }
        let end = tag_end(self.rest.as_bytes());
        let raw = self.take(end);
        // The `/` of a tag that closes itself stays with its attributes.
        let inner = raw.trim_start_matches(['<', '/']).trim_end_matches('>');
        let length = inner
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != ':')
            .unwrap_or(inner.len());
        let name = inner[..length].to_ascii_lowercase();
        if closing {
            return Some(Token::End(name));
        }
        if UNSEEN.contains(&name.as_str()) && !raw.ends_with("/>") {
            self.skip_element(&name);
            return None;
        }
        Some(Token::Start { name, attributes: &inner[length..] })
    }
}

/// Where a tag ends: behind its `>`, which may stand in a quoted attribute.
fn tag_end(bytes: &[u8]) -> usize {
    let mut quote = None;
    for (at, byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') if bytes.get(at.wrapping_sub(1)) == Some(&b'=') => {
                quote = Some(*byte);
            }
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
        // No tag is this long: a quote was never closed.
        if at > 20_000 {
            break;
        }
    }
    memchr::memchr(b'>', bytes).map_or(bytes.len(), |end| end + 1)
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if self.rest.starts_with('<') {
                if let Some(token) = self.tag() {
                    return Some(token);
                }
                continue;
            }
            let end = memchr::memchr(b'<', self.rest.as_bytes()).unwrap_or(self.rest.len());
            return Some(Token::Text(decoded(self.take(end))));
        }
    }
}

/// A text with its character references replaced.
pub(in crate::read) fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match entity(rest) {
            Some((text, length)) => {
                out.push_str(&text);
                length
            }
            None => {
                out.push('&');
                1
            }
        };
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// The number in an attribute such as `colspan="2"`; 1 when there is none.
pub(super) fn span(attributes: &str, name: &str) -> usize {
    let folded = fold(attributes);
    let value = folded.split(name).nth(1).unwrap_or_default();
    let digits: String = value
        .trim_start_matches(['=', '"', '\'', ' ', '{'])
        .chars()
        .take_while(char::is_ascii_digit)
        .take(3)
        .collect();
    digits.parse().unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens, span};

    fn texts(html: &str) -> String {
        let text = |token| match token {
            Token::Text(text) => text,
            Token::Start { name, .. } => format!("<{name}>"),
            Token::End(name) => format!("</{name}>"),
        };
        Tokens::new(html).map(text).collect()
    }

    #[test]
    fn tags_and_text_are_told_apart() {
        assert_eq!(texts("a<B class='x>y'>b</b>c &amp; d < e"), "a<b>b</b>c & d < e");
        assert_eq!(texts("<!doctype html><!-- <p> --><p>x"), "<p>x");
        assert_eq!(texts("<script>if (a<b) {}</script>x<style>p{}</STYLE>y"), "xy");
    }

    #[test]
    fn unclosed_things_do_not_swallow_the_page() {
        assert_eq!(texts("<nav>a<p>b"), "a<p>b");
        assert_eq!(texts("<p title=\"open>text"), "<p>text");
    }

    #[test]
    fn spans_are_read() {
        assert_eq!(span(" rowspan=\"3\" colspan=2", "colspan"), 2);
        assert_eq!(span(" rowspan=\"3\"", "rowspan"), 3);
        assert_eq!(span("", "rowspan"), 1);
    }
}
