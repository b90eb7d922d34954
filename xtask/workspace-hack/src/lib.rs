//! Nothing. The manifest is what this crate is for: `linli`, the wheel and the tests over plain SQLite choose the features of
//! what they are built on that the whole workspace chooses, and so use what was compiled for it.
