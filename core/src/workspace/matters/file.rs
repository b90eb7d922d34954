//! 事项文件: a matter as the file that `linli flow` reads, so that anybody can fold it again.

use super::view;
use crate::domain::{Code, DocId};
use crate::rules::flows::file::{Roles, Standing, Step};
use crate::rules::flows::{Matter, Pack, Values, packs};
use crate::workspace::{Error, Workspace};
use serde_json::{Map, Value as Json, json};

impl Workspace {
    /// The file of a matter that `linli flow` reads: its fold is what [`Self::matter`] shows.
    ///
    /// # Errors
    /// `record_unknown`, `flow_unknown` (this store lacks the pack); [`Error::Store`].
    pub fn matter_file(&self, id: DocId) -> Result<Json, Error> {
        let (device, now) = (self.shown.device(), self.clock.now());
        self.view(|connection, roster| {
            let unknown = || Error::field("matter", Code::FlowUnknown);
            let (gathered, matter) =
                view::file(connection, roster, device, now, id)?.ok_or_else(unknown)?;
            let (pack, flow) = gathered.flow.as_ref().ok_or_else(unknown)?;
            let text = roster.own_pack_text(&pack.name, &pack.edition);
            Ok(json!({
                "version": 1,
                "pack": pack_json(pack, text.as_deref()),
                "flow": flow.name,
                "now": matter.now,
                "opening": matter.opening,
                "steps": matter.steps.iter().map(step).collect::<Vec<_>>(),
                "facts": facts(&matter),
            }))
        })
    }
}

/// A pack of this version by its name, any other written out.
fn pack_json(pack: &Pack, text: Option<&[u8]>) -> Json {
    if packs::find(&pack.name).is_some() {
        return json!(pack.name);
    }
    text.and_then(|text| serde_json::from_slice(text).ok())
        .unwrap_or_else(|| json!(pack.name))
}

fn values(values: &Values) -> Json {
    let members = values
        .iter()
        .map(|(name, value)| (name.to_owned(), json!(value)));
    Json::Object(members.collect::<Map<_, _>>())
}

fn roles(roles: &Roles) -> Json {
    json!(roles)
}

fn step(step: &Step) -> Json {
    let standing = match step.standing {
        Standing::Accepted => "accepted",
        Standing::Forked => "forked",
        Standing::Other => "other",
    };
    json!({
        "id": step.id, "step": step.step, "operation": step.operation, "at": step.at, "by": step.by,
        "after": step.after, "values": values(&step.values), "amended": values(&step.amended),
        "removed": step.removed,
        "photos": step.photos, "seen": step.seen, "standing": standing, "withdrawn": step.withdrawn,
        "roles": roles(&step.roles),
    })
}

fn facts(matter: &Matter) -> Json {
    let facts = &matter.facts;
    let tallies = facts.tallies.iter().map(|(id, tally)| {
        (
            id.clone(),
            json!({ "rule": tally.rule, "outcome": tally.outcome, "again": tally.again }),
        )
    });
    let matters = facts.matters.iter().map(|(id, other)| {
        let fact = json!({ "flow": other.flow, "state": other.state, "passed": other.passed });
        (id.clone(), fact)
    });
    json!({
        "roles": roles(&facts.roles),
        "unknown": facts.unknown,
        "tallies": tallies.collect::<Map<_, _>>(),
        "matters": matters.collect::<Map<_, _>>(),
        "switches": facts.switches,
        "calendar": *facts.calendar,
    })
}
