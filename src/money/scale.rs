//! Words for powers of ten behind a figure: `k`, `mln`, `Cr`, `jt`, `ton`.

use rust_decimal::Decimal;

use super::context::DecimalStyle;
use super::currency::Currency;

/// A power of ten behind a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    /// What to multiply with.
    pub(super) factor: Decimal,
    /// Whether the word may mean something else here.
    pub(super) doubtful: bool,
}

/// Words that are a scale only beside money, or only when they touch the figure, are told apart
/// here.
///
/// `attached` says that no space stands between figure and word.
pub(super) fn of_word(word: &str, low: &str, attached: bool) -> Option<u64> {
    let factor = match low {
        "k" | "grand" | "thousand" | "duizend" | "dzd" | "tsd" | "rb" | "ribu" => 1_000,
        "ton" => 100_000,
        "lakh" | "lakhs" | "lac" | "lacs" => 100_000,
        "mln" | "mln." | "mil" | "miljoen" | "million" | "millions" | "mio" | "mn" | "jt"
        | "juta" | "mm" => 1_000_000,
        "cr" | "crore" | "crores" => 10_000_000,
        "bn" | "bln" | "billion" | "billions" | "mld" | "mrd" | "miljard" | "miliar" => {
            1_000_000_000
        }
        "trillion" | "biljoen" | "triliun" | "tn" => 1_000_000_000_000,
        _ => return of_letter(word, attached),
    };
    let needs_touch = matches!(low, "mm" | "tn") && !attached;
    (!needs_touch).then_some(factor)
}

fn of_letter(word: &str, attached: bool) -> Option<u64> {
    match word {
        "M" => Some(1_000_000),
        "m" if attached => Some(1_000_000),
        "B" | "b" if attached => Some(1_000_000_000),
        "B" => Some(1_000_000_000),
        "T" if attached => Some(1_000_000_000_000),
        "L" if attached => Some(100_000),
        _ => None,
    }
}

/// Weighs a scale word with its surroundings: the currency and the style of the text.
pub(super) fn weigh(
    factor: u64,
    word: &str,
    currency: Option<Currency>,
    style: DecimalStyle,
) -> Scale {
    let code = currency.map_or("", Currency::code);
    let (factor, doubtful) = match word {
        // Rupiah: miliar is 10^9, but many write M for million.
        "M" | "m" if code == "IDR" => (factor, true),
        "L" if code != "INR" => (factor, true),
        // Portuguese and Spanish: thousand; English and Dutch: short for million.
        "mil" if code == "BRL" => (1_000, false),
        "mil" => (factor, true),
        // Dutch: a hundred thousand; English: a weight.
        "ton" => (factor, style != DecimalStyle::Comma),
        _ => (factor, false),
    };
    Scale { factor: Decimal::from(factor), doubtful }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{of_word, weigh};
    use crate::money::{Currency, DecimalStyle};

    #[test]
    fn a_small_m_is_a_million_only_when_it_touches_the_figure() {
        assert_eq!(of_word("m", "m", true), Some(1_000_000));
        assert_eq!(of_word("m", "m", false), None);
        assert_eq!(of_word("M", "m", false), Some(1_000_000));
    }

    #[test]
    fn ton_is_a_hundred_thousand_and_sure_only_in_dutch() {
        let dutch = weigh(100_000, "ton", None, DecimalStyle::Comma);
        assert_eq!(dutch.factor, Decimal::from(100_000));
        assert!(!dutch.doubtful);
        assert!(weigh(100_000, "ton", None, DecimalStyle::Point).doubtful);
    }

    #[test]
    fn m_in_rupiah_is_doubtful() {
        let rupiah = Currency::from_code("IDR");
        assert!(weigh(1_000_000, "M", rupiah, DecimalStyle::Unknown).doubtful);
        assert!(!weigh(1_000_000, "jt", rupiah, DecimalStyle::Unknown).doubtful);
    }
}
