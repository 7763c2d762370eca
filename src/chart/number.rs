//! Numbers as people of a language write them.

use crate::canvas::Language;

/// A number with a fixed count of decimals, thousands grouped, and a real minus sign.
pub(super) fn decimal(number: f64, places: usize, language: Language) -> String {
    let (group, point) = match language {
        Language::En => (',', '.'),
        Language::Nl => ('.', ','),
    };
    let text = format!("{:.places$}", number.abs());
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    if number < 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        out.push('−');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(group);
        }
        out.push(digit);
    }
    if !rest.is_empty() {
        out.push(point);
        out.push_str(rest);
    }
    out
}

/// A percentage in whole numbers.
pub(super) fn percent(number: f64, language: Language) -> String {
    format!("{}%", decimal(number, 0, language))
}

/// A number with as many decimals as it needs, at most `most`.
pub(super) fn plain(number: f64, most: usize, language: Language) -> String {
    let needed = (0..most).find(|places| {
        let scaled = number * 10_f64.powi(i32::try_from(*places).unwrap_or(0));
        (scaled - scaled.round()).abs() < 1e-6 * scaled.abs().max(1.0)
    });
    decimal(number, needed.unwrap_or(most), language)
}

/// An amount of money, short: three figures at least, thousands and millions by letter. `currency`
/// is an ISO 4217 code; `None` leaves it away.
pub(super) fn money(amount: f64, currency: Option<&str>, language: Language) -> String {
    let size = amount.abs();
    let (divisor, unit) = if size >= 999_500_000.0 {
        (1e9, language.pick("B", " mld"))
    } else if size >= 999_500.0 {
        (1e6, language.pick("M", " mln"))
    } else if size >= 9_999.5 {
        (1e3, "k")
    } else {
        (1.0, "")
    };
    let scaled = amount / divisor;
    let most = if unit.is_empty() {
        if (size - size.round()).abs() > 1e-9 && size < 1000.0 { 2 } else { 0 }
    } else if scaled.abs() < 99.5 {
        1
    } else {
        0
    };
    let number = if unit.is_empty() {
        decimal(scaled, most, language)
    } else {
        plain((scaled * 10.0).round() / 10.0, most, language)
    };
    // English puts the minus before the sign, Dutch before the figures.
    match (number.strip_prefix('−'), language) {
        (Some(figures), Language::En) => format!("−{}{figures}{unit}", sign(currency, language)),
        _ => format!("{}{number}{unit}", sign(currency, language)),
    }
}

/// A currency's sign in front of an amount.
fn sign(currency: Option<&str>, language: Language) -> String {
    let gap = language.pick("", " ");
    match currency {
        None => String::new(),
        Some("EUR") => format!("€{gap}"),
        Some("USD") => format!("${gap}"),
        Some("GBP") => format!("£{gap}"),
        Some(code) => format!("{code} "),
    }
}

/// `1 canvas`, `3 canvases`.
pub(super) fn canvases(count: usize, language: Language) -> String {
    let number = decimal(count as f64, 0, language);
    format!(
        "{number} {}",
        language.pick(
            if count == 1 { "canvas" } else { "canvases" },
            if count == 1 { "canvas" } else { "canvassen" }
        )
    )
}

#[cfg(test)]
mod tests {
    use super::{decimal, money, percent, plain};
    use crate::canvas::Language::{En, Nl};

    #[test]
    fn each_language_has_its_own_signs() {
        assert_eq!(decimal(1_234_567.891, 1, En), "1,234,567.9");
        assert_eq!(decimal(-1_234.5, 1, Nl), "−1.234,5");
        assert_eq!(decimal(-0.004, 1, En), "0.0");
        assert_eq!(percent(71.6, Nl), "72%");
        assert_eq!(plain(2.50, 2, Nl), "2,5");
        assert_eq!(plain(3.0, 2, En), "3");
    }

    #[test]
    fn money_is_short_and_keeps_its_sign() {
        assert_eq!(money(1_250_000.0, Some("EUR"), En), "€1.3M");
        assert_eq!(money(1_250_000.0, Some("EUR"), Nl), "€ 1,3 mln");
        assert_eq!(money(-48_000.0, Some("EUR"), Nl), "€ −48k");
        assert_eq!(money(-48_000.0, Some("EUR"), En), "−€48k");
        assert_eq!(money(9_800.0, Some("GBP"), En), "£9,800");
        assert_eq!(money(12.5, Some("CHF"), En), "CHF 12.50");
        assert_eq!(money(999_999.0, None, En), "1M");
        assert_eq!(money(0.0, None, En), "0");
    }
}
