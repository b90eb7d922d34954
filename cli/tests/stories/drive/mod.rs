//! `linli drive` as other programs see it: the examples of its reference, odd input, kills, copied folders,
//! the files that go in and out, and the reads of the screens.

mod cards;
mod copies;
mod files;
mod kill;
mod odd_input;
mod outside;
mod reference;
mod screens;
