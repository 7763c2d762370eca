//! Zip containers of office files, with limits: what is in them may be far larger than they are.

use std::io::{Cursor, Read};

use zip::ZipArchive;

/// All parts together, unpacked, in bytes. The largest workbook of a course has a few megabytes.
const LARGEST: u64 = 40 * 1024 * 1024;
/// More parts than this is no workbook of canvases.
const MOST: usize = 5_000;

/// What an office file is, by the names of its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Xlsx,
    Ods,
    /// Another kind of file, in words.
    Other(&'static str),
}

/// A file's kind, and whether it has macros.
pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    pub(super) kind: Kind,
    pub(super) macros: bool,
}

impl<'b> Archive<'b> {
    /// Opens a container and unpacks all of it once, to see that it stays within the limits.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, String> {
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| format!("is a damaged zip archive: {error}"))?;
        if zip.len() > MOST {
            return Err(format!("has {} parts: more than {MOST} is no workbook", zip.len()));
        }
        let names: Vec<String> =
            zip.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
        let has = |name: &str| names.iter().any(|known| known == name);
        let kind = if has("xl/workbook.xml") {
            Kind::Xlsx
        } else if has("content.xml") && has("mimetype") {
            Kind::Ods
        } else if has("word/document.xml") {
            Kind::Other("a Word document: save it as a web page (.html) or as text")
        } else if has("ppt/presentation.xml") {
            Kind::Other("a presentation, not a workbook")
        } else if has("xl/workbook.bin") {
            Kind::Other("a binary workbook: save it as .xlsx")
        } else {
            Kind::Other("a zip archive, not a workbook: unpack it first")
        };
        let macros = names.iter().any(|name| name.ends_with("vbaProject.bin"));
        let mut archive = Self { zip, kind, macros };
        if matches!(kind, Kind::Xlsx | Kind::Ods) {
            archive.check()?;
        }
        Ok(archive)
    }

    /// Unpacks every part without keeping it. Sizes in the directory may lie, so they are only
    /// looked at first.
    fn check(&mut self) -> Result<(), String> {
        let too_large = || {
            let limit = LARGEST / 1024 / 1024;
            Err(format!("unpacks to more than {limit} MB: this is no workbook of canvases"))
        };
        let mut left = LARGEST;
        for place in 0..self.zip.len() {
            let part = self.zip.by_index(place).map_err(|error| unreadable(&error))?;
            if part.size() > left {
                return too_large();
            }
            let name = part.name().map_err(|error| unreadable(&error))?.into_owned();
            let mut limited = part.take(left + 1);
            let mut head = Vec::new();
            (&mut limited)
                .take(4096)
                .read_to_end(&mut head)
                .map_err(|error| damaged(&name, &error))?;
            let rest = std::io::copy(&mut limited, &mut std::io::sink())
                .map_err(|error| damaged(&name, &error))?;
            let size = head.len() as u64 + rest;
            if size > left {
                return too_large();
            }
            left -= size;
            if name.ends_with("sharedStrings.xml") && promised(&head) > size {
                return Err("promises more texts than it can hold: it is damaged".to_owned());
            }
        }
        Ok(())
    }

    /// A part's content as text.
    pub(super) fn part(&mut self, name: &str) -> Result<String, String> {
        let part = self.zip.by_name(name).map_err(|error| unreadable(&error))?;
        let mut bytes = Vec::new();
        part.take(LARGEST).read_to_end(&mut bytes).map_err(|error| damaged(name, &error))?;
        String::from_utf8(bytes).map_err(|_| format!("its part {name} is no UTF-8"))
    }
}

/// The number of texts that a part says it has: room is made for as many before any is read.
fn promised(head: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(head);
    let number = text.split("uniqueCount").nth(1).unwrap_or_default();
    let digits: String = number
        .trim_start_matches(['=', '"', '\'', ' '])
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    if digits.is_empty() { 0 } else { digits.parse().unwrap_or(u64::MAX) }
}

fn unreadable(error: &zip::result::ZipError) -> String {
    format!("is a damaged or encrypted archive: {error}")
}

fn damaged(name: &str, error: &std::io::Error) -> String {
    format!("its part {name} is damaged: {error}")
}
