//! 结果已变: matters whose vote says otherwise by now than a step wrote down, told in lists, before anybody opens them (docs/spec/flows.md 5.12).

use super::find;
use super::views::ResultChanged;
use crate::domain::{DeviceId, DocKind};
use crate::projection::matter::Listed;
use crate::roster::Roster;
use crate::rules::authority::Reading;
use crate::rules::counting::Outcome;
use crate::workspace::Said;

/// The result of a matter that changed; none where nothing did, or where this device does not receive all of the ballots and
/// cannot tell.
pub(in crate::workspace) fn changed_of(
    roster: &Roster,
    device: DeviceId,
    listed: &Listed,
) -> Option<ResultChanged> {
    let changed = listed.changed.as_ref()?;
    let mut parts = changed.parts.iter();
    let outcome = Outcome::from_name(&changed.outcome)?;
    parts
        .all(|part| roster.reading(device, DocKind::Ballots, *part) >= Reading::Facts)
        .then(|| ResultChanged {
            tally: changed.tally,
            outcome,
            said: Said {
                zh: format!("表决结果已变，现为“{}”，须更正", outcome.zh()),
                en: format!(
                    "the vote says otherwise by now ({}): to be corrected",
                    outcome.en()
                ),
            },
            mine: may_correct(roster, device, listed),
        })
}

/// Whether this device's member may correct it.
fn may_correct(roster: &Roster, device: DeviceId, listed: &Listed) -> bool {
    let mut mends = listed.row.mends.iter();
    mends.any(|name| find::may(roster, device, name, listed.scope))
}

/// Whether something is still to be done about a result that changed: it can be corrected, or the matter goes on.
pub(super) fn is_open(listed: &Listed) -> bool {
    !listed.row.mends.is_empty() || !listed.row.ended
}
