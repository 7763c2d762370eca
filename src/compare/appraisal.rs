//! One version of a canvas, judged and audited.

use super::sheet::Sheet;
use crate::assess::{Completeness, Judge};
use crate::balance::{Audit, Auditor, Consistency, Figures, Options, Setting};
use crate::catalogue::{Catalogue, Level, Rubric};
use crate::money::Currency;
use crate::portfolio::Field;

/// How a version of a canvas stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// How far it answers the questions.
    pub completeness: Completeness,
    /// How far the checks hold.
    pub consistency: Consistency,
    /// Its yearly figures, of the horizon that is shown by default; `None` without amounts.
    pub figures: Option<Figures>,
}

/// A version of a canvas, judged and audited.
pub struct Appraisal {
    /// How each question came out, in the catalogue's order.
    pub(super) levels: Vec<Level>,
    pub(super) audit: Audit,
    /// How it stands.
    pub standing: Standing,
}

/// One thread's working memory for judging and auditing versions.
pub struct Appraiser<'c> {
    pub(super) judge: Judge<'c>,
    auditor: Auditor<'c>,
    pub(super) catalogue: &'c Catalogue,
    pub(super) rubric: &'c Rubric,
    options: &'c Options,
}

impl<'c> Appraiser<'c> {
    /// Judges by a rubric, audits by options.
    #[must_use]
    pub fn new(catalogue: &'c Catalogue, rubric: &'c Rubric, options: &'c Options) -> Self {
        let (judge, auditor) = (Judge::new(catalogue), Auditor::new(catalogue));
        Self { judge, auditor, catalogue, rubric, options }
    }

    /// Judges and audits one version.
    pub fn appraise(&mut self, sheet: &Sheet<'_>) -> Appraisal {
        let mut levels = Vec::new();
        self.judge.levels(&sheet.canvas, &mut levels);
        let currency = sheet.fields[Field::Currency as usize].and_then(Currency::from_code);
        let setting = Setting { currency, foreign: sheet.foreign };
        let audit = self.auditor.audit(&sheet.canvas, setting, self.options);
        let standing = Standing {
            completeness: Completeness::of(&levels, self.catalogue, self.rubric),
            consistency: audit.consistency,
            figures: audit.figures.first().cloned(),
        };
        Appraisal { levels, audit, standing }
    }
}
