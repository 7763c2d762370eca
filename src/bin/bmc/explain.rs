//! `bmc explain`

use bmc::catalogue::Catalogue;
use bmc::present::{explain_all, explain_check, explain_question};

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
            match (catalogue.question(&lower), catalogue.check(&lower)) {
                (Some(question), _) => explain_question(&catalogue, question, style),
                (None, Some(check)) => explain_check(check, style),
                (None, None) => {
                    let questions = catalogue.questions.iter().map(|q| q.id.as_str());
                    let ids = questions.chain(catalogue.checks.iter().map(|c| c.id.as_str()));
                    let near = ids.min_by_key(|known| strsim::damerau_levenshtein(known, &lower));
                    let near = near.unwrap_or("cs-1");
                    return Err(Failure::Other(format!(
                        "there is no question or check '{id}': did you mean '{near}'? ('bmc \
                         explain' lists all)"
                    )));
                }
            }
        }
    };
    output::deliver(text.as_bytes(), &Target { output: None, force: false })?;
    Ok(Status::Done)
}
