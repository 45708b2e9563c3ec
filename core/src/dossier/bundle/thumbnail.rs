//! Pictures made small for the list of files.

use super::super::bare::jpeg::bare;
use super::super::layout::Picture;
use std::io::{self, Cursor, Write};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Bytes of a picture that is made small.
pub const THUMBNAIL_SOURCE_MAX_BYTES: usize = 12 << 20;
/// Bytes of such a picture's pixels: all of them lie in memory for a moment. That are thirteen million pixels in colour, as a phone makes them.
pub const THUMBNAIL_PIXELS_MAX_BYTES: usize = 39_000_000;
/// A progressive JPEG is put together from numbers of two bytes for each channel of a pixel, which lie there too.
const PROGRESSIVE_FACTOR: usize = 3;
/// The marker that begins the frame of such a one.
const PROGRESSIVE: [u8; 2] = [0xff, 0xc2];
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
        let small = shrunk(&decoded(&self.kept)?);
        let turn = bare(&self.kept).map_or(1, |bare| bare.turn);
        Picture::read(&encoded(&upright(&small, turn))?).ok()
    }
}

impl Write for Passing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_no_picture {
            self.kept.extend_from_slice(&bytes[..bytes.len().min(THUMBNAIL_SOURCE_MAX_BYTES + 1 - self.kept.len())]);
            let begins = |start: &[u8]| self.kept.starts_with(start) || start.starts_with(&self.kept);
            self.is_no_picture = self.kept.len() > THUMBNAIL_SOURCE_MAX_BYTES || !(begins(&[0xff, 0xd8]) || begins(b"\x89PNG"));
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

/// Values of 8 bits, row by row.
struct Pixels {
    width: usize,
    height: usize,
    /// Values of a pixel: grey or three colours, and perhaps how much of it covers what is below.
    channels: usize,
    values: Vec<u8>,
}

impl Pixels {
    fn rgb(&self, x: usize, y: usize) -> [u8; 3] {
        let at = (y * self.width + x) * self.channels;
        let on_white = |value: u8, cover: u8| (255 - u16::from(cover) + u16::from(value) * u16::from(cover) / 255) as u8;
        match self.values[at..at + self.channels] {
            [grey] => [grey; 3],
            [grey, cover] => [on_white(grey, cover); 3],
            [red, green, blue, cover] => [red, green, blue].map(|value| on_white(value, cover)),
            ref rgb => [rgb[0], rgb[1], rgb[2]],
        }
    }
}

fn decoded(file: &[u8]) -> Option<Pixels> {
    if file.starts_with(&[0xff, 0xd8]) { jpeg(file) } else { png(file) }
}

fn jpeg(file: &[u8]) -> Option<Pixels> {
    const CHANNELS: usize = 3;
    let options = DecoderOptions::default().set_strict_mode(false).jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(file), options);
    decoder.decode_headers().ok()?;
    // One that only may be progressive counts as such.
    let factor = if file.windows(2).any(|pair| pair == PROGRESSIVE) { PROGRESSIVE_FACTOR } else { 1 };
    let (width, height) = decoder.dimensions().filter(|(width, height)| is_bearable(*width, *height, CHANNELS * factor))?;
    let values = decoder.decode().ok().filter(|values| values.len() == width * height * CHANNELS)?;
    Some(Pixels { width, height, channels: CHANNELS, values })
}

fn png(file: &[u8]) -> Option<Pixels> {
    let mut decoder = png::Decoder::new(Cursor::new(file));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let (width, height) = (reader.info().width as usize, reader.info().height as usize);
    let channels = reader.output_color_type().0.samples();
    if !is_bearable(width, height, channels) {
        return None;
    }
    let mut values = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut values).ok()?;
    values.truncate(frame.buffer_size());
    (values.len() == width * height * channels).then_some(Pixels { width, height, channels, values })
}

fn is_bearable(width: usize, height: usize, channels: usize) -> bool {
    let bytes = width.checked_mul(height).and_then(|pixels| pixels.checked_mul(channels));
    width > 0 && height > 0 && bytes.is_some_and(|bytes| bytes <= THUMBNAIL_PIXELS_MAX_BYTES)
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

/// A picture in three colours as it was seen, of one that was held in one of the eight ways of EXIF.
fn upright(held: &Pixels, turn: u8) -> Pixels {
    let (across, down) = (held.width, held.height);
    let is_on_its_side = turn >= 5;
    let (width, height) = if is_on_its_side { (down, across) } else { (across, down) };
    let from = |x: usize, y: usize| match turn {
        2 => (across - 1 - x, y),
        3 => (across - 1 - x, down - 1 - y),
        4 => (x, down - 1 - y),
        5 => (y, x),
        6 => (y, down - 1 - x),
        7 => (across - 1 - y, down - 1 - x),
        8 => (across - 1 - y, x),
        _ => (x, y),
    };
    let values = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| {
        let (x, y) = from(x, y);
        held.rgb(x, y)
    });
    Pixels { values: values.collect(), width, height, channels: 3 }
}

fn encoded(pixels: &Pixels) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, pixels.width as u32, pixels.height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&pixels.values).ok()?;
    writer.finish().ok()?;
    Some(out)
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
        let file = encoded(&large).unwrap();
        for step in [1, 7, file.len()] {
            assert!(passed(&file, step).thumbnail().is_some());
        }
        let tiny = shrunk(&Pixels { width: 1, height: 3, channels: 1, values: vec![9; 3] });
        assert_eq!((tiny.width, tiny.height, tiny.values), (1, 3, vec![9; 9]));
    }

    #[test]
    fn a_picture_is_turned_upright() {
        // As it is seen: 1 2 3 / 4 5 6.
        for (turn, width, held) in [
            (1, 3, [1, 2, 3, 4, 5, 6]),
            (2, 3, [3, 2, 1, 6, 5, 4]),
            (3, 3, [6, 5, 4, 3, 2, 1]),
            (4, 3, [4, 5, 6, 1, 2, 3]),
            (5, 2, [1, 4, 2, 5, 3, 6]),
            (6, 2, [3, 6, 2, 5, 1, 4]),
            (7, 2, [6, 3, 5, 2, 4, 1]),
            (8, 2, [4, 1, 5, 2, 6, 3]),
        ] {
            let held = Pixels { width, height: 6 / width, channels: 1, values: held.to_vec() };
            let seen = upright(&held, turn);
            assert_eq!((seen.width, seen.values.into_iter().step_by(3).collect::<Vec<_>>()), (3, vec![1, 2, 3, 4, 5, 6]), "{turn}");
        }
    }

    #[test]
    fn what_is_see_through_lies_on_white() {
        let pixels = Pixels { width: 2, height: 1, channels: 4, values: vec![10, 20, 30, 255, 10, 20, 30, 0] };
        assert_eq!((pixels.rgb(0, 0), pixels.rgb(1, 0)), ([10, 20, 30], [255; 3]));
        let pixels = Pixels { width: 1, height: 1, channels: 2, values: vec![0, 128] };
        assert_eq!(pixels.rgb(0, 0), [127; 3]);
    }

    #[test]
    fn what_would_take_too_much_memory_is_left_large() {
        assert!(is_bearable(4_000, 3_000, 3) && !is_bearable(4_000, 3_000, 4) && !is_bearable(usize::MAX, 2, 3) && !is_bearable(0, 5, 3));
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
