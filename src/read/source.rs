//! A file's text with what its reader needs.

use crate::catalogue::Catalogue;

/// One input, decoded.
pub(super) struct Source<'a> {
    /// The file's name, for messages and as the name of a canvas that has none.
    pub(super) name: &'a str,
    /// Its text, without a byte order mark.
    pub(super) text: &'a str,
    /// Block names and questions.
    pub(super) catalogue: &'a Catalogue,
}

impl Source<'_> {
    /// The canvas id and version that the file's name gives: `shop@v2.json` is version `v2` of
    /// `shop`.
    pub(super) fn stem(&self) -> (String, Option<String>) {
        let base = self.name.rsplit(['/', '\\']).next().unwrap_or(self.name);
        let stem = match base.split_once('.') {
            Some(("", _)) | None => base,
            Some(_) => base.rsplit_once('.').map_or(base, |(stem, _)| stem),
        };
        match stem.rsplit_once('@') {
            Some((id, version)) if !id.is_empty() && !version.is_empty() => {
                (id.to_owned(), Some(version.trim_start_matches('v').to_owned()))
            }
            _ => (stem.to_owned(), None),
        }
    }
}
