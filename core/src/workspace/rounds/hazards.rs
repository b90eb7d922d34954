//! 隐患: hazards (clauses 5.1.4, 5.1.5). A hazard is a matter of the pack's flow of that name: reporting one opens it, and its
//! author's corrections amend the opening. Which steps follow, the pack says.

use crate::domain::vocabulary::Severity;
use crate::domain::{Code, DocId, DocKind};
use crate::intake::packs_of;
use crate::projection::list::Position;
use crate::projection::matter::{self, Filter, Listed};
use crate::records::caps;
use crate::roster::Roster;
use crate::rules::flows::pack::Field;
use crate::rules::flows::{Value, Values};
use crate::store::{Connection, StoreError, document};
use crate::workspace::author::{bounded, named};
use crate::workspace::correct::Edit;
use crate::workspace::doors::address;
use crate::workspace::{Error, HazardChange, HazardDraft, HazardView, Page, Said, Workspace};
use crate::workspace::{matters, paging, place_ref};

/// The flow that a report opens.
const FLOW: &str = "hazard";
/// The word of the sort of hazard, for one that the flow has no other for.
const OTHER: &str = "other";

/// Fields of the flow's opening.
mod field {
    pub(super) const PLACE: &str = "place";
    pub(super) const TYPE: &str = "type";
    pub(super) const SORT: &str = "sort";
    pub(super) const SEVERITY: &str = "severity";
    pub(super) const TEXT: &str = "text";
    pub(super) const ROUND: &str = "round";
}

fn value(text: impl Into<Box<str>>) -> Value {
    Value::Text(text.into())
}

/// The sort of a hazard as its reporter calls it, and the word of the flow that it is.
fn put_sort(fields: &[Field], sort: &str, values: &mut Values) {
    let types = fields.iter().find(|field| field.name == field::TYPE);
    let mut words = types.into_iter().flat_map(|field| &field.words);
    let known = words.find(|word| {
        let titles = [word.title.zh.as_deref(), word.title.en.as_deref()];
        word.word == sort || titles.contains(&Some(sort))
    });
    // Who says the word itself is told its title.
    let title = known.filter(|known| known.word == sort);
    let title = title.and_then(|known| known.title.zh.as_deref());
    values.put(field::TYPE, value(known.map_or(OTHER, |known| &known.word)));
    values.put(field::SORT, value(title.unwrap_or(sort)));
}

impl Workspace {
    /// Reports a hazard: opens a matter of the flow `hazard`, which goes on from there ([`Self::take_step`]).
    ///
    /// # Errors
    /// `place_unknown`, `field_missing`, `field_too_long`, `record_unknown`, `flow_off`, `not_allowed`; [`Error::Store`].
    pub fn report_hazard(&self, draft: HazardDraft) -> Result<DocId, Error> {
        named("type", &draft.kind)?;
        bounded("text", &draft.text, caps::TEXT_CHARS)?;
        self.command(|command| {
            let place = address::place(command.roster(), &draft.place, "place")?;
            if let Some(round) = draft.round
                && document::find(command.intake.tx, round, DocKind::Round)?.is_none()
            {
                return Err(Error::field("round", Code::RecordUnknown));
            }
            let values = |fields: &[Field]| {
                let mut values = Values::default();
                values.put(field::PLACE, value(place.to_string()));
                put_sort(fields, &draft.kind, &mut values);
                values.put(field::SEVERITY, value(draft.severity.name()));
                if !draft.text.is_empty() {
                    values.put(field::TEXT, value(draft.text.as_str()));
                }
                if let Some(round) = draft.round {
                    values.put(field::ROUND, value(round.to_string()));
                }
                values
            };
            let (hazard, _) = matters::open(command, FLOW, place, ("", Vec::new()), values)?;
            Ok(hazard)
        })
    }

    /// Hazards, newest first.
    ///
    /// # Errors
    /// `cursor_invalid`; [`Error::Store`].
    pub fn list_hazards(&self, limit: u32, after: Option<&str>) -> Result<Page<HazardView>, Error> {
        self.view(|connection, roster| {
            let named = Named::of(roster);
            paging::page(
                limit,
                after,
                |before, most| Ok(page(connection, None, before, most)?),
                |listed| listed.row.position,
                |rows| {
                    let views = rows.iter().filter_map(|listed| named.view(listed));
                    Ok(views.collect())
                },
            )
        })
    }
}

/// Hazards before a position, newest first; of documents in these scopes alone, if some are named.
pub(crate) fn page(
    connection: &Connection,
    scopes: Option<&[crate::domain::PlaceId]>,
    before: Position,
    limit: u32,
) -> Result<Vec<Listed>, StoreError> {
    let filter = Filter {
        flow: Some(FLOW.to_owned()),
        class: Some(DocKind::Hazard),
        scopes: scopes.map(<[_]>::to_vec),
        ..Filter::default()
    };
    matter::page(connection, &filter, before, limit)
}

/// The hazard of a document's local number.
pub(crate) fn by_doc(connection: &Connection, doc: i64) -> Result<Option<Listed>, StoreError> {
    Ok(matter::by_doc(connection, doc)?.filter(is_hazard))
}

/// Whether a matter is a hazard, and not another one of that class.
fn is_hazard(listed: &Listed) -> bool {
    listed.row.flow == FLOW && listed.stands_in(DocKind::Hazard)
}

/// Hazards that were found in a round.
pub(crate) fn of_round(connection: &Connection, round: DocId) -> Result<Vec<Listed>, StoreError> {
    let mut found = Vec::new();
    for id in matter::about(connection, round)? {
        if let Some(doc) = document::find(connection, id, DocKind::Hazard)?
            && let Some(listed) = by_doc(connection, doc)?
            && round_of(&listed) == Some(round)
        {
            found.push(listed);
        }
    }
    Ok(found)
}

/// The round in which a hazard was found.
pub(crate) fn round_of(listed: &Listed) -> Option<DocId> {
    listed.row.opened.get(field::ROUND)?.parse().ok()
}

/// Hazards for people: the words of their sorts stand in the packs.
pub(crate) struct Named<'a> {
    roster: &'a Roster,
    packs: Vec<std::sync::Arc<crate::rules::flows::Pack>>,
}

impl<'a> Named<'a> {
    pub(crate) fn of(roster: &'a Roster) -> Self {
        Self {
            roster,
            packs: packs_of(roster),
        }
    }

    /// The sort of a hazard: as its reporter calls it, or as the flow does.
    pub(crate) fn sort(&self, listed: &Listed) -> String {
        let opened = &listed.row.opened;
        if let Some(sort) = opened.get(field::SORT) {
            return sort.clone();
        }
        self.type_said(listed).zh
    }

    /// The sort in both languages: where its reporter calls it as the flow does, the flow knows its name in the other one.
    pub(crate) fn sort_said(&self, listed: &Listed) -> Said {
        let of_flow = self.type_said(listed);
        match listed.row.opened.get(field::SORT) {
            Some(sort) if *sort != of_flow.zh && *sort != of_flow.en => Said::typed(sort),
            _ => of_flow,
        }
    }

    /// The word of the flow that it is.
    fn type_said(&self, listed: &Listed) -> Said {
        let opened = &listed.row.opened;
        let word = opened.get(field::TYPE).map_or(OTHER, String::as_str);
        let flow = matters::flow_listed(&self.packs, listed);
        let mut fields = flow
            .iter()
            .flat_map(|flow| &flow.steps)
            .flat_map(|step| &step.fields);
        let types = fields.find(|field| field.name == field::TYPE);
        let mut words = types.into_iter().flat_map(|field| &field.words);
        let known = words.find(|known| known.word == word);
        known.map_or_else(
            || Said::typed(word),
            |known| matters::titled(&known.title, word),
        )
    }

    /// A matter's title: the sort of a hazard, else what its opening calls it, or its flow.
    pub(crate) fn title(&self, listed: &Listed) -> Said {
        if is_hazard(listed) {
            return self.sort_said(listed);
        }
        let flow = || {
            let flow = matters::flow_listed(&self.packs, listed);
            let name = &listed.row.flow;
            flow.map_or_else(
                || Said::typed(name),
                |flow| matters::titled(&flow.title, name),
            )
        };
        listed.row.title.as_ref().map_or_else(flow, Said::typed)
    }

    /// A hazard with its author's corrections; `None` of what is none, or says no severity, for its pack is not here.
    pub(crate) fn view(&self, listed: &Listed) -> Option<HazardView> {
        if !is_hazard(listed) {
            return None;
        }
        let row = &listed.row;
        let place = row.opened.get(field::PLACE).and_then(|id| id.parse().ok());
        let place = place.unwrap_or(listed.scope);
        Some(HazardView {
            hazard: listed.doc,
            place: self.roster.scope_name(place),
            place_said: place_ref::said(self.roster, place),
            kind: self.sort(listed),
            kind_said: self.sort_said(listed),
            severity: severity_of(listed)?,
            text: row.opened.get(field::TEXT).cloned(),
            at: row.at,
            by: row.member,
            standing: row.standing,
            relayed: listed.relayed,
            ahead: row.position.at != row.at.0,
        })
    }
}

/// How severe a hazard is.
pub(crate) fn severity_of(listed: &Listed) -> Option<Severity> {
    Severity::from_name(listed.row.opened.get(field::SEVERITY)?)
}

/// The values that a change gives.
pub(in crate::workspace) fn changed(
    fields: &[Field],
    change: HazardChange,
) -> Result<Values, Error> {
    let mut values = Values::default();
    if let Some(sort) = change.kind {
        named("kind", &sort)?;
        put_sort(fields, &sort, &mut values);
    }
    if let Some(severity) = change.severity {
        values.put(field::SEVERITY, value(severity.name()));
    }
    match change.text {
        Edit::Keep => {}
        Edit::Clear => return Err(Error::field("text", Code::FieldMissing)),
        Edit::Set(text) => {
            bounded("text", &text, caps::TEXT_CHARS)?;
            values.put(field::TEXT, value(text));
        }
    }
    Ok(values)
}
