//! `linli drive` as other programs see it: the examples of its reference, odd input, kills, copied folders,
//! and the files that go in and out.

mod copies;
mod files;
mod kill;
mod odd_input;
mod outside;
mod reference;
