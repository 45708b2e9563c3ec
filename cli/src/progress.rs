//! A bar on the terminal while something long runs.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar that counts bytes. It goes away when dropped.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// `total` in bytes, if known. A bar that is not shown costs nothing.
    pub(crate) fn start(shown: bool, label: String, total: Option<u64>) -> Self {
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(total, target);
        let form = match total {
            Some(_) => "{msg} {wide_bar} {bytes} / {total_bytes} {eta}",
            None => "{msg} {spinner} {bytes}",
        };
        // Both forms are fixed: one that indicatif could not read would show its own default.
        bar.set_style(ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(label);
        Self(bar)
    }

    pub(crate) fn at(&self, bytes: u64) {
        self.0.set_position(bytes);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
