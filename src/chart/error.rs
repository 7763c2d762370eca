//! Why a chart could not be drawn.

use thiserror::Error;

/// Why a chart could not be drawn.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ChartError {
    /// There is nothing that this chart could show; the message says what it needs.
    #[error("{0}")]
    Nothing(String),
    /// The picture would be larger than can be drawn; the message says by how much.
    #[error("{0}")]
    TooLarge(String),
    /// The drawing itself failed, which points at a fault in this library.
    #[error("the chart could not be drawn: {0}")]
    Drawing(String),
}
