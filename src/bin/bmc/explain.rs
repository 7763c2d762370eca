//! `bmc explain`

use bmc::catalogue::Catalogue;
use bmc::present::{explain_all, explain_question};

use crate::args::{ExplainArgs, Target};
use crate::exit::{Failure, Status};
use crate::output;

pub(crate) fn run(args: &ExplainArgs) -> Result<Status, Failure> {
    let catalogue = Catalogue::builtin()?;
    let style = output::style(&args.common, None);
    let text = match &args.id {
        None => explain_all(&catalogue, style),
        Some(id) => {
            let lower = id.to_lowercase();
            let question = catalogue.question(&lower).ok_or_else(|| {
                let ids = catalogue.questions.iter().map(|question| question.id.as_str());
                let near = ids.min_by_key(|known| strsim::damerau_levenshtein(known, &lower));
                let near = near.unwrap_or("cs-1");
                Failure::Other(format!(
                    "there is no question '{id}': did you mean '{near}'? ('bmc explain' lists all)"
                ))
            })?;
            explain_question(&catalogue, question, style)
        }
    };
    output::deliver(text.as_bytes(), &Target { output: None, force: false })?;
    Ok(Status::Done)
}
