package org.linli

import java.nio.file.Path

/** What an office does with spreadsheets. */
public class Office internal constructor(
    private val calls: Calls,
) {
    /**
     * Imports a register (xlsx, xls, ods, csv): all sound rows in one transaction, the others are listed. With
     * `preview` nothing is written.
     */
    public suspend fun importRegister(
        file: Path,
        preview: Boolean = false,
    ): ImportOutcome = calls.run { it.importRegister(file.toString(), preview).toPublic() }

    /** Takes an import back as one. Gives how many records. */
    public suspend fun undoImport(records: List<RecordId>): Long = calls.run { it.undoImport(records.map { it.value }).toLong() }

    /** Writes a table into a spreadsheet: xlsx or csv, as the file is called. */
    public suspend fun export(
        what: ExportKind,
        to: Path,
    ): Unit = calls.run { it.export(what.ffi, to.toString()) }
}
