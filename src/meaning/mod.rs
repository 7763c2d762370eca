//! What the words of a canvas mean: each text is cut and matched once, for whoever asks.
//!
//! A [`Reader`] holds one thread's working memory. It reads a canvas into a [`Reading`]: what each
//! entry means ([`Meaning`]), and which language the canvas seems to be in. Judging and auditing
//! both go by it.

mod memory;
mod reader;
mod reading;
mod said;

pub use reader::{Reader, Words};
pub use reading::{Meaning, Reading};
