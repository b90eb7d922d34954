//! Ids, times and paths. Ids cross as text and are checked here; the façades wrap each kind in a type of its own.

use crate::codes::ErrorCode;
use crate::error::LinliError;
use linli_core::domain::{
    ChainId, CommunityId, DeviceId, DocId, GridId, HouseholdId, MemberId, PersonId, PlaceId,
    RecordId, RequestId, Timestamp,
};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

macro_rules! ids {
    ($($id:ident: $field:literal),* $(,)?) => {
        $(uniffi::custom_type!($id, String, {
            remote,
            try_lift: |text| {
                text.parse::<$id>().map_err(|_| LinliError::of_code(ErrorCode::FieldId, Some($field)).into())
            },
            lower: |id| id.to_string(),
        });)*
    };
}

ids! {
    ChainId: "chain",
    CommunityId: "community",
    DeviceId: "device",
    DocId: "document",
    GridId: "grid",
    HouseholdId: "household",
    MemberId: "member",
    PersonId: "person",
    PlaceId: "place",
    RecordId: "record",
    RequestId: "request",
}

uniffi::custom_type!(PathBuf, String, {
    remote,
    try_lift: |text| Ok(PathBuf::from(text)),
    lower: |path| path.to_string_lossy().into_owned(),
});

uniffi::custom_type!(Timestamp, SystemTime, {
    remote,
    try_lift: |time| Ok(to_timestamp(time)),
    lower: |time| to_system(time),
});

/// To whole milliseconds, towards the past.
fn to_timestamp(time: SystemTime) -> Timestamp {
    let millis = |span: Duration| i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
    Timestamp(match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => millis(after),
        Err(before) => -millis(before.duration()),
    })
}

fn to_system(time: Timestamp) -> SystemTime {
    let span = Duration::from_millis(time.0.unsigned_abs());
    let moved = if time.0 < 0 {
        SystemTime::UNIX_EPOCH.checked_sub(span)
    } else {
        SystemTime::UNIX_EPOCH.checked_add(span)
    };
    moved.unwrap_or(SystemTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_survive_the_border_to_the_millisecond() {
        for millis in [0, 1, -1, 1_795_190_400_123, -86_400_000] {
            assert_eq!(
                to_timestamp(to_system(Timestamp(millis))),
                Timestamp(millis)
            );
        }
    }
}
