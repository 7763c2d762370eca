//! Money and findings in a report.

use std::collections::BTreeMap;

use bmc::assess::Assessment;
use bmc::balance::{
    Balance, Figure, Figures, Null, Range, Reported, ledger_frame, message, money, number,
};
use bmc::canvas::Language;
use bmc::chart::{self, ChartError, Look, Mix, Picture};
use bmc::money::Currency;
use bmc::portfolio::{Portfolio, display_names, schema};
use bmc::present::ReportTable;

use crate::exit::Failure;

/// A chart's name, and its picture or why it cannot be drawn.
type Drawn = (&'static str, Result<Picture, ChartError>);

/// Up to this many canvases are told of one by one; the page of more lists them only.
const MOST_TOLD: usize = 200;

/// The charts about the money of all canvases; none when no amount is known.
pub(crate) fn pictures(
    assessment: &Assessment<'_>,
    audits: &Balance<'_>,
    look: Look,
) -> Result<Vec<Drawn>, Failure> {
    let names = display_names(assessment.portfolio(), look.language)?;
    let balance = chart::balance(&chart::Balance::of(audits.all(), &names, 30), None, look);
    let mix = chart::mix(&Mix::of(audits.all(), &names, 30), None, look);
    let drawn =
        |picture: &Result<Picture, ChartError>| !matches!(picture, Err(ChartError::Nothing(_)));
    let all = [("balance", balance), ("mix", mix)];
    Ok(all.into_iter().filter(|(_, picture)| drawn(picture)).collect())
}

/// Per canvas its figures, what the checks found, and its ledger.
pub(crate) fn canvas_tables(
    portfolio: &Portfolio,
    audits: &Balance<'_>,
    look: Look,
) -> Result<BTreeMap<usize, Vec<ReportTable>>, Failure> {
    let mut all = BTreeMap::new();
    if audits.all().len() > MOST_TOLD {
        return Ok(all);
    }
    let mut ledgers = ledger_tables(portfolio, audits, look.language)?;
    for (place, one) in audits.all().iter().enumerate() {
        let mut tables = Vec::new();
        tables.extend(one.figures.as_ref().map(|figures| figures_table(figures, look.language)));
        tables.extend(findings_table(audits, one, look.language));
        tables.extend(ledgers.remove(&place));
        all.insert(place, tables);
    }
    Ok(all)
}

fn figures_table(figures: &Figures, language: Language) -> ReportTable {
    let t = |en: &str, nl: &str| language.pick(en, nl).to_owned();
    let cell = |figure: Figure, show: &dyn Fn(bmc::balance::Range) -> String| match figure {
        Ok(range) => show(range),
        Err(null) => format!("– ({})", null.label(language)),
    };
    let amount = |range| money(range, figures.currency, language);
    let plain = |range: bmc::balance::Range| {
        let ends = [range.low, range.high].map(|end| number(end, language));
        if ends[0] == ends[1] { ends[0].clone() } else { ends.join("–") }
    };
    let share = |range| format!("{}%", plain(range));
    let mut rows = vec![
        vec![t("Revenue a year", "Inkomsten per jaar"), cell(figures.revenue, &amount)],
        vec![t("Cost a year", "Kosten per jaar"), cell(figures.cost, &amount)],
        vec![t("Margin a year", "Marge per jaar"), cell(figures.margin, &amount)],
        vec![
            t("Recurring revenue", "Terugkerende inkomsten"),
            cell(figures.recurring_share, &share),
        ],
        vec![t("Fixed cost", "Vaste kosten"), cell(figures.fixed_share, &share)],
        vec![
            t("Revenue at which it breaks even", "Inkomsten waarbij het quitte speelt"),
            cell(figures.break_even_revenue, &amount),
        ],
    ];
    if figures.once_cost != Err(Null::NothingOnce) {
        rows.push(vec![t("Cost made once", "Eenmalige kosten"), cell(figures.once_cost, &amount)]);
    }
    ReportTable {
        heading: t("Money", "Geld"),
        intro: figures.horizon.clone().unwrap_or_default(),
        columns: vec![(t("Figure", "Cijfer"), false), (t("Value", "Waarde"), false)],
        rows,
    }
}

/// What the checks found; `None` when they found nothing.
fn findings_table(audits: &Balance<'_>, one: &Reported, language: Language) -> Option<ReportTable> {
    let t = |en: &str, nl: &str| language.pick(en, nl).to_owned();
    let found = one.findings.iter().filter(|finding| finding.waived.is_none());
    let rows: Vec<Vec<String>> = found
        .filter_map(|finding| {
            let check = audits.catalogue().checks.get(finding.check)?;
            Some(vec![
                finding.severity.label(language).to_owned(),
                message(finding, check, language),
                check.text(language).how.clone(),
                check.id.clone(),
            ])
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    Some(ReportTable {
        heading: t("Findings", "Bevindingen"),
        intro: String::new(),
        columns: vec![
            (t("Severity", "Ernst"), false),
            (t("What was found", "Wat er gevonden is"), false),
            (t("What to do", "Wat te doen"), false),
            (t("Check", "Controle"), false),
        ],
        rows,
    })
}

/// Per canvas every amount that was read, by its place; canvases without amounts have none.
fn ledger_tables(
    portfolio: &Portfolio,
    audits: &Balance<'_>,
    language: Language,
) -> Result<BTreeMap<usize, ReportTable>, Failure> {
    let canvases = portfolio.canvases();
    let (ids, versions) =
        (canvases.column(schema::CANVAS)?.str()?, canvases.column(schema::VERSION)?.str()?);
    let places: BTreeMap<_, usize> = ids.iter().zip(versions.iter()).zip(0..).collect();
    let ledger = ledger_frame(portfolio, audits.catalogue())?;
    let mut columns = BTreeMap::new();
    for column in ledger.columns() {
        columns.insert(column.name().as_str(), column.str()?);
    }
    let mut tables: BTreeMap<usize, ReportTable> = BTreeMap::new();
    for row in 0..ledger.height() {
        let cell = |name: &str| columns.get(name).and_then(|column| column.get(row));
        if let Some(place) = places.get(&(cell(schema::CANVAS), cell(schema::VERSION))) {
            let table = tables.entry(*place).or_insert_with(|| empty_ledger(language));
            table.rows.push(ledger_row(&cell, language));
        }
    }
    Ok(tables)
}

fn empty_ledger(language: Language) -> ReportTable {
    let column = |en: &str, nl: &str, number| (language.pick(en, nl).to_owned(), number);
    ReportTable {
        heading: language.pick("Ledger", "Grootboek").to_owned(),
        intro: String::new(),
        columns: vec![
            column("Side", "Kant", false),
            column("Amount", "Bedrag", true),
            column("Per", "Per", false),
            column("A year", "Per jaar", true),
            column("Kind", "Soort", false),
            column("Read from", "Gelezen uit", false),
            column("Entry", "Regel", false),
        ],
        rows: Vec::new(),
    }
}

/// One amount: what it is, what it is worth a year or why it does not count, where it was read.
fn ledger_row<'f>(cell: &impl Fn(&str) -> Option<&'f str>, language: Language) -> Vec<String> {
    let currency = cell("currency").and_then(Currency::from_code);
    let amount = |low: &str, high: &str| {
        let range = Range { low: cell(low)?.parse().ok()?, high: cell(high)?.parse().ok()? };
        Some(money(range, currency, language))
    };
    let text = |name: &str| cell(name).unwrap_or("–").to_owned();
    let side = match cell("side") {
        Some("revenue") => language.pick("revenue", "inkomsten"),
        _ => language.pick("cost", "kosten"),
    };
    let doubt = cell("doubt").map_or_else(String::new, |doubt| format!(" [{doubt}]"));
    let horizon = cell("horizon").map_or_else(String::new, |horizon| format!(" ({horizon})"));
    vec![
        side.to_owned(),
        amount("low", "high").unwrap_or_else(|| language.pick("not read", "niet gelezen").into()),
        text("period"),
        amount("yearly_low", "yearly_high").unwrap_or_else(|| text("not_counted")),
        cell("nature").or_else(|| cell("recurrence")).unwrap_or("–").to_owned(),
        format!("“{}”{horizon}{doubt}", text("read_from")),
        text("entry"),
    ]
}
