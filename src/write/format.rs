//! The formats that canvases are written in.

use std::str::FromStr;

/// A format for canvases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteFormat {
    /// A row per entry.
    LongCsv,
    /// A row per canvas, a column per block.
    WideCsv,
    /// One object: `{"format": "bmc.canvases/1", "canvases": […]}`.
    Json,
    /// A canvas per line.
    Ndjson,
    /// Apache Parquet, with the columns of long CSV.
    Parquet,
    /// A file per canvas, a heading per block.
    Markdown,
    /// BMML version 2, a file per canvas.
    Bmml,
    /// An .xlsx workbook, with the columns of long CSV.
    Workbook,
}

impl WriteFormat {
    /// The ending of its files, without a point.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::LongCsv | Self::WideCsv => "csv",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Parquet => "parquet",
            Self::Markdown => "md",
            Self::Bmml => "bmml",
            Self::Workbook => "xlsx",
        }
    }

    /// Whether a file holds one canvas only.
    #[must_use]
    pub const fn is_single(self) -> bool {
        matches!(self, Self::Markdown | Self::Bmml)
    }

    /// The format that a file's ending means.
    #[must_use]
    pub fn from_ending(ending: &str) -> Option<Self> {
        let lower = ending.to_ascii_lowercase();
        if lower == "wide" { None } else { lower.parse().ok() }
    }
}

impl FromStr for WriteFormat {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "csv" | "long" => Ok(Self::LongCsv),
            "wide" => Ok(Self::WideCsv),
            "json" => Ok(Self::Json),
            "ndjson" | "jsonl" => Ok(Self::Ndjson),
            "parquet" => Ok(Self::Parquet),
            "md" | "markdown" => Ok(Self::Markdown),
            "bmml" => Ok(Self::Bmml),
            "xlsx" => Ok(Self::Workbook),
            _ => Err(format!(
                "'{name}' is none of csv, wide, json, ndjson, parquet, markdown, bmml, xlsx"
            )),
        }
    }
}
