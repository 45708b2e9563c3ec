//! QR codes in files of their own.

use crate::failure::Failure;
use pana_core::Qr;
use std::ffi::OsStr;
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// A new file for a picture, PNG or SVG by its ending. It is made before what the picture shows, so that nothing is done in vain.
pub(crate) struct NewPicture {
    file: File,
    is_svg: bool,
}

impl NewPicture {
    pub(crate) fn at(path: &Path) -> Result<Self, Failure> {
        let ending = path.extension().map(OsStr::to_ascii_lowercase);
        let is_svg = match ending.as_deref().and_then(OsStr::to_str) {
            Some("png") => false,
            Some("svg") => true,
            _ => return Err(Failure::refused("picture-kind")),
        };
        let file = File::create_new(path).map_err(|error| Failure::writing(&error))?;
        Ok(Self { file, is_svg })
    }

    pub(crate) fn draw(mut self, code: &Qr) -> Result<(), Failure> {
        let bytes = if self.is_svg { code.svg().into_bytes() } else { code.png() };
        self.file.write_all(&bytes).and_then(|()| self.file.sync_all()).map_err(|error| Failure::writing(&error))
    }
}
