//! The heading that a text stands under: what it says of all amounts, and what each column says of
//! its cell.

use super::hints::{self, Hints};
use super::scan::{self, Tokens};

/// A heading, read.
#[derive(Debug)]
pub(super) struct Heading<'h> {
    tokens: Option<Tokens<'h>>,
    /// Of every amount below it.
    section: Hints,
    /// Of each column; empty if the heading names none.
    columns: Vec<Hints>,
    /// The only column that is of money, if one is.
    only: Option<usize>,
}

impl<'h> Heading<'h> {
    /// Reads `Section · Column | Column | Column`, either half of it, or nothing.
    pub(super) fn read(heading: Option<&'h str>) -> Self {
        let Some(text) = heading else {
            return Self {
                tokens: None,
                section: Hints::default(),
                columns: Vec::new(),
                only: None,
            };
        };
        let tokens = scan::scan(text);
        let bars: Vec<usize> = (0..tokens.len()).filter(|i| tokens.is_mark(*i, '|')).collect();
        let Some(first_bar) = bars.first() else {
            let section = hints::read(&tokens, 0, tokens.len());
            return Self { tokens: Some(tokens), section, columns: Vec::new(), only: None };
        };
        let dot = (0..*first_bar).rev().find(|i| tokens.is_mark(*i, '·'));
        let section = hints::read(&tokens, 0, dot.unwrap_or(0));
        let mut from = dot.map_or(0, |i| i + 1);
        let mut columns = Vec::new();
        for bar in bars.into_iter().chain([tokens.len()]) {
            columns.push(hints::read(&tokens, from, bar));
            from = bar + 1;
        }
        share(&mut columns);
        let only = only_of_money(&columns);
        Self { tokens: Some(tokens), section, columns, only }
    }

    /// What is said of all amounts below it.
    pub(super) fn section(&self) -> &Hints {
        &self.section
    }

    /// What is said of the cell `cell` of a row of `cells` cells. A row with another number of
    /// cells than the heading has columns cannot be laid under it; then only a heading with one
    /// column of money says anything.
    pub(super) fn column(&self, cell: usize, cells: usize) -> Option<&Hints> {
        if self.columns.len() == cells {
            return self.columns.get(cell);
        }
        self.only.and_then(|i| self.columns.get(i))
    }

    /// The words of a horizon that was found in this heading.
    pub(super) fn words(&self, horizon: (usize, usize)) -> String {
        let tokens = self.tokens.as_ref();
        tokens.map_or_else(String::new, |t| t.span(horizon.0, horizon.1).of(t.text).to_owned())
    }
}

fn only_of_money(columns: &[Hints]) -> Option<usize> {
    let is_money = |c: &Hints| c.money || c.price || c.sign.is_some();
    let mut found = columns.iter().enumerate().filter(|(_, c)| is_money(c)).map(|(i, _)| i);
    let only = found.next()?;
    if found.next().is_none() { Some(only) } else { None }
}

/// A column that says only what is paid for (`ARPU`) shares the time of the others, if they all
/// have the same. Cost and margin beside a price are of the same one thing.
fn share(columns: &mut [Hints]) {
    let priced = columns.iter().any(|c| c.each && c.rate.is_unknown());
    for column in columns.iter_mut().filter(|c| priced && c.margin && c.rate.is_unknown()) {
        column.each = true;
    }
    let of_money = |c: &&Hints| c.money || c.price || c.sign.is_some();
    let rates = columns.iter().filter(of_money).map(|c| (c.rate.time, c.rate.every));
    let mut times = rates.filter(|(time, _)| time.is_some());
    let Some(first) = times.next() else { return };
    if times.any(|t| t != first) {
        return;
    }
    for column in columns.iter_mut().filter(|c| c.rate.time.is_none()) {
        // Not a customer's: what one costs to win (`CAC`) is paid once.
        if column.rate.unit.as_ref().is_some_and(|unit| unit.noun == "user") {
            (column.rate.time, column.rate.every) = first;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Heading;

    fn rates(text: &str, cells: usize) -> Vec<String> {
        let heading = Heading::read(Some(text));
        (0..cells)
            .map(|i| heading.column(i, cells).map_or_else(String::new, |c| c.rate.to_string()))
            .collect()
    }

    #[test]
    fn columns_speak_for_their_cells() {
        assert_eq!(rates("Phase | Monthly Cost", 2), ["", "month"]);
        assert_eq!(rates("Post | Per maand | Per jaar", 3), ["", "month", "year"]);
        assert_eq!(rates("Tier | ARPU | MRR", 3), ["", "unit+month", "month"]);
        assert_eq!(rates("Plan | Price/Month | For", 3), ["", "month", ""]);
    }

    #[test]
    fn a_row_of_another_width_gets_the_only_column_of_money() {
        assert_eq!(rates("Item | Monthly Cost", 1), ["month"]);
        assert_eq!(rates("Item | Monthly cost | Annual cost", 2), ["", ""]);
    }

    #[test]
    fn a_section_speaks_for_all() {
        let heading = Heading::read(Some("Fixed costs (k€) per maand"));
        assert_eq!(heading.section().rate.to_string(), "month");
        assert_eq!(heading.section().factor, Some(1000));
    }
}
