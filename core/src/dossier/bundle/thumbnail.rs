//! Pictures made small for the list of files.

use super::super::layout::Picture;
use std::io::{self, Cursor, Write};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Bytes of a picture that is made small.
pub const THUMBNAIL_SOURCE_MAX_BYTES: usize = 12 << 20;
/// Pixels of such a picture: all of them lie in memory for a moment.
pub const THUMBNAIL_SOURCE_MAX_PX: usize = 13_000_000;
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
        let Pixels { width, height, rgb } = decoded(self.kept)?;
        let small = shrunk(width, height, &rgb);
        drop(rgb);
        Picture::read(&encoded(&small)?).ok()
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

struct Pixels {
    width: usize,
    height: usize,
    rgb: Vec<u8>,
}

fn decoded(file: Vec<u8>) -> Option<Pixels> {
    if file.starts_with(&[0xff, 0xd8]) { jpeg(&file) } else { png(&file) }
}

fn jpeg(file: &[u8]) -> Option<Pixels> {
    let options = DecoderOptions::default().set_strict_mode(false).jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(file), options);
    decoder.decode_headers().ok()?;
    let (width, height) = decoder.dimensions().filter(|(width, height)| is_bearable(*width, *height))?;
    let rgb = decoder.decode().ok().filter(|rgb| rgb.len() == width * height * 3)?;
    Some(Pixels { width, height, rgb })
}

fn png(file: &[u8]) -> Option<Pixels> {
    let mut decoder = png::Decoder::new(Cursor::new(file));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let (width, height) = (reader.info().width as usize, reader.info().height as usize);
    if !is_bearable(width, height) {
        return None;
    }
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut pixels).ok()?;
    pixels.truncate(frame.buffer_size());
    let on_white = |value: u8, alpha: u8| (255 - u16::from(alpha) + u16::from(value) * u16::from(alpha) / 255) as u8;
    let rgb = match frame.color_type {
        png::ColorType::Rgb => pixels,
        png::ColorType::Rgba => pixels
            .as_chunks()
            .0
            .iter()
            .flat_map(|&[red, green, blue, alpha]| [red, green, blue].map(|value| on_white(value, alpha)))
            .collect(),
        png::ColorType::Grayscale => pixels.iter().flat_map(|value| [*value; 3]).collect(),
        png::ColorType::GrayscaleAlpha => pixels.as_chunks().0.iter().flat_map(|&[value, alpha]| [on_white(value, alpha); 3]).collect(),
        png::ColorType::Indexed => return None,
    };
    Some(Pixels { width, height, rgb })
}

fn is_bearable(width: usize, height: usize) -> bool {
    width > 0 && height > 0 && width.checked_mul(height).is_some_and(|pixels| pixels <= THUMBNAIL_SOURCE_MAX_PX)
}

/// Each pixel the mean of those that it stands for.
fn shrunk(width: usize, height: usize, rgb: &[u8]) -> Pixels {
    let longer = width.max(height).max(SIDE_MAX_PX);
    let small = |side: usize| (side * SIDE_MAX_PX / longer).max(1);
    let (to_width, to_height) = (small(width), small(height));
    let span = |at: usize, to: usize, of: usize| {
        let start = at * of / to;
        start..((at + 1) * of / to).max(start + 1)
    };
    let mut out = Vec::with_capacity(to_width * to_height * 3);
    for y in 0..to_height {
        let rows = span(y, to_height, height);
        for x in 0..to_width {
            let columns = span(x, to_width, width);
            let count = rows.len() * columns.len();
            let mut sums = [0; 3];
            for row in rows.clone() {
                let pixels = &rgb[(row * width + columns.start) * 3..(row * width + columns.end) * 3];
                for (place, value) in pixels.iter().enumerate() {
                    sums[place % 3] += usize::from(*value);
                }
            }
            out.extend(sums.map(|sum| (sum / count) as u8));
        }
    }
    Pixels { width: to_width, height: to_height, rgb: out }
}

fn encoded(pixels: &Pixels) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, pixels.width as u32, pixels.height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&pixels.rgb).ok()?;
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
        let rgb: Vec<u8> = (0..900 * 300).flat_map(|at| if at % 900 < 450 { [250, 0, 0] } else { [0, 0, 250] }).collect();
        let file = encoded(&Pixels { width: 900, height: 300, rgb: rgb.clone() }).unwrap();
        let small = shrunk(900, 300, &rgb);
        assert_eq!((small.width, small.height, small.rgb.len()), (240, 80, 240 * 80 * 3));
        assert_eq!((&small.rgb[..3], &small.rgb[small.rgb.len() - 3..]), (&[250, 0, 0][..], &[0, 0, 250][..]));
        for step in [1, 7, file.len()] {
            assert!(passed(&file, step).thumbnail().is_some());
        }
        let tiny = shrunk(1, 3, &[9; 9]);
        assert_eq!((tiny.width, tiny.height), (1, 3));
    }

    #[test]
    fn what_is_no_picture_leaves_nothing_in_memory() {
        let passing = passed(b"\xff\xd7 no picture", 1);
        assert!(passing.is_no_picture && passing.kept.is_empty());
        assert!(passed(b"\xff\xd8 begins as one", 3).thumbnail().is_none());
        assert!(passed(b"", 1).thumbnail().is_none());
        let mut huge = passed(b"\xff\xd8", 2);
        for _ in 0..13 {
            huge.write_all(&[0; 1 << 20]).unwrap();
        }
        assert!(huge.is_no_picture && huge.kept.is_empty());
    }

    #[test]
    fn a_photo_of_the_sample_is_made_small() {
        let photo = include_bytes!("../../../../cli/sample/photo.jpg");
        assert!(passed(photo, 4096).thumbnail().is_some());
    }
}
