//! The dossier: what she hands over.
//!
//! Statement, pictures and layout are worked out from their arguments alone: no vault, no database, no files. What is withheld does not come to them; [`Chosen`]
//! sees to that.

// What becomes a length on paper is small: rows, columns, pixels and acts of a week.
#![allow(clippy::cast_precision_loss)]

mod bare;
pub mod bundle;
mod choice;
mod chosen;
#[cfg(test)]
mod chosen_tests;
mod copies;
mod cover;
mod fields;
mod form;
mod layout;
mod names;
mod page;
mod papers;
mod pictures;
mod pixels;
mod sealed;
mod share;
mod signature;
mod statement;
pub mod verify;

pub use bare::{BARE_PICTURE_MAX_BYTES, BareError, copy_bare};
pub use choice::{Choice, Originals, Rule, RuleError, Withheld};
pub use chosen::{Chosen, ChosenError, Filed, ShownEntry, ShownEvidence, ShownIncident};
pub use copies::{COPIES_GONE_MAX, OutsideCopy, copies, mark_copy};
pub use cover::{COVERS_MAX, cover};
pub use fields::FieldSet;
pub use form::{FORM_MAX_BYTES, Form, Sheet};
pub use layout::{LayoutError, PAGES_MAX, PICTURE_MAX_BYTES, PICTURE_SIDE_MAX_PX, Pdf, Picture, PictureError, STORY_MAX_BYTES};
pub use page::verify_page;
pub use papers::{Contact, GIVEN, Preview, applicant_sheet, for_you, make_summary, preview};
pub use pictures::{Days, KINDS_DRAWN_MAX, NumberUse, Pictures, WEEKS_DRAWN_MAX, Week};
pub use pixels::{DECODED_MAX_BYTES, DECODED_PIXELS_MAX_BYTES};
pub use sealed::{ANCHORS_MAX, AnchorBox, seal_boxes, seal_history};
pub use share::{Share, ShareError, share};
pub use signature::sign;
pub use statement::{Applicant, Attachment, Belongs, Episode, EpisodeTime, Iin, IinError, Representative, Request, Statement, statement};
