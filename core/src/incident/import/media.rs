//! Files that came with messages: read after the rows, once it is known whose they are.

use super::archive::{self, Container, last_part};
use super::input::Input;
use super::row::why;
use super::tags::{Tags, What};
use super::{Export, Rejected};
use crate::Now;
use crate::incident::act::{ActRef, Medium};
use crate::incident::{FILE_NAME_MAX_BYTES, Log, LogError, Origin, evidence, series};
use std::collections::HashMap;
use std::io::{self, Read};

/// What a name in an export is without folders and marks; empty if nothing is left.
pub(super) fn own_name(name: &str) -> &str {
    last_part(name.trim()).trim_matches(|c: char| c.is_control() || matches!(c, '\u{200e}' | '\u{200f}'))
}

/// The name that a file is kept under.
fn kept_name(medium: &Medium) -> &str {
    let own = own_name(&medium.name);
    if own.is_empty() || own.len() > FILE_NAME_MAX_BYTES || own.contains('\0') { "file" } else { own }
}

/// What came of the files.
#[derive(Default)]
pub(super) struct MediaTaken {
    pub(super) added: u64,
    pub(super) rejected: Vec<Rejected>,
}

impl Log<'_> {
    /// Keeps the files of acts as evidence. One that can't be had is named, and its act stays.
    pub(super) fn take_media(
        &mut self,
        export: &mut Export<'_>,
        media: Vec<(ActRef, Medium)>,
        now: Now,
        progress: &mut dyn FnMut(u64),
    ) -> Result<MediaTaken, LogError> {
        let mut taken = MediaTaken::default();
        if media.is_empty() {
            return Ok(taken);
        }
        let mut container = Container::open(export.source)?;
        let mut first = Vec::new();
        container.main()?.take(64).read_to_end(&mut first).map_err(super::unreadable)?;
        if first.trim_ascii_start().starts_with(b"<") || first.starts_with(b"\xef\xbb\xbf<") {
            return self.take_parts(&mut container, media, now, progress);
        }
        for (act, medium) in media {
            if self.has_medium(&act, &medium)? {
                continue;
            }
            let from_zip = container.beside(&medium.name);
            let from_folder = match (&from_zip, &mut export.beside) {
                (Ok(None), Some(beside)) => parts_of(&medium.name).and_then(|parts| beside.open(&parts)),
                _ => None,
            };
            let found = match (from_zip, from_folder) {
                (Ok(Some(file)), _) | (Ok(None), Some(file)) => Ok(file),
                (Ok(None), None) => Err(why::MEDIUM_MISSING),
                (Err(LogError::Import { why }), _) => Err(why),
                (Err(error), _) => return Err(error),
            };
            match found {
                Ok(mut file) => self.take_medium(&act, &medium, &mut *file, now, &mut taken, progress)?,
                Err(why) => taken.rejected.push(Rejected::file(medium.line, why, own_name(&medium.name))),
            }
        }
        Ok(taken)
    }

    /// Keeps the pictures and sounds that stand in the export itself.
    fn take_parts(
        &mut self,
        container: &mut Container<'_>,
        media: Vec<(ActRef, Medium)>,
        now: Now,
        progress: &mut dyn FnMut(u64),
    ) -> Result<MediaTaken, LogError> {
        let mut taken = MediaTaken::default();
        // A group message has one act for each chosen member, and all have its files.
        let mut wanted: HashMap<(u64, u32), Vec<(ActRef, Medium)>> = HashMap::new();
        for (act, medium) in media {
            wanted.entry((medium.line, medium.part)).or_default().push((act, medium));
        }
        let mut tags = Tags::stopping(Input::new(container.main()?, progress).map_err(super::unreadable)?);
        let (mut message, mut part) = (0, 0);
        while let Some(found) = tags.next().map_err(super::unreadable)? {
            let mut what = found.what;
            if what == What::Data {
                let of = if tags.tag().name() == "part" { wanted.remove(&(message, part)) } else { None };
                let mut of = of.unwrap_or_default().into_iter();
                if let Some((act, medium)) = of.next() {
                    let mut file = Base64Data::new(&mut tags);
                    self.take_medium(&act, &medium, &mut file, now, &mut taken, &mut |_| ())?;
                    // A value that is cut off was named when it was taken.
                    let _ = file.drain();
                    for (other, _) in of {
                        self.share_medium(&act, &other, &medium, now, &mut taken)?;
                    }
                }
                what = tags.rest_of_tag().map_err(super::unreadable)?;
                while what == What::Data {
                    what = tags.rest_of_tag().map_err(super::unreadable)?;
                }
            }
            let is_end = tags.end_name().is_some();
            match tags.tag().name() {
                "mms" if !is_end => (message, part) = (found.line, 0),
                "part" if !is_end && what != What::Text => part += 1,
                _ => {}
            }
        }
        let mut missing: Vec<Medium> = wanted.into_values().flatten().map(|(_, medium)| medium).collect();
        missing.sort_by_key(|medium| (medium.line, medium.part));
        taken.rejected.extend(missing.iter().map(|medium| Rejected::file(medium.line, why::MEDIUM_MISSING, &medium.name)));
        Ok(taken)
    }

    /// Keeps one file, unless its act has it.
    fn take_medium(
        &mut self,
        act: &ActRef,
        medium: &Medium,
        file: &mut dyn Read,
        now: Now,
        taken: &mut MediaTaken,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), LogError> {
        if self.has_medium(act, medium)? {
            return Ok(());
        }
        let name = kept_name(medium);
        let holder = series::holder(self.db, act)?;
        let mut watched = Watched { file, failed: None };
        match self.attach_with(&holder, name, &mut watched, Origin { act: Some(act.clone()), derived: None }, now, progress) {
            Ok(_) => taken.added += 1,
            Err(error) => match watched.failed {
                Some(why) => taken.rejected.push(Rejected::file(medium.line, why, name)),
                None => return Err(error),
            },
        }
        Ok(())
    }

    /// Whether an act has this file already.
    fn has_medium(&self, act: &ActRef, medium: &Medium) -> Result<bool, LogError> {
        Ok(evidence::of_act(self.db, act)?.iter().any(|piece| piece.name == kept_name(medium)))
    }

    /// Gives the file of one act to another act of the same message.
    fn share_medium(&mut self, from: &ActRef, to: &ActRef, medium: &Medium, now: Now, taken: &mut MediaTaken) -> Result<(), LogError> {
        let Some(piece) = evidence::of_act(self.db, from)?.into_iter().find(|piece| piece.name == kept_name(medium)) else {
            return Ok(());
        };
        let mut content = self.open_evidence(&piece.id)?;
        self.take_medium(to, medium, &mut content, now, taken, &mut |_| ())
    }
}

/// The parts of a relative path that leads nowhere but down; `None` for any other.
fn parts_of(path: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = path.split(['/', '\\']).collect();
    let is_plain = |part: &&str| !matches!(*part, "" | "." | "..") && !part.contains([':', '\0']);
    parts.iter().all(is_plain).then_some(parts)
}

/// A file that remembers that reading it failed, so that a bad file is not taken for a bad disk.
struct Watched<'f> {
    file: &'f mut dyn Read,
    failed: Option<&'static str>,
}

impl Read for Watched<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.file.read(out).inspect_err(|error| {
            if error.kind() != io::ErrorKind::Interrupted {
                self.failed = Some(if archive::expands(error) { why::MEDIUM_EXPANDS } else { why::MEDIUM_DAMAGED });
            }
        })
    }
}

/// What the value of `data` stands for.
struct Base64Data<'t, 'a> {
    tags: &'t mut Tags<'a>,
    /// Decoded, not yet given out.
    ready: Vec<u8>,
    given: usize,
    /// Up to three characters of a group that is not whole.
    open: Vec<u8>,
    ended: bool,
    any: bool,
}

impl<'t, 'a> Base64Data<'t, 'a> {
    fn new(tags: &'t mut Tags<'a>) -> Self {
        Self { tags, ready: Vec::new(), given: 0, open: Vec::new(), ended: false, any: false }
    }

    /// Passes over what was not read.
    fn drain(&mut self) -> io::Result<()> {
        let mut passed = [0; 4096];
        while self.tags.read_data(&mut passed)? > 0 {}
        Ok(())
    }

    fn fill(&mut self) -> io::Result<()> {
        let mut text = [0; 16 * 1024];
        let read = self.tags.read_data(&mut text)?;
        // A missing value, which happens to be base64 too.
        if !self.any && &text[..read] == b"null" {
            return Err(io::ErrorKind::InvalidData.into());
        }
        (self.given, self.ended) = (0, read == 0);
        self.ready.clear();
        // Some programs break the lines.
        self.open.extend(text[..read].iter().filter(|byte| !byte.is_ascii_whitespace()));
        let whole = if self.ended { self.open.len() } else { self.open.len() / 4 * 4 };
        let group: Vec<u8> = self.open.drain(..whole).collect();
        self.any |= !group.is_empty();
        self.ready.extend(decode(&group).ok_or(io::ErrorKind::InvalidData)?);
        if self.ended && !self.any { Err(io::ErrorKind::InvalidData.into()) } else { Ok(()) }
    }
}

impl Read for Base64Data<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() && !self.ended {
            self.fill()?;
        }
        let read = out.len().min(self.ready.len() - self.given);
        out[..read].copy_from_slice(&self.ready[self.given..self.given + read]);
        self.given += read;
        Ok(read)
    }
}

/// Base64 with or without its padding.
fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let unpadded = text.strip_suffix(b"==").or_else(|| text.strip_suffix(b"=")).unwrap_or(text);
    let mut out = Vec::with_capacity(unpadded.len() / 4 * 3 + 2);
    for group in unpadded.chunks(4) {
        let mut bits = 0u32;
        for byte in group {
            let six = match byte {
                b'A'..=b'Z' => byte - b'A',
                b'a'..=b'z' => byte - b'a' + 26,
                b'0'..=b'9' => byte - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                _ => return None,
            };
            bits = bits << 6 | u32::from(six);
        }
        match group.len() {
            4 => out.extend_from_slice(&bits.to_be_bytes()[1..]),
            3 => out.extend_from_slice(&(bits << 6).to_be_bytes()[1..3]),
            2 => out.push((bits >> 4) as u8),
            _ => return None,
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64ct::{Base64, Encoding};
    use proptest::prelude::*;

    #[test]
    fn only_paths_that_lead_down_are_opened() {
        assert_eq!(parts_of("photos/photo_1@12-03-2025.jpg"), Some(vec!["photos", "photo_1@12-03-2025.jpg"]));
        for path in ["", "/etc/passwd", "../x", "a/../../x", "a//b", "C:\\x", "a\\..\\b", ".", "a/\0"] {
            assert_eq!(parts_of(path), None, "{path}");
        }
        assert_eq!(own_name("..\\..\\x/\u{200e}IMG-1.jpg "), "IMG-1.jpg");
    }

    proptest! {
        #[test]
        fn base64_is_what_another_program_wrote(bytes in prop::collection::vec(any::<u8>(), 0..70)) {
            let written = Base64::encode_string(&bytes);
            prop_assert_eq!(decode(written.as_bytes()), Some(bytes.clone()));
            prop_assert_eq!(decode(written.trim_end_matches('=').as_bytes()), Some(bytes));
        }
    }
}
