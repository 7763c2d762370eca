//! The notation of one number: which separators group, which one marks the decimals.

use rust_decimal::Decimal;

use super::context::DecimalStyle;

/// What a piece of text says as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// Readable in one way.
    Sure(Decimal),
    /// `1.250`: the more usual reading in money (grouping), and the other one.
    Either(Decimal, Decimal),
    /// Groups that make no number.
    Malformed,
    /// More digits than a decimal holds.
    TooLarge,
}

/// The most digits that are read: a [`Decimal`] holds 28 of any value.
const MOST_DIGITS: usize = 28;

/// Reads digits with `.`, `,`, apostrophes and spaces among them, and perhaps a closing such as
/// `,-` or `/-`.
pub(super) fn read(text: &str, style: DecimalStyle) -> Number {
    let (body, closed) = without_closing(text);
    if body.bytes().filter(u8::is_ascii_digit).count() > MOST_DIGITS {
        return Number::TooLarge;
    }
    let plain: String = body.chars().filter(|c| !is_neutral(*c)).collect();
    if plain.len() < body.len() && !neutral_groups_hold(body) {
        return Number::Malformed;
    }
    let points = plain.bytes().filter(|b| *b == b'.').count();
    let commas = plain.bytes().filter(|b| *b == b',').count();
    let joined = plain.len() < body.len();
    match (points, commas) {
        (0, 0) => decimal(&plain),
        (0, 1) => single(&plain, ',', closed, joined, style),
        (1, 0) => single(&plain, '.', closed, joined, style),
        (0, _) => grouped(&plain, ','),
        (_, 0) => grouped(&plain, '.'),
        _ => both(&plain),
    }
}

/// The style that a number shows by itself; unknown if it fits both.
pub(super) fn style_of(text: &str) -> DecimalStyle {
    let (body, closed) = without_closing(text);
    let points = body.bytes().filter(|b| *b == b'.').count();
    let commas = body.bytes().filter(|b| *b == b',').count();
    let after_last = body.rsplit(['.', ',']).next().map_or(0, str::len);
    let comma_last = body.rfind(',') > body.rfind('.');
    match (points, commas) {
        (0, 0) if closed && text.contains(",") => DecimalStyle::Comma,
        (0, 0) => DecimalStyle::Unknown,
        (1.., 1..) if comma_last => DecimalStyle::Comma,
        (1.., 1..) => DecimalStyle::Point,
        (2.., 0) => DecimalStyle::Comma,
        (0, 2..) => DecimalStyle::Point,
        (1, 0) if closed => DecimalStyle::Comma,
        (0, 1) if closed => DecimalStyle::Point,
        _ if after_last == 3 && !is_fraction(body) => DecimalStyle::Unknown,
        (1, 0) => DecimalStyle::Point,
        _ => DecimalStyle::Comma,
    }
}

/// Whether a lone separator cannot group, because a zero or more than three digits stand before it.
fn is_fraction(body: &str) -> bool {
    let head = body.split(['.', ',']).next().unwrap_or_default();
    head.is_empty() || head == "0" || head.len() > 3
}

fn without_closing(text: &str) -> (&str, bool) {
    let body = text.trim_end_matches(['-', '–', '—', '=', '/']);
    if body.len() == text.len() { (text, false) } else { (body.trim_end_matches(['.', ',']), true) }
}

fn is_neutral(c: char) -> bool {
    matches!(c, '\'' | '’') || c.is_whitespace()
}

/// Whether apostrophes and spaces stand before groups of three digits.
fn neutral_groups_hold(body: &str) -> bool {
    let whole = body.split(['.', ',']).next().unwrap_or_default();
    let mut groups = whole.split(is_neutral);
    let first = groups.next().unwrap_or_default();
    let neutral_after = body.get(whole.len()..).unwrap_or_default().contains(is_neutral);
    (1..=3).contains(&first.len()) && groups.all(|g| g.len() == 3) && !neutral_after
}

fn single(plain: &str, mark: char, closed: bool, joined: bool, style: DecimalStyle) -> Number {
    let after = plain.rsplit(mark).next().unwrap_or_default();
    let as_fraction = fraction(plain, mark);
    if closed {
        return if after.len() == 3 { grouped(plain, mark) } else { Number::Malformed };
    }
    if joined || after.len() != 3 || is_fraction(plain) {
        return as_fraction;
    }
    let as_groups = grouped(plain, mark);
    let grouping = match style {
        DecimalStyle::Comma => '.',
        DecimalStyle::Point => ',',
        DecimalStyle::Unknown => ' ',
    };
    match (as_groups, as_fraction) {
        (Number::Sure(whole), Number::Sure(part)) if mark != grouping => {
            Number::Either(whole, part)
        }
        (sure, _) => sure,
    }
}

fn both(plain: &str) -> Number {
    let mark = if plain.rfind(',') > plain.rfind('.') { ',' } else { '.' };
    let group = if mark == ',' { '.' } else { ',' };
    let Some((whole, part)) = plain.rsplit_once(mark) else {
        return Number::Malformed;
    };
    if whole.contains(mark) || !groups_hold(whole, group) {
        return Number::Malformed;
    }
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    decimal(&format!("{digits}.{part}"))
}

fn grouped(plain: &str, mark: char) -> Number {
    if !groups_hold(plain, mark) {
        return Number::Malformed;
    }
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    decimal(&digits)
}

/// Groups of three, or the Indian way (`1,00,000`): three at the end and pairs before.
fn groups_hold(whole: &str, mark: char) -> bool {
    let mut groups = whole.split(mark).rev();
    let last = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let Some((first, middle)) = rest.split_last() else {
        return !last.is_empty();
    };
    let western = (1..=3).contains(&first.len()) && middle.iter().all(|g| g.len() == 3);
    let indian = mark == ','
        && !middle.is_empty()
        && (1..=2).contains(&first.len())
        && middle.iter().all(|g| g.len() == 2);
    last.len() == 3 && (western || indian)
}

fn fraction(plain: &str, mark: char) -> Number {
    let (whole, part) = plain.split_once(mark).unwrap_or((plain, ""));
    let whole = if whole.is_empty() { "0" } else { whole };
    decimal(&format!("{whole}.{part}"))
}

fn decimal(digits: &str) -> Number {
    Decimal::from_str_exact(digits).map_or(Number::TooLarge, Number::Sure)
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{Number, read, style_of};
    use crate::money::DecimalStyle::{self, Comma, Point, Unknown};

    fn sure(text: &str, style: DecimalStyle) -> String {
        match read(text, style) {
            Number::Sure(value) => value.to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn dutch_and_english_notation_are_read_whatever_the_style() {
        for style in [Unknown, Comma, Point] {
            assert_eq!(sure("1.250,50", style), "1250.50");
            assert_eq!(sure("1,250.50", style), "1250.50");
            assert_eq!(sure("1.250.000", style), "1250000");
            assert_eq!(sure("9,5", style), "9.5");
            assert_eq!(sure("0.125", style), "0.125");
            assert_eq!(sure("0.0001", style), "0.0001");
            assert_eq!(sure("1 250,50", style), "1250.50");
            assert_eq!(sure("1'250.50", style), "1250.50");
            assert_eq!(sure("1,00,000", style), "100000");
            assert_eq!(sure("5,-", style), "5");
            assert_eq!(sure("1.250,–", style), "1250");
            assert_eq!(sure("587.273,=", style), "587273");
            assert_eq!(sure("500/-", style), "500");
            assert_eq!(sure(".50", style), "0.50");
        }
    }

    #[test]
    fn three_digits_after_one_separator_depend_on_the_style() {
        assert_eq!(sure("1.250", Comma), "1250");
        assert_eq!(sure("1,250", Point), "1250");
        let doubtful = Number::Either(Decimal::from(1250), Decimal::new(1250, 3));
        assert_eq!(read("1.250", Unknown), doubtful);
        assert_eq!(read("1.250", Point), doubtful);
        assert_eq!(read("1,250", Comma), doubtful);
    }

    #[test]
    fn groups_that_make_no_number_are_malformed() {
        for text in ["1.2.3", "12.03.2024", "1.25.0", "1,2,3", "1.250.50", "1.2,3.4", "12 34"] {
            assert_eq!(read(text, Unknown), Number::Malformed, "{text}");
        }
    }

    #[test]
    fn more_digits_than_a_decimal_holds_are_too_large() {
        assert_eq!(read(&"9".repeat(40), Unknown), Number::TooLarge);
    }

    #[test]
    fn a_number_shows_its_style_only_where_one_style_fits() {
        assert_eq!(style_of("1.250,50"), Comma);
        assert_eq!(style_of("9,50"), Comma);
        assert_eq!(style_of("5,-"), Comma);
        assert_eq!(style_of("1.250,-"), Comma);
        assert_eq!(style_of("1,250.50"), Point);
        assert_eq!(style_of("9.99"), Point);
        assert_eq!(style_of("1.250"), Unknown);
        assert_eq!(style_of("1250"), Unknown);
        assert_eq!(style_of("500/-"), Unknown);
    }
}
