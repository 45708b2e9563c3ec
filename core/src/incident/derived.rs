//! Evidence that did not come in but was made here, of another piece.

use super::Id;
use serde::{Deserialize, Serialize};

/// A picture that was made of another one by covering parts of it. The other one stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Derived {
    /// The other one.
    pub from: Id,
    /// What is covered.
    pub covers: Vec<Cover>,
}

/// A solid box over a part of a picture, in pixels of the picture as it is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "[u32; 4]", into = "[u32; 4]")]
pub struct Cover {
    /// From the left edge.
    pub left: u32,
    /// From the upper edge.
    pub top: u32,
    /// To the right.
    pub width: u32,
    /// Down.
    pub height: u32,
}

impl From<[u32; 4]> for Cover {
    fn from([left, top, width, height]: [u32; 4]) -> Self {
        Self { left, top, width, height }
    }
}

impl From<Cover> for [u32; 4] {
    fn from(Cover { left, top, width, height }: Cover) -> Self {
        [left, top, width, height]
    }
}
