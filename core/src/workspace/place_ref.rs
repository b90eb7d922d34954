//! A place, as people are told of it: the one rule for 3幢1单元 on screens, on a matter's printed pages and in what is shared.
//! Files (ledgers, certificates) and the signed text of a card keep the canonical name; whoever shows a card says it for people.

use super::Said;
use super::member_ref::short;
use crate::domain::PlaceId;
use crate::roster::{Level, Place, Roster, everywhere};
use crate::rules::pages::Language;

/// A place, as a screen names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceRef {
    /// The place.
    pub id: PlaceId,
    /// The place that contains it.
    pub parent: Option<PlaceId>,
    /// Its canonical name: `月亮湾`, `3`, `3-1`; the community's own name.
    pub label: String,
    /// Its name for people: 月亮湾, 3幢, 3幢1单元; the community's own name.
    pub said: Said,
    /// Community, compound, building or stairwell.
    pub level: Level,
}

impl PlaceRef {
    /// `None` for a place that the roster does not know.
    pub(crate) fn of(roster: &Roster, id: PlaceId) -> Option<Self> {
        let place = roster.place(id)?;
        Some(Self {
            id,
            parent: place.parent,
            label: match place.level {
                Level::Community => place.label.clone(),
                _ => roster.scope_name(id),
            },
            said: said(roster, id),
            level: place.level,
        })
    }
}

/// A place for people, with its compound where the community has several; one that the roster does not know by its number.
pub(crate) fn said(roster: &Roster, id: PlaceId) -> Said {
    if roster.place(id).is_none() {
        return Said::typed(short(&id.to_string()));
    }
    match roster.find_compound(None) {
        Ok(only) => below(roster, id, |place| place.id != only.id || id == only.id),
        Err(_) => in_full(roster, id),
    }
}

/// A place for whoever may be from elsewhere, with its compound always: 月亮湾3幢1单元.
pub(crate) fn in_full(roster: &Roster, id: PlaceId) -> Said {
    below(roster, id, |_| true)
}

/// Of whoever works everywhere.
pub(crate) fn whole() -> Said {
    let [zh, en] = [Language::Zh, Language::En].map(everywhere);
    Said::new(zh, en)
}

/// The place with those above it that are said, from the widest; the community alone by its own name.
fn below(roster: &Roster, id: PlaceId, is_said: impl Fn(&Place) -> bool) -> Said {
    let mut places: Vec<&Place> = std::iter::once(id)
        .chain(roster.ancestors(id))
        .filter_map(|id| roster.place(id))
        .filter(|place| place.level != Level::Community && is_said(place))
        .collect();
    places.reverse();
    if places.is_empty() {
        return Said::typed(roster.community_name());
    }
    joined(
        places
            .into_iter()
            .map(|place| level(place.level, &place.label)),
    )
}

/// A place by its canonical name with its compound (`月亮湾/3-1`), for whoever has no roster that knows it: 月亮湾3幢1单元. No
/// compound has a slash in its label, no building and no stairwell a slash or a hyphen.
pub(crate) fn of_path(path: &str) -> Said {
    let (compound, below) = path
        .split_once('/')
        .map_or((path, None), |(compound, below)| (compound, Some(below)));
    let (building, stairwell) = match below.map(|below| below.split_once('-').ok_or(below)) {
        None => (None, None),
        Some(Ok((building, stairwell))) => (Some(building), Some(stairwell)),
        Some(Err(building)) => (Some(building), None),
    };
    let levels = [Level::Compound, Level::Building, Level::Stairwell];
    let labels = [Some(compound), building, stairwell];
    joined(
        levels
            .into_iter()
            .zip(labels)
            .filter_map(|(at, label)| Some(level(at, label?))),
    )
}

fn joined(names: impl Iterator<Item = (String, String)>) -> Said {
    let (zh, en): (Vec<String>, Vec<String>) = names.unzip();
    Said::new(zh.concat(), en.join(", "))
}

/// A label with the word of its level, where it is a bare number: 东楼 says of itself what it is.
fn level(level: Level, label: &str) -> (String, String) {
    let is_number = label.chars().all(|char| char.is_ascii_alphanumeric());
    match level {
        Level::Building if is_number => (format!("{label}幢"), format!("building {label}")),
        Level::Stairwell if is_number => (format!("{label}单元"), format!("stairwell {label}")),
        _ => (label.to_owned(), label.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Said, of_path};

    #[test]
    fn a_canonical_name_is_said_for_people() {
        for (path, zh, en) in [
            ("月亮湾", "月亮湾", "月亮湾"),
            ("月亮湾/3", "月亮湾3幢", "月亮湾, building 3"),
            (
                "月亮湾/3-1",
                "月亮湾3幢1单元",
                "月亮湾, building 3, stairwell 1",
            ),
            ("A-1/东楼-甲", "A-1东楼甲", "A-1, 东楼, 甲"),
        ] {
            assert_eq!(of_path(path), Said::new(zh, en), "{path}");
        }
    }
}
