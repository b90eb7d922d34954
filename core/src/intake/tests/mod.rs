//! What taking and opening share, on stores of their own.

mod aside;
mod ends;
mod verified;
