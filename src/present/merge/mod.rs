//! Merged canvases as text of the format that they were read from, with marks round what is left
//! for people to decide.

mod canvas_tree;
mod csv;
mod json;
mod tree;

pub use csv::merge_csv;
pub use json::merge_json;

/// Conflict marks, as git writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// How many signs a mark has; git's own have seven.
    pub length: usize,
    /// What our version is called.
    pub ours: String,
    /// What the common ancestor is called.
    pub base: String,
    /// What their version is called.
    pub theirs: String,
}

/// A merged text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedText {
    /// The text.
    pub text: String,
    /// How many places are left for people to decide.
    pub conflicts: usize,
}

impl Marks {
    /// Writes a conflict; each side is whole lines or nothing.
    fn write(&self, out: &mut String, [base, ours, theirs]: [&str; 3]) {
        let mut mark = |sign: &str, label: &str, text: &str| {
            out.push_str(&sign.repeat(self.length));
            if !label.is_empty() {
                out.push(' ');
                out.push_str(&crate::text::one_line(label));
            }
            out.push('\n');
            out.push_str(text);
        };
        mark("<", &self.ours, ours);
        mark("|", &self.base, base);
        mark("=", "", theirs);
        mark(">", &self.theirs, "");
    }
}
