// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import org.linli.ffi.BackupMade as FfiBackupMade
import org.linli.ffi.ExportKind as FfiExportKind
import org.linli.ffi.ExternalIdView as FfiExternalIdView
import org.linli.ffi.ImportColumn as FfiImportColumn
import org.linli.ffi.ImportConflict as FfiImportConflict
import org.linli.ffi.ImportOutcome as FfiImportOutcome
import org.linli.ffi.ImportPerson as FfiImportPerson
import org.linli.ffi.ImportProblem as FfiImportProblem
import org.linli.ffi.ImportReading as FfiImportReading

/**
 * A backup that was written and read back.
 *
 * @property bytes bytes of the file
 * @property records records in it
 * @property code the code that opens it: 14 groups of 4 characters. Kept nowhere.
 */
public data class BackupMade(
    val bytes: Long,
    val records: Long,
    val code: String,
)

internal fun FfiBackupMade.toPublic(): BackupMade =
    BackupMade(
        bytes = bytes.toLong(),
        records = records.toLong(),
        code = code,
    )

/** A table that an office writes into a spreadsheet. */
public enum class ExportKind(
    internal val ffi: FfiExportKind,
) {
    /** 名册, the register. */
    REGISTER(FfiExportKind.REGISTER),

    /** 走访记录, the visits. */
    VISITS(FfiExportKind.VISITS),

    /** 议题, the topics. */
    TOPICS(FfiExportKind.TOPICS),

    /** 台账, the ledger: everything, a sheet each. */
    LEDGER(FfiExportKind.LEDGER),
}

/**
 * The number that another system gives a thing; several values are a conflict.
 *
 * @property system which system
 * @property said its name for people, where a pack names it; else as it is
 * @property values the numbers; absent where the body is not here
 */
public data class ExternalIdView(
    val system: String,
    val said: Said,
    val values: List<String?>,
)

internal fun FfiExternalIdView.toPublic(): ExternalIdView =
    ExternalIdView(
        system = system,
        said = said.toPublic(),
        values = values,
    )

/**
 * The columns of a field.
 *
 * @property field the field: `door`, `building`, …
 * @property letters the columns' letters; several with commas
 */
public data class ImportColumn(
    val field: String,
    val letters: String,
)

internal fun FfiImportColumn.toPublic(): ImportColumn =
    ImportColumn(
        field = field,
        letters = letters,
    )

/**
 * A cell that changed on both sides.
 *
 * @property household the door
 * @property field the field
 * @property row the row in the file
 */
public data class ImportConflict(
    val household: String,
    val field: String,
    val row: Long,
)

internal fun FfiImportConflict.toPublic(): ImportConflict =
    ImportConflict(
        household = household,
        field = field,
        row = row.toLong(),
    )

/**
 * A register that was read, and what an import of it did or would do.
 *
 * @property imported households added or changed
 * @property unchanged households that were the same already
 * @property conflicts cells that changed both in the file and in the store since the export; both values are kept
 * @property problems the rows that a clerk must look at: they were left out
 * @property undo to take it back as one; absent if nothing was written
 * @property readings the columns as they were read, and why, by sheet
 * @property newPlaces compounds, buildings and stairwells that are made, or would be
 * @property newCompounds compounds that the file names and the community lacks; made only if the call names them
 * @property peopleAdded people that enter the register, or would
 * @property peopleMissing people of the file's households whom the file does not name; they stay
 */
public data class ImportOutcome(
    val imported: Long,
    val unchanged: Long,
    val conflicts: List<ImportConflict>,
    val problems: List<ImportProblem>,
    val undo: List<RecordId>?,
    val readings: List<ImportReading>,
    val newPlaces: List<String>,
    val newCompounds: List<String>,
    val peopleAdded: List<ImportPerson>,
    val peopleMissing: List<ImportPerson>,
)

internal fun FfiImportOutcome.toPublic(): ImportOutcome =
    ImportOutcome(
        imported = imported.toLong(),
        unchanged = unchanged.toLong(),
        conflicts = conflicts.map { it.toPublic() },
        problems = problems.map { it.toPublic() },
        undo = undo?.map(::RecordId),
        readings = readings.map { it.toPublic() },
        newPlaces = newPlaces,
        newCompounds = newCompounds,
        peopleAdded = peopleAdded.map { it.toPublic() },
        peopleMissing = peopleMissing.map { it.toPublic() },
    )

/**
 * A person of a household, in an import.
 *
 * @property household the door
 * @property name the name, as far as known
 */
public data class ImportPerson(
    val household: String,
    val name: String?,
)

internal fun FfiImportPerson.toPublic(): ImportPerson =
    ImportPerson(
        household = household,
        name = name,
    )

/**
 * A row that a clerk must look at.
 *
 * @property sheet the sheet
 * @property row the row, as the spreadsheet program shows it
 * @property column the column's letters
 * @property code a stable code
 * @property zh in Chinese
 * @property en in English
 */
public data class ImportProblem(
    val sheet: String,
    val row: Long,
    val column: String?,
    val code: String,
    val zh: String,
    val en: String,
)

internal fun FfiImportProblem.toPublic(): ImportProblem =
    ImportProblem(
        sheet = sheet,
        row = row.toLong(),
        column = column,
        code = code,
        zh = zh,
        en = en,
    )

/**
 * A sheet as it was read.
 *
 * @property sheet the sheet
 * @property columns the columns by field
 * @property zh the reasons, in Chinese
 * @property en the reasons, in English
 */
public data class ImportReading(
    val sheet: String,
    val columns: List<ImportColumn>,
    val zh: String,
    val en: String,
)

internal fun FfiImportReading.toPublic(): ImportReading =
    ImportReading(
        sheet = sheet,
        columns = columns.map { it.toPublic() },
        zh = zh,
        en = en,
    )
