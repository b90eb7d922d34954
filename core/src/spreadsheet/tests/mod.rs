//! Stories of real and hostile files.
