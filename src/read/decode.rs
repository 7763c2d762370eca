//! From bytes to text: byte order marks, UTF-8, UTF-16, Windows-1252.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::note::Note;

/// A text, and how it was read.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    /// The name of the encoding, where it had to be told from the content and is no UTF-8.
    pub(super) legacy: Option<&'static str>,
}

/// Decodes a file: by its byte order mark, else as UTF-8, else as UTF-16 or Windows-1252 where
/// the bytes look like it.
pub(super) fn decode<'a>(name: &str, bytes: &'a [u8]) -> Result<Decoded<'a>, Note> {
    let plain = |text| Decoded { text, legacy: None };
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return utf8(name, rest).map(|text| plain(Cow::Borrowed(text)));
    }
    for (mark, encoding) in [(b"\xff\xfe", UTF_16LE), (b"\xfe\xff", UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return utf16(name, rest, encoding).map(plain);
        }
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        let text = utf16(name, bytes, encoding)?;
        return Ok(Decoded { text, legacy: Some("UTF-16") });
    }
    if let Some(kind) = container(bytes) {
        let note = Note::unrecognised(name, format!("this is {kind}, not a text"));
        return Err(note.fix("export it as CSV or JSON"));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => control_free(name, text).map(|text| plain(Cow::Borrowed(text))),
        Err(error) => {
            let at = error.valid_up_to();
            if !looks_like_1252(bytes) {
                return Err(broken(name, bytes, at));
            }
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
            control_free(name, &text)?;
            Ok(Decoded { text, legacy: Some("Windows-1252") })
        }
    }
}

/// The text of a file that is no canvas but comes with canvases, such as a table of marks.
///
/// # Errors
/// When it is no text, with the place and what to do.
pub fn text_of(name: &str, bytes: &[u8]) -> Result<String, Note> {
    decode(name, bytes).map(|decoded| decoded.text.into_owned())
}

fn utf8<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, Note> {
    let text =
        std::str::from_utf8(bytes).map_err(|error| broken(name, bytes, error.valid_up_to()))?;
    control_free(name, text)
}

fn utf16<'a>(
    name: &str,
    bytes: &'a [u8],
    encoding: &'static encoding_rs::Encoding,
) -> Result<Cow<'a, str>, Note> {
    let (text, errors) = encoding.decode_without_bom_handling(bytes);
    if errors {
        return Err(Note::error(name, "is marked as UTF-16 but holds broken characters"));
    }
    Ok(text)
}

/// Text holds no NUL; a file with one is binary.
fn control_free<'a>(name: &str, text: &'a str) -> Result<&'a str, Note> {
    match memchr::memchr(0, text.as_bytes()) {
        None => Ok(text),
        Some(at) => {
            let line = memchr::memchr_iter(b'\n', &text.as_bytes()[..at]).count() + 1;
            let note = Note::unrecognised(name, "is binary: it holds a zero byte");
            Err(note.at(format!("line {line}")))
        }
    }
}

fn broken(name: &str, bytes: &[u8], at: usize) -> Note {
    let line = memchr::memchr_iter(b'\n', bytes.get(..at).unwrap_or_default()).count() + 1;
    let byte = bytes.get(at).copied().unwrap_or(0);
    let message = format!("byte {} (0x{byte:02x}) is not valid UTF-8", at + 1);
    Note::error(name, message).at(format!("line {line}")).fix("save the file as UTF-8")
}

/// Whether the beginning of a file shows that it is neither a text nor a workbook or table, so that
/// the rest need not be read.
pub(super) fn is_binary(head: &[u8]) -> bool {
    let marked = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let even = head.get(..head.len() / 2 * 2).unwrap_or_default();
    memchr::memchr(0, head).is_some()
        && !marked
        && unmarked_utf16(even).is_none()
        && super::format::container(head).is_none()
        && container(head).is_none()
}

/// UTF-16 without a mark: of Latin text every other byte is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = bytes.get(..bytes.len().min(512))?;
    if head.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    if odd * 10 > half * 7 && even * 10 < half {
        Some(UTF_16LE)
    } else if even * 10 > half * 7 && odd * 10 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Windows-1252 rather than UTF-8 with a broken byte: no undefined bytes, and not one well-formed
/// UTF-8 sequence of several bytes, which 1252 text holds only by accident.
fn looks_like_1252(bytes: &[u8]) -> bool {
    let undefined = |byte: &u8| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d | 0);
    if bytes.iter().any(undefined) {
        return false;
    }
    let mut sequences = 0_usize;
    let mut lone = 0_usize;
    for chunk in bytes.utf8_chunks() {
        sequences += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        lone += chunk.invalid().len();
    }
    sequences * 4 < lone
}

/// Well-known files that are no text, by their first bytes.
fn container(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 8] = [
        (b"PK\x03\x04", "a zip archive or an Office file"),
        (b"%PDF", "a PDF"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\xd0\xcf\x11\xe0", "an old Office file"),
        (b"PAR1", "a Parquet file"),
    ];
    KNOWN.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn text(bytes: &[u8]) -> String {
        decode("f", bytes).map_or_else(|note| format!("! {note}"), |d| d.text.into_owned())
    }

    #[test]
    fn the_encodings_that_spreadsheets_write_are_read() {
        assert_eq!(text("é€".as_bytes()), "é€");
        assert_eq!(text(b"\xef\xbb\xbf\xc3\xa9"), "é");
        assert_eq!(text(b"\xff\xfe\xe9\x00\xac\x20"), "é€");
        assert_eq!(text(b"\xfe\xff\x00\xe9\x20\xac"), "é€");
        assert_eq!(text(b"a\x00;\x00b\x00\n\x00"), "a;b\n");
        assert_eq!(text(b"caf\xe9 \x80 5,\x96"), "café € 5,–");
    }

    #[test]
    fn broken_and_binary_files_are_named_as_such() {
        let broken = text("één\ntwee \u{20ac}\n".as_bytes().split_last().unwrap().1);
        assert_eq!(broken, "één\ntwee €");
        assert!(text(b"\xc3\xa9\xc3\xa9\xc3\xa9\n\xc3(").contains("line 2: byte 8 (0xc3)"));
        assert!(text(b"a\nb\0c").contains("line 2: is binary"));
        assert!(text(b"PK\x03\x04....").contains("a zip archive"));
    }
}
