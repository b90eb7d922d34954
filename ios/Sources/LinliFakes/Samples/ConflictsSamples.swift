// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// A contradiction, as a screen shows it.
    public static var conflict: Conflict {
        Conflict(
            document: DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            field: "phone",
            thing: thing,
            kind: .register,
            title: said,
            place: placeRef,
            label: said,
            values: [conflictValue],
            owner: conflictOwner,
            mine: true
        )
    }

    /// One of the values that contradict each other.
    public static var conflictValue: ConflictValue {
        ConflictValue(
            record: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            value: "13900000000",
            said: said,
            by: memberRef,
            at: now
        )
    }

    /// A hit of a search, and what it opens.
    public static var found: Found {
        Found(
            thing: thing,
            hit: searchHit
        )
    }
}
