//! The interface as both languages need it: which types cross, in which direction, by subject.

use super::{Table, camel, snake};
use anyhow::{Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use uniffi_bindgen::interface::{
    AsType as _, ComponentInterface, DefaultValue, Enum, Field, Literal, ObjectImpl, Record, Type,
};

/// The file of ids.
const IDS: &str = "ids";

/// The file for a vocabulary that the table puts nowhere: a new one needs no line there.
const VOCABULARIES: &str = "words";

/// The shape of a value, without the words of a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Text, which may be an id of any entity.
    Text,
    EntityId,
    Bool,
    /// An unsigned number of so many bits: a count.
    Count(u8),
    /// A small signed number.
    Int,
    /// A signed number of 64 bits.
    Whole,
    Bytes,
    Time,
    Path,
    Id(String),
    /// A record or an enum.
    Named(String),
    List(Box<Shape>),
    Optional(Box<Shape>),
}

/// The default of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Default {
    Nothing,
    Empty,
    Number(i128),
    Text(String),
    Truth(bool),
    Word(String),
    /// A variant of an enum that carries something elsewhere, but not here.
    Case(String),
}

/// A field of a record, or a value that a variant carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    /// Its name in both façades.
    pub(crate) name: String,
    /// Whether Rust gives it no name: then it crosses by position.
    pub(crate) nameless: bool,
    pub(crate) doc: String,
    pub(crate) shape: Shape,
    pub(crate) default: Option<Default>,
}

/// A word of an enum, with what it carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Variant {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) members: Vec<Member>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Form {
    Id {
        entity: bool,
    },
    Record {
        members: Vec<Member>,
        identity: Option<String>,
    },
    /// A page of a list of these, which may say how many there are in all.
    Page {
        of: String,
        counted: bool,
    },
    /// Words alone, with the vocabulary that names them for people.
    Words {
        variants: Vec<Variant>,
        vocabulary: Option<String>,
    },
    /// Words of which later versions have more: text, with a constant for each that is known.
    Codes(Vec<Variant>),
    /// Words that carry something.
    Choice(Vec<Variant>),
}

/// A value type of both façades.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) subject: String,
    /// Whether the library gives it out.
    pub(crate) given: bool,
    /// Whether an app hands it in.
    pub(crate) taken: bool,
    pub(crate) form: Form,
}

/// All of them, in order of declaration by name.
#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) items: Vec<Item>,
    pub(crate) table: Table,
}

/// Names by direction.
#[derive(Default)]
struct Directions {
    given: BTreeSet<String>,
    taken: BTreeSet<String>,
}

impl Model {
    pub(crate) fn new(component: &ComponentInterface, table: Table) -> Result<Self> {
        let directions = directions(component);
        let mut items = Vec::new();
        let mut ids = BTreeSet::new();
        for kind in component.iter_local_types() {
            if let Some(name) = id_name(kind)
                && ids.insert(name.to_owned())
            {
                items.push(id(name, &table)?);
            }
        }
        for record in component.record_definitions() {
            if !table.by_hand.contains(record.name()) {
                items.push(of_record(record, &table, &directions)?);
            }
        }
        for shape in component.enum_definitions() {
            let name = shape.name();
            if !component.is_name_used_as_error(name) && !table.by_hand.contains(name) {
                items.push(of_enum(shape, &table, &directions)?);
            }
        }
        items.sort_by(|one, other| one.name.cmp(&other.name));
        tell_cases_from_words(&mut items);
        let known: BTreeSet<&str> = items.iter().map(|item| item.name.as_str()).collect();
        for name in table.names() {
            if !known.contains(name) && !table.by_hand.contains(name) {
                bail!("facade.tsv speaks of {name}, which does not cross the border");
            }
        }
        Ok(Self { items, table })
    }

    pub(crate) fn subjects(&self) -> BTreeSet<&str> {
        self.items
            .iter()
            .map(|item| item.subject.as_str())
            .collect()
    }

    pub(crate) fn of<'a>(&'a self, subject: &'a str) -> impl Iterator<Item = &'a Item> {
        self.items
            .iter()
            .filter(move |item| item.subject == subject)
    }
}

/// The table says a word as the default; of an enum that carries something that is a variant, which Kotlin spells otherwise.
fn tell_cases_from_words(items: &mut [Item]) {
    let carries = |item: &&Item| matches!(item.form, Form::Choice(_));
    let carrying = items.iter().filter(carries).map(|item| item.name.clone());
    let carrying: BTreeSet<String> = carrying.collect();
    for item in items {
        let Form::Record { members, .. } = &mut item.form else {
            continue;
        };
        for member in members {
            if let (Shape::Named(kind), Some(Default::Word(word))) =
                (&member.shape, &member.default)
                && carrying.contains(kind)
            {
                member.default = Some(Default::Case(word.clone()));
            }
        }
    }
}

fn id_name(kind: &Type) -> Option<&str> {
    match kind {
        Type::Custom { name, builtin, .. } if name.ends_with("Id") && **builtin == Type::String => {
            Some(name)
        }
        _ => None,
    }
}

fn id(name: &str, table: &Table) -> Result<Item> {
    let Some(doc) = table.ids.get(name) else {
        bail!("facade.tsv lacks a line `id {name} DOC`");
    };
    Ok(Item {
        name: name.to_owned(),
        doc: doc.clone(),
        subject: IDS.to_owned(),
        given: true,
        taken: true,
        form: Form::Id {
            entity: table.entities.contains(name),
        },
    })
}

fn of_record(record: &Record, table: &Table, directions: &Directions) -> Result<Item> {
    let name = record.name();
    let Some((subject, identity)) = table.subjects.get(name) else {
        bail!("facade.tsv lacks a line `subject {name} SUBJECT`");
    };
    let fields = record.fields();
    let mut members = Vec::new();
    for field in fields {
        let mut member = member(name, field, table)?;
        if let Some(word) = table.defaults.get(&format!("{name}.{}", field.name())) {
            member.default = Some(Default::Word(word.clone()));
        }
        members.push(member);
    }
    let form = match (
        name.strip_suffix("Page"),
        members.first().map(|one| &one.shape),
    ) {
        (Some(_), Some(Shape::List(item))) => match &**item {
            Shape::Named(item) => Form::Page {
                of: item.clone(),
                counted: members.iter().any(|member| member.name == "total"),
            },
            _ => bail!("{name} is a page of no records"),
        },
        _ => {
            let identity = identity.as_deref().map(camel);
            if let Some(field) = &identity
                && !members.iter().any(|member| member.name == *field)
            {
                bail!("{name} has no field {field} to be told apart by");
            }
            Form::Record { members, identity }
        }
    };
    Ok(Item {
        name: name.to_owned(),
        doc: doc(name, record.docstring())?,
        subject: subject.clone(),
        given: directions.given.contains(name),
        taken: directions.taken.contains(name),
        form,
    })
}

fn of_enum(shape: &Enum, table: &Table, directions: &Directions) -> Result<Item> {
    let name = shape.name();
    let mut variants = Vec::new();
    for variant in shape.variants() {
        let mut members = Vec::new();
        for field in variant.fields() {
            members.push(payload(name, variant.name(), field, table)?);
        }
        variants.push(Variant {
            name: variant.name().to_owned(),
            doc: doc(&format!("{name}.{}", variant.name()), variant.docstring())?,
            members,
        });
    }
    let form = if variants.iter().any(|variant| !variant.members.is_empty()) {
        Form::Choice(variants)
    } else if table.codes.contains(name) {
        Form::Codes(variants)
    } else {
        let vocabulary = table.words.get(name).cloned();
        Form::Words {
            variants,
            vocabulary,
        }
    };
    let subject = table.subjects.get(name);
    let subject = subject.map_or(VOCABULARIES, |(subject, _)| subject.as_str());
    Ok(Item {
        name: name.to_owned(),
        doc: doc(name, shape.docstring())?,
        subject: subject.to_owned(),
        given: directions.given.contains(name),
        taken: directions.taken.contains(name),
        form,
    })
}

/// A variant's value: one without a name has it from the table.
fn payload(name: &str, variant: &str, field: &Field, table: &Table) -> Result<Member> {
    if !field.name().is_empty() {
        return member(&format!("{name}.{variant}"), field, table);
    }
    let place = format!("{name}.{variant}");
    let Some((name, doc)) = table.payloads.get(&place) else {
        bail!("facade.tsv lacks a line `payload {place} NAME DOC`");
    };
    Ok(Member {
        name: name.clone(),
        nameless: true,
        doc: doc.clone(),
        shape: shape(&place, &field.as_type())?,
        default: None,
    })
}

/// Words that one of the façades' languages keeps for itself, as far as a field might be called so.
const KEYWORDS: &[&str] = &[
    "as",
    "assert",
    "break",
    "case",
    "catch",
    "class",
    "continue",
    "def",
    "default",
    "defer",
    "del",
    "do",
    "else",
    "enum",
    "except",
    "extension",
    "false",
    "finally",
    "for",
    "from",
    "func",
    "global",
    "if",
    "import",
    "in",
    "init",
    "interface",
    "internal",
    "is",
    "lambda",
    "let",
    "none",
    "nonlocal",
    "not",
    "null",
    "object",
    "operator",
    "or",
    "package",
    "pass",
    "private",
    "protocol",
    "public",
    "raise",
    "repeat",
    "return",
    "self",
    "static",
    "struct",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typealias",
    "typeof",
    "val",
    "var",
    "when",
    "where",
    "while",
    "with",
    "yield",
];

fn member(owner: &str, field: &Field, table: &Table) -> Result<Member> {
    let place = format!("{owner}.{}", field.name());
    if KEYWORDS.contains(&field.name()) {
        bail!("{place} is a keyword of Kotlin, Swift or Python: call it otherwise");
    }
    let shape = if table.entity_fields.contains(&place) {
        Shape::EntityId
    } else if let Some(code) = table.code_fields.get(&place) {
        coded(shape(&place, &field.as_type())?, code)
    } else {
        shape(&place, &field.as_type())?
    };
    Ok(Member {
        name: camel(field.name()),
        nameless: false,
        doc: doc(&place, field.docstring())?,
        shape,
        default: field
            .default_value()
            .map(|value| default(&place, value))
            .transpose()?,
    })
}

/// Text as the type of its codes, which wraps it as an id's does.
fn coded(shape: Shape, code: &str) -> Shape {
    match shape {
        Shape::Text => Shape::Id(code.to_owned()),
        Shape::Optional(inner) => Shape::Optional(Box::new(coded(*inner, code))),
        other => other,
    }
}

/// One line of it: what a reader of either language is told.
fn doc(place: &str, text: Option<&str>) -> Result<String> {
    let Some(text) = text else {
        bail!("{place} has no documentation");
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    Ok(words.join(" "))
}

fn shape(place: &str, kind: &Type) -> Result<Shape> {
    let boxed = |inner: &Type| shape(place, inner).map(Box::new);
    Ok(match kind {
        Type::String => Shape::Text,
        Type::Boolean => Shape::Bool,
        Type::UInt16 => Shape::Count(16),
        Type::UInt32 => Shape::Count(32),
        Type::UInt64 => Shape::Count(64),
        Type::Int32 => Shape::Int,
        Type::Int64 => Shape::Whole,
        Type::Bytes => Shape::Bytes,
        Type::Timestamp => Shape::Time,
        Type::Custom { name, .. } if name == "PathBuf" => Shape::Path,
        Type::Custom { name, builtin, .. } => match id_name(kind) {
            Some(_) => Shape::Id(name.clone()),
            None => shape(place, builtin)?,
        },
        Type::Record { name, .. } | Type::Enum { name, .. } => Shape::Named(name.clone()),
        Type::Sequence { inner_type } => Shape::List(boxed(inner_type)?),
        Type::Optional { inner_type } => Shape::Optional(boxed(inner_type)?),
        other => bail!("{place}: the façades know no value of the type {other:?}"),
    })
}

fn default(place: &str, value: &DefaultValue) -> Result<Default> {
    let DefaultValue::Literal(literal) = value else {
        bail!("{place}: say the default in words");
    };
    Ok(match literal {
        Literal::None => Default::Nothing,
        Literal::EmptySequence => Default::Empty,
        Literal::UInt(number, ..) => Default::Number((*number).into()),
        Literal::Int(number, ..) => Default::Number((*number).into()),
        Literal::String(text) => Default::Text(text.clone()),
        Literal::Boolean(truth) => Default::Truth(*truth),
        other => bail!("{place}: the façades know no default {other:?}"),
    })
}

/// Which types an app hands in and which it is given. What a foreign trait takes is given, what it answers is handed in.
fn directions(component: &ComponentInterface) -> Directions {
    let mut edges: BTreeMap<String, Vec<Type>> = BTreeMap::new();
    for record in component.record_definitions() {
        let types = record.fields().iter().map(|field| field.as_type());
        edges.insert(record.name().to_owned(), types.collect());
    }
    for shape in component.enum_definitions() {
        let fields = shape.variants().iter().flat_map(|variant| variant.fields());
        let types = fields.map(|field| field.as_type());
        edges.insert(shape.name().to_owned(), types.collect());
    }
    let mut found = Directions::default();
    let mut callables: Vec<(bool, Vec<Type>, Vec<Type>)> = Vec::new();
    for function in component.function_definitions() {
        callables.push(signature(false, function));
    }
    for object in component.object_definitions() {
        let foreign = matches!(object.imp(), ObjectImpl::Trait(_));
        for constructor in object.constructors() {
            callables.push(signature(foreign, constructor));
        }
        for method in object.methods() {
            callables.push(signature(foreign, method));
        }
    }
    for (foreign, arguments, answers) in callables {
        let (taken, given) = if foreign {
            (answers, arguments)
        } else {
            (arguments, answers)
        };
        reach(&taken, &edges, &mut found.taken);
        reach(&given, &edges, &mut found.given);
    }
    found
}

fn signature(
    foreign: bool,
    callable: &dyn uniffi_bindgen::interface::Callable,
) -> (bool, Vec<Type>, Vec<Type>) {
    let arguments = callable.arguments().into_iter();
    let answers = callable.return_type().into_iter();
    let answers = answers.chain(callable.throws_type());
    (
        foreign,
        arguments.map(|argument| argument.as_type()).collect(),
        answers.cloned().collect(),
    )
}

fn reach(types: &[Type], edges: &BTreeMap<String, Vec<Type>>, found: &mut BTreeSet<String>) {
    for kind in types.iter().flat_map(Type::iter_types) {
        if let Type::Record { name, .. } | Type::Enum { name, .. } = kind
            && found.insert(name.clone())
        {
            reach(edges.get(name).map_or(&[], Vec::as_slice), edges, found);
        }
    }
}

/// A word's name in the tools and in the table of words.
pub(crate) fn word(variant: &Variant) -> String {
    snake(&variant.name)
}
