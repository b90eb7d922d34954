//! Python: the constants of codes alone. Its value types are those that UniFFI writes.

use super::model::{Form, Model, word};
use super::wrapped;

const WIDTH: usize = 125;

/// The file of constants.
pub(crate) fn codes(model: &Model) -> String {
    let mut out = String::from(
        "\"\"\"Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.\"\"\"\n\n\
         from __future__ import annotations\n\nfrom typing import Final\n",
    );
    for item in &model.items {
        let Form::Codes(variants) = &item.form else {
            continue;
        };
        out.push_str(&format!("\n\nclass {}:\n", item.name));
        docstring(&mut out, &item.doc);
        for variant in variants {
            let word = word(variant);
            out.push_str(&format!(
                "\n    {}: Final = \"{word}\"\n",
                word.to_uppercase()
            ));
            docstring(&mut out, &variant.doc);
        }
    }
    out
}

fn docstring(out: &mut String, text: &str) {
    // Room for the quotes at the end.
    let lines = wrapped(&format!("\"\"\"{text}"), "    ", WIDTH - 3);
    out.push_str(&lines.join("\n"));
    out.push_str("\"\"\"\n");
}
