//! Results as text: tables for people, and CSV, JSON, NDJSON, Parquet and Markdown for what comes
//! next. Presenters compute nothing but how things look.

mod answers;
mod blocks;
mod explain;
mod html;
mod machine;
mod number;
mod report;
mod scores;
mod style;

pub use answers::answers_table;
pub use blocks::blocks_table;
pub use explain::{explain_all, explain_question};
pub use machine::{MachineFormat, write_frame};
pub use report::{Figure, Report, ReportTable, report_html, report_markdown};
pub use scores::scores_table;
pub use style::Style;
