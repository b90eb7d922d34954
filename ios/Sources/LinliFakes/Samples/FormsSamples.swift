// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// A field of a form and its value.
    public static var formEntry: FormEntry {
        FormEntry(
            field: "phone",
            value: formValue
        )
    }

    /// A row of a form.
    public static var formRow: FormRow {
        FormRow(
            cells: [formEntry]
        )
    }

    /// A value of a form.
    public static var formValue: FormValue {
        FormValue.text(
            "三单元五楼的灯坏了一周"
        )
    }

    /// Words for a person in both languages.
    public static var said: Said {
        Said(
            zh: "楼道灯坏了。",
            en: "A shared corridor lamp is broken."
        )
    }
}
