//! Reads many Business Model Canvases, scores each against 44 guiding questions, and shows the
//! words that every judgement rests on.
//!
//! The flow is one way: bytes → [`read`] → [`portfolio::Portfolio`] → [`assess`] → dataframes →
//! [`present`] → text. [`catalogue::Catalogue`] holds the questions and the vocabulary.
//!
//! ```
//! use bmc::assess::assess;
//! use bmc::catalogue::{Catalogue, Rubric};
//! use bmc::read::{Input, read};
//!
//! let catalogue = Catalogue::builtin()?;
//! let csv = "canvas,block,text
//! bakery,customer segments,Families in the neighbourhood who buy bread daily
//! bakery,revenue streams,A weekly bread box by subscription";
//! let outcome = read(vec![Input::bytes("bakery.csv", csv.into())], &catalogue)?;
//! assert!(outcome.notes.is_empty());
//!
//! let rubric = Rubric::default();
//! let assessment = assess(&outcome.portfolio, &catalogue, &rubric)?;
//! let scores = assessment.scores()?;
//! assert_eq!(scores.height(), 1);
//!
//! // How each question was judged, with the words that it rests on.
//! let answers = assessment.answers(bmc::canvas::Language::En)?;
//! assert_eq!(answers.height(), 44);
//! let states = answers.column("state")?.str()?;
//! assert_eq!(states.get(0), Some("answered")); // cs-1: a group with a trait
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod assess;
pub mod balance;
pub mod canvas;
pub mod catalogue;
pub mod chart;
pub mod compare;
mod examine;
pub mod meaning;
pub mod money;
pub mod portfolio;
pub mod present;
pub mod read;
pub mod text;
pub mod write;

pub use examine::examine;
