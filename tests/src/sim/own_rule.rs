//! A counting rule of the community's own: the pack that brings it, and a naive count by the share under which the tally was
//! opened, whatever editions of the pack came since. It knows nothing of the library's counting.

use linli_core::rules::counting;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The rule, as a tally names it.
pub(super) const OWN_RULE: &str = "moon-bay/stairwell";
/// The edition under which the template opens a tally.
pub(super) const OPENED_UNDER: usize = 1;
/// Of the households of that edition.
const SHARE: (usize, usize) = (2, 3);

/// An edition of the pack; every other one asks for another share.
pub(super) fn own_pack(edition: usize) -> String {
    let words = |zh: &str, en: &str| json!({"zh": zh, "en": en});
    let share = if edition == OPENED_UNDER {
        json!([SHARE.0, SHARE.1])
    } else {
        json!([1, edition + 2])
    };
    json!({
        "pack": "moon-bay", "edition": edition.to_string(), "title": words("月亮湾", "Moon Bay"), "flows": [], "duties": [],
        "rules": {"stairwell": {
            "title": words("三分之二同意", "two thirds agree"), "status": "default", "may": "open_stairwell_tally",
            "clause": words("月亮湾管理规约第九条", "covenant of Moon Bay, article 9"),
            "unit": words("户", "households"), "measures": ["heads"],
            "pass": {"counted": "yes", "share": share, "of": "all", "more_than": false},
        }},
    })
    .to_string()
}

fn text<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap_or_default()
}

fn rows<'v>(input: &'v Value, field: &str) -> Vec<&'v Value> {
    input[field].as_array().into_iter().flatten().collect()
}

/// Why the answer to a file of the own rule is wrong; none where it is right, or the file is of another rule.
pub(super) fn miscounted(input: &Value, answer: &Value) -> Option<String> {
    if !input["pack"].is_object() || answer.is_null() {
        return None;
    }
    // As it is, and as if nothing were unseen any more: few tallies of a schedule are closed, and open ones are undecided.
    let mut whole = input.clone();
    whole["outstanding"] = json!(0);
    let counted = recounted(&whole)?;
    let mut both = [(input, answer), (&whole, &counted)].into_iter();
    both.find_map(|(input, answer)| {
        let (wanted, found) = (outcome(input)?, text(answer, "outcome"));
        (wanted != found).then(|| format!("{found}, and by two thirds it is {wanted}: {input}"))
    })
}

/// The answer to a file, as anybody recounts it.
fn recounted(input: &Value) -> Option<Value> {
    let file = counting::read(input.to_string().as_bytes()).ok()?;
    serde_json::to_value(counting::count(&file)).ok()
}

/// The outcome by hand: fewest and most yes of all households. None where somebody else than collectors took ballots.
fn outcome(input: &Value) -> Option<&'static str> {
    let voters: BTreeSet<&str> = rows(input, "roll")
        .into_iter()
        .filter(|line| line["entitled"] != false)
        .map(|line| text(line, "voter"))
        .collect();
    let all: Vec<&Value> = rows(input, "ballots")
        .into_iter()
        .filter(|ballot| voters.contains(text(ballot, "voter")))
        .collect();
    let by_collector = |one: &&Value| matches!(text(one, "authority"), "" | "collector");
    if !all.iter().all(by_collector) {
        return None;
    }
    let is = |ballot: &Value, standing: &str| match text(ballot, "standing") {
        "" => standing == "accepted",
        word => word == standing,
    };
    // Whoever corrects himself takes back his own for the same door.
    let mut gone: BTreeSet<&str> = BTreeSet::new();
    for later in all.iter().filter(|one| is(one, "accepted")) {
        for id in rows(later, "supersedes") {
            let same = |one: &&&Value| {
                text(one, "id") == id.as_str().unwrap_or_default()
                    && is(one, "accepted")
                    && text(one, "voter") == text(later, "voter")
                    && text(one, "collector") == text(later, "collector")
            };
            gone.extend(all.iter().find(same).map(|one| text(one, "id")));
        }
    }
    let mut said: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for ballot in all.iter().filter(|one| !gone.contains(text(one, "id"))) {
        said.entry(text(ballot, "voter")).or_default().push(ballot);
    }
    let (mut surely, mut perhaps) = (0, 0);
    for voter in &voters {
        let ballots = said.get(voter).map_or(&[][..], Vec::as_slice);
        let is_yes = |one: &&Value| text(one, "choice") == "yes";
        let accepted: Vec<&&Value> = ballots.iter().filter(|one| is(one, "accepted")).collect();
        let open: Vec<&&Value> = ballots.iter().filter(|one| is(one, "contested")).collect();
        let sure = !accepted.is_empty() && accepted.iter().chain(&open).all(|one| is_yes(one));
        let any = accepted.iter().chain(&open).any(|one| is_yes(one));
        surely += usize::from(sure);
        perhaps += usize::from(any);
    }
    // Each that may still be unseen turns one household.
    let unseen = input["outstanding"].as_u64().unwrap_or(0);
    let unseen = usize::try_from(unseen).unwrap_or(usize::MAX);
    let least = surely.saturating_sub(unseen);
    let most = perhaps.saturating_add(unseen).min(voters.len());
    let needed = |yes: usize| SHARE.1 * yes >= SHARE.0 * voters.len();
    Some(match (needed(least), needed(most)) {
        (true, _) => "passed",
        (_, false) => "failed",
        _ => "undecided",
    })
}

/// The planted bug: the tally is counted by another edition than the one that it was opened under.
pub(super) fn by_another_edition(mut input: Value) -> Option<(Value, Value)> {
    if !input["pack"].is_object() {
        return None;
    }
    let other = serde_json::from_str(&own_pack(OPENED_UNDER + 1)).ok()?;
    input["pack"] = other;
    let answer = recounted(&input)?;
    Some((input, answer))
}
