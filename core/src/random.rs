//! The one place where Pana takes randomness.
//!
//! Everything random (keys, nonces, salts, names, filler) comes through [`bytes`]. With the feature `test-rng` a test can seed it on its own
//! thread and replay a run; the feature does not compile without debug assertions, so it can't reach a phone.

#[cfg(all(feature = "test-rng", not(debug_assertions)))]
compile_error!("`test-rng` makes keys predictable: it is for builds with debug assertions only");

/// Fills `out` from the system's generator, or from the seeded one of a test.
///
/// # Panics
/// If the system has no randomness to give. Going on without it would make predictable keys, so nothing may go on.
pub(crate) fn fill(out: &mut [u8]) {
    #[cfg(feature = "test-rng")]
    if seeded::fill(out) {
        return;
    }
    #[allow(clippy::expect_used)]
    getrandom::fill(out).expect("the system gives no random bytes");
}

/// `N` fresh random bytes.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut out = [0; N];
    fill(&mut out);
    out
}

/// The system's generator in the form other libraries ask for.
pub(crate) struct Source;

impl rand_core::TryRng for Source {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(u32::from_le_bytes(bytes()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(u64::from_le_bytes(bytes()))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Self::Error> {
        fill(out);
        Ok(())
    }
}

impl rand_core::TryCryptoRng for Source {}

#[cfg(feature = "test-rng")]
pub use seeded::{Seeded, seed};

#[cfg(feature = "test-rng")]
mod seeded {
    use chacha20::ChaCha20;
    use chacha20::cipher::{KeyIvInit, StreamCipher};
    use std::cell::RefCell;

    thread_local! {
        static GENERATOR: RefCell<Option<ChaCha20>> = const { RefCell::new(None) };
    }

    /// Randomness on this thread is the seed's until this is dropped.
    #[must_use]
    pub struct Seeded(());

    impl Drop for Seeded {
        fn drop(&mut self) {
            GENERATOR.with_borrow_mut(|generator| *generator = None);
        }
    }

    /// Makes this thread's randomness repeat exactly.
    pub fn seed(seed: u64) -> Seeded {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        GENERATOR.with_borrow_mut(|generator| *generator = Some(ChaCha20::new(&key.into(), &[0; 12].into())));
        Seeded(())
    }

    pub(super) fn fill(out: &mut [u8]) -> bool {
        GENERATOR.with_borrow_mut(|generator| match generator {
            Some(stream) => {
                out.fill(0);
                stream.apply_keystream(out);
                true
            }
            None => false,
        })
    }
}
