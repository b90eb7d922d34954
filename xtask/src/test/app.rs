//! The apps' screens: models against the real library, clicked, measured and compared with their pictures.

use super::kotlin;
use super::sum::Sum;
use crate::setup;
use crate::shell::Failure;

/// All of it; names of Rust tests do not choose among these.
pub(crate) fn test(_: &[String]) -> Result<Sum, Failure> {
    setup::chinese_font()?;
    kotlin::app_reactor()
}
