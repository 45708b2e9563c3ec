//! How far a long call is.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How far a long call is: given to it, and looked at from another thread meanwhile.
#[derive(Debug, Default, uniffi::Object)]
pub struct Progress {
    done: AtomicU64,
}

#[uniffi::export]
impl Progress {
    /// Nothing is done yet.
    #[uniffi::constructor]
    pub fn new() -> Self {
        Self::default()
    }

    /// Bytes, or whatever the call counts, that are done.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }
}

/// What the core is given to report to.
pub(crate) fn reporter(progress: Option<Arc<Progress>>) -> impl FnMut(u64) {
    move |done| {
        if let Some(progress) = &progress {
            progress.done.store(done, Ordering::Relaxed);
        }
    }
}
