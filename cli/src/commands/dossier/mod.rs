//! What she hands over, and checking what one was handed.

mod verify;

pub(crate) use verify::verify;
