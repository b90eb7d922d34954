// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// Somebody who works for the community, as a screen names him.
    public static var memberRef: MemberRef {
        MemberRef(
            id: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            name: "王桂芳",
            role: .communityOffice,
            said: said
        )
    }

    /// A place, as a screen names it.
    public static var placeRef: PlaceRef {
        PlaceRef(
            id: PlaceId("1ceb8e7b1ceb8e7b1ceb8e7b1ceb8e7b"),
            parent: PlaceId("1ceb8e7b1ceb8e7b1ceb8e7b1ceb8e7b"),
            label: "3-1",
            said: said,
            level: .community
        )
    }

    /// A thing that a screen opens.
    public static var thing: Thing {
        Thing(
            kind: .household,
            id: "3-1-501",
            title: "楼道灯坏了",
            place: placeRef,
            household: HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3")
        )
    }
}
