//! `bmc schema`

use bmc::write::json_schema;
use clap::Args;

use crate::args::Target;
use crate::exit::{Failure, Status};
use crate::output;

#[derive(Args)]
pub(crate) struct SchemaArgs {
    #[command(flatten)]
    target: Target,
}

pub(crate) fn run(args: &SchemaArgs) -> Result<Status, Failure> {
    let mut text = serde_json::to_string_pretty(&json_schema())
        .map_err(|error| Failure::Other(error.to_string()))?;
    text.push('\n');
    output::deliver(text.as_bytes(), &args.target)?;
    Ok(Status::Done)
}
