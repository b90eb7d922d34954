//! The table beside the interface: what `facade.tsv` says of a type. A line that names no type is a fault, so that the table
//! does not outlive what it speaks of.

use anyhow::{Context as _, Result, bail};
use std::collections::{BTreeMap, BTreeSet};

/// The file, by kind of line.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// Subject of a type, and the field that identifies it.
    pub(crate) subjects: BTreeMap<String, (String, Option<String>)>,
    /// Vocabulary of an enum.
    pub(crate) words: BTreeMap<String, String>,
    /// Documentation of an id.
    pub(crate) ids: BTreeMap<String, String>,
    pub(crate) entities: BTreeSet<String>,
    /// Name and documentation of a nameless value, by `Enum.Variant`.
    pub(crate) payloads: BTreeMap<String, (String, String)>,
    /// Word by `Record.field`.
    pub(crate) defaults: BTreeMap<String, String>,
    /// Fields, as `Record.field`, that hold any entity's id.
    pub(crate) entity_fields: BTreeSet<String>,
    /// Enums whose words a later version, or another phone's, adds to: text in the façades, with a constant for each word.
    pub(crate) codes: BTreeSet<String>,
    /// Such an enum by the field, as `Record.field`, that holds one of its words as text.
    pub(crate) code_fields: BTreeMap<String, String>,
    pub(crate) by_hand: BTreeSet<String>,
    /// The value of a sample's field, by `field` or `Record.field` in the façades' spelling; by the name of a choice its variant.
    pub(crate) samples: BTreeMap<String, String>,
}

impl Table {
    /// Reads the file's text.
    pub(crate) fn read(text: &str) -> Result<Self> {
        let mut table = Self::default();
        let lines = text.lines().enumerate();
        for (number, line) in lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            table
                .take(&cells)
                .with_context(|| format!("facade.tsv, line {}: {line:?}", number + 1))?;
        }
        Ok(table)
    }

    fn take(&mut self, cells: &[&str]) -> Result<()> {
        let owned = |text: &str| text.to_owned();
        let twice = match *cells {
            ["subject", name, subject] => self
                .subjects
                .insert(owned(name), (owned(subject), None))
                .is_some(),
            ["subject", name, subject, field] => self
                .subjects
                .insert(owned(name), (owned(subject), Some(owned(field))))
                .is_some(),
            ["words", name, vocabulary] => {
                self.words.insert(owned(name), owned(vocabulary)).is_some()
            }
            ["id", name, doc] => self.ids.insert(owned(name), owned(doc)).is_some(),
            ["entity", name] => !self.entities.insert(owned(name)),
            ["payload", variant, name, doc] => self
                .payloads
                .insert(owned(variant), (owned(name), owned(doc)))
                .is_some(),
            ["default", field, word] => self.defaults.insert(owned(field), owned(word)).is_some(),
            ["entityid", field] => !self.entity_fields.insert(owned(field)),
            ["codes", name] => !self.codes.insert(owned(name)),
            ["code", field, name] => self.code_fields.insert(owned(field), owned(name)).is_some(),
            ["sample", field, value] => self.samples.insert(owned(field), owned(value)).is_some(),
            ["hand", name] => !self.by_hand.insert(owned(name)),
            _ => bail!("no such line"),
        };
        if twice {
            bail!("said before");
        }
        Ok(())
    }

    /// Every type that the table speaks of.
    pub(crate) fn names(&self) -> BTreeSet<&str> {
        let fields = self.payloads.keys().chain(self.defaults.keys());
        let fields = fields
            .chain(&self.entity_fields)
            .chain(self.code_fields.keys());
        let owners = fields.filter_map(|field| field.split('.').next());
        let types = self.subjects.keys().chain(self.words.keys());
        let types = types.chain(self.ids.keys()).chain(&self.entities);
        let types = types.chain(&self.by_hand).chain(&self.codes);
        let types = types.chain(self.code_fields.values()).map(String::as_str);
        types.chain(owners).collect()
    }
}
