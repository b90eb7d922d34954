package org.linli

import java.nio.file.Path

/** An office's desk: spreadsheets, the numbers of other systems, backups. */
public class Office internal constructor(
    private val calls: Calls,
) {
    /**
     * Imports a register (xlsx, xls, ods, csv): all sound rows in one transaction, the others are listed. With
     * `preview` nothing is written. `columns` names columns by field (`door` to `C`) where the headings mislead, and is
     * remembered for the heading; `newCompounds` may be made.
     */
    public suspend fun importRegister(
        file: Path,
        preview: Boolean = false,
        columns: Map<String, String> = emptyMap(),
        newCompounds: List<String> = emptyList(),
    ): ImportOutcome = calls.run { it.importRegister(file.toString(), preview, columns, newCompounds).toPublic() }

    /** Takes an import back as one. Gives how many records. */
    public suspend fun undoImport(records: List<RecordId>): Long = calls.run { it.undoImport(records.map { it.value }).toLong() }

    /** Writes a table into a spreadsheet: xlsx or csv, as the file is called. A register comes back in either language. */
    public suspend fun export(
        what: ExportKind,
        to: Path,
        language: Language = Language.ZH,
    ): Unit = calls.run { it.export(what.ffi, to.toString(), language.ffi) }

    /** Writes the matters of a flow, or of every flow, as ledgers (台账): xlsx or csv, as the file is called. */
    public suspend fun exportMatters(
        to: Path,
        flow: String? = null,
        language: Language = Language.ZH,
    ): Unit = calls.run { it.exportMatters(to.toString(), flow, language.ffi) }

    /**
     * Makes a flow of a blank table (xlsx, xls, ods, csv) and takes its pack up: an office's form, to be filled at doors. With
     * [repeats] a household may fill several lines. The same table again is the same form.
     */
    public suspend fun adoptForm(
        file: Path,
        repeats: Boolean = false,
    ): FormAdopted = calls.run { it.adoptForm(file.toString(), repeats).toPublic() }

    /**
     * Writes what was answered into a table like the blank one: a line for each door of the matter's place, also of those
     * who have not answered.
     */
    public suspend fun exportForm(
        matter: DocId,
        like: Path,
        to: Path,
    ): FormFilled = calls.run { it.exportForm(matter.value, like.toString(), to.toString()).toPublic() }

    /** A member's month (`2026-11`, days of +08:00): one's own, or, for who may grant in the whole community, anybody's. */
    public suspend fun statement(
        month: String,
        member: MemberId? = null,
    ): MonthlyStatement = calls.run { it.statement(month, member?.value).toPublic() }

    /**
     * A month (`2026-11`, days of +08:00) in numbers, stairwell by stairwell: of a place (a grid, too), or of all that this
     * member works in.
     */
    public suspend fun statistics(
        month: String,
        place: ScopeName? = null,
    ): Statistics = calls.run { it.statistics(month, place?.toFfi()).toPublic() }

    /** Notes which number another system gives a thing; an absent one takes it away. */
    public suspend fun setExternalId(
        entity: EntityId,
        system: String,
        number: String?,
    ): Unit = calls.run { it.setExternalId(entity.value, system, number.orEmpty()) }

    /** The numbers that other systems give a thing. */
    public suspend fun externalIds(entity: EntityId): List<ExternalIdView> =
        calls.run { it.externalIds(entity.value).map { it.toPublic() } }

    /** A sealed copy of this store; the code that opens it is shown once. */
    public suspend fun backup(file: Path): BackupMade = calls.run { it.backup(file.toString()).toPublic() }

    /** The other systems that the packs name. */
    public suspend fun elsewhereSystems(): List<ElsewhereSystem> = calls.run { it.elsewhereSystems().map { it.toPublic() } }

    /** Matters that are still to be typed into another system, newest first; with [all], those that are typed too. */
    public suspend fun toType(
        system: String,
        all: Boolean = false,
        limit: Int = 50,
        after: String? = null,
    ): Page<ElsewhereRow> = calls.run { it.toType(system, all, page(limit, after)).toPublic() }

    /** Takes the list that another system exported (xlsx, xls, ods, csv): matters get their numbers there. */
    public suspend fun importTyped(
        system: String,
        file: Path,
    ): ElsewhereImport = calls.run { it.importTyped(system, file.toString()).toPublic() }
}
