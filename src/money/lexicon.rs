//! The closed lists of words of manner and grammar, Dutch and English.

use super::calendar::time_adverb;

/// Words that say that a figure is about right.
pub(super) fn is_approximate(low: &str) -> bool {
    matches!(
        low,
        "approx"
            | "approximately"
            | "about"
            | "around"
            | "roughly"
            | "circa"
            | "ca"
            | "c"
            | "ongeveer"
            | "rond"
            | "zo'n"
            | "zo’n"
            | "plm"
            | "estimated"
            | "est"
            | "estimate"
            | "geschat"
            | "geschatte"
            | "schatting"
            | "indicatief"
            | "indicative"
            | "avg"
            | "average"
            | "gem"
            | "gemiddeld"
            | "gemiddelde"
            | "±"
    )
}

/// Words in front of a figure that leave its upper end open.
pub(super) fn opens_upwards(low: &str) -> bool {
    matches!(
        low,
        "from"
            | "vanaf"
            | "starting"
            | "starts"
            | "least"
            | "min"
            | "minimum"
            | "minimaal"
            | "minstens"
            | "over"
            | "above"
            | "boven"
            | "startend"
    )
}

/// Words in front of a figure that leave its lower end open.
pub(super) fn opens_downwards(low: &str) -> bool {
    matches!(
        low,
        "max" | "maximum" | "maximaal" | "hoogstens" | "tot" | "under" | "below" | "onder" | "most"
    )
}

/// Words that carry no content between a label and its figure: `starting at`, `is`, `ranges from`.
pub(super) fn is_function_word(low: &str) -> bool {
    is_approximate(low)
        || opens_upwards(low)
        || opens_downwards(low)
        || matches!(
            low,
            "at" | "is"
                | "are"
                | "of"
                | "the"
                | "a"
                | "an"
                | "to"
                | "for"
                | "between"
                | "tussen"
                | "de"
                | "het"
                | "een"
                | "op"
                | "van"
                | "voor"
                | "bedraagt"
                | "bedragen"
                | "zijn"
                | "ranges"
                | "ranging"
                | "up"
                | "than"
                | "more"
                | "less"
                | "meer"
                | "minder"
                | "dan"
                | "in"
                | "total"
                | "totaal"
                | "cost"
                | "costs"
                | "kost"
                | "kosten"
                | "was"
                | "will"
                | "be"
                | "priced"
                | "only"
                | "slechts"
                | "just"
        )
}

/// Words that end the name of a unit or a counted thing: `per order for small shops`.
pub(super) fn ends_noun(low: &str) -> bool {
    is_function_word(low)
        || time_adverb(low).is_some()
        || matches!(
            low,
            "p" | "and"
                | "or"
                | "en"
                | "with"
                | "met"
                | "on"
                | "by"
                | "door"
                | "bij"
                | "via"
                | "per"
                | "plus"
                | "incl"
                | "excl"
                | "inclusief"
                | "exclusief"
                | "including"
                | "excluding"
                | "ex"
                | "inc"
                | "as"
                | "if"
                | "when"
                | "als"
                | "but"
                | "maar"
                | "x"
                | "each"
                | "every"
                | "elke"
                | "iedere"
                | "that"
                | "who"
                | "which"
                | "die"
                | "dat"
                | "om"
                | "after"
                | "na"
                | "before"
                | "through"
                | "across"
                | "depending"
                | "based"
                | "afhankelijk"
                | "vs"
                | "versus"
                | "naar"
                | "uit"
                | "within"
                | "binnen"
                | "à"
                | "keer"
                | "maal"
                | "times"
        )
}

/// Words that join two clauses: what is said behind them is not said of the amount before them.
pub(super) fn joins_clauses(low: &str) -> bool {
    matches!(low, "and" | "or" | "en" | "plus" | "but" | "maar" | "while" | "terwijl" | "vs")
}

/// Prepositions behind an amount: an adjective of time behind them may be said of something else.
pub(super) fn is_preposition(low: &str) -> bool {
    matches!(low, "for" | "voor" | "on" | "aan" | "in" | "with" | "met" | "from" | "van" | "to")
}

/// Words of comparison: an amount behind them is somebody else's, or a former one.
pub(super) fn compares(low: &str) -> bool {
    matches!(low, "vs" | "versus" | "compared" | "vergeleken" | "instead" | "competitor")
}
