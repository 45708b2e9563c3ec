//! What she fills in beside the log.

use super::statement::{Applicant, Representative, Request};
use crate::incident::{Harm, Log, LogError};
use crate::vault::keep::{self, DOSSIER_FORM};
use crate::vault::said;
use serde::{Deserialize, Serialize};

/// Bytes of a form in JSON.
pub const FORM_MAX_BYTES: usize = 65_536;

/// What a statement says that is not in the log. Every text may be empty.
///
/// ```
/// use pana_core::dossier::{Form, Iin};
/// let mut form = Form::default();
/// form.applicant.iin = Iin::new("850315400008");
/// let kept = serde_json::to_string(&form)?;
/// assert_eq!(serde_json::from_str::<Form>(&kept)?, form);
/// assert!(!format!("{form:?}").contains("850315400008"), "nothing logs the number");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Form {
    /// To whom it goes, as the head of a police department.
    pub addressee: String,
    /// Whose statement it is.
    pub applicant: Applicant,
    /// Who acts for an applicant under 18.
    pub representative: Option<Representative>,
    /// What it all did to her, besides what single episodes say.
    pub harm: Harm,
    /// What she asks for.
    pub requests: Vec<Request>,
    /// What else she asks for, in her words.
    pub other_requests: Vec<String>,
    /// What stands on a sheet of its own, which is made only if she asks for it.
    pub sheet: Sheet,
}

/// The applicant's sheet: what must not come into a file that others may read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sheet {
    /// Where she lives.
    pub address: String,
    /// Where she, or her child, goes to school.
    pub school: String,
    /// Under which number she is reached.
    pub phone: String,
}

/// Nothing filled in, and everything asked for.
impl Default for Form {
    fn default() -> Self {
        Self {
            addressee: String::new(),
            applicant: Applicant::default(),
            representative: None,
            harm: Harm::default(),
            requests: Request::ALL.to_vec(),
            other_requests: Vec::new(),
            sheet: Sheet::default(),
        }
    }
}

impl Form {
    /// The form as she filled it in last.
    pub fn kept(log: &Log<'_>) -> Result<Self, LogError> {
        let kept = keep::get_all(log.db, DOSSIER_FORM)?;
        Ok(if kept.is_empty() { Self::default() } else { said::read(&kept)? })
    }

    /// Keeps it. It is a setting and stands beside the log, not in its history. One of more than [`FORM_MAX_BYTES`] is refused (`form`, `too-long`).
    pub fn keep(&self, log: &mut Log<'_>) -> Result<(), LogError> {
        let text = said::json(self);
        if text.len() > FORM_MAX_BYTES {
            return Err(LogError::Invalid { field: "form", why: "too-long" });
        }
        Ok(keep::put(log.db, DOSSIER_FORM, text.as_bytes())?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::statement::Iin;
    use super::*;
    use crate::incident::testing::Desk;

    #[test]
    fn a_form_is_kept_as_it_was_filled_in() {
        let mut desk = Desk::new();
        assert_eq!(Form::kept(&desk.log()).unwrap(), Form::default());
        let mut form = Form { addressee: "ОП Мунайлы".into(), ..Form::default() };
        form.applicant.iin = Iin::new("850315400008");
        form.keep(&mut desk.log()).unwrap();
        assert_eq!(Form::kept(&desk.log()).unwrap(), form);
        form.addressee = "я".repeat(FORM_MAX_BYTES / 2);
        assert!(matches!(form.keep(&mut desk.log()), Err(LogError::Invalid { field: "form", why: "too-long" })));
        assert_eq!(Form::kept(&desk.log()).unwrap().addressee, "ОП Мунайлы");
    }
}
