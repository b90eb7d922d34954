//! Flows from inside: order of arrival, cost, hostile files, and the check of packs.

mod checking;
mod cost;
mod hostile;
mod order;
mod support;
