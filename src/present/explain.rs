//! A question explained.

use std::fmt::Write as _;

use super::style::{Style, wrapped};
use crate::canvas::Block;
use crate::catalogue::{Catalogue, Question};

/// A line per question, under its block.
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
