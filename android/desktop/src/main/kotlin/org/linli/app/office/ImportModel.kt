package org.linli.app.office

import org.linli.ImportOutcome
import org.linli.RecordId
import org.linli.Said
import org.linli.app.model.Desk
import org.linli.app.model.Notice
import org.linli.app.page.Drawing
import org.linli.app.page.Option
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import java.nio.file.Path
import kotlin.io.path.name

/**
 * An import as it stands.
 *
 * @property file the table that was chosen
 * @property outcome what it would do, or did
 * @property columns which columns a clerk named himself, by field
 * @property compounds the new compounds that he confirmed
 * @property undo the records by which it is taken back, once it was made
 */
data class ImportShown(
    val file: Path? = null,
    val outcome: ImportOutcome? = null,
    val columns: Map<String, String> = emptyMap(),
    val compounds: Set<String> = emptySet(),
    val undo: List<RecordId>? = null,
)

/** A line of what an import would do, or left out. */
data class ImportLine(
    val number: Int,
    val what: AppWord,
    val where: String,
    val row: Long?,
    val column: String?,
    val said: Said,
)

/** 导入: a register is previewed with the reasons, its columns are put right, then it is written, and can be taken back as one. */
class ImportModel(
    desk: Desk,
    paper: Paper,
) : OfficeModel<ImportShown>(desk, paper) {
    private var shown = ImportShown()

    override val table: Table<ImportLine> =
        Table(
            listOf(
                Column(AppWord.OFFICE_WHAT, 1.6f, { it.what.ordinal }) { this[it.what] },
                Column(AppWord.OFFICE_WHERE, 1.4f, { pinyin(it.where) }) { it.where },
                Column(AppWord.OFFICE_ROW, 0.8f, { it.row }) { it.row?.toString().orEmpty() },
                Column(AppWord.OFFICE_COLUMN, 0.8f, { it.column }) { it.column.orEmpty() },
                Column(AppWord.EXPLANATION, 4f, { pinyin(it.said.zh) }) { of(it.said) },
            ),
            key = { it.number.toString() },
            texts = { it.said.both() + it.where },
        )

    override fun title(
        words: Words,
        value: ImportShown?,
    ) = words[AppWord.OFFICE_IMPORT]

    override suspend fun load() = Unit

    override suspend fun shown(): ImportShown = shown

    override fun Drawing.show(value: ImportShown) {
        button(AppWord.OFFICE_CHOOSE_FILE, main = value.outcome == null) { acting { desk.files.take()?.let { chosen(it) } } }
        val outcome = value.outcome
        if (outcome == null) {
            line(AppWord.OFFICE_IMPORT_NONE, Tone.QUIET)
            return
        }
        value.file?.let { line(it.name) }
        val isMade = value.undo != null
        val (word, tone) = if (isMade) AppWord.OFFICE_IMPORTED to Tone.GOOD else AppWord.OFFICE_READS to Tone.PLAIN
        line(words[word, outcome.imported], tone)
        line(words[AppWord.OFFICE_KEPT, outcome.unchanged], Tone.QUIET)
        if (isMade) {
            button(AppWord.OFFICE_IMPORT_UNDO) { act { takeBack() } }
        } else {
            if (outcome.imported > 0) button(AppWord.OFFICE_IMPORT_DO, main = true) { acting { make() } }
            corrections(value, outcome)
        }
        if (outcome.newPlaces.isNotEmpty()) fact(words[AppWord.OFFICE_NEW_PLACES], words.listed(outcome.newPlaces))
        for (reading in outcome.readings) {
            heading(reading.sheet.ifBlank { words[AppWord.OFFICE_SHEET] })
            line(words.of(Said(reading.zh, reading.en)), Tone.QUIET)
        }
    }

    private fun Drawing.corrections(
        value: ImportShown,
        outcome: ImportOutcome,
    ) {
        if (outcome.newCompounds.isNotEmpty()) {
            val options =
                outcome.newCompounds.map { name -> Option(name, name in value.compounds) { act { confirm(name) } } }
            choice(words[AppWord.OFFICE_COMPOUND_NEW], options)
        }
        heading(AppWord.OFFICE_CELLS)
        line(AppWord.OFFICE_LETTERS_HINT, Tone.QUIET)
        val read = outcome.readings.flatMap { it.columns }.associate { it.field to it.letters }
        FIELDS.forEach { (field, word) -> column(field, word, value.columns[field] ?: read[field].orEmpty()) }
        button(AppWord.OFFICE_PREVIEW_AGAIN) { acting { preview() } }
    }

    private fun Drawing.column(
        field: String,
        word: AppWord,
        letters: String,
    ) = typed("column $field", word, letters) {
        shown = shown.copy(columns = shown.columns + (field to it.trim()))
        moved()
    }

    private suspend fun chosen(file: Path) {
        shown = ImportShown(file)
        preview()
    }

    private suspend fun preview() {
        val outcome = read(preview = true) ?: return
        shown = shown.copy(outcome = outcome)
        table.show(lines(outcome))
    }

    private suspend fun make() {
        val outcome = read(preview = false) ?: return
        shown = shown.copy(outcome = outcome, undo = outcome.undo)
        table.show(lines(outcome))
    }

    private suspend fun confirm(name: String) {
        val compounds = shown.compounds
        shown = shown.copy(compounds = if (name in compounds) compounds - name else compounds + name)
        preview()
    }

    private suspend fun read(preview: Boolean): ImportOutcome? {
        val file = shown.file ?: return null
        val columns = shown.columns.filterValues { it.isNotEmpty() }
        return desk.store.office.importRegister(file, preview, columns, shown.compounds.toList())
    }

    private suspend fun takeBack() {
        val undo = shown.undo ?: return
        val count = desk.store.office.undoImport(undo)
        shown = ImportShown()
        table.show(emptyList())
        val (zh, en) = listOf(AppWord.OFFICE_UNDONE.zh, AppWord.OFFICE_UNDONE.en).map { it.replace("{0}", count.toString()) }
        desk.tell(Notice(Said(zh, en)))
    }

    private fun lines(outcome: ImportOutcome): List<ImportLine> {
        val nothing = Said("", "")
        val all = mutableListOf<ImportLine>()

        fun add(
            what: AppWord,
            where: String,
            row: Long? = null,
            column: String? = null,
            said: Said = nothing,
        ) {
            all += ImportLine(all.size, what, where, row, column, said)
        }
        outcome.problems.forEach { add(AppWord.OFFICE_PROBLEM, it.sheet, it.row, it.column, Said(it.zh, it.en)) }
        outcome.conflicts.forEach { add(AppWord.OFFICE_CONFLICT, it.household, it.row, said = Said(it.field, it.field)) }
        outcome.peopleAdded.forEach {
            add(AppWord.OFFICE_PERSON_ADDED, it.household, said = it.name?.let { name -> Said(name, name) } ?: nothing)
        }
        outcome.peopleMissing.forEach {
            add(AppWord.OFFICE_PERSON_MISSING, it.household, said = it.name?.let { name -> Said(name, name) } ?: nothing)
        }
        return all
    }

    private companion object {
        /** The fields of a register that a column can be named for, as the library calls them. */
        val FIELDS =
            listOf(
                "compound" to AppWord.OFFICE_FIELD_COMPOUND,
                "zone" to AppWord.OFFICE_FIELD_ZONE,
                "building" to AppWord.OFFICE_FIELD_BUILDING,
                "stairwell" to AppWord.OFFICE_FIELD_STAIRWELL,
                "door" to AppWord.OFFICE_FIELD_DOOR,
                "floor" to AppWord.OFFICE_FIELD_FLOOR,
                "name" to AppWord.OFFICE_FIELD_NAME,
                "kind" to AppWord.OFFICE_FIELD_KIND,
                "phone" to AppWord.OFFICE_FIELD_PHONE,
                "area" to AppWord.OFFICE_FIELD_AREA,
                "usage" to AppWord.OFFICE_FIELD_USAGE,
                "note" to AppWord.OFFICE_FIELD_NOTE,
            )
    }
}
