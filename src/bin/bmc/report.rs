//! `bmc report`

use std::collections::{BTreeMap, BTreeSet};

use bmc::assess::{Assessment, ranked};
use bmc::balance::{Balance, Options};
use bmc::canvas::Language;
use bmc::catalogue::{Catalogue, Rubric};
use bmc::chart::{
    self, ChartError, Distribution, Heatmap, History, Look, Picture, Poster, PosterColor, Profiles,
    Slope, Theme,
};
use bmc::examine;
use bmc::portfolio::display_names;
use bmc::present::{Figure, Report, report_html, report_markdown};
use bmc::read::{Format, Input, Outcome, Severity, read};
use bmc::write::{WriteFormat, WriteOptions, file_name, write};
use clap::{Args, ValueEnum};
use rayon::prelude::*;

use crate::args::{Common, Inputs, Target};
use crate::exit::{Failure, Status};
use crate::output;
use crate::progress::Progress;
use crate::report_money;
use crate::score;
use crate::sides::Measures;

/// Every canvas is drawn in a report of at most this many; more would make the page heavy.
const MOST_DRAWN: usize = 60;

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    Html,
    Markdown,
}

#[derive(Args)]
pub(crate) struct ReportArgs {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// The title [default: what the report is about]
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
    /// How to write it [default: by the ending of --output, else html]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<ReportFormat>,
    #[command(flatten)]
    pub(crate) measures: Measures,
    #[command(flatten)]
    pub(crate) target: Target,
    #[command(flatten)]
    pub(crate) common: Common,
}

pub(crate) fn run(args: &ReportArgs) -> Result<Status, Failure> {
    let format = format(args)?;
    let catalogue = Catalogue::builtin()?;
    let (rubric, options) = args.measures.load(&catalogue)?;
    let outcome = score::load(&args.inputs, &catalogue)?;
    if outcome.portfolio.is_empty() {
        let message = "there is no canvas to report on ('bmc score' says what was read)";
        return Err(Failure::Other(message.to_owned()));
    }
    let basis = (&catalogue, &rubric, &options);
    if let Some(folder) = output::folder(&args.target) {
        let pages = per_canvas(args, format, &outcome, basis)?;
        output::into_folder(folder, &pages, args.target.force)?;
    } else {
        let text = page(args, format, &outcome, basis)?;
        output::deliver(text.as_bytes(), &args.target)?;
    }
    if outcome.has_errors() { Ok(Status::Failed) } else { Ok(Status::Done) }
}

/// By what canvases are judged and audited.
type Basis<'m> = (&'m Catalogue, &'m Rubric, &'m Options);

/// One page about all that was read.
fn page(
    args: &ReportArgs,
    format: ReportFormat,
    outcome: &Outcome,
    (catalogue, rubric, options): Basis<'_>,
) -> Result<String, Failure> {
    let progress = Progress::start("judging", None);
    let (assessment, audits) = examine(&outcome.portfolio, catalogue, rubric, options)?;
    drop(progress);
    let look = Look { language: output::language(&args.common), theme: Theme::Light };
    let html = format == ReportFormat::Html;
    let names = display_names(&outcome.portfolio, look.language)?;
    let order = ranked(&assessment, &names);
    let report = Report {
        title: args.title.clone(),
        language: look.language,
        figures: if html { figures(&assessment, &audits, look)? } else { Vec::new() },
        posters: if html { posters(&assessment, look)? } else { BTreeMap::new() },
        tables: Vec::new(),
        canvas_tables: report_money::canvas_tables(&outcome.portfolio, &audits, look)?,
        notes: notes(outcome, look),
        assessment: &assessment,
        names,
        order,
    };
    Ok(if html { report_html(&report)? } else { report_markdown(&report)? })
}

/// A page about each canvas, with the name of its file.
fn per_canvas(
    args: &ReportArgs,
    format: ReportFormat,
    outcome: &Outcome,
    basis: Basis<'_>,
) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let (catalogue, ..) = basis;
    // A canvas a line.
    let options = WriteOptions { language: Language::En, formula_guard: false };
    let lines = write(&outcome.portfolio, catalogue, WriteFormat::Ndjson, options)
        .map_err(|error| Failure::Other(error.to_string()))?;
    let lines = lines.files.first().map_or(&[][..], |(_, bytes)| bytes);
    let ending = if format == ReportFormat::Html { "html" } else { "md" };
    let mut taken = BTreeSet::new();
    let lines = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let pages = lines.map(|line| {
        let input = Input::bytes("a canvas", line.to_vec()).with_format(Some(Format::Ndjson));
        let alone = read(vec![input], catalogue)?;
        let views = alone.portfolio.views()?;
        let canvas = views.get(0).ok_or_else(|| Failure::Other("a canvas was lost".to_owned()))?;
        let file = file_name(canvas.id, canvas.version, ending, &mut taken);
        Ok((file, page(args, format, &alone, basis)?.into_bytes()))
    });
    pages.collect()
}

fn format(args: &ReportArgs) -> Result<ReportFormat, Failure> {
    let endings = [
        ("html", ReportFormat::Html),
        ("htm", ReportFormat::Html),
        ("md", ReportFormat::Markdown),
        ("markdown", ReportFormat::Markdown),
    ];
    output::format(args.format, &args.target, &endings, ReportFormat::Html)
}

/// What there is to say about reading, so that whoever gets the page knows what is not in it.
fn notes(outcome: &Outcome, look: Look) -> Vec<String> {
    let bad = |note: &&bmc::read::Note| note.severity != Severity::Info;
    let count = outcome.notes.iter().filter(bad).count();
    if count == 0 {
        return Vec::new();
    }
    let first = outcome.notes.iter().find(bad).map(ToString::to_string).unwrap_or_default();
    vec![match look.language {
        bmc::canvas::Language::En => {
            format!(
                "While reading, {count} things were left out or not understood; the first: {first}"
            )
        }
        bmc::canvas::Language::Nl => {
            format!(
                "Bij het lezen is er {count} keer iets weggelaten of niet begrepen; als eerste: {first}"
            )
        }
    }]
}

/// The charts about all canvases.
fn figures(
    assessment: &Assessment<'_>,
    audits: &Balance<'_>,
    look: Look,
) -> Result<Vec<Figure>, Failure> {
    let count = assessment.portfolio().len();
    let language = look.language;
    let mut pictures: Vec<(&str, Result<Picture, ChartError>)> = Vec::new();
    if count == 1 {
        let data = Profiles::of(assessment, language, 1)?;
        pictures.push(("radar", chart::radar(&data, None, look)));
    } else {
        let data = Heatmap::by_question(assessment, language, 100)?;
        pictures.push(("heatmap", chart::heatmap(&data, None, look)));
        if count > 3 {
            let data = Distribution::of(assessment, None);
            pictures.push(("spread", chart::distribution(&data, None, look)));
        }
        if count <= 6 {
            let data = Profiles::of(assessment, language, 6)?;
            pictures.push(("radar", chart::radar(&data, None, look)));
        }
        let data = Slope::of(assessment, language, 40)?;
        if !data.lines.is_empty() {
            pictures.push(("slope", chart::slope(&data, None, look)));
        }
        let data = History::of(assessment, 30)?.with_money(audits.all());
        if data.courses.iter().any(|course| course.moments.len() > 2) {
            pictures.push(("history", chart::history(&data, None, look)));
        }
    }
    pictures.extend(report_money::pictures(assessment, audits, look)?);
    let figure = |(id, picture): (&str, Result<Picture, ChartError>)| {
        let picture = picture?;
        let svg = picture.inline(&format!("{id}-"));
        Ok(Figure { heading: picture.title().to_owned(), svg })
    };
    pictures.into_iter().map(figure).collect()
}

/// Each canvas drawn, when there are not too many.
fn posters(assessment: &Assessment<'_>, look: Look) -> Result<BTreeMap<usize, Figure>, Failure> {
    let count = assessment.portfolio().len();
    if count > MOST_DRAWN {
        return Ok(BTreeMap::new());
    }
    let progress = Progress::start("drawing canvases", Some(count));
    let draw = |place: usize| -> Result<Option<(usize, Figure)>, Failure> {
        progress.step();
        let Some(data) = Poster::of(assessment, place, look.language)? else { return Ok(None) };
        let picture = chart::poster(&data, None, PosterColor::State, look)?;
        let svg = picture.inline(&format!("poster{place}-"));
        Ok(Some((place, Figure { heading: picture.title().to_owned(), svg })))
    };
    let drawn: Vec<_> = (0..count).into_par_iter().map(draw).collect();
    drawn.into_iter().filter_map(Result::transpose).collect()
}
