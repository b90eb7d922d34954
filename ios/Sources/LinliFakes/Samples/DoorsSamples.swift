// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// A field with all its live values.
    public static var fieldView: FieldView {
        FieldView(
            name: "phone",
            values: [valueView]
        )
    }

    /// The household's screen.
    public static var householdView: HouseholdView {
        HouseholdView(
            household: HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
            door: "3-1-501",
            floor: 5,
            claimedElsewhere: [],
            fields: [fieldView],
            people: [personView],
            visits: [visitView]
        )
    }

    /// A person of a household.
    public static var personView: PersonView {
        PersonView(
            person: PersonId("2c2390772c2390772c2390772c239077"),
            kind: .owner,
            fields: [fieldView]
        )
    }

    /// A household on the round's screen.
    public static var roundStop: RoundStop {
        RoundStop(
            household: HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
            door: "3-1-501",
            floor: 5,
            lastVisit: now,
            lastOutcome: .home,
            callBack: now
        )
    }

    /// A hit of a search.
    public static var searchHit: SearchHit {
        SearchHit(
            kind: .household,
            id: "3-1-501",
            title: "楼道灯坏了",
            matched: "袁"
        )
    }

    /// A value, and whose it is.
    public static var valueView: ValueView {
        ValueView(
            record: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            value: "13900000000",
            by: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            at: now,
            relayed: false
        )
    }

    /// One version of a visit, first one first.
    public static var visitVersion: VisitVersion {
        VisitVersion(
            record: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            outcome: .home,
            note: "老人想修楼道灯",
            reason: "已与本人核对",
            by: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c")
        )
    }

    /// A visit as lists show it.
    public static var visitView: VisitView {
        VisitView(
            visit: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            household: "3-1-501",
            householdId: HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
            outcome: .home,
            mode: .door,
            note: "老人想修楼道灯",
            met: "袁某",
            callBack: now,
            doneBy: nil,
            topics: [DocId("0fe41cac0fe41cac0fe41cac0fe41cac")],
            at: now,
            by: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            who: memberRef,
            device: DeviceId("53d6573853d6573853d6573853d6573853d6573853d6573853d6573853d65738"),
            standing: .asWritten,
            ahead: false
        )
    }
}
