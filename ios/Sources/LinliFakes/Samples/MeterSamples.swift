// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// The meter of a tally.
    public static var meter: Meter {
        Meter(
            tally: DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            rule: "stairwell",
            title: "楼道灯坏了",
            deadline: now,
            state: .open,
            heads: meterNumbers,
            area: nil,
            outcome: .passed,
            certain: false,
            missing: [missing],
            ownPart: ownPart,
            disputed: [],
            next: said,
            explanation: said,
            mayCast: true,
            mayClose: false,
            seal: nil,
            validUntil: now
        )
    }

    /// The numbers of one measure.
    public static var meterNumbers: MeterNumbers {
        MeterNumbers(
            have: 12,
            need: 16,
            of: 24,
            yesLow: 9,
            yesHigh: 15,
            yesNeed: 13
        )
    }

    /// A collector who may still hold ballots.
    public static var missing: Missing {
        Missing(
            by: memberRef,
            most: 3
        )
    }

    /// The part of a tally in which this member takes ballots.
    public static var ownPart: OwnPart {
        OwnPart(
            places: [placeRef],
            of: 24,
            have: 12
        )
    }

    /// A voter on the roll of a tally.
    public static var rollRow: RollRow {
        RollRow(
            voter: "3-1-501",
            household: HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
            units: [],
            areaCm2: 890000,
            withoutVote: nil,
            present: false,
            state: .notYet,
            choice: nil
        )
    }
}
