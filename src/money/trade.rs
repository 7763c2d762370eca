//! The closed lists of words of trade: what is sold, and what names a price, a cost or a total.

/// What one of something is, in an abbreviation behind an amount or in a heading.
pub(super) fn unit_of_abbreviation(low: &str) -> Option<&'static str> {
    Some(match low {
        "pp" | "p.p" | "pppn" | "p.p.p.n" => "person",
        "arpu" | "arppu" => "user",
        "cac" | "ltv" | "clv" => "customer",
        "aov" => "order",
        "cpc" => "click",
        "cpm" => "views",
        "cpa" => "acquisition",
        "cpl" => "lead",
        "nightly" => "night",
        "each" | "apiece" => "piece",
        "stukprijs" | "eenheidsprijs" | "unit-price" => "piece",
        _ => return None,
    })
}

/// Things that are sold by the piece: `$14.99 bundle` is the price of one.
pub(super) fn is_sold_by_piece(low: &str) -> bool {
    matches!(
        low,
        "bundle"
            | "pack"
            | "package"
            | "pakket"
            | "ticket"
            | "kaartje"
            | "course"
            | "cursus"
            | "masterclass"
            | "workshop"
            | "training"
            | "session"
            | "sessie"
            | "dlc"
            | "dlcs"
            | "book"
            | "boek"
            | "ebook"
            | "e-book"
            | "report"
            | "rapport"
            | "box"
            | "kit"
            | "item"
            | "piece"
            | "unit"
            | "stuk"
            | "copy"
            | "meal"
            | "maaltijd"
            | "pass"
            | "voucher"
            | "bon"
            | "webinar"
            | "audit"
            | "scan"
            | "download"
            | "template"
            | "product"
    )
}

/// Units that may follow `/` with spaces round it, or `a`: `$5 / user`, `€5 a head`.
pub(super) fn is_common_unit(low: &str) -> bool {
    matches!(
        low,
        "user"
            | "users"
            | "gebruiker"
            | "seat"
            | "person"
            | "persoon"
            | "piece"
            | "stuk"
            | "head"
            | "order"
            | "bestelling"
            | "customer"
            | "klant"
            | "employee"
            | "medewerker"
            | "unit"
            | "item"
            | "transaction"
            | "transactie"
            | "booking"
            | "boeking"
            | "trip"
            | "rit"
            | "km"
            | "kg"
            | "kwh"
            | "night"
            | "nacht"
            | "session"
            | "sessie"
            | "student"
            | "member"
            | "lid"
            | "visit"
            | "month"
            | "call"
            | "pop"
            | "minute"
            | "minuut"
    )
}

/// Words that say that an amount is the total of others.
pub(super) fn is_total(low: &str) -> bool {
    matches!(
        low,
        "total"
            | "totals"
            | "totaal"
            | "totale"
            | "subtotal"
            | "sub-total"
            | "subtotaal"
            | "sum"
            | "som"
            | "totaalbedrag"
            | "totaalkosten"
            | "grand-total"
            | "overall"
    )
}

/// Words that say that an amount is the price of one of something.
pub(super) fn is_price(low: &str) -> bool {
    matches!(
        low,
        "price"
            | "prices"
            | "pricing"
            | "priced"
            | "prijs"
            | "prijzen"
            | "tarief"
            | "tarieven"
            | "rate"
            | "rates"
            | "fee"
            | "fees"
            | "plan"
            | "plans"
            | "tier"
            | "tiers"
            | "subscription"
            | "subscriptions"
            | "abonnement"
            | "abonnementen"
            | "membership"
            | "lidmaatschap"
            | "license"
            | "licence"
            | "licentie"
            | "starter"
            | "basic"
            | "premium"
            | "pro"
            | "enterprise"
            | "retainer"
            | "ticket"
            | "uurtarief"
            | "dagtarief"
            | "dagrate"
            | "add-on"
            | "saas"
    ) || low.ends_with("prijs")
        || low.ends_with("tarief")
        || low.ends_with("abonnement")
}

/// Whether a word names an amount of money, so that a bare figure behind it can be one.
pub(super) fn is_money(low: &str) -> bool {
    const ENDS: &[&str] = &[
        "kosten",
        "omzet",
        "prijs",
        "tarief",
        "salaris",
        "salarissen",
        "huur",
        "loon",
        "winst",
        "bedrag",
        "budget",
        "premie",
        "inkomsten",
        "uitgaven",
        "lasten",
        "subsidie",
    ];
    matches!(
        low,
        "cost"
            | "costs"
            | "price"
            | "prices"
            | "revenue"
            | "revenues"
            | "income"
            | "turnover"
            | "salary"
            | "salaries"
            | "wages"
            | "rent"
            | "fee"
            | "fees"
            | "expense"
            | "expenses"
            | "spend"
            | "profit"
            | "margin"
            | "investment"
            | "investering"
            | "investeringen"
            | "funding"
            | "grant"
            | "mrr"
            | "arr"
            | "arpu"
            | "cac"
            | "ltv"
            | "clv"
            | "capex"
            | "opex"
            | "amount"
            | "opbrengst"
            | "opbrengsten"
            | "prijzen"
            | "tarieven"
            | "biaya"
            | "marge"
            | "cogs"
            | "ebitda"
            | "payroll"
    ) || ENDS.iter().any(|end| low.ends_with(end))
}

/// Words of a label that make its amount one-off though they name no time: `setup fee`,
/// `opstartkosten`.
pub(super) fn is_one_off(low: &str, next: &str) -> bool {
    let cost = matches!(
        next,
        "fee"
            | "fees"
            | "cost"
            | "costs"
            | "kosten"
            | "price"
            | "investment"
            | "expenses"
            | "investering"
            | "capital"
            | "kapitaal"
            | ""
    );
    match low {
        "opstartkosten" | "aanloopkosten" | "oprichtingskosten" | "startkosten"
        | "startinvestering" | "startkapitaal" | "beginkosten" => true,
        "setup" | "set-up" | "start-up" | "startup" | "onboarding" | "installation"
        | "implementation" => cost,
        "initial" | "initiële" | "eenmalige" => matches!(next, "investment" | "investering"),
        _ => false,
    }
}

/// Things that are there for longer than one purchase, so that they are paid for again each period:
/// under `Monthly`, `€ 5 per user` is per month too, and `€ 5 per call` is not.
pub(super) fn lasts(noun: &str) -> bool {
    const LASTING: &[&str] = &[
        "account",
        "bed",
        "bedrijf",
        "clinic",
        "company",
        "customer",
        "deelnemer",
        "developer",
        "device",
        "employee",
        "fte",
        "gebruiker",
        "klant",
        "leerling",
        "lid",
        "locatie",
        "location",
        "machine",
        "medewerker",
        "member",
        "organisation",
        "organization",
        "participant",
        "patient",
        "person",
        "persoon",
        "room",
        "school",
        "seat",
        "server",
        "shop",
        "site",
        "store",
        "student",
        "subscriber",
        "team",
        "tenant",
        "user",
        "vehicle",
        "winkel",
    ];
    let last = noun.rsplit(' ').next().unwrap_or_default().to_lowercase();
    LASTING.contains(&last.trim_end_matches('s'))
}
