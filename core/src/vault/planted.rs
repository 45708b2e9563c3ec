//! Bugs on purpose: the power-cut simulation plants one and must notice it. Without the feature `test-rng` nothing here exists but a `false`.

#[cfg(feature = "test-rng")]
pub use on::{Planted, PlantedBug, plant};

/// Names the bug that a line of code asks about: `planted!(NoCommitSync)` is a constant `false` outside the simulation.
macro_rules! planted {
    ($bug:ident) => {{
        #[cfg(feature = "test-rng")]
        let here = $crate::vault::planted::is_planted($crate::vault::planted::PlantedBug::$bug);
        #[cfg(not(feature = "test-rng"))]
        let here = false;
        here
    }};
}
pub(super) use planted;

#[cfg(feature = "test-rng")]
pub(super) use on::is_planted;

#[cfg(feature = "test-rng")]
mod on {
    use std::cell::Cell;

    thread_local! {
        static PLANTED: Cell<Option<PlantedBug>> = const { Cell::new(None) };
    }

    /// What goes wrong on this thread.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum PlantedBug {
        /// A commit is answered before the log is synced.
        NoCommitSync,
        /// A checkpoint counts as done before the database file is synced.
        NoDatabaseSync,
        /// Both generations of the superblock share one place.
        SingleSuperblock,
        /// Both generations of the log's header share one place.
        SingleWalHeader,
        /// Units that a rollback gave back still count as synced.
        UncappedDurable,
        /// A torn page 1 is not served from the log.
        NoPageOneFallback,
        /// Only the volume that needs room grows, and a start leaves it so.
        NoLevelling,
    }

    /// The bug stays until this is dropped.
    #[must_use]
    pub struct Planted(());

    impl Drop for Planted {
        fn drop(&mut self) {
            PLANTED.set(None);
        }
    }

    /// Plants one bug on this thread.
    pub fn plant(bug: PlantedBug) -> Planted {
        PLANTED.set(Some(bug));
        Planted(())
    }

    pub(in super::super) fn is_planted(bug: PlantedBug) -> bool {
        PLANTED.get() == Some(bug)
    }
}
