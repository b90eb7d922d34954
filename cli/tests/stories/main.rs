//! `linli` from outside, as one program: what it is built on is linked once for all of its stories.

mod demo;
mod drive;
mod flow;
mod recount;
mod standard;
mod vectors;
