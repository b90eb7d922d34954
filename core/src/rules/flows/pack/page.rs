//! 打印页: how a matter looks on paper.

use super::Title;

/// 打印页: a template of a pack.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Title,
    /// The flows of the pack that it prints; none: every flow.
    pub flows: Vec<String>,
    /// The classes of documents that it prints; none: every class.
    pub classes: Vec<String>,
    /// Whether it lists the doors of the place, which costs a read of each.
    pub has_doors: bool,
    /// Whether it prints a place and no matter.
    pub of_place: bool,
    /// The body of the page, in the template language (docs/pages.md).
    pub template: String,
}

impl Page {
    /// Whether it prints matters of a flow and a class.
    #[must_use]
    pub fn prints(&self, flow: &str, class: &str) -> bool {
        let among =
            |names: &[String], name: &str| names.is_empty() || names.iter().any(|one| one == name);
        !self.of_place && among(&self.flows, flow) && among(&self.classes, class)
    }
}
