//! Parts of a picture made unreadable: a new piece of evidence beside the untouched one.

use super::pixels::{self, DECODED_MAX_BYTES, Pixels};
use crate::Now;
use crate::incident::{Cover, Derived, Evidence, FILE_NAME_MAX_BYTES, Id, Log, LogError, Origin};

/// Boxes over one picture.
pub const COVERS_MAX: usize = 100;
/// Ends the name of a picture with covered parts, before its ending.
const NAME_END: &str = "-covered.png";

/// Makes a picture of a picture, with solid black boxes over parts of it, and keeps it as a piece of evidence of the same incident or entry. Nothing of what is
/// covered is in it, nor anything that a device wrote beside the picture; the other pixels are those of the picture as it is seen. The picture itself stays as it
/// is, and the new one names it in the history. In a dossier it goes instead of it.
///
/// Refused are a file that is no JPEG or PNG picture, or a larger one than [`DECODED_MAX_BYTES`] (`cover`: `not-a-picture`), no boxes or more than
/// [`COVERS_MAX`] (`cover-none`, `cover-too-many`), and a box of which nothing lies in the picture (`cover-outside`).
///
/// ```no_run
/// # fn f(session: &mut pana_core::vault::Session, id: &pana_core::incident::Id, now: pana_core::Now) -> Result<(), Box<dyn std::error::Error>> {
/// use pana_core::dossier::cover;
/// use pana_core::incident::Cover;
/// let face = Cover { left: 120, top: 40, width: 200, height: 220 };
/// let covered = cover(&mut session.log(), id, &[face], now)?;
/// assert_eq!(covered.derived.map(|derived| derived.from).as_ref(), Some(id));
/// # Ok(())
/// # }
/// ```
pub fn cover(log: &mut Log<'_>, evidence: &Id, covers: &[Cover], now: Now) -> Result<Evidence, LogError> {
    let refused = |why| LogError::Invalid { field: "cover", why };
    match covers.len() {
        0 => return Err(refused("cover-none")),
        1..=COVERS_MAX => {}
        _ => return Err(refused("cover-too-many")),
    }
    let original = log.piece(evidence)?;
    if original.bytes > DECODED_MAX_BYTES as u64 {
        return Err(refused("not-a-picture"));
    }
    let mut file = Vec::new();
    log.take_out(evidence, &mut file, &mut |_| ())?;
    let mut picture = pixels::decoded(&file).ok_or_else(|| refused("not-a-picture"))?.upright(pixels::turn_of(&file));
    let covers: Option<Vec<Cover>> = covers.iter().map(|cover| picture.cover(*cover)).collect();
    let covers = covers.ok_or_else(|| refused("cover-outside"))?;
    let file = picture.to_png().ok_or_else(|| refused("not-a-picture"))?;
    let origin = Origin { act: original.act, derived: Some(Derived { from: original.id, covers }) };
    log.attach_with(&original.incident, &name_of(&original.name), &mut &file[..], origin, now, &mut |_| ())
}

impl Pixels {
    /// Makes a box of a picture in three colours black; returns what of it lies in the picture, and `None` if nothing does.
    fn cover(&mut self, cover: Cover) -> Option<Cover> {
        let within = |from: u32, length: u32, side: usize| {
            let side = u32::try_from(side).unwrap_or(u32::MAX);
            let from_in = from.min(side);
            (from_in, from.saturating_add(length).min(side) - from_in)
        };
        let (left, width) = within(cover.left, cover.width, self.width);
        let (top, height) = within(cover.top, cover.height, self.height);
        if width == 0 || height == 0 {
            return None;
        }
        for row in self.values.chunks_exact_mut(self.width * self.channels).skip(top as usize).take(height as usize) {
            row[left as usize * self.channels..][..width as usize * self.channels].fill(0);
        }
        Some(Cover { left, top, width, height })
    }
}

/// The name of the picture with another end.
fn name_of(original: &str) -> String {
    let stem = original.rsplit_once('.').map_or(original, |(stem, _)| stem);
    let mut end = stem.len().min(FILE_NAME_MAX_BYTES - NAME_END.len());
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{NAME_END}", &stem[..end])
}

#[cfg(test)]
mod tests {
    use super::super::{Choice, Chosen, Originals};
    use super::*;
    use crate::incident::testing::{Desk, draft, now};
    use crate::language::Language;

    const PHOTO: &[u8] = include_bytes!("../../../cli/sample/photo.jpg");

    fn with_photo() -> (Desk, Evidence) {
        let mut desk = Desk::new();
        let id = desk.add(&draft("visit", "2026-02-01T21:30+05:00", "x"));
        let piece = desk.log().attach(&id, "photo.jpg", &mut &PHOTO[..], now(), &mut |_| ()).unwrap();
        (desk, piece)
    }

    fn seen(file: &[u8]) -> Pixels {
        pixels::decoded(file).unwrap().upright(pixels::turn_of(file))
    }

    #[test]
    fn what_is_covered_is_black_and_the_rest_is_the_picture() {
        let (mut desk, photo) = with_photo();
        let face = Cover { left: 10, top: 20, width: 30, height: 40 };
        let beyond = Cover { left: 0, top: 0, width: 3, height: u32::MAX };
        let covered = cover(&mut desk.log(), &photo.id, &[face, beyond], now()).unwrap();
        let mut file = Vec::new();
        desk.log().take_out(&covered.id, &mut file, &mut |_| ()).unwrap();
        let (before, after) = (seen(PHOTO), seen(&file));
        assert_eq!((before.width, before.height), (after.width, after.height));
        for (y, x) in (0..after.height).flat_map(|y| (0..after.width).map(move |x| (y, x))) {
            let is_covered = x < 3 || ((10..40).contains(&x) && (20..60).contains(&y));
            assert_eq!(after.rgb(x, y), if is_covered { [0; 3] } else { before.rgb(x, y) }, "{x}, {y}");
        }
        let chunks = ["eXIf", "tEXt", "iTXt", "zTXt", "tIME"];
        assert!(chunks.iter().all(|chunk| !file.windows(4).any(|window| window == chunk.as_bytes())));
    }

    #[test]
    fn the_new_one_names_the_old_one_which_stays() {
        let (mut desk, photo) = with_photo();
        let face = Cover { left: 1, top: 1, width: 5, height: 5 };
        let covered = cover(&mut desk.log(), &photo.id, &[face], now()).unwrap();
        assert_eq!((covered.name.as_str(), &covered.incident), ("photo-covered.png", &photo.incident));
        assert_eq!(covered.derived, Some(Derived { from: photo.id.clone(), covers: vec![face] }));
        assert_eq!(desk.log().evidence(None).unwrap(), [photo, covered]);
        assert_eq!(desk.damaged(), [""; 0]);
        assert_eq!(crate::incident::rebuild_projection(&mut desk.db).unwrap(), []);
    }

    #[test]
    fn in_a_dossier_it_goes_instead_of_the_old_one_unless_that_is_ticked() {
        let (mut desk, photo) = with_photo();
        let covered = cover(&mut desk.log(), &photo.id, &[Cover { left: 1, top: 1, width: 5, height: 5 }], now()).unwrap();
        let shown = |desk: &mut Desk, choice: &Choice| -> Vec<Id> {
            Chosen::gather(&desk.log(), choice).unwrap().evidence.into_iter().map(|file| file.id).collect()
        };
        let mut choice = Choice::new(Language::Ru);
        assert_eq!(shown(&mut desk, &choice), std::slice::from_ref(&covered.id));
        choice.originals = Originals::All;
        assert_eq!(shown(&mut desk, &choice), [photo.id.clone(), covered.id.clone()]);
        choice.originals = Originals::None;
        choice.withheld.add(&covered.id.as_str().parse().unwrap());
        assert_eq!(shown(&mut desk, &choice), [photo.id], "what is not shown stands for nothing");
    }

    #[test]
    fn what_can_not_be_covered_is_refused_and_leaves_nothing() {
        let (mut desk, photo) = with_photo();
        let notes = desk.log().attach(&photo.incident, "notes.txt", &mut &b"text"[..], now(), &mut |_| ()).unwrap();
        let inside = Cover { left: 1, top: 1, width: 5, height: 5 };
        let size = seen(PHOTO);
        let (width, height) = (size.width as u32, size.height as u32);
        for (id, covers, expected) in [
            (&photo.id, vec![], "cover-none"),
            (&photo.id, vec![inside; COVERS_MAX + 1], "cover-too-many"),
            (&photo.id, vec![inside, Cover { width: 0, ..inside }], "cover-outside"),
            (&photo.id, vec![Cover { left: width, ..inside }], "cover-outside"),
            (&photo.id, vec![Cover { top: height, height: u32::MAX, ..inside }], "cover-outside"),
            (&notes.id, vec![inside], "not-a-picture"),
        ] {
            let error = cover(&mut desk.log(), id, &covers, now()).unwrap_err();
            assert!(matches!(error, LogError::Invalid { field: "cover", why } if why == expected), "{error}");
        }
        let none: Id = "ZZZZZZZZ".parse().unwrap();
        assert!(matches!(cover(&mut desk.log(), &none, &[inside], now()), Err(LogError::NotFound)));
        assert_eq!(desk.log().evidence(None).unwrap(), [photo, notes]);
    }

    #[test]
    fn the_name_of_a_long_one_is_cut_between_letters() {
        let long = format!("{}.jpg", "я".repeat(600));
        let name = name_of(&long);
        assert!(name.len() <= FILE_NAME_MAX_BYTES && name.ends_with("я-covered.png"));
        assert_eq!(name_of("no ending"), "no ending-covered.png");
    }
}
