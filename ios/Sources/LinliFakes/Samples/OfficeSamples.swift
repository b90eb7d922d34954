// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// A backup that was written and read back.
    public static var backupMade: BackupMade {
        BackupMade(
            bytes: 1,
            records: 1,
            code: "7K2M-Q4XT"
        )
    }

    /// The number that another system gives a thing.
    public static var externalIdView: ExternalIdView {
        ExternalIdView(
            system: "12345",
            said: said,
            values: ["110"]
        )
    }

    /// The columns of a field.
    public static var importColumn: ImportColumn {
        ImportColumn(
            field: "phone",
            letters: "C"
        )
    }

    /// A cell that changed on both sides.
    public static var importConflict: ImportConflict {
        ImportConflict(
            household: "3-1-501",
            field: "phone",
            row: 1
        )
    }

    /// A register that was read, and what an import of it did or would do.
    public static var importOutcome: ImportOutcome {
        ImportOutcome(
            imported: 1,
            unchanged: 1,
            conflicts: [importConflict],
            problems: [],
            undo: [RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273")],
            readings: [importReading],
            newPlaces: ["3-1"],
            newCompounds: [],
            peopleAdded: [importPerson],
            peopleMissing: [importPerson]
        )
    }

    /// A person of a household, in an import.
    public static var importPerson: ImportPerson {
        ImportPerson(
            household: "3-1-501",
            name: "袁某"
        )
    }

    /// A row that a clerk must look at.
    public static var importProblem: ImportProblem {
        ImportProblem(
            sheet: "名册",
            row: 1,
            column: "C",
            code: "7K2M-Q4XT",
            zh: "楼道灯坏了。",
            en: "A shared corridor lamp is broken."
        )
    }

    /// A sheet as it was read.
    public static var importReading: ImportReading {
        ImportReading(
            sheet: "名册",
            columns: [importColumn],
            zh: "标题行在第 1 行。",
            en: "The headings stand in row 1."
        )
    }
}
