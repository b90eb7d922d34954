// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// A record that was made of a draft.
    public static var committed: Committed {
        Committed(
            record: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            until: now
        )
    }

    /// A field that somebody was typing.
    public static var draftField: DraftField {
        DraftField(
            field: "phone",
            text: "三单元五楼的灯坏了一周"
        )
    }

    /// The place of a draft in an app.
    public static var draftKey: DraftKey {
        DraftKey(
            screen: "visit",
            thing: "3-1-501"
        )
    }

    /// A draft as it was saved last.
    public static var draftView: DraftView {
        DraftView(
            key: draftKey,
            fields: [draftField],
            at: now
        )
    }
}
