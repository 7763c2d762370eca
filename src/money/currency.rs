//! Currencies: ISO 4217 codes, the signs and the words that stand for them.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A currency of ISO 4217.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(&'static str);

/// The codes of ISO 4217 in use (funds, metals and test codes left out), sorted.
const CODES: &[&str] = &[
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT",
    "BGN", "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD",
    "CDF", "CHF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD",
    "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ",
    "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD",
    "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR",
    "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR",
    "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN",
    "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR",
    "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB",
    "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS",
    "VES", "VND", "VUV", "WST", "XAF", "XCD", "XCG", "XOF", "XPF", "YER", "ZAR", "ZMW",
];

/// Codes that are also English words or well-known abbreviations: in front of a figure they stand
/// for money only if no noun follows it (`TRY 500`, not `TRY 3 months`).
const WORD_LIKE: &[&str] = &[
    "ALL", "AMD", "BAM", "BOB", "COP", "CUP", "GEL", "MAD", "MOP", "PEN", "RON", "SOS", "TOP",
    "TRY",
];

impl Currency {
    /// The currency with this code, in upper or lower case; none if ISO 4217 does not list it.
    ///
    /// ```
    /// use bmc::money::Currency;
    ///
    /// assert_eq!(Currency::from_code("eur").map(Currency::code), Some("EUR"));
    /// assert_eq!(Currency::from_code("BTC"), None);
    /// ```
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        if code.len() != 3 {
            return None;
        }
        let upper = code.to_ascii_uppercase();
        CODES.binary_search(&upper.as_str()).ok().and_then(|at| CODES.get(at)).map(|c| Self(c))
    }

    /// Its three-letter code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0
    }

    /// Whether its code could be taken for a word in front of a figure.
    pub(super) fn is_word_like(self) -> bool {
        WORD_LIKE.contains(&self.0)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code)
            .ok_or_else(|| de::Error::custom(format!("{code:?} is no ISO 4217 currency")))
    }
}

/// What a sign or word for money stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// One currency.
    One(Currency),
    /// Several currencies use it: the canvas' own one, if it is among them, else the first (which
    /// is certain for `$`, `¥` and `Rs`, where one of them is meant unless said otherwise).
    Shared(&'static [&'static str], bool),
}

impl Sign {
    fn iso(code: &'static str) -> Self {
        Self::One(Currency(code))
    }

    /// The currency meant in a canvas whose currency is `default`, and whether that is certain.
    pub(super) fn resolve(self, default: Option<Currency>) -> (Option<Currency>, bool) {
        match self {
            Self::One(currency) => (Some(currency), true),
            Self::Shared(codes, first_is_usual) => match default {
                Some(own) if codes.contains(&own.0) => (Some(own), true),
                _ if first_is_usual => (codes.first().map(|c| Currency(c)), true),
                _ => (None, false),
            },
        }
    }
}

const DOLLARS: &[&str] = &[
    "USD", "AUD", "BBD", "BMD", "BND", "BSD", "BZD", "CAD", "FJD", "GYD", "HKD", "JMD", "KYD",
    "LRD", "NAD", "NZD", "SBD", "SGD", "SRD", "TTD", "TWD", "XCD", "ARS", "CLP", "COP", "MXN",
    "UYU", "DOP",
];
const CENTS: &[&str] = &["EUR", "USD", "AUD", "CAD", "NZD", "SGD", "HKD", "ZAR", "KES"];
const RUPEES: &[&str] = &["INR", "PKR", "LKR", "NPR", "MUR", "SCR"];
const CROWNS: &[&str] = &["SEK", "NOK", "DKK", "ISK"];
const POUNDS: &[&str] = &["GBP", "EGP", "GIP", "FKP", "SHP", "SYP", "LBP"];
const PESOS: &[&str] = &["PHP", "MXN", "ARS", "CLP", "COP", "UYU", "DOP", "CUP"];
const SHILLINGS: &[&str] = &["KES", "TZS", "UGX", "SOS"];

/// The currency of a sign such as `€`.
pub(super) fn of_symbol(symbol: char) -> Option<Sign> {
    Some(match symbol {
        '€' => Sign::iso("EUR"),
        '$' | '＄' | '﹩' => Sign::Shared(DOLLARS, true),
        '£' | '￡' => Sign::Shared(POUNDS, true),
        '¥' | '￥' => Sign::Shared(&["JPY", "CNY"], true),
        '₹' => Sign::iso("INR"),
        '₨' => Sign::Shared(RUPEES, true),
        '₽' => Sign::iso("RUB"),
        '₺' => Sign::iso("TRY"),
        '₩' | '￦' => Sign::iso("KRW"),
        '₦' => Sign::iso("NGN"),
        '₱' => Sign::iso("PHP"),
        '₫' => Sign::iso("VND"),
        '฿' => Sign::iso("THB"),
        '₪' => Sign::iso("ILS"),
        '₴' => Sign::iso("UAH"),
        '₸' => Sign::iso("KZT"),
        '₼' => Sign::iso("AZN"),
        '₾' => Sign::iso("GEL"),
        '₡' => Sign::iso("CRC"),
        '₲' => Sign::iso("PYG"),
        '₵' => Sign::iso("GHS"),
        '₭' => Sign::iso("LAK"),
        '₮' => Sign::iso("MNT"),
        '৳' => Sign::iso("BDT"),
        '؋' => Sign::iso("AFN"),
        '﷼' => Sign::Shared(&["IRR", "SAR", "QAR", "OMR", "YER"], false),
        _ => return None,
    })
}

/// The currency of letters directly in front of a dollar or other sign: `US` in `US$`.
pub(super) fn of_letters_before_symbol(letters: &str, symbol: char) -> Option<Sign> {
    Some(match (letters, symbol) {
        ("US" | "USD", '$') => Sign::iso("USD"),
        ("A" | "AU" | "AUD", '$') => Sign::iso("AUD"),
        ("C" | "CA" | "CAD" | "CDN", '$') => Sign::iso("CAD"),
        ("NZ" | "NZD", '$') => Sign::iso("NZD"),
        ("HK" | "HKD", '$') => Sign::iso("HKD"),
        ("S" | "SG" | "SGD", '$') => Sign::iso("SGD"),
        ("NT", '$') => Sign::iso("TWD"),
        ("MX" | "Mex", '$') => Sign::iso("MXN"),
        ("R", '$') => Sign::iso("BRL"),
        ("GH", '₵') => Sign::iso("GHS"),
        ("EUR", '€') => Sign::iso("EUR"),
        _ => return None,
    })
}

/// The currency of a word that stands in front of a figure: `EUR 5`, `Rp 5`, `Rs. 500`.
pub(super) fn of_word_before(word: &str) -> Option<Sign> {
    Some(match word {
        "Rp" | "rp" | "RP" => Sign::iso("IDR"),
        "Rs" | "rs" | "RS" => Sign::Shared(RUPEES, true),
        "RM" => Sign::iso("MYR"),
        "RMB" => Sign::iso("CNY"),
        "Ksh" | "KSh" | "KSH" | "Kshs" | "Kes" => Sign::iso("KES"),
        "TSh" | "Tsh" | "TSH" => Sign::iso("TZS"),
        "USh" | "Ush" | "UGSh" => Sign::iso("UGX"),
        "kr" | "Kr" => Sign::Shared(CROWNS, false),
        "zł" | "zl" => Sign::iso("PLN"),
        "Kč" => Sign::iso("CZK"),
        "Fr" | "SFr" | "CHf" => Sign::iso("CHF"),
        "euro" | "Euro" | "EURO" => Sign::iso("EUR"),
        "Php" => Sign::iso("PHP"),
        _ => return of_code(word),
    })
}

/// The currency of a word that stands behind a figure: `5 EUR`, `5 euro`, `500 kr`.
pub(super) fn of_word_after(word: &str, low: &str) -> Option<Sign> {
    Some(match low {
        "euro" | "euros" | "euro's" | "euro’s" | "eurootjes" => Sign::iso("EUR"),
        "dollar" | "dollars" | "dollar's" | "bucks" => Sign::Shared(DOLLARS, true),
        "rupee" | "rupees" => Sign::Shared(RUPEES, true),
        "rupiah" => Sign::iso("IDR"),
        "baht" => Sign::iso("THB"),
        "yen" => Sign::iso("JPY"),
        "yuan" | "renminbi" | "rmb" => Sign::iso("CNY"),
        "reais" => Sign::iso("BRL"),
        "naira" => Sign::iso("NGN"),
        "cedi" | "cedis" => Sign::iso("GHS"),
        "shilling" | "shillings" => Sign::Shared(SHILLINGS, false),
        "zloty" | "zł" | "złoty" => Sign::iso("PLN"),
        "forint" | "ft" if low == "forint" => Sign::iso("HUF"),
        "koruna" | "kč" => Sign::iso("CZK"),
        "kr" | "kroner" | "kronor" | "krone" | "krona" => Sign::Shared(CROWNS, false),
        "rouble" | "roubles" | "ruble" | "rubles" | "roebel" => Sign::iso("RUB"),
        "dirham" | "dirhams" => Sign::Shared(&["AED", "MAD"], false),
        "riyal" | "riyals" => Sign::Shared(&["SAR", "QAR", "OMR", "YER"], false),
        "peso" | "pesos" => Sign::Shared(PESOS, false),
        "pound" | "pounds" => Sign::Shared(POUNDS, true),
        "ringgit" => Sign::iso("MYR"),
        "dong" => Sign::iso("VND"),
        "taka" => Sign::iso("BDT"),
        "hryvnia" => Sign::iso("UAH"),
        "shekel" | "shekels" => Sign::iso("ILS"),
        "lira" => Sign::iso("TRY"),
        "rand" => Sign::iso("ZAR"),
        _ => return of_word_before(word).filter(|_| low != "fr"),
    })
}

fn of_code(word: &str) -> Option<Sign> {
    let upper = word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    let common = matches!(word, "eur" | "Eur" | "usd" | "Usd" | "gbp" | "chf" | "inr" | "thb");
    if upper || common { Currency::from_code(word).map(Sign::One) } else { None }
}

/// The currency of a figure in cents: that of the canvas, if it has cents.
pub(super) fn of_cents() -> Sign {
    Sign::Shared(CENTS, false)
}

/// Whether a word names a currency that ISO 4217 does not list.
pub(super) fn is_not_iso(word: &str) -> bool {
    matches!(word, "BTC" | "ETH" | "USDC" | "USDT" | "DAI" | "SOL" | "HBAR" | "BNB" | "MATIC")
}

#[cfg(test)]
mod tests {
    use super::{CODES, Currency, Sign, WORD_LIKE, of_symbol, of_word_after};

    #[test]
    fn the_codes_are_sorted_and_hold_the_word_like_ones() {
        assert!(CODES.is_sorted_by(|a, b| a < b));
        assert!(WORD_LIKE.iter().all(|c| Currency::from_code(c).is_some()));
    }

    #[test]
    fn every_code_that_a_sign_stands_for_is_in_the_list() {
        for symbol in "€$£¥₹₨₽₺₩₦₱₫฿₪₴₸₼₾₡₲₵₭₮৳؋﷼".chars()
        {
            let known = match of_symbol(symbol) {
                Some(Sign::One(c)) => CODES.contains(&c.code()),
                Some(Sign::Shared(codes, _)) => codes.iter().all(|c| CODES.contains(c)),
                None => false,
            };
            assert!(known, "{symbol}");
        }
    }

    #[test]
    fn a_dollar_is_the_canvas_own_dollar() {
        let own = Currency::from_code("CAD");
        let resolved = |default| of_symbol('$').map(|sign| sign.resolve(default));
        assert_eq!(resolved(own), Some((own, true)));
        assert_eq!(resolved(None), Some((Currency::from_code("USD"), true)));
    }

    #[test]
    fn a_crown_without_a_country_is_not_certain() {
        let sweden = Currency::from_code("SEK");
        let resolved = |default| of_word_after("kr", "kr").map(|sign| sign.resolve(default));
        assert_eq!(resolved(None), Some((None, false)));
        assert_eq!(resolved(sweden), Some((sweden, true)));
    }
}
