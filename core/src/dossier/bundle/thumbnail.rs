//! Pictures made small for the list of files.

use super::super::layout::Picture;
use super::super::pixels::{self, DECODED_MAX_BYTES, Pixels};
use std::io::{self, Write};

/// Pixels of the longer side of what comes of it.
const SIDE_MAX_PX: usize = 240;

/// Keeps the bytes of a file while it passes by, if it may be a picture that is not too large.
#[derive(Default)]
pub(super) struct Passing {
    kept: Vec<u8>,
    is_no_picture: bool,
}

impl Passing {
    /// The file made small; `None` if it is no picture that can be read to its end.
    pub(super) fn thumbnail(self) -> Option<Picture> {
        if self.is_no_picture {
            return None;
        }
        let small = shrunk(&pixels::decoded(&self.kept)?);
        Picture::read(&small.upright(pixels::turn_of(&self.kept)).to_png()?).ok()
    }
}

impl Write for Passing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_no_picture {
            self.kept.extend_from_slice(&bytes[..bytes.len().min(DECODED_MAX_BYTES + 1 - self.kept.len())]);
            let begins = |start: &[u8]| self.kept.starts_with(start) || start.starts_with(&self.kept);
            self.is_no_picture = self.kept.len() > DECODED_MAX_BYTES || !(begins(&[0xff, 0xd8]) || begins(b"\x89PNG"));
            if self.is_no_picture {
                self.kept = Vec::new();
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Each pixel the mean of those that it stands for, in three colours.
fn shrunk(large: &Pixels) -> Pixels {
    let longer = large.width.max(large.height).max(SIDE_MAX_PX);
    let small = |side: usize| (side * SIDE_MAX_PX / longer).max(1);
    let (width, height) = (small(large.width), small(large.height));
    let span = |at: usize, to: usize, of: usize| {
        let start = at * of / to;
        start..((at + 1) * of / to).max(start + 1)
    };
    let mut values = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        let rows = span(y, height, large.height);
        for x in 0..width {
            let columns = span(x, width, large.width);
            let mut sums = [0; 3];
            for (x, y) in rows.clone().flat_map(|y| columns.clone().map(move |x| (x, y))) {
                sums.iter_mut().zip(large.rgb(x, y)).for_each(|(sum, value)| *sum += usize::from(value));
            }
            values.extend(sums.map(|sum| (sum / (rows.len() * columns.len())) as u8));
        }
    }
    Pixels { width, height, channels: 3, values }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(bytes: &[u8], step: usize) -> Passing {
        let mut passing = Passing::default();
        bytes.chunks(step).for_each(|piece| passing.write_all(piece).unwrap());
        passing
    }

    #[test]
    fn a_picture_is_made_small_in_its_shape() {
        let values: Vec<u8> = (0..900 * 300).flat_map(|at| if at % 900 < 450 { [250, 0, 0] } else { [0, 0, 250] }).collect();
        let large = Pixels { width: 900, height: 300, channels: 3, values };
        let small = shrunk(&large);
        assert_eq!((small.width, small.height, small.values.len()), (240, 80, 240 * 80 * 3));
        assert_eq!((&small.values[..3], &small.values[small.values.len() - 3..]), (&[250, 0, 0][..], &[0, 0, 250][..]));
        let file = large.to_png().unwrap();
        for step in [1, 7, file.len()] {
            assert!(passed(&file, step).thumbnail().is_some());
        }
        let tiny = shrunk(&Pixels { width: 1, height: 3, channels: 1, values: vec![9; 3] });
        assert_eq!((tiny.width, tiny.height, tiny.values), (1, 3, vec![9; 9]));
    }

    #[test]
    fn what_is_no_picture_leaves_nothing_in_memory() {
        let passing = passed(b"\xff\xd7 no picture", 1);
        assert!(passing.is_no_picture && passing.kept.is_empty());
        assert!(passed(b"\xff\xd8 begins as one", 3).thumbnail().is_none());
        assert!(passed(b"", 1).thumbnail().is_none());
        let mut huge = passed(b"\xff\xd8", 2);
        for _ in 0..13 {
            huge.write_all(&vec![0; 1 << 20]).unwrap();
        }
        assert!(huge.is_no_picture && huge.kept.is_empty());
    }

    #[test]
    fn a_photo_of_the_sample_is_made_small() {
        let photo = include_bytes!("../../../../cli/sample/photo.jpg");
        assert!(passed(photo, 4096).thumbnail().is_some());
    }
}
