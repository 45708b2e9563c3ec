//! What she fills in beside the log.

use super::statement::{Applicant, Representative, Request};
use crate::incident::Harm;
use serde::{Deserialize, Serialize};

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
