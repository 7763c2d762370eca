//! Results as text: tables for people, and CSV, JSON, NDJSON, Parquet and Markdown for what comes
//! next. Presenters compute nothing but how things look.

mod answers;
mod blocks;
mod explain;
mod figures;
mod findings;
mod github;
mod ledger;
mod machine;
mod number;
mod sarif;
mod scores;
mod style;

pub use answers::answers_table;
pub use blocks::blocks_table;
pub use explain::{explain_all, explain_check, explain_question};
pub use figures::figures_table;
pub use findings::findings_table;
pub use github::annotations;
pub use ledger::ledger_table;
pub use machine::{MachineFormat, write_frame};
pub use sarif::sarif;
pub use scores::scores_table;
pub use style::Style;
