//! The table of canvases and blocks.

use std::fmt::Write as _;

use polars::prelude::*;

use super::number::percent;
use super::style::{Style, sign};
use crate::assess::Assessment;
use crate::canvas::Block;
use crate::catalogue::Level;
use crate::portfolio::schema;
use crate::text::one_line;

/// Per canvas a heading and a line per block, with the questions of the block and their signs.
///
/// # Errors
/// When a column of the portfolio does not hold text.
pub fn blocks_table(assessment: &Assessment<'_>, style: Style) -> PolarsResult<String> {
    let canvases = assessment.portfolio().canvases();
    let ids = canvases.column(schema::CANVAS)?.str()?;
    let versions = canvases.column(schema::VERSION)?.str()?;
    let mut out = String::new();
    for (place, one) in assessment.completeness().enumerate() {
        if place > 0 {
            out.push('\n');
        }
        let id = one_line(ids.get(place).unwrap_or_default());
        let version = one_line(versions.get(place).unwrap_or_default());
        let total = one.total.percent().unwrap_or(0.0);
        let heading = format!("{id}  ({} {version})", style.language.pick("version", "versie"));
        let _ =
            writeln!(out, "{}  {} {} %", style.bold(&heading), style.bar(total), percent(total));
        for block in Block::ALL {
            let Some(score) = one.blocks[block.index()].percent() else { continue };
            let label = assessment.catalogue().blocks.label(block, style.language);
            let signs: Vec<String> = assessment
                .catalogue()
                .questions
                .iter()
                .zip(assessment.levels(place))
                .filter(|(q, _)| q.block == block && assessment.rubric().weight(q).is_some())
                .map(|(question, level)| {
                    let number = question.id.rsplit('-').next().unwrap_or_default();
                    style.level(*level, &format!("{number}{}", sign(*level)))
                })
                .collect();
            let _ = writeln!(
                out,
                "  {label:<24}{} {} %  {}",
                style.bar(score),
                percent(score),
                signs.join(" ")
            );
        }
    }
    if !out.is_empty() {
        let legend = Level::ALL
            .iter()
            .rev()
            .map(|level| format!("{} {}", sign(*level), level.label(style.language)))
            .collect::<Vec<_>>();
        let _ = writeln!(out, "\n{}", style.dim(&legend.join("  ")));
    }
    Ok(out)
}
