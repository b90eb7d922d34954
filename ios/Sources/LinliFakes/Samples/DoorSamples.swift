// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// The screen of a household.
    public static var door: Door {
        Door(
            household: HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
            door: "3-1-501",
            place: placeRef,
            floor: 5,
            claimedElsewhere: [],
            flags: [.elderlyAlone],
            quietHours: "21:00-08:00",
            knock: .ok,
            silence: silence,
            fields: [doorField],
            people: [doorPerson],
            visits: [visitView],
            proposals: [proposedChange],
            mergedInto: nil,
            topics: [topicView],
            tallies: [doorTally],
            photos: [photoView],
            externalIds: [externalIdView],
            validUntil: now
        )
    }

    /// A field with all its values.
    public static var doorField: DoorField {
        DoorField(
            field: "phone",
            label: said,
            values: [doorValue]
        )
    }

    /// A person on a household's screen.
    public static var doorPerson: DoorPerson {
        DoorPerson(
            person: PersonId("2c2390772c2390772c2390772c239077"),
            kind: .owner,
            name: "袁某",
            fields: [doorField]
        )
    }

    /// A tally in which a household votes.
    public static var doorTally: DoorTally {
        DoorTally(
            tally: DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            title: "楼道灯坏了",
            deadline: now,
            hasVoted: false
        )
    }

    /// A value, and whose it is.
    public static var doorValue: DoorValue {
        DoorValue(
            record: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            value: "13900000000",
            said: said,
            by: memberRef,
            at: now
        )
    }
}
