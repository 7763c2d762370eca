//! A question or a check explained.

use std::fmt::Write as _;

use super::style::{Style, wrapped};
use crate::canvas::Block;
use crate::catalogue::{Catalogue, Check, CheckExample, Expected, Family, Question};

/// A line per question, under its block, and per check.
#[must_use]
pub fn explain_all(catalogue: &Catalogue, style: Style) -> String {
    let mut out = String::new();
    for block in Block::ALL {
        if block != Block::CustomerSegments {
            out.push('\n');
        }
        let _ = writeln!(out, "{}", style.bold(catalogue.blocks.label(block, style.language)));
        for question in catalogue.questions.iter().filter(|question| question.block == block) {
            let text = wrapped(&question.text(style.language).ask, style.width, "       ");
            let _ = write!(out, "  {:<5}{}", question.id, text.trim_start());
        }
    }
    for (family, heading) in [
        (
            Family::Balance,
            ["Checks: do the amounts hold together?", "Controles: kloppen de bedragen?"],
        ),
        (
            Family::Ties,
            [
                "Checks: does the money belong to the model?",
                "Controles: hoort het geld bij het model?",
            ],
        ),
    ] {
        let heading = style.language.pick(heading[0], heading[1]);
        let _ = writeln!(out, "\n{}", style.bold(heading));
        for check in catalogue.checks.iter().filter(|check| check.family == family) {
            let text = wrapped(&check.text(style.language).what, style.width, &" ".repeat(34));
            let _ = write!(out, "  {:<32}{}", check.id, text.trim_start());
        }
    }
    out
}

/// When a check finds something, why that matters, how to mend it, and fragments that fail and hold.
#[must_use]
pub fn explain_check(check: &Check, style: Style) -> String {
    let l = style.language;
    let texts = check.text(l);
    let mut out = String::new();
    let mut under = check.severity.label(l).to_owned();
    if !check.from.is_empty() {
        let _ = write!(under, ", {} {}", l.pick("from", "uit"), check.from.join(", "));
    }
    let _ = writeln!(out, "{}  {}", style.bold(&check.id), style.dim(&under));
    out.push_str(&wrapped(&texts.what, style.width, ""));
    for (heading, text) in [
        (l.pick("Why it matters", "Waarom het ertoe doet"), &texts.why),
        (l.pick("How to mend it", "Hoe je het verbetert"), &texts.how),
    ] {
        let _ = writeln!(out, "\n{}", style.bold(heading));
        out.push_str(&wrapped(text, style.width, "  "));
    }
    let _ = writeln!(out, "\n{}", style.bold(l.pick("What it says", "Wat hij zegt")));
    for saying in check.says.values() {
        let severity = saying.severity.unwrap_or(check.severity).label(l);
        let line = format!("{severity}: {}", saying.text(l));
        out.push_str(&wrapped(&line, style.width, "  "));
    }
    for (expected, heading) in
        [(false, l.pick("Fails", "Faalt")), (true, l.pick("Holds", "Houdt stand"))]
    {
        let _ = writeln!(out, "\n{}", style.bold(heading));
        let fits = |example: &&CheckExample| {
            example.language == l
                && match example.expected {
                    Expected::Passes => expected,
                    Expected::Finds(_) => !expected,
                    Expected::Unjudged => false,
                }
        };
        if let Some(example) = check.examples.iter().find(fits) {
            for (block, entry) in &example.entries {
                let mut line = format!("{}: {}", block.code(), entry.text);
                if let Some(group) = &entry.group {
                    let _ = write!(line, "  [{group}]");
                }
                for (attribute, value) in &entry.attributes {
                    let _ = write!(line, "  {}={value}", attribute.name());
                }
                out.push_str(&wrapped(&line, style.width, "  "));
            }
        }
    }
    out
}

/// What a question asks, why it matters, what counts, and a weak and a better answer.
#[must_use]
pub fn explain_question(catalogue: &Catalogue, question: &Question, style: Style) -> String {
    let texts = question.text(style.language);
    let label = catalogue.blocks.label(question.block, style.language);
    let mut out = String::new();
    let _ = writeln!(out, "{}  {}", style.bold(&question.id), style.dim(label));
    out.push_str(&wrapped(&texts.ask, style.width, ""));
    let l = style.language;
    let parts = [
        (l.pick("Why it matters", "Waarom het ertoe doet"), &texts.why),
        (l.pick("What counts as an answer", "Wat telt als antwoord"), &texts.counts),
        (l.pick("What counts as half an answer", "Wat telt als half antwoord"), &texts.partly),
        (l.pick("A weak answer", "Een zwak antwoord"), &texts.weak),
        (l.pick("A better answer", "Een beter antwoord"), &texts.better),
        (l.pick("How to answer it", "Hoe je het beantwoordt"), &texts.how),
    ];
    for (heading, text) in parts {
        let _ = writeln!(out, "\n{}", style.bold(heading));
        out.push_str(&wrapped(text, style.width, "  "));
    }
    let heading = l.pick(
        "What the tool looks for, in this order",
        "Waar het programma naar zoekt, in deze volgorde",
    );
    let _ = writeln!(out, "\n{}", style.bold(heading));
    for rule in &question.rules {
        let line = format!("{}: {}", rule.gives.label(l), rule.say[l as usize]);
        out.push_str(&wrapped(&line, style.width, "  "));
    }
    out
}
