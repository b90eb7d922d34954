//! `linli-hub`.
fn main() {}
