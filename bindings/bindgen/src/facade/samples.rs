//! Samples of every value that the library gives out, for previews and for the fakes of an app's tests: in Kotlin and in Swift the
//! same. A value's words come from `facade.tsv`, so that a screen of them reads like one.
//!
//! Owns which value a sample has. Must not know what an operation answers.

use super::model::{Form, Item, Member, Model, Shape, Variant, word};
use super::{Table, camel, snake};
use anyhow::{Result, bail};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The value in the table that stands for nothing, or for an empty list.
const NOTHING: &str = "-";
/// The value that stands for the samples' day.
const NOW: &str = "now";

/// A sample's value, without the words of a language.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    Text(String),
    Number(String),
    Truth(bool),
    Now,
    Id(String, String),
    Word(String, Variant),
    /// The sample of a record or of a choice.
    Of(String),
    List(Vec<Value>),
    Nothing,
}

/// The samples of a subject; none where nothing of it is given out.
pub(super) struct Samples<'a> {
    model: &'a Model,
    table: &'a Table,
}

/// A record, or a variant, with the values of its members.
struct Sample<'a> {
    item: &'a Item,
    variant: Option<&'a Variant>,
    members: Vec<(&'a Member, Value)>,
}

impl<'a> Samples<'a> {
    pub(super) const fn new(model: &'a Model, table: &'a Table) -> Self {
        Self { model, table }
    }

    /// Those of a subject.
    fn of(&self, subject: &str) -> Result<Vec<Sample<'a>>> {
        let mut found = Vec::new();
        let mut missing = Vec::new();
        for item in self
            .model
            .items
            .iter()
            .filter(|item| item.given && item.subject == subject)
        {
            let (variant, members) = match &item.form {
                Form::Record { members, .. } => (None, members),
                Form::Choice(variants) => {
                    let variant = self.variant(item, variants)?;
                    (Some(variant), &variant.members)
                }
                _ => continue,
            };
            let mut values = Vec::new();
            for member in members {
                match self.value(&item.name, member) {
                    Ok(value) => values.push((member, value)),
                    Err(error) => missing.push(error.to_string()),
                }
            }
            found.push(Sample {
                item,
                variant,
                members: values,
            });
        }
        if !missing.is_empty() {
            bail!("{}", missing.join("\n"));
        }
        Ok(found)
    }

    /// The one that the table names, or the first.
    fn variant<'v>(&self, item: &Item, variants: &'v [Variant]) -> Result<&'v Variant> {
        let asked = self.table.samples.get(&item.name);
        let found = match asked {
            Some(name) => variants.iter().find(|variant| variant.name == *name),
            None => variants.first(),
        };
        found.ok_or_else(|| anyhow::anyhow!("{} has no variant {asked:?}", item.name))
    }

    fn value(&self, owner: &str, member: &Member) -> Result<Value> {
        let samples = &self.table.samples;
        let own = samples.get(&format!("{owner}.{}", member.name));
        let asked = own.or_else(|| samples.get(&member.name));
        self.shaped(owner, member, &member.shape, asked.map(String::as_str))
    }

    fn shaped(
        &self,
        owner: &str,
        member: &Member,
        shape: &Shape,
        asked: Option<&str>,
    ) -> Result<Value> {
        Ok(match shape {
            Shape::Optional(_) if asked == Some(NOTHING) => Value::Nothing,
            Shape::Optional(inner) => self.shaped(owner, member, inner, asked)?,
            Shape::List(_) if asked == Some(NOTHING) => Value::List(Vec::new()),
            Shape::List(inner) => Value::List(vec![self.shaped(owner, member, inner, asked)?]),
            Shape::Bool => Value::Truth(asked == Some("true")),
            Shape::Time => Value::Now,
            Shape::Id(name) => Value::Id(name.clone(), digits(name)),
            Shape::Named(name) => self.named(name, asked)?,
            Shape::Count(_) | Shape::Int | Shape::Whole => {
                // A text's value may stand under the same name.
                let number = asked.filter(|text| text.parse::<i64>().is_ok());
                Value::Number(number.unwrap_or("1").to_owned())
            }
            Shape::Text | Shape::EntityId => match asked {
                Some(text) => Value::Text(text.to_owned()),
                None => bail!(
                    "facade.tsv lacks a line `sample {} TEXT`, or `sample {owner}.{} TEXT`",
                    member.name,
                    member.name
                ),
            },
            Shape::Bytes | Shape::Path => {
                bail!("{owner}.{}: no sample of such a value", member.name)
            }
        })
    }

    fn named(&self, name: &str, asked: Option<&str>) -> Result<Value> {
        let item = self.model.items.iter().find(|item| item.name == name);
        let Some(Form::Words { variants, .. }) = item.map(|item| &item.form) else {
            return Ok(Value::Of(name.to_owned()));
        };
        let found = variants
            .iter()
            .find(|one| asked.is_none_or(|asked| one.name == asked));
        // A field's own word may be another vocabulary's.
        let Some(variant) = found.or_else(|| variants.first()) else {
            bail!("{name} has no words");
        };
        Ok(Value::Word(name.to_owned(), variant.clone()))
    }
}

/// An id that is always the same: of 16 bytes, or of the 32 that hashes have.
fn digits(name: &str) -> String {
    let long = ["RecordId", "ChainId", "DeviceId", "RequestId"].contains(&name);
    let seed = name.bytes().fold(7_u32, |all, letter| {
        all.wrapping_mul(31).wrapping_add(letter.into())
    });
    format!("{seed:08x}").repeat(if long { 8 } else { 4 })
}

/// The file in Kotlin; `None` where there is nothing to show.
pub(super) fn kotlin(samples: &Samples<'_>, subject: &str) -> Result<Option<String>> {
    let found = samples.of(subject)?;
    if found.is_empty() {
        return Ok(None);
    }
    let mut imports = BTreeSet::new();
    let mut body = String::new();
    for sample in &found {
        let name = &sample.item.name;
        imports.insert(name.clone());
        let call = match sample.variant {
            Some(variant) => format!("{name}.{}", variant.name),
            None => name.clone(),
        };
        let _ = write!(
            body,
            "\n/** {} */\npublic val Samples.{}: {name}\n    get() =\n        {call}",
            head(&sample.item.doc),
            camel(&snake(name))
        );
        if sample.members.is_empty() {
            body.push('\n');
            continue;
        }
        body.push_str("(\n");
        for (member, value) in &sample.members {
            let value = in_kotlin(value, &mut imports);
            let _ = writeln!(body, "            {} = {value},", member.name);
        }
        body.push_str("        )\n");
    }
    let mut out = String::from(
        "// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.\npackage org.linli.fakes\n\n",
    );
    for import in imports {
        let _ = writeln!(out, "import org.linli.{import}");
    }
    Ok(Some(out + &body))
}

fn in_kotlin(value: &Value, imports: &mut BTreeSet<String>) -> String {
    match value {
        Value::Text(text) => format!("{text:?}"),
        Value::Number(number) => number.clone(),
        Value::Truth(truth) => truth.to_string(),
        Value::Now => NOW.to_owned(),
        Value::Id(name, digits) => {
            imports.insert(name.clone());
            format!("{name}(\"{digits}\")")
        }
        Value::Word(name, variant) => {
            imports.insert(name.clone());
            format!("{name}.{}", word(variant).to_uppercase())
        }
        Value::Of(name) => camel(&snake(name)),
        Value::List(items) if items.is_empty() => "emptyList()".to_owned(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|one| in_kotlin(one, imports)).collect();
            format!("listOf({})", items.join(", "))
        }
        Value::Nothing => "null".to_owned(),
    }
}

/// The file in Swift; `None` where there is nothing to show.
pub(super) fn swift(samples: &Samples<'_>, subject: &str) -> Result<Option<String>> {
    let found = samples.of(subject)?;
    if found.is_empty() {
        return Ok(None);
    }
    let mut out = String::from(
        "// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.\n\nimport Foundation\nimport Linli\n\nextension Samples {\n",
    );
    for (number, sample) in found.iter().enumerate() {
        let name = &sample.item.name;
        if number > 0 {
            out.push('\n');
        }
        let _ = write!(
            out,
            "    /// {}\n    public static var {}: {name} {{\n        ",
            head(&sample.item.doc),
            camel(&snake(name))
        );
        let call = match sample.variant {
            Some(variant) => format!("{name}.{}", super::swift::case(variant)),
            None => name.clone(),
        };
        out.push_str(&call);
        if sample.members.is_empty() {
            out.push_str("\n    }\n");
            continue;
        }
        let values: Vec<String> = sample
            .members
            .iter()
            .enumerate()
            .map(|(number, (member, value))| {
                let value = in_swift(value);
                let is_labelled = sample
                    .variant
                    .is_none_or(|variant| super::swift::labelled(variant, number));
                if is_labelled {
                    format!("            {}: {value}", member.name)
                } else {
                    format!("            {value}")
                }
            })
            .collect();
        let _ = write!(out, "(\n{}\n        )\n    }}\n", values.join(",\n"));
    }
    out.push_str("}\n");
    Ok(Some(out))
}

fn in_swift(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("{text:?}"),
        Value::Number(number) => number.clone(),
        Value::Truth(truth) => truth.to_string(),
        Value::Now => NOW.to_owned(),
        Value::Id(name, digits) => format!("{name}(\"{digits}\")"),
        Value::Word(_, variant) => format!(".{}", super::swift::case(variant)),
        Value::Of(name) => camel(&snake(name)),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(in_swift).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Nothing => "nil".to_owned(),
    }
}

/// The first sentence of a documentation.
fn head(doc: &str) -> String {
    let first = doc.split(['.', ';']).next().unwrap_or_default();
    let first = first.split(['(', ':']).next().unwrap_or_default().trim();
    format!("{first}.")
}
