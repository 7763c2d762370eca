//! A sign of life for work that takes longer than half a second; on a terminal only.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that is done sooner shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// Shows that something is being done, until it is dropped.
pub(crate) struct Progress {
    bar: ProgressBar,
    /// Closing it tells the waiting thread that the work is done.
    done: Option<Sender<()>>,
    waiting: Option<JoinHandle<()>>,
}

impl Progress {
    /// `what` is being done; `steps` is how many steps it has, where that is known.
    pub(crate) fn start(what: &str, steps: Option<usize>) -> Self {
        let length = steps.map(|steps| u64::try_from(steps).unwrap_or(u64::MAX));
        let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::hidden());
        if !io::stderr().is_terminal() {
            return Self { bar, done: None, waiting: None };
        }
        let form = match steps {
            Some(_) => "{msg} {bar:24} {pos} of {len}",
            None => "{spinner} {msg} ({elapsed})",
        };
        if let Ok(style) = ProgressStyle::with_template(form) {
            bar.set_style(style);
        }
        bar.set_message(what.to_owned());
        let (done, told) = channel::<()>();
        let shown = bar.clone();
        let waiting = std::thread::spawn(move || {
            // The channel only ever closes: nothing is sent.
            if told.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(Duration::from_millis(120));
            }
        });
        Self { bar, done: Some(done), waiting: Some(waiting) }
    }

    /// One step is done.
    pub(crate) fn step(&self) {
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.done.take());
        if let Some(waiting) = self.waiting.take() {
            // A panic in that thread concerns nobody any more.
            let _ = waiting.join();
        }
        self.bar.finish_and_clear();
    }
}
