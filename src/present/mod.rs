//! Results as text: tables for people, and CSV, JSON, NDJSON, Parquet and Markdown for what comes
//! next. Presenters compute nothing but how things look.

mod agreement;
mod answers;
mod blocks;
mod compare;
mod diff;
mod explain;
mod facts;
mod figures;
mod findings;
mod github;
mod history;
mod html;
mod ledger;
mod machine;
mod merge;
mod number;
mod report;
mod sarif;
mod scores;
mod style;

pub use agreement::{
    agreement_frame, agreement_json, agreement_markdown, agreement_table, differing_frame,
    differing_table,
};
pub use answers::answers_table;
pub use blocks::blocks_table;
pub use compare::{
    CompareView, compare_blocks, compare_copies, compare_json, compare_likeness, compare_ranking,
    copies_frame, copies_markdown, likeness_frame, likeness_markdown, ranking_frame,
    ranking_markdown, side_by_side_frame, side_by_side_markdown,
};
pub use diff::{DiffView, diff_json, diff_note, diff_page, diff_sides, diff_unified};
pub use explain::{explain_all, explain_check, explain_question};
pub use facts::canvas_facts;
pub use figures::figures_table;
pub use findings::findings_table;
pub use github::annotations;
pub use history::{history_frame, history_text};
pub use ledger::ledger_table;
pub use machine::{MachineFormat, write_frame};
pub use merge::{Marks, MergedText, merge_csv, merge_json};
pub use report::{Figure, Report, ReportTable, report_html, report_markdown};
pub use sarif::sarif;
pub use scores::scores_table;
pub use style::Style;
