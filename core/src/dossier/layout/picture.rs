//! Photos and screenshots: read here before they get near a page, and without anything in them but what is seen.

use super::super::bare::jpeg::bare;
use krilla::image::Image;
use std::io::Cursor;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Bytes of a picture.
pub const PICTURE_MAX_BYTES: usize = 4 << 20;
/// Pixels of a picture's side. What stands in a statement is small; the file itself is beside it.
pub const PICTURE_SIDE_MAX_PX: u32 = 2_048;

/// A picture that can be printed.
#[derive(Clone, Debug)]
pub struct Picture {
    pub(super) image: Image,
    pub(super) width_px: u32,
    pub(super) height_px: u32,
}

/// Why something is not a [`Picture`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// Neither JPEG nor PNG, or it can't be read to its end.
    #[error("not a picture in JPEG or PNG that can be read")]
    Unreadable,
    /// More than [`PICTURE_MAX_BYTES`] or a side of more than [`PICTURE_SIDE_MAX_PX`].
    #[error("the picture is too large")]
    TooLarge,
}

impl Picture {
    /// Reads a JPEG or PNG to its end. Position, device and whatever else the file says beside the picture itself are left behind, the turn that a camera
    /// noted too: give it upright.
    pub fn read(file: &[u8]) -> Result<Self, PictureError> {
        if file.len() > PICTURE_MAX_BYTES {
            return Err(PictureError::TooLarge);
        }
        if file.starts_with(&[0xff, 0xd8]) { jpeg(file) } else { png(file) }
    }
}

fn jpeg(file: &[u8]) -> Result<Picture, PictureError> {
    let bare = bare(file).ok_or(PictureError::Unreadable)?.bytes;
    let side_max = PICTURE_SIDE_MAX_PX as usize;
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(&bare), DecoderOptions::default().set_strict_mode(true));
    decoder.decode_headers().map_err(|_| PictureError::Unreadable)?;
    let (width, height) = decoder.dimensions().ok_or(PictureError::Unreadable)?;
    if width > side_max || height > side_max {
        return Err(PictureError::TooLarge);
    }
    decoder.decode().map_err(|_| PictureError::Unreadable)?;
    let image = Image::from_jpeg(bare.into(), false).map_err(|_| PictureError::Unreadable)?;
    Ok(Picture { image, width_px: width as u32, height_px: height as u32 })
}

fn png(file: &[u8]) -> Result<Picture, PictureError> {
    let mut decoder = png::Decoder::new(Cursor::new(file));
    decoder.set_transformations(png::Transformations::normalize_to_color8() | png::Transformations::ALPHA);
    let mut reader = decoder.read_info().map_err(|_| PictureError::Unreadable)?;
    let (width, height) = reader.info().size();
    if width > PICTURE_SIDE_MAX_PX || height > PICTURE_SIDE_MAX_PX {
        return Err(PictureError::TooLarge);
    }
    let mut pixels = vec![0; reader.output_buffer_size().ok_or(PictureError::TooLarge)?];
    let frame = reader.next_frame(&mut pixels).map_err(|_| PictureError::Unreadable)?;
    pixels.truncate(frame.buffer_size());
    let rgba = match frame.color_type {
        png::ColorType::Rgba => pixels,
        png::ColorType::GrayscaleAlpha => pixels.chunks_exact(2).flat_map(|pixel| [pixel[0], pixel[0], pixel[0], pixel[1]]).collect(),
        _ => return Err(PictureError::Unreadable),
    };
    Ok(Picture { image: Image::from_rgba8(rgba, width, height), width_px: width, height_px: height })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A PNG of a grey ramp, with words beside it.
    fn grey_png(width: u32, height: u32) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, width, height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.add_text_chunk("GPS".to_owned(), "43.238949 76.889709".to_owned()).unwrap();
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&(0..width * height).map(|at| (at % 251) as u8).collect::<Vec<_>>()).unwrap();
        writer.finish().unwrap();
        file
    }

    /// 8 × 8 grey pixels, a baseline JPEG by the shortest tables there are: every coefficient is zero.
    fn grey_jpeg() -> Vec<u8> {
        let mut file = vec![0xff, 0xd8, 0xff, 0xdb, 0, 67, 0];
        file.extend([1; 64]);
        file.extend([0xff, 0xc0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0]);
        for class in [0x00, 0x10] {
            file.extend([0xff, 0xc4, 0, 20, class, 1]);
            file.extend([0; 15]);
            file.push(0);
        }
        file.extend([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0b0011_1111, 0xff, 0xd9]);
        file
    }

    fn with_segment(file: &[u8], marker: u8, words: &[u8]) -> Vec<u8> {
        let length = u16::try_from(words.len() + 2).unwrap().to_be_bytes();
        [&file[..2], &[0xff, marker], &length, words, &file[2..]].concat()
    }

    #[test]
    fn a_jpeg_keeps_its_pixels_and_loses_what_it_says() {
        let plain = grey_jpeg();
        assert_eq!(bare(&plain).unwrap().bytes, plain);
        for marker in [0xe0, 0xe1, 0xe2, 0xed, 0xfe] {
            let mut told = with_segment(&plain, marker, b"Exif\0\0GPS 43.238949");
            told.extend(b"a second picture behind the end");
            assert_eq!(bare(&told).unwrap().bytes, plain, "{marker:x}");
        }
        let picture = Picture::read(&with_segment(&plain, 0xe1, b"Exif")).unwrap();
        assert_eq!((picture.width_px, picture.height_px), (8, 8));
    }

    #[test]
    fn a_png_is_read() {
        let picture = Picture::read(&grey_png(30, 20)).unwrap();
        assert_eq!((picture.width_px, picture.height_px), (30, 20));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let (jpeg, png) = (grey_jpeg(), grey_png(30, 20));
        for wrong in [&b""[..], b"\xff\xd8", b"GIF89a", b"%PDF-1.7", &jpeg[..jpeg.len() - 3], &png[..png.len() / 2], &png[..40]] {
            assert_eq!(Picture::read(wrong).err(), Some(PictureError::Unreadable), "{} bytes", wrong.len());
        }
        assert_eq!(Picture::read(&vec![0; PICTURE_MAX_BYTES + 1]).err(), Some(PictureError::TooLarge));
        assert_eq!(Picture::read(&grey_png(PICTURE_SIDE_MAX_PX + 1, 1)).err(), Some(PictureError::TooLarge));
        let mut large = grey_jpeg();
        large[76..78].copy_from_slice(&2_049u16.to_be_bytes());
        assert_eq!(Picture::read(&large).err(), Some(PictureError::TooLarge));
    }

    proptest! {
        #[test]
        fn no_damage_makes_it_panic(at in 0usize..400, to: u8, cut in 0usize..600) {
            for file in [grey_jpeg(), grey_png(12, 9)] {
                let mut file = file[..cut.min(file.len())].to_vec();
                if let Some(byte) = file.get_mut(at) {
                    *byte = to;
                }
                let _ = Picture::read(&file);
            }
        }
    }
}
