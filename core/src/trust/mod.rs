//! What lets her trust that nothing is lost with the phone: copies elsewhere.

pub mod age;
pub mod backup;
