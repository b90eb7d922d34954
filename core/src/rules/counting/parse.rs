//! From the bytes of a tally file to a [`TallyFile`], every fault with its line and field.
//!
//! Owns the table of fields and their defaults. Must not know how JSON is written or what a ballot brings about.

use super::fault::{Fault, FaultCode, Place};
use super::file::{
    AreaCm2, Authority, Ballot, Choice, Mark, Standing, TallyDraft, TallyFile, Voter,
};
use super::json::{self, Kind, Value};
use super::pack::{Rule, RulePack, is_reading, packs};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Every field of the table; whatever else a file holds is checked as JSON and ignored.
const FIELDS: &[&str] = &[
    "version",
    "title",
    "pack",
    "rule",
    "readings",
    "roll",
    "ballots",
    "outstanding",
    "voter",
    "area_cm2",
    "entitled",
    "present",
    "id",
    "choice",
    "kind",
    "collector",
    "authority",
    "supersedes",
    "standing",
];

/// Reads a tally file.
///
/// # Errors
/// The first [`Fault`] found, with its line and, where there is one, its field.
pub fn read(bytes: &[u8]) -> Result<TallyFile, Fault> {
    let fault = |code, at: usize, field| Fault {
        code,
        line: Some(line_of(bytes, at)),
        field,
    };
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Err(fault(FaultCode::ByteOrderMark, 0, None));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| fault(FaultCode::NotUtf8, error.valid_up_to(), None))?;
    let root = json::read(text, FIELDS).map_err(|error| fault(error.code, error.at, error.path))?;
    draft(&root, text)
        .and_then(TallyFile::check)
        .map_err(|(code, place)| fault(code, locate(&root, place), place.path()))
}

/// The line, counted from 1, in which this byte stands.
fn line_of(bytes: &[u8], at: usize) -> usize {
    let before = &bytes[..at.min(bytes.len())];
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}

/// The byte at which a place starts; of a field that is missing, the byte of the object that lacks it.
fn locate(root: &Value<'_>, place: Place) -> usize {
    let list = |name: &str, index: usize| root.get(name).and_then(|list| list.item(index));
    let within = |object: Option<&Value<'_>>, field: Option<&str>| {
        let inner = object
            .zip(field)
            .and_then(|(it, name)| Some(it.get(name)?.at));
        inner.or(object.map(|it| it.at))
    };
    let found = match place {
        Place::File => None,
        Place::Field(name) => root.get(name).map(|value| value.at),
        Place::Reading(index) => list("readings", index).map(|value| value.at),
        Place::Roll(index, field) => within(list("roll", index), field),
        Place::Ballot(index, field) => within(list("ballots", index), field),
        Place::Superseded(ballot, index) => list("ballots", ballot)
            .and_then(|it| it.get("supersedes")?.item(index))
            .map(|value| value.at),
    };
    found.unwrap_or(root.at)
}

type Read<T> = Result<T, (FaultCode, Place)>;

/// The pack that a file names, or brings with the row of its rule. None of this version is brought: its name stands for it.
fn pack(file: &Fields<'_, '_>, text: &str) -> Read<Option<Arc<RulePack>>> {
    let unknown = || (FaultCode::UnknownValue, file.place("pack"));
    let Some(value) = file.object.get("pack") else {
        return Ok(None);
    };
    if !matches!(value.kind, Kind::Object(_)) {
        let named = |name: &str| packs().iter().find(|pack| pack.name == name).cloned();
        return file.one_of("pack", named);
    }
    let mut brought = serde_json::Deserializer::from_str(&text[value.at..]).into_iter::<RulePack>();
    let brought = brought.next().and_then(Result::ok);
    let brought = brought.ok_or_else(|| (FaultCode::WrongType, file.place("pack")))?;
    let is_ours = packs().iter().any(|pack| pack.name == brought.name);
    if is_ours || !brought.faults().is_empty() {
        return Err(unknown());
    }
    Ok(Some(Arc::new(brought)))
}

fn draft(root: &Value<'_>, text: &str) -> Read<TallyDraft> {
    let file = Fields::of(root, Whose::File)?;
    if file.whole("version")? != 1 {
        return Err((FaultCode::UnknownValue, Place::Field("version")));
    }
    let title = file.text("title")?.map(str::to_owned);
    let pack = pack(&file, text)?;
    let in_pack = |name: &str| pack.as_ref().and_then(|pack| pack.rule(name));
    let known = |name: &str| in_pack(name).or_else(|| Rule::find(name));
    let found = file.required(file.one_of("rule", known)?, "rule")?;
    // A rule of another pack than the one that is named is told last, as whatever asks for more than one field.
    let is_held = pack.as_ref().is_none_or(|pack| pack == found.pack());
    let by_area = is_held && found.counts_area();
    let readings = match root.get("readings") {
        None => Vec::new(),
        Some(value) => {
            let each = |(index, value)| {
                let place = Place::Reading(index);
                let name = self::text(value, place)?;
                let is_known = found.reading(name).is_some() || is_reading(name);
                let known = is_known.then(|| name.to_owned());
                known.ok_or((FaultCode::UnknownValue, place))
            };
            let items = items(value, Place::Field("readings"))?;
            items.iter().enumerate().map(each).collect::<Read<_>>()?
        }
    };
    let roll = file.list("roll", |index, value| voter(index, value, by_area))?;
    let ballots = file.list("ballots", ballot)?;
    let outstanding = match root.get("outstanding") {
        None => 0,
        Some(_) => file.whole("outstanding")?,
    };
    if !is_held {
        return Err((FaultCode::RuleNotInPack, file.place("rule")));
    }
    Ok(TallyDraft {
        title,
        rule: found,
        readings,
        roll,
        ballots,
        outstanding,
    })
}

fn voter(index: usize, value: &Value<'_>, by_area: bool) -> Read<Voter> {
    let fields = Fields::of(value, Whose::Voter(index))?;
    let area = if by_area {
        let area = AreaCm2::new(fields.whole("area_cm2")?);
        Some(area.ok_or((FaultCode::OutOfRange, fields.place("area_cm2")))?)
    } else {
        None
    };
    Ok(Voter {
        voter: fields.filled("voter")?,
        area,
        entitled: fields.unless_false("entitled")?,
        present: fields.unless_false("present")?,
    })
}

fn ballot(index: usize, value: &Value<'_>) -> Read<Ballot> {
    let fields = Fields::of(value, Whose::Ballot(index))?;
    let kind = fields.one_of("kind", Kindred::from_name)?;
    let choice = || fields.required(fields.one_of("choice", Choice::from_name)?, "choice");
    let mark = match kind.unwrap_or(Kindred::Cast) {
        Kindred::Cast => Mark::Cast(choice()?),
        Kindred::Correct => Mark::Correct(choice()?),
        Kindred::Withdraw if value.get("choice").is_some() => {
            let place = fields.place("choice");
            return Err((FaultCode::ChoiceOnWithdrawal, place));
        }
        Kindred::Withdraw => Mark::Withdraw,
    };
    let mut supersedes = BTreeSet::new();
    if let Some(list) = value.get("supersedes") {
        let list = items(list, fields.place("supersedes"))?;
        for (item, id) in list.iter().enumerate() {
            supersedes.insert(filled(id, Place::Superseded(index, item))?);
        }
    }
    Ok(Ballot {
        id: fields.filled("id")?,
        voter: fields.filled("voter")?,
        mark,
        collector: fields.filled("collector")?,
        authority: fields
            .one_of("authority", Authority::from_name)?
            .unwrap_or(Authority::Collector),
        supersedes,
        standing: fields
            .one_of("standing", Standing::from_name)?
            .unwrap_or(Standing::Accepted),
    })
}

/// The `kind` of a ballot before its choice is known.
#[derive(Clone, Copy)]
enum Kindred {
    Cast,
    Correct,
    Withdraw,
}

impl Kindred {
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "cast" => Some(Self::Cast),
            "correct" => Some(Self::Correct),
            "withdraw" => Some(Self::Withdraw),
            _ => None,
        }
    }
}

/// The object whose fields are read.
#[derive(Clone, Copy)]
enum Whose {
    File,
    Voter(usize),
    Ballot(usize),
}

impl Whose {
    fn place(self, field: Option<&'static str>) -> Place {
        match self {
            Self::File => field.map_or(Place::File, Place::Field),
            Self::Voter(index) => Place::Roll(index, field),
            Self::Ballot(index) => Place::Ballot(index, field),
        }
    }
}

/// An object whose fields are read one by one.
struct Fields<'v, 'a> {
    object: &'v Value<'a>,
    whose: Whose,
}

impl<'v, 'a> Fields<'v, 'a> {
    fn of(object: &'v Value<'a>, whose: Whose) -> Read<Self> {
        if matches!(object.kind, Kind::Object(_)) {
            Ok(Self { object, whose })
        } else {
            Err((FaultCode::WrongType, whose.place(None)))
        }
    }

    fn place(&self, field: &'static str) -> Place {
        self.whose.place(Some(field))
    }

    /// A field that must be there.
    fn required<T>(&self, found: Option<T>, field: &'static str) -> Read<T> {
        found.ok_or((FaultCode::MissingField, self.place(field)))
    }

    fn present(&self, field: &'static str) -> Read<&'v Value<'a>> {
        self.required(self.object.get(field), field)
    }

    fn text(&self, field: &'static str) -> Read<Option<&'v str>> {
        let found = self.object.get(field);
        found
            .map(|value| text(value, self.place(field)))
            .transpose()
    }

    /// Text that must be there and not be empty.
    fn filled(&self, field: &'static str) -> Read<String> {
        filled(self.present(field)?, self.place(field))
    }

    /// One of a fixed set of names.
    fn one_of<T>(
        &self,
        field: &'static str,
        from_name: impl Fn(&str) -> Option<T>,
    ) -> Read<Option<T>> {
        let known = |name| from_name(name).ok_or((FaultCode::UnknownValue, self.place(field)));
        self.text(field)?.map(known).transpose()
    }

    /// True unless the field says otherwise.
    fn unless_false(&self, field: &'static str) -> Read<bool> {
        match self.object.get(field).map(|value| &value.kind) {
            None => Ok(true),
            Some(Kind::Bool(flag)) => Ok(*flag),
            Some(_) => Err((FaultCode::WrongType, self.place(field))),
        }
    }

    /// A whole number that must be there; beyond 64 bits it is the greatest of them, which no limit here reaches.
    fn whole(&self, field: &'static str) -> Read<u64> {
        match &self.present(field)?.kind {
            // The reader has checked the grammar, so only size can fail.
            Kind::Number(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                Ok(digits.parse().unwrap_or(u64::MAX))
            }
            Kind::Number(_) => Err((FaultCode::NotWhole, self.place(field))),
            _ => Err((FaultCode::WrongType, self.place(field))),
        }
    }

    /// A list that must be there.
    fn list<T>(
        &self,
        field: &'static str,
        read: impl Fn(usize, &Value<'_>) -> Read<T>,
    ) -> Read<Vec<T>> {
        let list = items(self.present(field)?, self.place(field))?;
        list.iter()
            .enumerate()
            .map(|(index, value)| read(index, value))
            .collect()
    }
}

fn text<'v>(value: &'v Value<'_>, place: Place) -> Read<&'v str> {
    match &value.kind {
        Kind::Text(text) => Ok(text),
        _ => Err((FaultCode::WrongType, place)),
    }
}

fn filled(value: &Value<'_>, place: Place) -> Read<String> {
    match text(value, place)? {
        "" => Err((FaultCode::EmptyText, place)),
        text => Ok(text.to_owned()),
    }
}

fn items<'v, 'a>(value: &'v Value<'a>, place: Place) -> Read<&'v [Value<'a>]> {
    match &value.kind {
        Kind::Array(items) => Ok(items),
        _ => Err((FaultCode::WrongType, place)),
    }
}
