// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.BackupMade
import org.linli.ExternalIdView
import org.linli.ImportColumn
import org.linli.ImportConflict
import org.linli.ImportOutcome
import org.linli.ImportPerson
import org.linli.ImportProblem
import org.linli.ImportReading
import org.linli.RecordId

/** A backup that was written and read back. */
public val Samples.backupMade: BackupMade
    get() =
        BackupMade(
            bytes = 1,
            records = 1,
            code = "7K2M-Q4XT",
        )

/** The number that another system gives a thing. */
public val Samples.externalIdView: ExternalIdView
    get() =
        ExternalIdView(
            system = "12345",
            said = said,
            values = listOf("110"),
        )

/** The columns of a field. */
public val Samples.importColumn: ImportColumn
    get() =
        ImportColumn(
            field = "phone",
            letters = "C",
        )

/** A cell that changed on both sides. */
public val Samples.importConflict: ImportConflict
    get() =
        ImportConflict(
            household = "3-1-501",
            field = "phone",
            row = 1,
        )

/** A register that was read, and what an import of it did or would do. */
public val Samples.importOutcome: ImportOutcome
    get() =
        ImportOutcome(
            imported = 1,
            unchanged = 1,
            conflicts = listOf(importConflict),
            problems = emptyList(),
            undo = listOf(RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273")),
            readings = listOf(importReading),
            newPlaces = listOf("3-1"),
            newCompounds = emptyList(),
            peopleAdded = listOf(importPerson),
            peopleMissing = listOf(importPerson),
        )

/** A person of a household, in an import. */
public val Samples.importPerson: ImportPerson
    get() =
        ImportPerson(
            household = "3-1-501",
            name = "袁某",
        )

/** A row that a clerk must look at. */
public val Samples.importProblem: ImportProblem
    get() =
        ImportProblem(
            sheet = "名册",
            row = 1,
            column = "C",
            code = "7K2M-Q4XT",
            zh = "楼道灯坏了。",
            en = "A shared corridor lamp is broken.",
        )

/** A sheet as it was read. */
public val Samples.importReading: ImportReading
    get() =
        ImportReading(
            sheet = "名册",
            columns = listOf(importColumn),
            zh = "标题行在第 1 行。",
            en = "The headings stand in row 1.",
        )
