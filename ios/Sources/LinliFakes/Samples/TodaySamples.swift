// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// A visit, as a list shows it.
    public static var contact: Contact {
        Contact(
            visit: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            at: now,
            by: memberRef,
            outcome: .home,
            why: "老人想修楼道灯"
        )
    }

    /// The records of this device that the hub is not known to have.
    public static var debt: Debt {
        Debt(
            records: 1,
            since: now
        )
    }

    /// A door in a list.
    public static var doorRow: DoorRow {
        DoorRow(
            household: HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
            door: "3-1-501",
            names: ["袁某"],
            last: contact,
            due: .returned,
            missed: 0,
            silence: silence,
            callBack: now,
            flags: [.elderlyAlone],
            openTopics: 1,
            openBallots: 1,
            unsent: 1,
            conflicted: false,
            knock: .ok
        )
    }

    /// The doors of a floor.
    public static var floor: Floor {
        Floor(
            stairwell: PlaceId("1ceb8e7b1ceb8e7b1ceb8e7b1ceb8e7b"),
            n: 5,
            doors: [doorRow]
        )
    }

    /// A place to choose.
    public static var placeTab: PlaceTab {
        PlaceTab(
            place: placeRef,
            doors: 1,
            due: 1,
            unsent: 1
        )
    }

    /// A silent door.
    public static var silence: Silence {
        Silence(
            watch: "three-knocks",
            title: said,
            clause: "5.1.3.2.2",
            status: "default",
            missed: 0,
            since: now
        )
    }

    /// A silent door in a list.
    public static var silentDoor: SilentDoor {
        SilentDoor(
            household: HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
            door: "3-1-501",
            scope: "3-1",
            flags: [.elderlyAlone],
            silence: silence
        )
    }

    /// The first screen.
    public static var today: Today {
        Today(
            places: [placeTab],
            floors: [floor],
            plan: [HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3")],
            toCorrect: [matterSummary],
            debt: debt,
            validUntil: now
        )
    }
}
