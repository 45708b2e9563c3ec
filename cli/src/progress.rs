//! A bar on the terminal while something long runs.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar that counts bytes, or what else there is of them. It goes away when dropped.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// `total` in bytes, if known. A bar that is not shown costs nothing.
    pub(crate) fn start(shown: bool, label: String, total: Option<u64>) -> Self {
        let form = match total {
            Some(_) => "{msg} {wide_bar} {bytes} / {total_bytes} {eta}",
            None => "{msg} {spinner} {bytes}",
        };
        Self::with_form(shown, label, total, form)
    }

    /// Counts things, not bytes.
    pub(crate) fn counting(shown: bool, label: String, total: u64) -> Self {
        Self::with_form(shown, label, Some(total), "{msg} {wide_bar} {pos} / {len} {eta}")
    }

    fn with_form(shown: bool, label: String, total: Option<u64>, form: &str) -> Self {
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(total, target);
        // All forms are fixed: one that indicatif could not read would show its own default.
        bar.set_style(ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(label);
        Self(bar)
    }

    pub(crate) fn at(&self, done: u64) {
        self.0.set_position(done);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
