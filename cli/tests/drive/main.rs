//! `linli drive` as other programs see it: the examples of its reference, odd input, kills, and copied folders.

mod copies;
mod kill;
mod odd_input;
mod outside;
mod reference;
