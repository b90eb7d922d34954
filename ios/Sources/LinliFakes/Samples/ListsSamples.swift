// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// A household in a list.
    public static var householdRow: HouseholdRow {
        HouseholdRow(
            household: HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
            door: "3-1-501",
            stairwell: PlaceId("1ceb8e7b1ceb8e7b1ceb8e7b1ceb8e7b"),
            floor: 5,
            names: ["袁某"],
            flags: [.elderlyAlone]
        )
    }

    /// An answer at an item of a round, and whose it is.
    public static var roundAnswer: RoundAnswer {
        RoundAnswer(
            entry: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            result: .ok,
            note: "老人想修楼道灯",
            by: memberRef,
            at: now,
            relayed: false
        )
    }

    /// An item on a round's screen.
    public static var roundLine: RoundLine {
        RoundLine(
            item: "灭火器",
            answers: [roundAnswer],
            before: nil
        )
    }

    /// The screen of an inspection round.
    public static var roundScreen: RoundScreen {
        RoundScreen(
            round: DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            place: placeRef,
            template: "消防周查",
            period: "2026-11",
            periodSaid: said,
            lines: [roundLine],
            hazards: [hazardView],
            left: 1
        )
    }

    /// The screen of a topic.
    public static var topicScreen: TopicScreen {
        TopicScreen(
            topic: topicView,
            by: memberRef,
            place: placeRef,
            household: HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
            photos: [photoView],
            externalIds: [externalIdView]
        )
    }
}
