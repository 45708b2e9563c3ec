//! Pictures as pixels, for making them small and for covering parts of them.

use super::bare::jpeg::bare;
use std::io::Cursor;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Bytes of a picture that is looked into.
pub const DECODED_MAX_BYTES: usize = 12 << 20;
/// Bytes of such a picture's pixels: all of them lie in memory for a moment. That are thirteen million pixels in colour, as a phone makes them.
pub const DECODED_PIXELS_MAX_BYTES: usize = 39_000_000;
/// A progressive JPEG is put together from numbers of two bytes for each channel of a pixel, which lie there too.
const PROGRESSIVE_FACTOR: usize = 3;
/// The marker that begins the frame of such a one.
const PROGRESSIVE: [u8; 2] = [0xff, 0xc2];

/// A picture: values of 8 bits, row by row.
pub(super) struct Pixels {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Values of a pixel: grey or three colours, and perhaps how much of it covers what is below.
    pub(super) channels: usize,
    pub(super) values: Vec<u8>,
}

impl Pixels {
    /// Its colour on white.
    pub(super) fn rgb(&self, x: usize, y: usize) -> [u8; 3] {
        let at = (y * self.width + x) * self.channels;
        let on_white = |value: u8, cover: u8| (255 - u16::from(cover) + u16::from(value) * u16::from(cover) / 255) as u8;
        match self.values[at..at + self.channels] {
            [grey] => [grey; 3],
            [grey, cover] => [on_white(grey, cover); 3],
            [red, green, blue, cover] => [red, green, blue].map(|value| on_white(value, cover)),
            ref rgb => [rgb[0], rgb[1], rgb[2]],
        }
    }

    /// A picture in three colours as it was seen, of one that was held in one of the eight ways of EXIF.
    pub(super) fn upright(&self, turn: u8) -> Self {
        let (across, down) = (self.width, self.height);
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
            self.rgb(x, y)
        });
        Pixels { values: values.collect(), width, height, channels: 3 }
    }

    /// As a PNG file with nothing beside the pixels, which must be in three colours.
    pub(super) fn to_png(&self) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&self.values).ok()?;
        writer.finish().ok()?;
        Some(out)
    }
}

/// The pixels of a JPEG or PNG file as it holds them; `None` if it is neither, can't be read to its end, or would take too much memory.
pub(super) fn decoded(file: &[u8]) -> Option<Pixels> {
    if file.len() > DECODED_MAX_BYTES {
        return None;
    }
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
    width > 0 && height > 0 && bytes.is_some_and(|bytes| bytes <= DECODED_PIXELS_MAX_BYTES)
}

/// In which of the eight ways of EXIF a picture was held; 1 is upright.
pub(super) fn turn_of(file: &[u8]) -> u8 {
    bare(file).map_or(1, |bare| bare.turn)
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let seen = held.upright(turn);
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
}
