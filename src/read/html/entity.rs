//! Character references. Only the named ones that are met in running text; no entity of a
//! document's own is ever expanded.

const NAMED: [(&str, &str); 76] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("euro", "€"),
    ("pound", "£"),
    ("yen", "¥"),
    ("cent", "¢"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("bull", "•"),
    ("middot", "·"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("sbquo", "‚"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("bdquo", "„"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("times", "×"),
    ("plusmn", "±"),
    ("deg", "°"),
    ("larr", "←"),
    ("rarr", "→"),
    ("harr", "↔"),
    ("check", "✓"),
    ("frac12", "½"),
    ("frac14", "¼"),
    ("frac34", "¾"),
    ("sup2", "²"),
    ("sup3", "³"),
    ("aacute", "á"),
    ("agrave", "à"),
    ("acirc", "â"),
    ("auml", "ä"),
    ("atilde", "ã"),
    ("aring", "å"),
    ("aelig", "æ"),
    ("ccedil", "ç"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("ecirc", "ê"),
    ("euml", "ë"),
    ("iacute", "í"),
    ("igrave", "ì"),
    ("icirc", "î"),
    ("iuml", "ï"),
    ("ntilde", "ñ"),
    ("oacute", "ó"),
    ("ograve", "ò"),
    ("ocirc", "ô"),
    ("ouml", "ö"),
    ("otilde", "õ"),
    ("oslash", "ø"),
    ("szlig", "ß"),
    ("uacute", "ú"),
    ("ugrave", "ù"),
    ("ucirc", "û"),
    ("uuml", "ü"),
    ("iexcl", "¡"),
    ("iquest", "¿"),
    ("shy", "\u{ad}"),
    ("zwj", "\u{200d}"),
    ("zwnj", "\u{200c}"),
    ("ensp", " "),
    ("emsp", " "),
    ("thinsp", " "),
    ("sect", "§"),
    ("le", "≤"),
];

/// The reference at the beginning of a text: what it stands for, and how long it is.
pub(in crate::read) fn entity(text: &str) -> Option<(String, usize)> {
    let body = text.strip_prefix('&')?;
    let end = body.bytes().take(12).position(|byte| byte == b';')?;
    let name = body.get(..end)?;
    let length = end + 2;
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        let c = char::from_u32(code).filter(|c| *c != '\0')?;
        return Some((c.to_string(), length));
    }
    let lower = name.to_ascii_lowercase();
    let by_name = |wanted: &str| NAMED.iter().find(|(known, _)| *known == wanted);
    let (_, text) = by_name(name).or_else(|| by_name(&lower))?;
    let capital = name.starts_with(|c: char| c.is_ascii_uppercase());
    let text = if capital { text.to_uppercase() } else { (*text).to_owned() };
    Some((text, length))
}

#[cfg(test)]
mod tests {
    use super::entity;

    #[test]
    fn references_by_name_and_number_are_read() {
        assert_eq!(entity("&euro; 5"), Some(("€".into(), 6)));
        assert_eq!(entity("&#8364;"), Some(("€".into(), 7)));
        assert_eq!(entity("&#x20AC;"), Some(("€".into(), 8)));
        assert_eq!(entity("&Eacute;"), Some(("É".into(), 8)));
    }

    #[test]
    fn what_is_no_reference_stays() {
        assert_eq!(entity("& more"), None);
        assert_eq!(entity("&lol9;"), None);
        assert_eq!(entity("&#xD800;"), None);
    }
}
