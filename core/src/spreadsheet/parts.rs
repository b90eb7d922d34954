//! Names of a package's parts. Programs write them with either slash and in any case, and call the workbook what they like:
//! relationships say which part is which (ECMA-376 part 2). Knows names, not content.

use super::fault::Reason;
use super::package::{Package, attribute};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::fmt::Write;

const WORKBOOK: &str = "xl/workbook.xml";
const WORKBOOK_RELATIONS: &str = "xl/_rels/workbook.xml.rels";

const ROOT_RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

/// A part's name with plain slashes and without one in front.
pub(super) fn plain(name: &str) -> String {
    let name = name.replace('\\', "/");
    name.trim_start_matches("./")
        .trim_start_matches('/')
        .to_owned()
}

struct Relation {
    id: String,
    /// The last word of its type: `worksheet`.
    kind: String,
    target: String,
}

/// The parts of a workbook under the names that its reader looks for; `None` if there is no workbook.
///
/// # Errors
/// Relationships that cannot be read.
pub(super) fn canonical(package: Package) -> Result<Option<Package>, Reason> {
    let Some(workbook) = workbook(&package)? else {
        return Ok(None);
    };
    let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
    let folder = folder.to_owned();
    let rels = join(&folder, &format!("_rels/{file}.rels"));
    let relations = match package.find(&rels) {
        Some(name) => relations(&package.parts[&name])?,
        None => Vec::new(),
    };
    let mut parts = BTreeMap::new();
    let mut written = String::from(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    );
    let mut sheets = 0;
    let mut left = package.parts;
    for relation in relations {
        let name = match relation.kind.as_str() {
            "worksheet" => {
                sheets += 1;
                format!("worksheets/sheet{sheets}.xml")
            }
            "sharedStrings" => "sharedStrings.xml".to_owned(),
            "styles" => "styles.xml".to_owned(),
            _ => continue,
        };
        let target = join(&folder, &relation.target);
        let Some(found) = find(&left, &target) else {
            continue;
        };
        // One part for two sheets is no accident of a spreadsheet program, and a reader may do without.
        if let Some(text) = left.remove(&found) {
            parts.insert(format!("xl/{name}"), text);
            let id = quick_xml::escape::escape(relation.id.as_str());
            let _ = write!(
                written,
                r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{name}"/>"#,
                relation.kind
            );
        }
    }
    written.push_str("</Relationships>");
    // A relationship may be left out where the name is the usual one.
    for name in ["xl/sharedStrings.xml", "xl/styles.xml"] {
        if !parts.contains_key(name)
            && let Some(text) = find(&left, name).and_then(|found| left.remove(&found))
        {
            parts.insert(name.to_owned(), text);
        }
    }
    if let Some(text) = left.remove(&workbook) {
        parts.insert(WORKBOOK.to_owned(), text);
    }
    parts.insert(WORKBOOK_RELATIONS.to_owned(), written);
    parts.insert("_rels/.rels".to_owned(), ROOT_RELATIONS.to_owned());
    for (name, text) in left {
        if name.eq_ignore_ascii_case("[content_types].xml") {
            parts.insert("[Content_Types].xml".to_owned(), text);
        }
    }
    Ok(Some(Package {
        parts,
        merged: package.merged,
        formulas: package.formulas,
    }))
}

/// The sheets of a workbook whose parts have their usual names: what each is called, and its part.
///
/// # Errors
/// A workbook that cannot be read.
pub(super) fn sheets(book: &Package) -> Result<Vec<(String, String)>, Reason> {
    let part = |name: &str| book.parts.get(name).map_or("", String::as_str);
    let targets: BTreeMap<String, String> = relations(part(WORKBOOK_RELATIONS))?
        .into_iter()
        .map(|relation| (relation.id, format!("xl/{}", relation.target)))
        .collect();
    let mut reader = Reader::from_str(part(WORKBOOK));
    reader.config_mut().check_end_names = false;
    let mut found = Vec::new();
    loop {
        match reader.read_event().map_err(|_| Reason::Damaged)? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "sheet" =>
            {
                let id = attribute(&element, "id").unwrap_or_default();
                if let (Some(name), Some(target)) = (attribute(&element, "name"), targets.get(&id))
                {
                    found.push((name, target.clone()));
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// The workbook by its relationship, or else by its usual name.
fn workbook(package: &Package) -> Result<Option<String>, Reason> {
    if let Some(root) = package.find("_rels/.rels") {
        let relations = relations(&package.parts[&root])?;
        let target = relations
            .into_iter()
            .find(|relation| relation.kind == "officeDocument")
            .and_then(|relation| package.find(&join("", &relation.target)));
        if let Some(target) = target.filter(|name| name.to_ascii_lowercase().ends_with(".xml")) {
            return Ok(is_workbook(&package.parts[&target]).then_some(target));
        }
    }
    Ok(package.find(WORKBOOK))
}

/// Documents and presentations have the same containers.
fn is_workbook(text: &str) -> bool {
    let head: String = text.chars().take(2_000).collect();
    head.contains("workbook")
}

fn relations(text: &str) -> Result<Vec<Relation>, Reason> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut found = Vec::new();
    loop {
        match reader.read_event().map_err(|_| Reason::Damaged)? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "Relationship" =>
            {
                let of = |name| attribute(&element, name).unwrap_or_default();
                let kind = of("Type");
                found.push(Relation {
                    id: of("Id"),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    target: of("Target"),
                });
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// A target as a part's name: absolute, or from a folder.
fn join(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The name under which a part is there, whatever its case.
pub(super) fn find(parts: &BTreeMap<String, String>, name: &str) -> Option<String> {
    if parts.contains_key(name) {
        return Some(name.to_owned());
    }
    parts
        .keys()
        .find(|own| own.eq_ignore_ascii_case(name))
        .cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_names_from_a_folder_or_from_the_root() {
        for (target, name) in [
            ("worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("..\\xl\\sheet1.xml", "xl/sheet1.xml"),
            ("./a.xml", "xl/a.xml"),
        ] {
            assert_eq!(join("xl", target), name);
        }
        assert_eq!(plain("\\xl\\workbook.xml"), "xl/workbook.xml");
    }
}
