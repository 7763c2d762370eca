//! How the program ends.

use std::fmt;
use std::io;
use std::process::ExitCode;

/// The exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// 0: done.
    Done,
    /// 1: there are findings at or above the level that was asked for, or differences.
    Found,
    /// 2: could not do it, or not all of it.
    Failed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Done => Self::from(0),
            Status::Found => Self::from(1),
            Status::Failed => Self::from(2),
        }
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Whoever read the output has stopped reading. No failure for the user.
    BrokenPipe,
    /// Anything else, in words for the user.
    Other(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BrokenPipe => f.write_str("the output was closed"),
            Self::Other(message) => f.write_str(message),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::BrokenPipe
        } else {
            Self::Other(error.to_string())
        }
    }
}

impl From<polars::error::PolarsError> for Failure {
    fn from(error: polars::error::PolarsError) -> Self {
        Self::Other(error.to_string())
    }
}

impl From<bmc::catalogue::DataError> for Failure {
    fn from(error: bmc::catalogue::DataError) -> Self {
        Self::Other(error.to_string())
    }
}
