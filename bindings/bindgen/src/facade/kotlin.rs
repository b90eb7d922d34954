//! Kotlin, as ktlint wants it.

use super::model::{Default, Form, Item, Member, Model, Shape, Variant, word};
use super::wrapped;
use std::fmt::Write as _;

const WIDTH: usize = 125;

/// A file of a subject's types.
pub(crate) fn file(model: &Model, subject: &str) -> String {
    let mut out = String::from(
        "// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.\npackage org.linli\n",
    );
    let items: Vec<&Item> = model.of(subject).collect();
    let shapes: Vec<Shape> = items.iter().flat_map(|item| shapes(item)).collect();
    let mut imports = Vec::new();
    for (shape, import) in [
        (Shape::Path, "java.nio.file.Path"),
        (Shape::Time, "java.time.Instant"),
    ] {
        if shapes.contains(&shape) {
            imports.push(import.to_owned());
        }
    }
    for item in &items {
        if crosses(item) {
            imports.push(format!("org.linli.ffi.{0} as Ffi{0}", item.name));
        }
    }
    if !imports.is_empty() {
        out.push('\n');
        for import in imports {
            push(&mut out, &format!("import {import}"));
        }
    }
    for item in items {
        out.push('\n');
        out.push_str(&declared(model, item));
    }
    out
}

/// Whether the generated type is named in its file.
fn crosses(item: &Item) -> bool {
    !matches!(item.form, Form::Id { .. } | Form::Codes(_)) && (item.given || item.taken)
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

fn declared(model: &Model, item: &Item) -> String {
    let name = &item.name;
    let mut out = String::new();
    match &item.form {
        Form::Id { entity } => {
            let property = "@property value lower-case hexadecimal; the library checks it";
            doc(&mut out, "", &item.doc, &[property.to_owned()]);
            let (keyword, parent) = if *entity {
                ("override", " : EntityId")
            } else {
                ("public", "")
            };
            let _ = write!(
                out,
                "@JvmInline\npublic value class {name}(\n    {keyword} val value: String,\n){parent} {{\n    \
                 /** The [value]. */\n    override fun toString(): String = value\n}}\n"
            );
        }
        Form::Record { members, .. } => {
            doc(&mut out, "", &item.doc, &properties(members));
            push(&mut out, &format!("public data class {name}("));
            parameters(&mut out, "    ", members, &[]);
            push(&mut out, ")");
            if item.given {
                let _ = write!(
                    out,
                    "\ninternal fun Ffi{name}.toPublic(): {name} =\n    {name}(\n"
                );
                assignments(&mut out, members, |one| given(&one.name, &one.shape));
            }
            if item.taken {
                let _ = write!(
                    out,
                    "\ninternal fun {name}.toFfi(): Ffi{name} =\n    Ffi{name}(\n"
                );
                assignments(&mut out, members, |one| taken(model, &one.name, &one.shape));
            }
        }
        Form::Page { of, counted } => {
            let total = if *counted { ", total?.toLong()" } else { "" };
            let _ = writeln!(
                out,
                "internal fun Ffi{name}.toPublic(): Page<{of}> = Page(items.map {{ it.toPublic() }}, next{total})"
            );
        }
        Form::Words {
            variants,
            vocabulary,
        } => words(&mut out, item, variants, vocabulary.as_deref()),
        Form::Codes(variants) => codes(&mut out, item, variants),
        Form::Choice(variants) => choice(model, &mut out, item, variants),
    }
    out
}

/// Among `siblings`, the variants declared around them, a type of the same name has to say its package.
fn parameters(out: &mut String, indent: &str, members: &[Member], siblings: &[Variant]) {
    for member in members {
        let default = member
            .default
            .as_ref()
            .map(|one| default(&member.shape, one));
        let kind = kind(&member.shape, siblings);
        let default = default.map_or_else(String::new, |one| format!(" = {one}"));
        push(
            out,
            &format!("{indent}val {}: {kind}{default},", member.name),
        );
    }
}

fn assignments(out: &mut String, members: &[Member], value: impl Fn(&Member) -> String) {
    for member in members {
        push(
            out,
            &format!("        {} = {},", member.name, value(member)),
        );
    }
    push(out, "    )");
}

fn words(out: &mut String, item: &Item, variants: &[Variant], vocabulary: Option<&str>) {
    let name = &item.name;
    doc(out, "", &item.doc, &[]);
    let parent = if vocabulary.is_some() { " : Word" } else { "" };
    if item.taken {
        push(
            out,
            &format!("public enum class {name}(\n    internal val ffi: Ffi{name},\n){parent} {{"),
        );
    } else {
        push(out, &format!("public enum class {name}{parent} {{"));
    }
    for (number, variant) in variants.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        let shout = shout(variant);
        doc(out, "    ", &variant.doc, &[]);
        if item.taken {
            push(out, &format!("    {shout}(Ffi{name}.{shout}),"));
        } else {
            push(out, &format!("    {shout},"));
        }
    }
    if let Some(vocabulary) = vocabulary {
        push(out, "    ;\n");
        for language in ["zh", "en"] {
            let _ = writeln!(
                out,
                "    override val {language}: String get() = WordTexts.of(\"{vocabulary}\", this).{language}"
            );
        }
    }
    push(out, "}");
    if item.given {
        let _ = write!(
            out,
            "\ninternal fun Ffi{name}.toPublic(): {name} =\n    when (this) {{\n"
        );
        for variant in variants.iter().map(shout) {
            push(
                out,
                &format!("        Ffi{name}.{variant} -> {name}.{variant}"),
            );
        }
        push(out, "    }");
    }
}

fn codes(out: &mut String, item: &Item, variants: &[Variant]) {
    let name = &item.name;
    let property = "@property value the stable name, in `snake_case`";
    doc(out, "", &item.doc, &[property.to_owned()]);
    let _ = write!(
        out,
        "@JvmInline\npublic value class {name}(\n    public val value: String,\n) {{\n    \
         /** The [value]. */\n    override fun toString(): String = value\n\n    \
         /** Those that this version knows. */\n    public companion object {{\n"
    );
    for (number, variant) in variants.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        doc(out, "        ", &variant.doc, &[]);
        let (constant, word) = (shout(variant), word(variant));
        push(
            out,
            &format!("        public val {constant}: {name} = {name}(\"{word}\")"),
        );
    }
    push(out, "    }\n}");
}

fn choice(model: &Model, out: &mut String, item: &Item, variants: &[Variant]) {
    let name = &item.name;
    doc(out, "", &item.doc, &[]);
    push(out, &format!("public sealed interface {name} {{"));
    for (number, variant) in variants.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        doc(out, "    ", &variant.doc, &properties(&variant.members));
        if variant.members.is_empty() {
            push(
                out,
                &format!("    public data object {} : {name}", variant.name),
            );
        } else {
            push(out, &format!("    public data class {}(", variant.name));
            parameters(out, "        ", &variant.members, variants);
            push(out, &format!("    ) : {name}"));
        }
    }
    push(out, "}");
    let ours = item.name.clone();
    let theirs = format!("Ffi{name}");
    if item.given {
        let value = |number: usize, one: &Member| {
            let name = if one.nameless {
                format!("v{}", number + 1)
            } else {
                one.name.clone()
            };
            given(&name, &one.shape)
        };
        cases(
            out,
            &format!("{theirs}.toPublic(): {ours}"),
            (&theirs, &ours),
            variants,
            value,
        );
    }
    if item.taken {
        let value = |_: usize, one: &Member| taken(model, &one.name, &one.shape);
        cases(
            out,
            &format!("{ours}.toFfi(): {theirs}"),
            (&ours, &theirs),
            variants,
            value,
        );
    }
}

fn cases(
    out: &mut String,
    signature: &str,
    (from, to): (&str, &str),
    variants: &[Variant],
    value: impl Fn(usize, &Member) -> String,
) {
    let _ = write!(out, "\ninternal fun {signature} =\n    when (this) {{\n");
    let arms: Vec<(String, Vec<String>)> = variants
        .iter()
        .map(|variant| {
            let values = variant.members.iter().enumerate();
            let values = values.map(|(number, one)| value(number, one)).collect();
            (variant.name.clone(), values)
        })
        .collect();
    let line = |(name, values): &(String, Vec<String>)| {
        if values.is_empty() {
            format!("        {from}.{name} -> {to}.{name}")
        } else {
            let values = values.join(", ");
            format!("        is {from}.{name} -> {to}.{name}({values})")
        }
    };
    // The form of Kotlin: where one arm takes several lines, all have braces, and air between them.
    if arms.iter().all(|arm| line(arm).chars().count() <= WIDTH) {
        for arm in &arms {
            push(out, &line(arm));
        }
    } else {
        let in_braces = arms.iter().map(|arm| braced(arm, from, to));
        push(out, &in_braces.collect::<Vec<_>>().join("\n\n"));
    }
    push(out, "    }");
}

/// An arm of several lines, with its values each in one where they do not fit into one together.
fn braced((name, values): &(String, Vec<String>), from: &str, to: &str) -> String {
    if values.is_empty() {
        return format!("        {from}.{name} -> {{\n            {to}.{name}\n        }}");
    }
    let call = format!("            {to}.{name}({})", values.join(", "));
    let call = if call.chars().count() <= WIDTH {
        call
    } else {
        let values: Vec<String> = values
            .iter()
            .map(|value| format!("                {value},"))
            .collect();
        format!(
            "            {to}.{name}(\n{}\n            )",
            values.join("\n")
        )
    };
    format!("        is {from}.{name} -> {{\n{call}\n        }}")
}

/// `ResidentReport` as `RESIDENT_REPORT`.
fn shout(variant: &Variant) -> String {
    word(variant).to_uppercase()
}

fn properties(members: &[Member]) -> Vec<String> {
    let line = |one: &Member| format!("@property {} {}", one.name, continued(&one.doc));
    members.iter().map(line).collect()
}

/// A sentence as it follows a name: small at the beginning, without the stop if it is the only one.
fn continued(doc: &str) -> String {
    let mut letters = doc.chars();
    let (Some(first), rest) = (letters.next(), letters.as_str()) else {
        return String::new();
    };
    let abbreviated = rest.chars().next().is_some_and(char::is_uppercase);
    let small: String = if abbreviated {
        first.to_string()
    } else {
        first.to_lowercase().collect()
    };
    let text = small + rest;
    match text.strip_suffix('.') {
        Some(short) if !short.contains(". ") => short.to_owned(),
        _ => text,
    }
}

fn doc(out: &mut String, indent: &str, text: &str, properties: &[String]) {
    let short = format!("{indent}/** {text} */");
    if properties.is_empty() && short.chars().count() <= WIDTH {
        push(out, &short);
        return;
    }
    push(out, &format!("{indent}/**"));
    let start = format!("{indent} * ");
    for line in wrapped(text, &start, WIDTH) {
        push(out, &line);
    }
    if !properties.is_empty() {
        push(out, &format!("{indent} *"));
    }
    for property in properties {
        for (number, line) in wrapped(property, &start, WIDTH).iter().enumerate() {
            // The lines that continue a tag stand in from it.
            let text = line.strip_prefix(&start).unwrap_or(line);
            push(
                out,
                &format!("{start}{}{text}", if number > 0 { "  " } else { "" }),
            );
        }
    }
    push(out, &format!("{indent} */"));
}

/// The public type.
fn kind(shape: &Shape, siblings: &[Variant]) -> String {
    match shape {
        Shape::Text => "String".to_owned(),
        Shape::EntityId => "EntityId".to_owned(),
        Shape::Bool => "Boolean".to_owned(),
        Shape::Count(_) | Shape::Whole => "Long".to_owned(),
        Shape::Int => "Int".to_owned(),
        Shape::Bytes => "ByteArray".to_owned(),
        Shape::Time => "Instant".to_owned(),
        Shape::Path => "Path".to_owned(),
        Shape::Id(name) | Shape::Named(name) => {
            if siblings.iter().any(|one| one.name == *name) {
                format!("org.linli.{name}")
            } else {
                name.clone()
            }
        }
        Shape::List(inner) => format!("List<{}>", kind(inner, siblings)),
        Shape::Optional(inner) => format!("{}?", kind(inner, siblings)),
    }
}

fn default(shape: &Shape, default: &Default) -> String {
    match default {
        Default::Nothing => "null".to_owned(),
        Default::Empty => "emptyList()".to_owned(),
        Default::Number(number) => number.to_string(),
        Default::Text(text) => format!("{text:?}"),
        Default::Truth(truth) => truth.to_string(),
        Default::Word(name) => {
            let Shape::Named(kind) = innermost(shape) else {
                return name.clone();
            };
            format!("{kind}.{}", super::snake(name).to_uppercase())
        }
        Default::Case(name) => match innermost(shape) {
            Shape::Named(kind) => format!("{kind}.{name}"),
            _ => name.clone(),
        },
    }
}

/// A value that the library gave, as the public type.
fn given(value: &str, shape: &Shape) -> String {
    given_with(value, shape, ".")
}

fn given_with(value: &str, shape: &Shape, dot: &str) -> String {
    if unchanged(shape) {
        return value.to_owned();
    }
    let safe = dot == "?.";
    match shape {
        Shape::Count(_) => format!("{value}{dot}toLong()"),
        Shape::Named(_) => format!("{value}{dot}toPublic()"),
        Shape::Id(name) if safe => format!("{value}?.let(::{name})"),
        Shape::Id(name) => format!("{name}({value})"),
        Shape::Path if safe => format!("{value}?.let {{ Path.of(it) }}"),
        Shape::Path => format!("Path.of({value})"),
        Shape::List(inner) => match &**inner {
            Shape::Id(name) => format!("{value}{dot}map(::{name})"),
            inner => format!("{value}{dot}map {{ {} }}", given("it", inner)),
        },
        Shape::Optional(inner) => given_with(value, inner, "?."),
        _ => value.to_owned(),
    }
}

/// A value that an app handed in, as the library takes it.
fn taken(model: &Model, value: &str, shape: &Shape) -> String {
    taken_with(model, value, shape, ".")
}

fn taken_with(model: &Model, value: &str, shape: &Shape, dot: &str) -> String {
    if unchanged(shape) {
        return value.to_owned();
    }
    match shape {
        Shape::Count(bits) => format!("{value}{dot}toU{bits}()"),
        Shape::Named(name) => {
            let is_word =
                |item: &Item| item.name == *name && matches!(item.form, Form::Words { .. });
            let call = if model.items.iter().any(is_word) {
                "ffi"
            } else {
                "toFfi()"
            };
            format!("{value}{dot}{call}")
        }
        Shape::Id(_) | Shape::EntityId => format!("{value}{dot}value"),
        Shape::Path => format!("{value}{dot}toString()"),
        Shape::List(inner) => format!("{value}{dot}map {{ {} }}", taken(model, "it", inner)),
        Shape::Optional(inner) => taken_with(model, value, inner, "?."),
        _ => value.to_owned(),
    }
}

/// Whether both sides have the same type.
fn unchanged(shape: &Shape) -> bool {
    matches!(
        innermost(shape),
        Shape::Text | Shape::Bool | Shape::Int | Shape::Whole | Shape::Bytes | Shape::Time
    )
}
