//! What taking and opening share, on stores of their own.

mod ends;
mod verified;
