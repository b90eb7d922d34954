//! 二维码.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// A text as a QR code: SVG of 160 units square with its quiet zone, in error level M. Empty where the text is too long for one
/// (about 2,300 bytes).
#[must_use]
pub fn qr(text: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M) else {
        return String::new();
    };
    let picture = code
        .render::<svg::Color<'_>>()
        .min_dimensions(160, 160)
        .build();
    // An XML declaration has no place inside a page.
    picture
        .find("<svg")
        .map(|start| picture[start..].to_owned())
        .unwrap_or_default()
}
