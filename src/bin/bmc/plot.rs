//! `bmc plot`

use std::path::PathBuf;

use bmc::assess::{Assessment, assess};
use bmc::catalogue::{Catalogue, Rubric};
use bmc::chart::{
    self, ChartError, Distribution, Heatmap, History, Likeness, Look, MOST_ON_RADAR, Map, MapAxis,
    MapPoint, Measure, Picture, Poster, PosterColor, Profiles, Slope, Theme, money_measures,
};
use bmc::compare::{Kinship, MOST_COMPARED, Sheet};
use clap::{Args, ValueEnum};

use crate::args::{Common, Inputs, Target};
use crate::exit::{Failure, Status};
use crate::output;
use crate::plot_money;
use crate::progress::Progress;
use crate::score;

/// The charts.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChartKind {
    /// Canvases × questions (or --by block): what is answered and what is not
    Heatmap,
    /// One canvas drawn as the nine-block poster
    Canvas,
    /// The blocks of up to six canvases on one wheel
    Radar,
    /// The blocks of many canvases, a small chart for each
    Profile,
    /// How the scores are spread, with the pass mark
    Distribution,
    /// Canvases as discs on a plane of two measures (--x, --y, --size)
    Map,
    /// The first version against the last
    Slope,
    /// Scores over the versions of each canvas
    History,
    /// How much canvases are alike, all with all
    Likeness,
    /// Revenue against cost a year, with the margin
    Balance,
    /// What revenue and cost are made of: recurring or one-off, fixed or variable
    Mix,
    /// From which volume on one canvas earns more than it costs
    BreakEven,
    /// One canvas from its streams of revenue through its costs to its margin
    Waterfall,
}

/// What the colours of a drawn canvas stand for.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorBy {
    /// How far the questions of each block are answered
    State,
    /// For which customer segments an entry is
    Segment,
    /// Nothing
    None,
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
    /// Which canvas to draw, by its id; with @VERSION for one of several versions
    #[arg(long, value_name = "ID")]
    pub(crate) canvas: Option<String>,
    /// What the colours of a drawn canvas stand for
    #[arg(long, value_enum, default_value = "state", value_name = "WHAT")]
    pub(crate) color_by: ColorBy,
    /// The pass mark of a distribution [default: the rubric's]
    #[arg(long, value_name = "NUMBER")]
    pub(crate) pass: Option<f64>,
    /// The measure of a map from left to right
    #[arg(long, default_value = "customer-side", value_name = "MEASURE")]
    pub(crate) x: String,
    /// The measure of a map from bottom to top
    #[arg(long, default_value = "supply-side", value_name = "MEASURE")]
    pub(crate) y: String,
    /// The measure that the discs of a map grow with; 'none' for discs that are all alike
    #[arg(long, default_value = "revenue", value_name = "MEASURE")]
    pub(crate) size: String,
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
    /// Exchange rates (CSV): currency,rate; one currency has the rate 1
    #[arg(long, value_name = "FILE")]
    pub(crate) rates: Option<PathBuf>,
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
    let _progress = Progress::start("drawing", None);
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
    let language = look.language;
    let limit = |default: usize| args.limit.map_or(default, usize::from);
    Ok(match args.chart {
        ChartKind::Heatmap => {
            let data = match args.by {
                Column::Question => Heatmap::by_question(assessment, language, limit(100))?,
                Column::Block => Heatmap::by_block(assessment, language, limit(100))?,
            };
            chart::heatmap(&data, title, look)?
        }
        ChartKind::Canvas => draw_canvas(args, assessment, look)?,
        ChartKind::Radar => {
            let data = Profiles::of(assessment, language, limit(MOST_ON_RADAR))?;
            chart::radar(&data, title, look)?
        }
        ChartKind::Profile => {
            chart::profiles(&Profiles::of(assessment, language, limit(100))?, title, look)?
        }
        ChartKind::Distribution => {
            chart::distribution(&Distribution::of(assessment, args.pass), title, look)?
        }
        ChartKind::Map => chart::map(&map_data(args, assessment, look)?, title, look)?,
        ChartKind::Slope => {
            chart::slope(&Slope::of(assessment, language, limit(40))?, title, look)?
        }
        ChartKind::History => {
            let audits = plot_money::audits(args, assessment)?;
            let data = History::of(assessment, limit(30))?.with_money(audits.all());
            chart::history(&data, title, look)?
        }
        ChartKind::Balance | ChartKind::Mix | ChartKind::BreakEven | ChartKind::Waterfall => {
            plot_money::draw(args, assessment, look, limit(30))?
        }
        ChartKind::Likeness => {
            chart::likeness(&likeness_data(assessment, look, limit(100))?, title, look)?
        }
    })
}

fn draw_canvas(
    args: &PlotArgs,
    assessment: &Assessment<'_>,
    look: Look,
) -> Result<Picture, Failure> {
    let place = chosen(args, assessment, look)?;
    let color = match args.color_by {
        ColorBy::State => PosterColor::State,
        ColorBy::Segment => PosterColor::Segment,
        ColorBy::None => PosterColor::Plain,
    };
    let data = Poster::of(assessment, place, look.language)?
        .ok_or_else(|| Failure::Other("there is no canvas to draw".to_owned()))?;
    Ok(chart::poster(&data, args.title.as_deref(), color, look)?)
}

/// The canvas that was asked for; else the first one, and a message how many are left out.
pub(crate) fn chosen(
    args: &PlotArgs,
    assessment: &Assessment<'_>,
    look: Look,
) -> Result<usize, Failure> {
    let views = assessment.portfolio().views()?;
    let all: Vec<_> = (0..views.len()).filter_map(|place| views.get(place)).collect();
    let Some(wanted) = &args.canvas else {
        let names = bmc::portfolio::display_names(assessment.portfolio(), look.language)?;
        let first = bmc::assess::ranked(assessment, &names).first().copied();
        let first = first.ok_or_else(|| Failure::Other("there is no canvas to draw".to_owned()))?;
        if all.len() > 1 {
            let id = all.get(first).map_or("", |canvas| canvas.id);
            let left = all.len() - 1;
            output::message(&format!(
                "note: drew '{}', which has the highest score; {left} more left out (choose with \
                 --canvas ID)",
                bmc::text::one_line(id)
            ));
        }
        return Ok(first);
    };
    let exact = |canvas: &bmc::canvas::Canvas<'_>| {
        let versioned = wanted.strip_prefix(canvas.id).and_then(|rest| rest.strip_prefix('@'));
        versioned == Some(canvas.version)
    };
    let found = all.iter().position(exact);
    // Without a version, the last one.
    let found = found.or_else(|| all.iter().rposition(|canvas| canvas.id == wanted));
    found.ok_or_else(|| {
        let ids = all.iter().map(|canvas| canvas.id);
        let near = ids.min_by_key(|id| strsim::damerau_levenshtein(id, wanted)).unwrap_or("");
        let near = bmc::text::one_line(near);
        Failure::Other(format!("there is no canvas '{wanted}': did you mean '{near}'?"))
    })
}

/// The likeness of all canvases, each in its last version.
fn likeness_data(
    assessment: &Assessment<'_>,
    look: Look,
    limit: usize,
) -> Result<Likeness, Failure> {
    let names = bmc::portfolio::display_names(assessment.portfolio(), look.language)?;
    let sheets = Sheet::all(assessment.portfolio())?;
    let mut places: Vec<usize> = Vec::new();
    for (place, sheet) in sheets.iter().enumerate() {
        let before = places.last().and_then(|before| sheets.get(*before));
        if before.is_some_and(|before| before.canvas.id == sheet.canvas.id) {
            places.pop();
        }
        places.push(place);
    }
    let kept: Vec<Sheet<'_>> = places.iter().filter_map(|at| sheets.get(*at).cloned()).collect();
    let kinship = Kinship::of(&kept).ok_or_else(|| {
        Failure::Other(format!(
            "{} canvases are too many to compare each with each (at most {MOST_COMPARED}): choose \
             some of them",
            kept.len()
        ))
    })?;
    let names: Vec<String> = places.iter().filter_map(|at| names.get(*at).cloned()).collect();
    Ok(Likeness::of(&kinship, &names, limit, kept.len()))
}

fn map_data(args: &PlotArgs, assessment: &Assessment<'_>, look: Look) -> Result<Map, Failure> {
    let mut measures = chart::measures(assessment, look.language)?;
    measures.extend(money_measures(plot_money::audits(args, assessment)?.all(), look.language));
    let find = |key: &str| {
        measures.iter().find(|measure| measure.key == key).ok_or_else(|| {
            let keys: Vec<&str> = measures.iter().map(|measure| measure.key.as_str()).collect();
            Failure::Other(format!("there is no measure '{key}': use one of {}", keys.join(", ")))
        })
    };
    let (x, y) = (find(&args.x)?, find(&args.y)?);
    let size = if args.size == "none" { None } else { Some(find(&args.size)?) };
    // Where no size is known at all, a legend of sizes would only confuse.
    let size = size.filter(|size| size.values.iter().any(Option::is_some));
    let names = bmc::portfolio::display_names(assessment.portfolio(), look.language)?;
    let value = |measure: &Measure, place: usize| measure.values.get(place).copied().flatten();
    let points = names.into_iter().enumerate().map(|(place, name)| MapPoint {
        name,
        x: value(x, place),
        y: value(y, place),
        size: size.and_then(|size| value(size, place)),
    });
    let points = points.collect();
    let axis = |m: &Measure| MapAxis { name: m.name.clone(), unit: m.unit.clone() };
    Ok(Map { x: axis(x), y: axis(y), size: size.map(axis), points })
}

/// The format that was asked for, or that the file's ending means.
fn picture_format(args: &PlotArgs) -> Result<PictureFormat, Failure> {
    let endings = [("svg", PictureFormat::Svg), ("png", PictureFormat::Png)];
    output::format(args.format, &args.target, &endings, PictureFormat::Svg)
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
