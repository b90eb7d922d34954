//! Every sentence of docs/spec/counting.md as a test, the golden vectors of docs/spec/rules.md 5.4, and hostile files.

mod answering;
mod effects;
mod golden;
mod hostile;
mod naive;
mod outcomes;
mod own_rules;
mod property;
mod reading;
mod refusing;
mod refusing_fields;
mod refusing_json;
mod running;
mod support;
