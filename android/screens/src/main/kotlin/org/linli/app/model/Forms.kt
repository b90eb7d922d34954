package org.linli.app.model

import org.linli.FieldMust
import org.linli.FieldType
import org.linli.FormEntry
import org.linli.FormField
import org.linli.FormRow
import org.linli.FormValue
import org.linli.MemberView
import org.linli.app.page.Drawing
import org.linli.app.page.Option
import org.linli.app.words.AppWord
import org.linli.app.words.Words

/**
 * The form of a step, as its pack says it: each field is a text of what is typed. A field of a row stands under `rows.0.column`, and
 * the number of rows under `rows.#`. What is typed of a second form on the screen stands under names of its own, after `prefix`.
 */
internal class Form(
    private val fields: List<FormField>,
    private val typing: Typing,
    private val members: List<MemberView>,
    private val links: Links,
    private val prefix: String = "",
) {
    /** Draws it. */
    fun show(drawing: Drawing) = fields.filter { isAsked(it) }.forEach { drawing.show(it, prefix + it.field) }

    /** What was typed, as the library takes it. What does not fit goes as it is: the library says what is wrong. */
    fun entries(): List<FormEntry> =
        fields.filter { isAsked(it) }.mapNotNull { field ->
            value(field, prefix + field.field)?.let { FormEntry(field.field, it) }
        }

    private fun isAsked(field: FormField): Boolean {
        val must = field.must
        if (must !is FieldMust.If || typing[prefix + field.field].isNotEmpty()) return true
        return must.values.any { it.text() == typing[prefix + must.field] }
    }

    /** As it stands among what is typed. */
    private fun FormValue.text(): String? =
        when (this) {
            is FormValue.Text -> text
            is FormValue.Flag -> flag.toString()
            else -> null
        }

    private fun Drawing.show(
        field: FormField,
        at: String,
    ) {
        val label = words.of(field.title) + if (field.must is FieldMust.No) words[AppWord.MAY_BE_LEFT_OUT] else ""
        val mistake = typing.mistakes.value[at]?.let { words.of(it) }
        when (field.kind) {
            FieldType.CHOICE -> {
                options(label, at, field.many, mistake, field.words.map { it.word to words.of(it.title) })
            }

            FieldType.FLAG -> {
                options(label, at, false, mistake, listOf("true" to words[AppWord.YES], "false" to words[AppWord.NO]))
            }

            FieldType.MEMBER -> {
                options(
                    label,
                    at,
                    field.many,
                    mistake,
                    members.map { it.member.value to words.of(it.said) },
                )
            }

            FieldType.TALLY, FieldType.DOC -> {
                links(field, at, label, mistake)
            }

            FieldType.ROWS -> {
                rows(field, at, label)
            }

            else -> {
                text(label, typing, at, long = field.many || (field.most ?: 0) > LONG, hint = words.hint(field))
            }
        }
    }

    /** The first of what may be named, and all of it once that is asked for. */
    private fun Drawing.links(
        field: FormField,
        at: String,
        label: String,
        mistake: String?,
    ) {
        val all = links.of(field, words)
        val chosen = typing[at].lines()
        val isWhole = typing["$at.#"].isNotEmpty() || all.size <= FIRST_LINKS
        val shown = if (isWhole) all else all.filterIndexed { place, (id, _) -> place < FIRST_LINKS || id in chosen }
        if (shown.isEmpty()) return fact(label, words[AppWord.NONE_TO_NAME])
        options(label, at, field.many, mistake, shown)
        if (!isWhole) button(AppWord.MORE) { typing.put("$at.#", all.size.toString()) }
    }

    private fun Drawing.rows(
        field: FormField,
        at: String,
        label: String,
    ) {
        heading(label)
        val count = typing["$at.#"].toIntOrNull() ?: 0
        for (row in 0 until count) {
            line(words[AppWord.ROW, row + 1])
            field.columns.forEach { show(it, "$at.$row.${it.field}") }
        }
        button(AppWord.ADD_ROW) { typing.put("$at.#", (count + 1).toString()) }
    }

    private fun Drawing.options(
        label: String,
        at: String,
        isMany: Boolean,
        mistake: String?,
        all: List<Pair<String, String>>,
    ) {
        val chosen = typing[at].lines().filter { it.isNotEmpty() }
        val options =
            all.map { (word, title) ->
                Option(title, word in chosen) {
                    val next =
                        when {
                            word in chosen -> chosen - word
                            isMany -> chosen + word
                            else -> listOf(word)
                        }
                    typing.put(at, next.joinToString("\n"))
                }
            }
        choice(label, options, mistake)
    }

    private fun value(
        field: FormField,
        at: String,
    ): FormValue? {
        if (field.kind == FieldType.ROWS) {
            val count = typing["$at.#"].toIntOrNull() ?: return null
            val rows =
                (0 until count).map { row ->
                    FormRow(
                        field.columns.mapNotNull { column ->
                            value(column, "$at.$row.${column.field}")?.let { FormEntry(column.field, it) }
                        },
                    )
                }
            return FormValue.Rows(rows.filter { it.cells.isNotEmpty() }).takeIf { it.rows.isNotEmpty() }
        }
        val typed = typing[at].trim()
        if (typed.isEmpty()) return null
        if (field.many) return FormValue.Many(typed.lines().filter { it.isNotBlank() }.map { one(field.kind, it.trim()) })
        return one(field.kind, typed)
    }

    private fun one(
        kind: FieldType,
        text: String,
    ): FormValue =
        when (kind) {
            FieldType.FLAG -> FormValue.Flag(text == "true")
            FieldType.INT -> text.toLongOrNull()?.let { FormValue.Whole(it) } ?: FormValue.Text(text)
            FieldType.TIME -> FormValue.Text(moment(text))
            FieldType.FEN -> fen(text)?.let { FormValue.Whole(it) } ?: FormValue.Text(text)
            else -> FormValue.Text(text)
        }

    private companion object {
        /** Texts that may be longer take several lines. */
        const val LONG = 200

        /** So many of what a field may name are shown at first. */
        const val FIRST_LINKS = 6
    }
}

/** A moment, as people write it (`2026-11-21 09:00`, by China's clock), as the library takes it; what is none stays as it was typed. */
internal fun moment(text: String): String =
    TYPED_MOMENT.matchEntire(text)?.destructured?.let { (day, hour) -> "${day}T$hour:00+08:00" } ?: text

private val TYPED_MOMENT = Regex("(\\d{4}-\\d{2}-\\d{2}) (\\d{2}:\\d{2})")

/** Yuan, as people write them, in fen; none if it is no amount. */
internal fun fen(text: String): Long? =
    text
        .toBigDecimalOrNull()
        ?.movePointRight(2)
        ?.let { runCatching { it.longValueExact() }.getOrNull() }

private fun Words.hint(field: FormField): String? =
    when (field.kind) {
        FieldType.FEN -> this[AppWord.HINT_YUAN]
        FieldType.DATE -> this[AppWord.HINT_DATE]
        FieldType.TIME -> this[AppWord.HINT_TIME]
        FieldType.PERIOD -> this[AppWord.HINT_PERIOD]
        FieldType.HOUSEHOLD -> this[AppWord.HINT_HOUSEHOLD]
        FieldType.PLACE -> this[AppWord.HINT_PLACE]
        else -> if (field.many) this[AppWord.HINT_MANY] else null
    }
