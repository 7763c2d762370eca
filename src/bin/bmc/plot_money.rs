//! The charts of `bmc plot` that show money.

use bmc::assess::Assessment;
use bmc::balance::{self, Auditor, Options, Setting};
use bmc::chart::{self, Balance, BreakEven, Look, Mix, Picture, Waterfall};
use bmc::portfolio::display_names;

use crate::check::load_rates;
use crate::exit::Failure;
use crate::plot::{ChartKind, PlotArgs, chosen};

/// The figures of all canvases.
pub(crate) fn audits<'a>(
    args: &PlotArgs,
    assessment: &Assessment<'a>,
) -> Result<balance::Balance<'a>, Failure> {
    Ok(balance::balance(assessment.portfolio(), assessment.catalogue(), &options(args)?)?)
}

fn options(args: &PlotArgs) -> Result<Options, Failure> {
    let rates = load_rates(args.rates.as_deref())?;
    Ok(Options { rates, only_counts: true, ..Options::default() })
}

pub(crate) fn draw(
    args: &PlotArgs,
    assessment: &Assessment<'_>,
    look: Look,
    limit: usize,
) -> Result<Picture, Failure> {
    let title = args.title.as_deref();
    let audits = audits(args, assessment)?;
    let names = display_names(assessment.portfolio(), look.language)?;
    match args.chart {
        ChartKind::Balance => {
            let data = Balance::of(audits.all(), &names, limit);
            return Ok(chart::balance(&data, title, look)?);
        }
        ChartKind::Mix => {
            return Ok(chart::mix(&Mix::of(audits.all(), &names, limit), title, look)?);
        }
        _ => {}
    }
    let place = chosen(args, assessment, look)?;
    let name = names.get(place).map_or("", String::as_str);
    let missing = || {
        let message = format!(
            "{name}: {}",
            look.language.pick(
                "there are no amounts on this canvas to draw",
                "er staan geen bedragen op dit canvas om te tekenen"
            )
        );
        Failure::Other(message)
    };
    let one = audits.all().get(place).ok_or_else(missing)?;
    let figures = one.figures.as_ref().ok_or_else(missing)?;
    if args.chart == ChartKind::BreakEven {
        let data = BreakEven::of(name, figures, look.language)?;
        return Ok(chart::break_even(&data, title, look)?);
    }
    let views = assessment.portfolio().views()?;
    let canvas = views.get(place).ok_or_else(missing)?;
    let currency = Setting::of(&views, place).currency;
    let ledger = Auditor::new(assessment.catalogue()).ledger(&canvas, currency);
    let data = Waterfall::of(name, &canvas, &ledger, figures);
    Ok(chart::waterfall(&data, title, look)?)
}
