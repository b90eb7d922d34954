//! The room in which a record is counted that is not accepted. A record that leads to work has the room of that work:
//! were it dropped as evidence, the work would hang in the air in one store and stand in another.

use crate::records::Prev;
use crate::store::Row;
use std::collections::BTreeMap;

/// A room. Of two the lower one holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Room {
    /// It counts, or leads to what does: it is bounded by what its author had the right to.
    Counted,
    /// It is perhaps honest, or leads to what is.
    Work,
    /// Evidence, and what waits.
    Rest,
}

/// The rooms of a chain's records, by their local numbers. `rows` in order of seq.
pub(super) fn of_chain(rows: &[Row]) -> BTreeMap<i64, Room> {
    let mut led_to = BTreeMap::new();
    let mut rooms = BTreeMap::new();
    for row in rows.iter().rev() {
        let own = if row.state.is_accepted() {
            Room::Counted
        } else if row.state.is_perhaps_honest() {
            Room::Work
        } else {
            Room::Rest
        };
        let room = led_to.get(&row.id).map_or(own, |led: &Room| own.min(*led));
        if let Prev::After(before) = row.header.prev
            && room != Room::Rest
        {
            let led = led_to.entry(before).or_insert(room);
            *led = room.min(*led);
        }
        rooms.insert(row.num, room);
    }
    rooms
}
