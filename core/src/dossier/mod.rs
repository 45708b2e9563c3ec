//! The dossier: what she hands over.
//!
//! But for [`verify`], which reads what it is given, everything here is worked out from its arguments alone: no vault, no database, no files. Words are written into it as she chose to show them; what is withheld
//! does not come here.

// What becomes a length on paper is small: rows, columns, pixels and acts of a week.
#![allow(clippy::cast_precision_loss)]

mod layout;
mod page;
mod pictures;
mod sealed;
mod signature;
mod statement;
pub mod verify;

pub use layout::{LayoutError, PAGES_MAX, PICTURE_MAX_BYTES, PICTURE_SIDE_MAX_PX, Pdf, Picture, PictureError, STORY_MAX_BYTES};
pub use page::verify_page;
pub use pictures::{Days, KINDS_DRAWN_MAX, NumberUse, Pictures, WEEKS_DRAWN_MAX, Week};
pub use sealed::{ANCHORS_MAX, AnchorBox, seal_boxes, seal_history};
pub use signature::sign;
pub use statement::{Applicant, Attachment, Episode, Iin, IinError, Representative, Request, Statement, statement};
