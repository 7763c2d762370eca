//! The grammar: goes through the tokens once and hands each place to what can read it.

use super::amount::Amount;
use super::bare::{self, Surroundings, Verdict};
use super::build::{self, Draft, Place};
use super::context::{Context, DecimalStyle};
use super::currency;
use super::heading::Heading;
use super::horizon;
use super::label::{self, Label};
use super::number;
use super::percent;
use super::product;
use super::range::{self, Money, Seen};
use super::reading::{Reading, Skipped, Why};
use super::scan::{self, Kind, Tokens};
use super::silent::is_silent;
use super::spread;
use super::tail;
use super::volume::{self, Counted};
use super::zero;

/// Reads every amount of money in `text`, and every percentage and volume beside them.
///
/// Takes time in proportion to the length of the text, and never fails: what cannot be read is
/// listed in [`Reading::skipped`].
#[must_use]
pub fn read(text: &str, context: &Context<'_>) -> Reading {
    if is_silent(text) { Reading::default() } else { read_closely(text, context) }
}

/// The same for any text.
pub(super) fn read_closely(text: &str, context: &Context<'_>) -> Reading {
    let tokens = scan::scan(text);
    let style = style(&tokens, context.decimal);
    let heading = Heading::read(context.heading);
    let rows = (0..tokens.len()).filter(|i| tokens.is_mark(*i, '\n')).count();
    let bars = (0..tokens.len()).filter(|i| tokens.is_mark(*i, '|')).count();
    let cells = if rows == 0 { bars + 1 } else { 1 };
    let place = Place { tokens: &tokens, heading: &heading, context, cells };
    let mut reader = Reader {
        place,
        style,
        drafts: Vec::new(),
        counted: Vec::new(),
        reading: Reading::default(),
    };
    let mut at = 0;
    while at < tokens.len() {
        at = reader.step(at).max(at + 1);
    }
    reader.finish()
}

/// The style that the text's own numbers show, if they agree; else the one that is known.
fn style(tokens: &Tokens<'_>, known: DecimalStyle) -> DecimalStyle {
    let mut shown = DecimalStyle::Unknown;
    for token in tokens.numbers() {
        match (number::style_of(token.text), shown) {
            (DecimalStyle::Unknown, _) => {}
            (found, DecimalStyle::Unknown) => shown = found,
            (found, so_far) if found == so_far => {}
            _ => return known,
        }
    }
    if shown == DecimalStyle::Unknown { known } else { shown }
}

struct Reader<'a, 't> {
    place: Place<'a, 't>,
    style: DecimalStyle,
    drafts: Vec<Draft>,
    counted: Vec<Counted>,
    reading: Reading,
}

impl Reader<'_, '_> {
    /// Reads what begins at the token `at`; gives the token to go on with.
    fn step(&mut self, at: usize) -> usize {
        let tokens = self.place.tokens;
        if let Some((percentage, next)) = percent::at(tokens, at, self.style) {
            self.reading.percentages.push(percentage);
            return self.base_of_percentage(next);
        }
        if let Some(next) = zero::at(tokens, at) {
            self.drafts.extend(build::zero(tokens, at, next));
            return next;
        }
        match range::at(tokens, at, self.style, self.place.context) {
            Some(Seen::Money(money)) if money.sign.is_some() => self.money(&money, false),
            Some(Seen::Money(money)) => self.bare(&money),
            Some(Seen::Not(why, next)) => self.not_a_figure(why, at, next),
            None => self.no_figure(at),
        }
    }

    fn money(&mut self, money: &Money, guessed: bool) -> usize {
        let tokens = self.place.tokens;
        let own = money.sign.and_then(|s| s.resolve(self.place.context.default_currency).0);
        let tail = tail::read(tokens, money.next, own, self.style, self.place.context);
        let label = self.label(money);
        self.push(money, tail, &label, guessed)
    }

    fn push(&mut self, money: &Money, tail: tail::Tail, label: &Label, guessed: bool) -> usize {
        let next = tail.next;
        // `Budget (EUR): 5000`: the label says the currency.
        let declared = label.own.sign.filter(|_| guessed && label.own.declares);
        let guessed = guessed && declared.is_none();
        let money = &Money { sign: money.sign.or(declared), ..*money };
        let span = self.place.tokens.span(money.first, money.next);
        match build::draft(&self.place, money, tail, label, guessed) {
            Some(draft) => self.drafts.push(draft),
            None => self.reading.skipped.push(Skipped { span, why: Why::TooLarge }),
        }
        next
    }

    fn label(&self, money: &Money) -> Label {
        let from = self.drafts.last().map_or(0, |d| d.next);
        label::read(self.place.tokens, from, money.first)
    }

    /// A figure without a currency: one more rung of a ladder, a volume, or money by its
    /// surroundings.
    fn bare(&mut self, money: &Money) -> usize {
        let tokens = self.place.tokens;
        let rung = self.rung(money).or_else(|| self.next_of_series(money));
        if rung.is_some() {
            return self.money(&Money { sign: rung, ..*money }, false);
        }
        if let Some(counted) = volume::at(tokens, money.first, self.style) {
            let next = counted.next;
            self.counted.push(counted);
            return next;
        }
        if bare::is_other(tokens, money) {
            return self.not_iso(money);
        }
        let tail = tail::read(tokens, money.next, None, self.style, self.place.context);
        let column =
            self.fills_cell(money, tail.next).then(|| self.place.column(money.first)).flatten();
        let from = self.drafts.last().map_or(0, |d| d.next);
        let named = label::names_money_before(tokens, from, money.first);
        let surroundings = Surroundings { named, column, section: self.place.heading.section() };
        match bare::judge(tokens, money, &tail, &surroundings) {
            Verdict::Money => self.push(money, tail, &self.label(money), false),
            Verdict::Perhaps => self.push(money, tail, &self.label(money), true),
            Verdict::Unclear if self.goes_on(money) => {
                self.push(money, tail, &self.label(money), true)
            }
            Verdict::Unclear => {
                let span = tokens.span(money.first, money.next);
                self.reading.skipped.push(Skipped { span, why: Why::BareNumber });
                money.next
            }
            Verdict::Other => money.first + 1,
        }
    }

    /// `€9/29/99`: a bare figure behind a stroke behind an amount, not far above it, with nothing
    /// counted behind it.
    fn rung(&self, money: &Money) -> Option<currency::Sign> {
        let tokens = self.place.tokens;
        let last = self.drafts.last().filter(|d| !d.amount.zero_by_word)?;
        let stroke = last.next + 1 == money.first && tokens.is_mark(last.next, '/');
        let near = money.high > last.amount.high
            && last
                .amount
                .high
                .checked_mul(rust_decimal::Decimal::from(50))
                .is_some_and(|m| money.high < m);
        let ends = !tokens.is_word(money.next) || super::rate::phrase(tokens, money.next).is_some();
        let sign = last.amount.currency.map(currency::Sign::One);
        sign.filter(|_| stroke && near && ends)
    }

    /// `Revenue year 1: 120k, year 3: 2M`: behind a figure that was taken for money, as the next of
    /// its series.
    fn goes_on(&self, money: &Money) -> bool {
        let tokens = self.place.tokens;
        let colon = money.first.checked_sub(1).filter(|i| tokens.is_mark(*i, ':'));
        let last = self.drafts.last().filter(|d| d.amount.horizon.is_some());
        last.is_some_and(|d| colon.is_some() && horizon::end_at(tokens, d.next + 1, true) == colon)
    }

    /// `Year 1: €120k, Year 3: 2M`: a bare figure whose label is nothing but a horizon, behind an
    /// amount.
    fn next_of_series(&self, money: &Money) -> Option<currency::Sign> {
        let tokens = self.place.tokens;
        let last = self.drafts.last()?;
        let parts = tokens.get(last.next).is_some_and(|t| t.is_one_of(&[',', '/', '&', '→']))
            || matches!(tokens.word(last.next), "and" | "en" | "then");
        let colon = money.first.checked_sub(1).filter(|i| tokens.is_mark(*i, ':'))?;
        let named = horizon::end_at(tokens, last.next + 1, true) == Some(colon);
        let sign = last.amount.currency.map(currency::Sign::One);
        sign.filter(|_| parts && named && last.amount.horizon.is_some())
    }

    /// Whether the figure and its tail are all that the cell holds.
    fn fills_cell(&self, money: &Money, next: usize) -> bool {
        let tokens = self.place.tokens;
        let opens = |i: usize| tokens.before(i).is_none_or(|t| t.is_mark('|'));
        let about =
            tokens.before(money.first).is_some_and(|t| t.is_one_of(&['~', '≈', '±', '<', '>']));
        let begins = opens(money.first) || (about && opens(money.first - 1));
        begins && tokens.get(next).is_none_or(|t| t.is_mark('|'))
    }

    fn base_of_percentage(&mut self, next: usize) -> usize {
        let tokens = self.place.tokens;
        if !matches!(tokens.word(next), "of" | "van") {
            return next;
        }
        let at = next
            + 1
            + usize::from(matches!(
                tokens.word(next + 1),
                "the" | "de" | "a" | "een" | "each" | "every" | "elke"
            ));
        match range::at(tokens, at, self.style, self.place.context) {
            Some(Seen::Money(money)) if money.sign.is_some() => {
                let span = tokens.span(money.first, money.next);
                self.reading.skipped.push(Skipped { span, why: Why::BaseOfPercentage });
                money.next
            }
            _ => next,
        }
    }

    fn not_a_figure(&mut self, why: Why, at: usize, next: usize) -> usize {
        let tokens = self.place.tokens;
        // Without a sign of money it is a date, a version, an address: nothing that was missed.
        if !tokens.is_number(at) {
            self.reading.skipped.push(Skipped { span: tokens.span(at, next), why });
        }
        next
    }

    /// An amount in a crypto-currency is said to be skipped; any other number is passed over.
    fn not_iso(&mut self, money: &Money) -> usize {
        let tokens = self.place.tokens;
        if tokens.get(money.next).is_some_and(|t| currency::is_not_iso(t.text)) {
            let span = tokens.span(money.first, money.next + 1);
            self.reading.skipped.push(Skipped { span, why: Why::NotIso });
            return money.next + 1;
        }
        money.first + 1
    }

    /// A currency sign with something in the place of its figure: `€ ?`, `€ n.t.b.`
    fn no_figure(&mut self, at: usize) -> usize {
        let tokens = self.place.tokens;
        let Some(token) = tokens.get(at) else {
            return at + 1;
        };
        let sign =
            token.kind == Kind::Mark && token.symbol().and_then(currency::of_symbol).is_some();
        let open = tokens.get(at + 1).is_some_and(|t| t.is_one_of(&['?', '…', '_', '.']))
            || matches!(
                tokens.word(at + 1),
                "tbd" | "n.t.b" | "ntb" | "xx" | "xxx" | "x" | "onbekend"
            );
        if sign && open && !tokens.before(at).is_some_and(|t| t.kind == Kind::Number) {
            let span = tokens.span(at, at + 2);
            self.reading.skipped.push(Skipped { span, why: Why::NoFigure });
        }
        at + 1
    }

    fn finish(mut self) -> Reading {
        spread::spread(&self.place, &mut self.drafts);
        self.reading.volumes = product::tie(self.place.tokens, &mut self.drafts, self.counted);
        self.reading.amounts = self.drafts.into_iter().map(|d| d.amount).collect::<Vec<Amount>>();
        self.reading
    }
}
