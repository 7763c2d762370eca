//! `bmc plot`

use std::path::PathBuf;

use bmc::assess::{Assessment, assess};
use bmc::catalogue::{Catalogue, Rubric};
use bmc::chart::{self, ChartError, Heatmap, Look, Picture, Theme};
use clap::{Args, ValueEnum};

use crate::args::{Common, Inputs, Target};
use crate::exit::{Failure, Status};
use crate::output;
use crate::score;

/// The charts.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChartKind {
    /// Canvases × questions (or --by block): what is answered and what is not
    Heatmap,
}

/// What a heatmap has a column for.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Column {
    /// A column per question
    Question,
    /// A column per building block
    Block,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ThemeName {
    Light,
    Dark,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PictureFormat {
    Svg,
    Png,
}

#[derive(Args)]
pub(crate) struct PlotArgs {
    /// The chart
    #[arg(value_enum, value_name = "CHART")]
    pub(crate) chart: ChartKind,
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// What a heatmap has a column for
    #[arg(long, value_enum, default_value = "question", value_name = "WHAT")]
    pub(crate) by: Column,
    /// Show at most this many canvases
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) limit: Option<u16>,
    /// The title [default: what the chart shows]
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
    /// Light or dark
    #[arg(long, value_enum, default_value = "light", value_name = "THEME")]
    pub(crate) theme: ThemeName,
    /// Pixels of a PNG per pixel of the drawing
    #[arg(long, default_value_t = 2.0, value_name = "FACTOR")]
    pub(crate) scale: f64,
    /// How to write it [default: by the ending of --output, else svg]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<PictureFormat>,
    /// A rubric (TOML): weights, questions left out, the scale of the mark, labels
    #[arg(long, value_name = "FILE")]
    pub(crate) rubric: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) target: Target,
    #[command(flatten)]
    pub(crate) common: Common,
}

impl From<ChartError> for Failure {
    fn from(error: ChartError) -> Self {
        Self::Other(error.to_string())
    }
}

pub(crate) fn run(args: &PlotArgs) -> Result<Status, Failure> {
    let format = picture_format(args)?;
    let catalogue = Catalogue::builtin()?;
    let rubric = match &args.rubric {
        Some(path) => score::load_rubric(path, &catalogue)?,
        None => Rubric::default(),
    };
    let outcome = score::load(&args.inputs, &catalogue)?;
    let assessment = assess(&outcome.portfolio, &catalogue, &rubric)?;
    let theme = match args.theme {
        ThemeName::Light => Theme::Light,
        ThemeName::Dark => Theme::Dark,
    };
    let look = Look { language: output::language(&args.common), theme };
    let picture = draw(args, &assessment, look)?;
    let bytes = match format {
        PictureFormat::Svg => picture.svg().into_bytes(),
        PictureFormat::Png => {
            warn_of_lacking(&picture);
            picture.png(args.scale)?
        }
    };
    output::deliver(&bytes, &args.target)?;
    if outcome.has_errors() { Ok(Status::Failed) } else { Ok(Status::Done) }
}

fn draw(args: &PlotArgs, assessment: &Assessment<'_>, look: Look) -> Result<Picture, Failure> {
    let title = args.title.as_deref();
    let limit = |default: usize| args.limit.map_or(default, usize::from);
    match args.chart {
        ChartKind::Heatmap => {
            let data = match args.by {
                Column::Question => Heatmap::by_question(assessment, look.language, limit(100))?,
                Column::Block => Heatmap::by_block(assessment, look.language, limit(100))?,
            };
            Ok(chart::heatmap(&data, title, look)?)
        }
    }
}

/// The format that was asked for, or that the file's ending means.
fn picture_format(args: &PlotArgs) -> Result<PictureFormat, Failure> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    let Some(path) = args.target.output.as_ref().filter(|path| path.as_os_str() != "-") else {
        return Ok(PictureFormat::Svg);
    };
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("svg") => Ok(PictureFormat::Svg),
        Some("png") => Ok(PictureFormat::Png),
        _ => {
            let name = path.display();
            Err(Failure::Other(format!("{name}: end its name in .svg or .png, or give --format")))
        }
    }
}

/// Says which characters a PNG cannot show.
fn warn_of_lacking(picture: &Picture) {
    let lacking = picture.lacking();
    if lacking.is_empty() {
        return;
    }
    let first: String = lacking.iter().take(10).collect();
    let message = format!(
        "warning: {} kinds of characters are not in the embedded font and show as boxes in a PNG \
         ({}): write SVG to have them",
        lacking.len(),
        bmc::text::one_line(&first)
    );
    output::message(&message);
}
