//! Reads many Business Model Canvases, scores each against 44 guiding questions, and shows the
//! words that every judgement rests on.

pub mod assess;
pub mod balance;
pub mod canvas;
pub mod catalogue;
pub mod money;
pub mod portfolio;
pub mod present;
pub mod read;
pub mod text;
