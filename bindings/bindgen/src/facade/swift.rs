//! Swift, as `swift format` wants it.

use super::model::{Default, Form, Item, Member, Model, Shape, Variant, word};
use super::{camel, snake, wrapped};
use std::fmt::Write as _;

const WIDTH: usize = 118;

/// Words of the language that a case cannot be called without quotes.
const RESERVED: &[&str] = &[
    "any",
    "as",
    "break",
    "case",
    "catch",
    "class",
    "continue",
    "default",
    "defer",
    "do",
    "else",
    "enum",
    "extension",
    "false",
    "for",
    "func",
    "guard",
    "if",
    "import",
    "in",
    "init",
    "internal",
    "is",
    "let",
    "nil",
    "operator",
    "private",
    "protocol",
    "public",
    "repeat",
    "return",
    "self",
    "some",
    "static",
    "struct",
    "switch",
    "throw",
    "throws",
    "true",
    "try",
    "var",
    "where",
    "while",
];

/// A file of a subject's types.
pub(crate) fn file(model: &Model, subject: &str) -> String {
    let mut out = String::from(
        "// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.\n\n",
    );
    let items: Vec<&Item> = model.of(subject).collect();
    if items
        .iter()
        .flat_map(|item| shapes(item))
        .any(|one| matches!(one, Shape::Time | Shape::Path | Shape::Bytes))
    {
        push(&mut out, "import Foundation");
    }
    if items
        .iter()
        .any(|item| !matches!(item.form, Form::Id { .. } | Form::Codes(_)))
    {
        push(&mut out, "internal import LinliCore");
    }
    for item in items {
        if !out.ends_with("\n\n") {
            out.push('\n');
        }
        out.push_str(&declared(item));
    }
    out
}

fn shapes(item: &Item) -> Vec<Shape> {
    let members: Vec<&Member> = match &item.form {
        Form::Record { members, .. } => members.iter().collect(),
        Form::Choice(variants) => variants.iter().flat_map(|one| &one.members).collect(),
        _ => Vec::new(),
    };
    members
        .iter()
        .map(|one| innermost(&one.shape).clone())
        .collect()
}

fn innermost(shape: &Shape) -> &Shape {
    match shape {
        Shape::List(inner) | Shape::Optional(inner) => innermost(inner),
        other => other,
    }
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

fn doc(out: &mut String, indent: &str, text: &str) {
    for line in wrapped(text, &format!("{indent}/// "), WIDTH) {
        push(out, &line);
    }
}

fn declared(item: &Item) -> String {
    let name = &item.name;
    let mut out = String::new();
    match &item.form {
        Form::Id { entity } => {
            doc(&mut out, "", &item.doc);
            let protocol = if *entity { "EntityId" } else { "LinliId" };
            let _ = write!(
                out,
                "public struct {name}: {protocol} {{\n    /// Its text.\n    public let rawValue: String\n\n    \
                 /// From its text.\n    public init(_ text: String) {{ rawValue = text }}\n}}\n"
            );
        }
        Form::Record { members, identity } => {
            doc(&mut out, "", &item.doc);
            record(&mut out, item, members, identity.as_deref());
        }
        Form::Page { of, counted } => {
            let items = format!("items: core.items.map {{ {of}($0) }}");
            let call = if *counted {
                format!(
                    "\n            {items},\n            next: core.next,\n            \
                     total: core.total.map {{ Int(clamping: $0) }}\n        "
                )
            } else {
                format!("{items}, next: core.next")
            };
            let _ = write!(
                out,
                "extension Page<{of}> {{\n    init(_ core: LinliCore.{name}) {{\n        \
                 self.init({call})\n    }}\n}}\n"
            );
        }
        Form::Words {
            variants,
            vocabulary,
        } => words(&mut out, item, variants, vocabulary.as_deref()),
        Form::Codes(variants) => codes(&mut out, item, variants),
        Form::Choice(variants) => choice(&mut out, item, variants),
    }
    out
}

fn record(out: &mut String, item: &Item, members: &[Member], identity: Option<&str>) {
    let name = &item.name;
    let listed = if identity.is_some() {
        ", Identifiable"
    } else {
        ""
    };
    push(
        out,
        &format!("public struct {name}: Sendable, Hashable{listed} {{"),
    );
    for member in members {
        doc(out, "    ", &member.doc);
        push(
            out,
            &format!("    public var {}: {}", member.name, kind(&member.shape)),
        );
    }
    if let Some(field) = identity.filter(|field| *field != "id")
        && let Some(member) = members.iter().find(|member| member.name == field)
    {
        let kind = kind(&member.shape);
        let _ = write!(
            out,
            "\n    /// The same as `{field}`, for lists.\n    public var id: {kind} {{ {field} }}\n"
        );
    }
    let told = if members.iter().any(|member| member.default.is_some()) {
        "What is left out has its field's default."
    } else {
        "From its parts."
    };
    let _ = write!(out, "\n    /// {told}\n    public init(\n");
    let parameters: Vec<String> = members
        .iter()
        .map(|one| format!("        {}", parameter(one)))
        .collect();
    push(out, &parameters.join(",\n"));
    push(out, "    ) {");
    for member in members {
        push(out, &format!("        self.{0} = {0}", member.name));
    }
    push(out, "    }");
    if item.given {
        let _ = write!(out, "\n    init(_ core: LinliCore.{name}) {{\n");
        for member in members {
            let value = given(&format!("core.{}", member.name), &member.shape);
            push(out, &format!("        {} = {value}", member.name));
        }
        push(out, "    }");
    }
    if item.taken {
        let _ = write!(
            out,
            "\n    var core: LinliCore.{name} {{\n        LinliCore.{name}(\n"
        );
        let values = members
            .iter()
            .map(|one| format!("            {}: {}", one.name, taken(&one.name, &one.shape)));
        push(out, &values.collect::<Vec<_>>().join(",\n"));
        push(out, "        )\n    }");
    }
    push(out, "}");
}

fn parameter(member: &Member) -> String {
    let default = member
        .default
        .as_ref()
        .map_or_else(String::new, |one| format!(" = {}", default(one)));
    format!("{}: {}{default}", member.name, kind(&member.shape))
}

fn words(out: &mut String, item: &Item, variants: &[Variant], vocabulary: Option<&str>) {
    let name = &item.name;
    doc(out, "", &item.doc);
    let protocols = if vocabulary.is_some() {
        "Word"
    } else {
        "Sendable, Hashable, CaseIterable, Codable"
    };
    push(out, &format!("public enum {name}: String, {protocols} {{"));
    for variant in variants {
        doc(out, "    ", &variant.doc);
        let (case, word) = (case(variant), word(variant));
        if case == word {
            push(out, &format!("    case {}", quoted(&case)));
        } else {
            push(out, &format!("    case {} = \"{word}\"", quoted(&case)));
        }
    }
    if let Some(vocabulary) = vocabulary {
        let _ = write!(
            out,
            "\n    /// Its name in the table of words.\n    public static let vocabulary = \"{vocabulary}\"\n"
        );
    }
    if item.given {
        let _ = write!(
            out,
            "\n    init(_ core: LinliCore.{name}) {{\n        self =\n            switch core {{\n"
        );
        for case in variants.iter().map(case) {
            push(out, &format!("            case .{case}: .{case}"));
        }
        push(out, "            }\n    }");
    }
    if item.taken {
        let _ = write!(
            out,
            "\n    var core: LinliCore.{name} {{\n        switch self {{\n"
        );
        for case in variants.iter().map(case) {
            push(out, &format!("        case .{case}: .{case}"));
        }
        push(out, "        }\n    }");
    }
    push(out, "}");
}

fn codes(out: &mut String, item: &Item, variants: &[Variant]) {
    let name = &item.name;
    doc(out, "", &item.doc);
    let _ = write!(
        out,
        "public struct {name}: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {{\n    \
         /// The stable name, in `snake_case`.\n    public let rawValue: String\n\n    \
         /// From its name, which may be one that this version does not know.\n    \
         public init(rawValue: String) {{ self.rawValue = rawValue }}\n\n    \
         init(_ name: String) {{ rawValue = name }}\n\n    \
         /// The name.\n    public var description: String {{ rawValue }}\n"
    );
    for variant in variants {
        out.push('\n');
        doc(out, "    ", &variant.doc);
        let (constant, word) = (quoted(&case(variant)), word(variant));
        push(
            out,
            &format!("    public static let {constant} = {name}(\"{word}\")"),
        );
    }
    push(out, "}");
}

fn choice(out: &mut String, item: &Item, variants: &[Variant]) {
    let name = &item.name;
    doc(out, "", &item.doc);
    push(out, &format!("public enum {name}: Sendable, Hashable {{"));
    for variant in variants {
        doc(out, "    ", &variant.doc);
        let values: Vec<String> = variant
            .members
            .iter()
            .enumerate()
            .map(|(number, one)| {
                let parameter = parameter(one);
                if labelled(variant, number) {
                    return parameter;
                }
                let unlabelled = parameter.split_once(": ").map(|(_, kind)| kind.to_owned());
                unlabelled.unwrap_or(parameter)
            })
            .collect();
        push(
            out,
            &listed("    ", &format!("case {}", quoted(&case(variant))), &values),
        );
    }
    if item.given {
        let _ = write!(
            out,
            "\n    init(_ core: LinliCore.{name}) {{\n        self =\n            switch core {{\n"
        );
        for variant in variants {
            let built = values(variant, |number, one| {
                (labelled(variant, number), given(&one.name, &one.shape))
            });
            arm(out, "            ", variant, &built);
        }
        push(out, "            }\n    }");
    }
    if item.taken {
        let _ = write!(
            out,
            "\n    var core: LinliCore.{name} {{\n        switch self {{\n"
        );
        for variant in variants {
            let built = values(variant, |_, one| {
                (!one.nameless, taken(&one.name, &one.shape))
            });
            arm(out, "        ", variant, &built);
        }
        push(out, "        }\n    }");
    }
    push(out, "}");
}

/// Whether a value has its name before it: not where the case has said it already.
pub(super) fn labelled(variant: &Variant, number: usize) -> bool {
    let member = &variant.members[number];
    let said = number == 0 && member.name == case(variant);
    !(member.nameless || said)
}

/// The values behind the case.
fn values(variant: &Variant, value: impl Fn(usize, &Member) -> (bool, String)) -> Vec<String> {
    let all = variant
        .members
        .iter()
        .enumerate()
        .map(|(number, one)| match value(number, one) {
            (true, value) => format!("{}: {value}", one.name),
            (false, value) => value,
        });
    all.collect()
}

/// A head with what stands in its brackets, in lines that fit where one does not.
fn listed(indent: &str, head: &str, values: &[String]) -> String {
    if values.is_empty() {
        return format!("{indent}{head}");
    }
    let line = format!("{indent}{head}({})", values.join(", "));
    if line.chars().count() <= WIDTH {
        return line;
    }
    let mut text = format!("{indent}{head}(");
    let mut line = String::new();
    for (number, value) in values.iter().enumerate() {
        let end = if number + 1 < values.len() { "," } else { ")" };
        let longer = format!("{line} {value}{end}");
        if !line.is_empty() && longer.chars().count() <= WIDTH {
            line = longer;
        } else {
            if !line.is_empty() {
                text = format!("{text}\n{line}");
            }
            line = format!("{indent}    {value}{end}");
        }
    }
    format!("{text}\n{line}")
}

fn arm(out: &mut String, indent: &str, variant: &Variant, built: &[String]) {
    let case = format!(".{}", case(variant));
    let bound = values(variant, |_, one| (false, format!("let {}", one.name)));
    let bound = listed("", &format!("case {case}"), &bound);
    let line = format!("{indent}{bound}: {}", listed("", &case, built));
    if line.chars().count() <= WIDTH && !line.contains('\n') {
        push(out, &line);
    } else {
        let built = listed(&format!("{indent}    "), &case, built);
        push(out, &format!("{indent}{bound}:\n{built}"));
    }
}

/// `ResidentReport` as `residentReport`.
pub(super) fn case(variant: &Variant) -> String {
    camel(&word(variant))
}

fn quoted(case: &str) -> String {
    if RESERVED.contains(&case) {
        format!("`{case}`")
    } else {
        case.to_owned()
    }
}

fn kind(shape: &Shape) -> String {
    match shape {
        Shape::Text | Shape::EntityId => "String".to_owned(),
        Shape::Bool => "Bool".to_owned(),
        Shape::Count(_) | Shape::Int | Shape::Whole => "Int".to_owned(),
        Shape::Bytes => "Data".to_owned(),
        Shape::Time => "Date".to_owned(),
        Shape::Path => "URL".to_owned(),
        Shape::Id(name) | Shape::Named(name) => name.clone(),
        Shape::List(inner) => format!("[{}]", kind(inner)),
        Shape::Optional(inner) => format!("{}?", kind(inner)),
    }
}

fn default(default: &Default) -> String {
    match default {
        Default::Nothing => "nil".to_owned(),
        Default::Empty => "[]".to_owned(),
        Default::Number(number) => number.to_string(),
        Default::Text(text) => format!("{text:?}"),
        Default::Truth(truth) => truth.to_string(),
        Default::Word(name) | Default::Case(name) => format!(".{}", camel(&snake(name))),
    }
}

/// A value that the library gave, as the public type.
fn given(value: &str, shape: &Shape) -> String {
    if unchanged(shape) {
        return value.to_owned();
    }
    match shape {
        Shape::Count(_) => format!("Int(clamping: {value})"),
        Shape::Int | Shape::Whole => format!("Int({value})"),
        Shape::Path => format!("URL(fileURLWithPath: {value})"),
        Shape::Id(name) | Shape::Named(name) => format!("{name}({value})"),
        Shape::List(inner) | Shape::Optional(inner) => {
            format!("{value}.map {{ {} }}", given("$0", inner))
        }
        _ => value.to_owned(),
    }
}

/// A value that an app handed in, as the library takes it.
fn taken(value: &str, shape: &Shape) -> String {
    if unchanged(shape) {
        return value.to_owned();
    }
    match shape {
        Shape::Count(bits) => format!("UInt{bits}(clamping: {value})"),
        Shape::Int => format!("Int32(clamping: {value})"),
        Shape::Whole => format!("Int64({value})"),
        Shape::Path => format!("{value}.path"),
        Shape::Id(_) => format!("{value}.rawValue"),
        Shape::Named(_) => format!("{value}.core"),
        Shape::List(inner) => format!("{value}.map {{ {} }}", taken("$0", inner)),
        Shape::Optional(inner) => match &**inner {
            Shape::Count(_) | Shape::Int | Shape::Whole => {
                format!("{value}.map {{ {} }}", taken("$0", inner))
            }
            inner => taken(&format!("{value}?"), inner),
        },
        _ => value.to_owned(),
    }
}

/// Whether both sides have the same type.
fn unchanged(shape: &Shape) -> bool {
    matches!(
        innermost(shape),
        Shape::Text | Shape::EntityId | Shape::Bool | Shape::Bytes | Shape::Time
    )
}
