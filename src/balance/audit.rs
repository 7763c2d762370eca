//! One canvas, audited.

use super::checks;
use super::figures::{Figures, figures};
use super::finding::{Consistency, Finding, Outcome};
use super::kind::Sets;
use super::ledger::Ledger;
use super::rates::Rates;
use super::scene::{Items, Scene};
use super::sense::Senses;
use super::ties::{Kinds, Ties};
use super::waiver::{self, Unused, Waivers};
use crate::canvas::{Attribute, Block, Canvas, Entry};
use crate::catalogue::Catalogue;
use crate::meaning::{Reader, Reading};
use crate::money::Currency;
use crate::portfolio::Views;

/// What the user brings along.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Exchange rates.
    pub rates: Rates,
    /// Waivers.
    pub waivers: Waivers,
    /// The checks to run, by their places in the catalogue; `None` for all.
    pub selected: Option<Vec<usize>>,
    /// Leave the findings out of a portfolio's results, which only need their numbers.
    pub only_counts: bool,
}

impl Options {
    /// Whether a check is to run.
    #[must_use]
    pub fn selects(&self, check: usize) -> bool {
        self.selected.as_ref().is_none_or(|selected| selected.contains(&check))
    }
}

/// What is known of a canvas besides its entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// The currency of amounts that name none.
    pub currency: Option<Currency>,
    /// Whether it is in a language that the vocabulary does not know: then only what is stated in
    /// columns ties, and nothing is concluded from words.
    pub foreign: bool,
}

impl Setting {
    /// What a portfolio knows of one of its canvases.
    #[must_use]
    pub fn of(views: &Views<'_>, place: usize) -> Self {
        let currency = views.currency(place).and_then(Currency::from_code);
        Self { currency, foreign: views.is_foreign(place) }
    }
}

/// What came out for one canvas.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// Its amounts.
    pub ledger: Ledger,
    /// The figures of each horizon, the one shown by default first; empty without amounts.
    pub figures: Vec<Figures>,
    /// How each selected check came out, with its place in the catalogue.
    pub outcomes: Vec<(usize, Outcome)>,
    /// What was found, in the order of the checks, then of the entries' blocks and texts.
    pub findings: Vec<Finding>,
    /// How consistent it is.
    pub consistency: Consistency,
    /// Which waivers of the file were used, by their places.
    pub used: Vec<usize>,
    /// Waivers of entries that waive nothing.
    pub unused: Vec<Unused>,
}

/// One thread's working memory for auditing canvases.
pub struct Auditor<'c> {
    reader: Reader<'c>,
    reading: Reading,
    desk: Desk<'c>,
}

/// What lies ready while a canvas is audited.
struct Desk<'c> {
    catalogue: &'c Catalogue,
    sets: Sets,
    kinds: Kinds<'c>,
    blocks: [Vec<usize>; 9],
    runs: Vec<Option<checks::Run>>,
}

impl<'c> Auditor<'c> {
    /// An auditor by this catalogue.
    #[must_use]
    pub fn new(catalogue: &'c Catalogue) -> Self {
        let run = |id: &str| {
            let name = id.replace('-', "_");
            checks::ALL.iter().find(|(known, _)| *known == name).map(|(_, run)| *run)
        };
        let runs = catalogue.checks.iter().map(|check| run(&check.id)).collect();
        Self {
            reader: Reader::new(catalogue),
            reading: Reading::default(),
            desk: Desk {
                catalogue,
                sets: Sets::new(&catalogue.kinship),
                kinds: Kinds::new(&catalogue.kinship.kin),
                blocks: Default::default(),
                runs,
            },
        }
    }

    /// The ledger of a canvas. `currency` is the canvas' own.
    pub fn ledger(&mut self, canvas: &Canvas<'_>, currency: Option<Currency>) -> Ledger {
        self.reader.read(canvas, &mut self.reading);
        let senses = Senses::new(canvas, &self.reading, &self.reader);
        Ledger::read(canvas, currency, senses, &self.desk.sets)
    }

    /// All about a canvas.
    pub fn audit(&mut self, canvas: &Canvas<'_>, setting: Setting, options: &Options) -> Audit {
        self.reader.read(canvas, &mut self.reading);
        let senses = Senses::new(canvas, &self.reading, &self.reader);
        self.desk.audit(senses, canvas, setting, options)
    }

    /// The same, by what another has read of that canvas.
    pub fn audit_read(
        &mut self,
        (reader, reading): (&Reader<'_>, &Reading),
        canvas: &Canvas<'_>,
        setting: Setting,
        options: &Options,
    ) -> Audit {
        self.desk.audit(Senses::new(canvas, reading, reader), canvas, setting, options)
    }
}

impl Desk<'_> {
    fn audit(
        &mut self,
        senses: Senses<'_>,
        canvas: &Canvas<'_>,
        setting: Setting,
        options: &Options,
    ) -> Audit {
        let ledger = Ledger::read(canvas, setting.currency, senses, &self.sets);
        let figures = figures(&ledger, &options.rates);
        for (block, places) in Block::ALL.into_iter().zip(&mut self.blocks) {
            places.clear();
            let here = canvas.entries.iter().enumerate().filter(|(_, entry)| entry.block == block);
            places.extend(here.map(|(place, _)| place).filter(|at| !senses.of(*at).empty));
            // By text, so that nothing depends on the order of the source.
            places.sort_by_key(|place| canvas.entries.get(*place).map_or("", |entry| entry.text));
        }
        let ties = Ties::new(canvas, senses, &self.kinds);
        let scene = Scene {
            canvas,
            sets: &self.sets,
            ledger: &ledger,
            figures: &figures,
            ties: &ties,
            senses,
            blocks: &self.blocks,
            linked: ties.links > 0,
            foreign: setting.foreign,
            quoting: !options.only_counts,
            items: Default::default(),
            telling: Default::default(),
        };
        let mut all: Vec<Items<'_>> = Vec::with_capacity(self.runs.len());
        for (number, (check, run)) in self.catalogue.checks.iter().zip(&self.runs).enumerate() {
            let Some(run) = run.filter(|_| options.selects(number)) else { continue };
            let mut items = Items::new(check, number);
            run(&scene, &mut items);
            if scene.quoting {
                sort(&mut items.findings, canvas);
            }
            all.push(items);
        }
        let mut audit = Audit { outcomes: Vec::with_capacity(all.len()), ..Audit::default() };
        let weights: Vec<f64> = all.iter().map(|items| items.check.weight).collect();
        let waives = |entry: &Entry<'_>| entry.attribute(Attribute::Waive).is_some();
        let waived = !options.waivers.all.is_empty() || canvas.entries.iter().any(waives);
        for items in &mut all {
            if waived {
                let (used, _) =
                    waiver::apply(&mut items.findings, canvas, self.catalogue, &options.waivers);
                audit.used.extend(used);
            }
            audit.outcomes.push((items.number, items.outcome()));
        }
        audit.findings = all.into_iter().flat_map(|items| items.findings).collect();
        if waived {
            // What an entry waives can only be told when all is found.
            let own = Waivers::default();
            let (_, unused) = waiver::apply(&mut audit.findings, canvas, self.catalogue, &own);
            audit.unused = unused;
        }
        audit.unused.retain(|unused| {
            let check = self.catalogue.checks.iter().position(|check| check.id == unused.check);
            check.is_none_or(|check| options.selects(check))
        });
        let outcomes: Vec<Outcome> = audit.outcomes.iter().map(|(_, outcome)| *outcome).collect();
        audit.consistency = Consistency::of(&outcomes, weights.into_iter(), &audit.findings);
        audit.ledger = ledger;
        audit.figures = figures;
        audit
    }
}

/// Findings in an order that does not depend on the order of the source.
fn sort(findings: &mut [Finding], canvas: &Canvas<'_>) {
    let text = |finding: &Finding| {
        let first = finding.evidence.first();
        first.map(|evidence| {
            (evidence.block, canvas.entries.get(evidence.place).map_or("", |entry| entry.text))
        })
    };
    for finding in findings.iter_mut() {
        // The first is what the finding is about; the others only bear it out.
        if let Some(rest) = finding.evidence.get_mut(1..) {
            let of = |evidence: &super::finding::Evidence| {
                (evidence.block, canvas.entries.get(evidence.place).map_or("", |entry| entry.text))
            };
            rest.sort_by(|a, b| of(a).cmp(&of(b)));
        }
    }
    findings.sort_by(|a, b| text(a).cmp(&text(b)).then_with(|| a.saying.cmp(b.saying)));
}
