//! The closed lists of words for time: periods, and the years and phases that amounts are said of.

use super::period::Period;

/// The time that a noun names: `per month`, `/mnd`.
pub(super) fn time_noun(low: &str) -> Option<Period> {
    Some(match low {
        "hour" | "hours" | "hr" | "hrs" | "uur" | "uren" | "stunde" | "heure" | "hora" => {
            Period::Hour
        }
        "day" | "days" | "dag" | "dagen" | "tag" | "jour" | "dia" | "día" => Period::Day,
        "week" | "weeks" | "weken" | "wk" | "wks" | "woche" | "semaine" | "semana" => Period::Week,
        "month" | "months" | "mo" | "mos" | "mth" | "mths" | "mnd" | "mnden" | "maand"
        | "maanden" | "bln" | "bulan" | "monat" | "mois" | "mes" | "mês" => Period::Month,
        "quarter" | "quarters" | "qtr" | "kwartaal" | "kwartalen" => Period::Quarter,
        "year" | "years" | "yr" | "yrs" | "jaar" | "jaren" | "jr" | "annum" | "thn" | "tahun"
        | "jahr" | "année" | "año" | "ano" => Period::Year,
        _ => return None,
    })
}

/// The time that one letter names behind a stroke: `/m`, `p/u`.
pub(super) fn time_letter(low: &str) -> Option<Period> {
    Some(match low {
        "h" | "u" => Period::Hour,
        "d" => Period::Day,
        "w" => Period::Week,
        "m" => Period::Month,
        "q" | "k" => Period::Quarter,
        "y" | "j" | "a" | "an" => Period::Year,
        _ => return None,
    })
}

/// The time that an adverb or adjective names, and each how many: `monthly`, `p.m.`,
/// `halfjaarlijks`.
pub(super) fn time_adverb(low: &str) -> Option<(Period, u32)> {
    Some(match low {
        "once" | "one-time" | "onetime" | "one-off" | "eenmalig" | "eenmalige" | "éénmalig"
        | "éénmalige" | "upfront" | "up-front" | "lifetime" | "capex" => (Period::Once, 1),
        "hourly" | "p.u" | "p.h" | "ph" => (Period::Hour, 1),
        "daily" | "dagelijks" | "dagelijkse" | "p.d" => (Period::Day, 1),
        "weekly" | "wekelijks" | "wekelijkse" | "p.w" | "pw" => (Period::Week, 1),
        "monthly" | "maandelijks" | "maandelijkse" | "p.m" | "pm" | "pcm" | "bulanan" | "mrr" => {
            (Period::Month, 1)
        }
        "quarterly" | "p.k" => (Period::Quarter, 1),
        "semi-annual" | "semi-annually" | "half-yearly" | "halfjaarlijks" | "halfjaarlijkse" => {
            (Period::Month, 6)
        }
        "yearly" | "annual" | "annually" | "jaarlijks" | "jaarlijkse" | "p.a" | "pa" | "p.j"
        | "pj" | "tahunan" | "arr" => (Period::Year, 1),
        _ => return None,
    })
}

/// The time in the front of a Dutch compound (`maandbedrag`, `uurtarief`), or of an English pair
/// written as one.
pub(super) fn time_compound(low: &str) -> Option<Period> {
    const HEADS: &[(&str, Period)] = &[
        ("uur", Period::Hour),
        ("dag", Period::Day),
        ("week", Period::Week),
        ("maand", Period::Month),
        ("kwartaal", Period::Quarter),
        ("jaar", Period::Year),
    ];
    const TAILS: &[&str] = &[
        "abonnement",
        "abonnementen",
        "bedrag",
        "budget",
        "contributie",
        "fee",
        "huur",
        "inkomen",
        "inkomsten",
        "kosten",
        "lasten",
        "licentie",
        "loon",
        "omzet",
        "opbrengst",
        "premie",
        "prijs",
        "prijzen",
        "rate",
        "salaris",
        "tarief",
        "tarieven",
        "uitgaven",
        "winst",
    ];
    HEADS.iter().find_map(|(head, period)| {
        let tail = low.strip_prefix(head)?;
        TAILS.contains(&tail.trim_start_matches('-')).then_some(*period)
    })
}

/// Nouns before a number that make it a number of the thing and no figure: `phase 2`, `year 1`,
/// `ISO 9001`.
pub(super) fn is_numbered(low: &str) -> bool {
    matches!(
        low,
        "year"
            | "years"
            | "yr"
            | "jaar"
            | "phase"
            | "phases"
            | "fase"
            | "month"
            | "maand"
            | "week"
            | "quarter"
            | "kwartaal"
            | "stage"
            | "step"
            | "stap"
            | "level"
            | "tier"
            | "plan"
            | "version"
            | "versie"
            | "iso"
            | "nr"
            | "no"
            | "number"
            | "option"
            | "optie"
            | "series"
            | "round"
            | "ronde"
            | "chapter"
            | "model"
            | "scenario"
            | "sprint"
            | "day"
            | "dag"
            | "article"
            | "artikel"
            | "room"
            | "kamer"
            | "pakket"
            | "package"
            | "niveau"
    )
}

/// Words of time and scenario that stand alone: `planned`, `future`, `pilot`.
pub(super) fn is_scenario(low: &str) -> bool {
    matches!(
        low,
        "planned"
            | "gepland"
            | "geplande"
            | "future"
            | "toekomst"
            | "toekomstig"
            | "toekomstige"
            | "projected"
            | "initial"
            | "initially"
            | "pre-launch"
            | "post-launch"
            | "pilot"
            | "pilotfase"
            | "startfase"
            | "opstartfase"
            | "groeifase"
            | "best-case"
            | "worst-case"
            | "optimistic"
            | "pessimistic"
    )
}
