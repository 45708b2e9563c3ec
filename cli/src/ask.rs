//! Secrets: from the environment for scripts, else asked for on the terminal without echo.

use crate::failure::Failure;
use pana_core::language::Language;
use pana_core::vault::{Pin, RecoveryCode};
use std::env::{self, VarError};
use std::io::{self, IsTerminal};
use zeroize::Zeroizing;

pub(crate) const PIN_VARIABLE: &str = "PANA_PIN";
pub(crate) const SECOND_PIN_VARIABLE: &str = "PANA_SECOND_PIN";
pub(crate) const NEW_PIN_VARIABLE: &str = "PANA_NEW_PIN";
const RECOVERY_CODE_VARIABLE: &str = "PANA_RECOVERY_CODE";

/// Asks in a language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ask(pub(crate) Language);

impl Ask {
    /// The PIN that opens the vault.
    pub(crate) fn pin(self) -> Result<Pin, Failure> {
        self.known_pin("ask-pin")
    }

    /// The same PIN once more, before something that can't be taken back.
    pub(crate) fn pin_to_erase(self) -> Result<Pin, Failure> {
        self.known_pin("ask-pin-confirm")
    }

    /// The same PIN once more, before the log leaves the vault.
    pub(crate) fn pin_to_export(self) -> Result<Pin, Failure> {
        self.known_pin("ask-pin-export")
    }

    /// A PIN that she chooses: on the terminal it is typed twice.
    pub(crate) fn chosen_pin(self, variable: &'static str, prompt: &str) -> Result<Pin, Failure> {
        if let Some(given) = from_environment(variable)? {
            return Ok(Pin::new(&given)?);
        }
        let first = self.typed(variable, prompt)?;
        // A PIN that can't be taken is said at once, not after the second typing.
        let pin = Pin::new(&first)?;
        let second = self.typed(variable, "ask-pin-again")?;
        if *first == *second { Ok(pin) } else { Err(Failure::refused("pins-differ")) }
    }

    /// The second PIN for a new vault, if there is to be one.
    pub(crate) fn second_pin_if(self, wanted: bool) -> Result<Option<Pin>, Failure> {
        if wanted || env::var_os(SECOND_PIN_VARIABLE).is_some() {
            self.chosen_pin(SECOND_PIN_VARIABLE, "ask-pin-second").map(Some)
        } else {
            Ok(None)
        }
    }

    pub(crate) fn recovery_code(self) -> Result<RecoveryCode, Failure> {
        let typed = match from_environment(RECOVERY_CODE_VARIABLE)? {
            Some(given) => given,
            None => self.typed(RECOVERY_CODE_VARIABLE, "ask-code")?,
        };
        Ok(RecoveryCode::parse(&typed)?)
    }

    fn known_pin(self, prompt: &str) -> Result<Pin, Failure> {
        let typed = match from_environment(PIN_VARIABLE)? {
            Some(given) => given,
            None => self.typed(PIN_VARIABLE, prompt)?,
        };
        Ok(Pin::new(&typed)?)
    }

    fn typed(self, variable: &'static str, prompt: &str) -> Result<Zeroizing<String>, Failure> {
        let nobody = || Failure::usage("no-pin").with("variable", &variable);
        if !io::stderr().is_terminal() {
            return Err(nobody());
        }
        rpassword::prompt_password(format!("{} ", self.0.text(prompt))).map(Zeroizing::new).map_err(|_| nobody())
    }
}

fn from_environment(variable: &'static str) -> Result<Option<Zeroizing<String>>, Failure> {
    match env::var(variable) {
        Ok(given) => Ok(Some(Zeroizing::new(given))),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Failure::usage("not-unicode").with("variable", &variable)),
    }
}
