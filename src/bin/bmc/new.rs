//! `bmc new`

use bmc::catalogue::Catalogue;
use bmc::write::{Template, WriteFormat, template};
use clap::Args;

use crate::args::{Common, Target};
use crate::exit::{Failure, Status};
use crate::output;

#[derive(Args)]
pub(crate) struct NewArgs {
    /// The name of the canvas
    #[arg(default_value = "my-canvas")]
    name: String,
    /// Ask the 44 guiding questions instead of leaving nine empty blocks
    #[arg(long)]
    questions: bool,
    /// csv, json, markdown or xlsx [default: by the ending of --output, else markdown]
    #[arg(long, value_name = "FORMAT")]
    to: Option<WriteFormat>,
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    common: Common,
}

pub(crate) fn run(args: &NewArgs) -> Result<Status, Failure> {
    let endings = [
        ("csv", WriteFormat::LongCsv),
        ("json", WriteFormat::Json),
        ("md", WriteFormat::Markdown),
        ("xlsx", WriteFormat::Workbook),
    ];
    let format = output::format(args.to, &args.target, &endings, WriteFormat::Markdown)?;
    let catalogue = Catalogue::builtin()?;
    let language = output::language(&args.common);
    let what = Template { name: args.name.trim(), language, questions: args.questions };
    if what.name.is_empty() {
        return Err(Failure::Other("a canvas needs a name".to_owned()));
    }
    let bytes =
        template(what, &catalogue, format).map_err(|error| Failure::Other(error.to_string()))?;
    output::deliver(&bytes, &args.target)?;
    Ok(Status::Done)
}
