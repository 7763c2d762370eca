//! Findings and ledgers as frames.

use polars::prelude::*;
use rust_decimal::Decimal;

use super::audit::Auditor;
use super::finding::Finding;
use super::ledger::{Ledger, Unclear};
use super::line::{Line, Origin, PeriodFrom, Side};
use super::message::message;
use super::portfolio::Balance;
use super::waiver::Waivers;
use crate::canvas::{Canvas, Language};
use crate::catalogue::{Catalogue, Gravity};
use crate::money::{Confidence, Currency, Doubt, Role, Why};
use crate::portfolio::{Portfolio, schema};

/// The id under which a waiver that waives nothing is reported.
pub const UNUSED_WAIVER: &str = "unused-waiver";

/// An entry quoted in a frame has at most this many characters.
const LONGEST_QUOTE: usize = 500;

/// A table of texts while it grows: every cell is text or null.
struct Texts<const N: usize> {
    names: [&'static str; N],
    columns: [Vec<Option<String>>; N],
}

impl<const N: usize> Texts<N> {
    fn new(names: [&'static str; N]) -> Self {
        Self { names, columns: std::array::from_fn(|_| Vec::new()) }
    }

    fn push(&mut self, row: [Option<String>; N]) {
        for (column, cell) in self.columns.iter_mut().zip(row) {
            column.push(cell);
        }
    }

    fn finish(self) -> PolarsResult<DataFrame> {
        let height = self.columns.first().map_or(0, Vec::len);
        let columns = self.names.into_iter().zip(self.columns);
        DataFrame::new(height, columns.map(|(name, c)| Column::new(name.into(), c)).collect())
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

impl Balance<'_> {
    /// A row per finding: `canvas`, `version`, `check`, `severity`, `confidence` (`certain` or
    /// `inferred`), `message`, `how` (to mend it), `block`, `entries` (quoted), `words` (those that
    /// count), `questions`, `waived` (why it does not apply; null when it does), `source`, `row`
    /// (of the first entry, null where the format has none). A waiver that waives nothing is a row
    /// of its own; of one in a file, `canvas` is null and `row` is its line.
    ///
    /// # Errors
    /// When polars cannot build the frame.
    pub fn findings(
        &self,
        language: Language,
        least: Gravity,
        waivers: &Waivers,
    ) -> PolarsResult<DataFrame> {
        let views = self.portfolio().views()?;
        let mut texts = Texts::new([
            schema::CANVAS,
            schema::VERSION,
            "check",
            "severity",
            "confidence",
            "message",
            "how",
            schema::BLOCK,
            "entries",
            "words",
            "questions",
            "waived",
            schema::SOURCE,
        ]);
        let mut rows: Vec<Option<u32>> = Vec::new();
        for (place, one) in self.all().iter().enumerate() {
            let Some(canvas) = views.get(place) else { continue };
            for finding in one.findings.iter().filter(|finding| finding.severity >= least) {
                texts.push(self.finding(finding, &canvas, views.source(place), language));
                let first = finding.evidence.first();
                rows.push(first.and_then(|evidence| views.row(place, evidence.place)));
            }
            for unused in one.unused.iter().filter(|_| least <= Gravity::Warning) {
                let mut row = idle(&unused.check, language);
                let entry = canvas.entries.get(unused.place);
                row[0] = some(canvas.id);
                row[1] = some(canvas.version);
                row[7] = entry.and_then(|entry| some(entry.block.name()));
                row[8] = entry.map(|entry| shortened(entry.text));
                row[12] = some(views.source(place));
                texts.push(row);
                rows.push(views.row(place, unused.place));
            }
        }
        let idle_ones = self.unused_waivers().iter().filter(|_| least <= Gravity::Warning);
        for waiver in idle_ones.filter_map(|number| waivers.all.get(*number)) {
            let mut row = idle(&waiver.check, language);
            row[12] = some(&waivers.file);
            texts.push(row);
            rows.push(u32::try_from(waiver.line).ok());
        }
        let mut frame = texts.finish()?;
        frame.with_column(Column::new(schema::ROW.into(), rows))?;
        Ok(frame)
    }

    fn finding(
        &self,
        finding: &Finding,
        canvas: &Canvas<'_>,
        source: &str,
        language: Language,
    ) -> [Option<String>; 13] {
        let Some(check) = self.catalogue().checks.get(finding.check) else {
            return Default::default();
        };
        let quoted = finding.evidence.iter().filter_map(|e| canvas.entries.get(e.place));
        let entries: Vec<String> = quoted.map(|entry| shortened(entry.text)).collect();
        let mut words: Vec<&str> = Vec::new();
        for word in finding.evidence.iter().flat_map(|evidence| &evidence.words) {
            if !words.contains(&word.as_str()) {
                words.push(word);
            }
        }
        let block = finding.evidence.first().map(|evidence| evidence.block.name().to_owned());
        [
            some(canvas.id),
            some(canvas.version),
            some(&check.id),
            some(finding.severity.name()),
            some(if finding.inferred { "inferred" } else { "certain" }),
            some(&message(finding, check, language)),
            some(&check.text(language).how),
            block,
            some(&entries.join(" · ")),
            some(&words.join(", ")),
            some(&check.from.join(", ")),
            finding.waived.clone(),
            some(source),
        ]
    }
}

/// The row of a waiver that waives nothing.
fn idle(check: &str, language: Language) -> [Option<String>; 13] {
    let said = language.pick("this waiver waives nothing: ", "deze ontheffing ontheft niets: ");
    let how = language.pick(
        "Remove it, or mend the check, the canvas or the entry that it names.",
        "Haal haar weg, of verbeter de controle, het canvas of de regel die zij noemt.",
    );
    let mut row: [Option<String>; 13] = Default::default();
    row[2] = some(UNUSED_WAIVER);
    row[3] = some(Gravity::Warning.name());
    row[4] = some("certain");
    row[5] = Some(format!("{said}{check}"));
    row[6] = some(how);
    row
}

fn shortened(text: &str) -> String {
    if text.len() <= LONGEST_QUOTE {
        return text.to_owned();
    }
    let start: String = text.chars().take(LONGEST_QUOTE).collect();
    if start.len() == text.len() { start } else { format!("{start}…") }
}

/// A row per amount, and per thing that was not read: `canvas`, `version`, `side`, `number` (the
/// entry's), `entry`, `low`, `high` (exact decimals as text), `currency`, `period`, `period_from`,
/// `horizon`, `role`, `units`, `unit`, `nature`, `nature_from`, `recurrence`, `recurrence_from`,
/// `doubt` (null when certain), `read_from` (the words, or `column: value`), `yearly_low`,
/// `yearly_high` (null when it does not count in a year), `not_counted` (why; null when it counts).
///
/// # Errors
/// When a column of the portfolio does not hold text, or polars cannot build the frame.
pub fn ledger_frame(portfolio: &Portfolio, catalogue: &Catalogue) -> PolarsResult<DataFrame> {
    let auditor = || Auditor::new(catalogue);
    let runs = portfolio.in_runs(auditor, |auditor, views, run| {
        let mut rows = Vec::new();
        for place in run {
            let Some(canvas) = views.get(place) else { continue };
            let currency = views.currency(place).and_then(Currency::from_code);
            ledger_rows(&auditor.ledger(&canvas, currency), &canvas, &mut rows);
        }
        rows
    })?;
    let mut texts = Texts::new([
        schema::CANVAS,
        schema::VERSION,
        "side",
        schema::NUMBER,
        "entry",
        "low",
        "high",
        "currency",
        "period",
        "period_from",
        "horizon",
        "role",
        "units",
        "unit",
        "nature",
        "nature_from",
        "recurrence",
        "recurrence_from",
        "doubt",
        "read_from",
        "yearly_low",
        "yearly_high",
        "not_counted",
    ]);
    for row in runs.into_iter().flatten() {
        texts.push(row);
    }
    texts.finish()
}

type LedgerRow = [Option<String>; 23];

fn ledger_rows(ledger: &Ledger, canvas: &Canvas<'_>, rows: &mut Vec<LedgerRow>) {
    for line in &ledger.lines {
        let mut row = start(canvas, line.entry);
        fill(&mut row, line, canvas);
        rows.push(row);
    }
    for (entry, unclear) in &ledger.unclear {
        let Unclear::Skipped(skipped) = unclear else { continue };
        let mut row = start(canvas, *entry);
        let text = canvas.entries.get(*entry).map_or("", |entry| entry.text);
        row[19] = some(skipped.span.of(text).trim());
        row[22] = some(why(skipped.why));
        rows.push(row);
    }
}

fn start(canvas: &Canvas<'_>, place: usize) -> LedgerRow {
    let mut row = LedgerRow::default();
    row[0] = some(canvas.id);
    row[1] = some(canvas.version);
    if let Some(entry) = canvas.entries.get(place) {
        row[2] = Side::of(entry.block).and_then(|side| some(side.name()));
        row[3] = Some(entry.number.to_string());
        row[4] = Some(shortened(entry.text));
    }
    row
}

fn plain(value: Decimal) -> Option<String> {
    Some(value.normalize().to_string())
}

fn fill(row: &mut LedgerRow, line: &Line, canvas: &Canvas<'_>) {
    row[5] = plain(line.amount.low);
    row[6] = plain(line.amount.high);
    row[7] = line.currency.map(|currency| currency.code().to_owned());
    row[8] = some(&line.per.to_string());
    row[9] = match line.period_from {
        PeriodFrom::Unknown => None,
        PeriodFrom::Column => some("column"),
        PeriodFrom::Text => some("text"),
        PeriodFrom::Elsewhere => some("elsewhere"),
    };
    row[10].clone_from(&line.horizon);
    row[11] = some(match line.role {
        Role::Amount => "amount",
        Role::UnitPrice => "price",
        Role::Total => "total",
    });
    if let Some(units) = &line.units {
        row[12] = plain(units.count.low);
    }
    row[13] = line.per.unit.as_ref().and_then(|unit| some(&unit.noun));
    row[14] = line.nature.0.map(|nature| nature.name().to_owned());
    row[15] = line.nature.0.map(|_| line.nature.1.name().to_owned());
    row[16] = line.recurrence.0.map(|recurrence| recurrence.name().to_owned());
    row[17] = line.recurrence.0.map(|_| line.recurrence.1.name().to_owned());
    row[18] = match line.confidence {
        Confidence::Certain => None,
        Confidence::Doubtful(doubt) => some(doubt_name(doubt)),
    };
    let entry = canvas.entries.get(line.entry);
    row[19] = match line.origin {
        Origin::Text(span) => entry.and_then(|entry| some(span.of(entry.text).trim())),
        Origin::Column(column) => {
            let value = entry.and_then(|entry| entry.attribute(column)).unwrap_or_default();
            Some(format!("{}: {}", column.name(), value.trim()))
        }
    };
    if let Some(year) = line.yearly() {
        row[20] = plain(year.low);
        row[21] = plain(year.high);
    }
    row[22] = match (line.not_counted(), line.once()) {
        (Some(why), _) => some(why.name()),
        (None, Some(_)) => some("once"),
        (None, None) => None,
    };
}

const fn doubt_name(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Separator { .. } => "separator",
        Doubt::Scale => "scale",
        Doubt::NoCurrency => "no-currency",
        Doubt::WhichCurrency => "which-currency",
        Doubt::RangeOrder => "range-order",
        Doubt::Count => "count",
        Doubt::Comparison => "comparison",
    }
}

const fn why(why: Why) -> &'static str {
    match why {
        Why::NotANumber => "not-a-number",
        Why::TooLarge => "too-large",
        Why::NoFigure => "no-figure",
        Why::BaseOfPercentage => "base-of-percentage",
        Why::BareNumber => "bare-number",
        Why::NotIso => "not-iso",
    }
}
