//! QR codes: what a person keeps on paper, or shows to another phone.

use qrcode::{EcLevel, QrCode};

/// Pixels of one module.
const MODULE_PIXELS: usize = 8;
/// Light modules around a code, as ISO/IEC 18004 asks for.
pub(crate) const QUIET_MODULES: usize = 4;

/// A QR code that bears the loss of a quarter of it, or, for long texts, of a seventh.
pub struct Qr(QrCode);

impl Qr {
    /// The code of a text; `None` if it is too long for one.
    pub fn of(text: &str) -> Option<Self> {
        [EcLevel::Q, EcLevel::M].into_iter().find_map(|level| QrCode::with_error_correction_level(text, level).ok()).map(Self)
    }

    /// Its modules row by row, the dark ones true, without the light ones around it.
    pub(crate) fn modules(&self) -> Vec<Vec<bool>> {
        let Self(code) = self;
        code.to_colors().chunks(code.width()).map(|row| row.iter().map(|module| *module == qrcode::Color::Dark).collect()).collect()
    }

    /// A PNG image, black on white.
    pub fn png(&self) -> Vec<u8> {
        let Self(code) = self;
        let modules = code.width() + 2 * QUIET_MODULES;
        let colors = code.to_colors();
        let is_dark = |x: usize, y: usize| {
            let inside = |at: usize| at.checked_sub(QUIET_MODULES).filter(|at| *at < code.width());
            inside(x).zip(inside(y)).is_some_and(|(x, y)| colors[y * code.width() + x] == qrcode::Color::Dark)
        };
        let side = modules * MODULE_PIXELS;
        let mut pixels = Vec::with_capacity(side * side);
        for y in 0..side {
            pixels.extend((0..side).map(|x| if is_dark(x / MODULE_PIXELS, y / MODULE_PIXELS) { 0 } else { u8::MAX }));
        }
        png_of(side as u32, &pixels)
    }

    /// The same in SVG.
    pub fn svg(&self) -> String {
        let modules = MODULE_PIXELS as u32;
        self.0.render::<qrcode::render::svg::Color<'_>>().module_dimensions(modules, modules).build()
    }
}

/// A square picture of one byte a pixel.
fn png_of(side: u32, pixels: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    let written = encoder.write_header().and_then(|mut image| image.write_image_data(pixels));
    #[allow(clippy::expect_used)]
    written.expect("a picture of the size it says is written to memory");
    out
}
