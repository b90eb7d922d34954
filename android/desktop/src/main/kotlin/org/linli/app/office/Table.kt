package org.linli.app.office

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import org.linli.Said
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import java.text.Collator
import java.util.Locale

/**
 * A column of a table.
 *
 * @property title its heading
 * @property share its share of the width
 * @property by what its rows are put in order by; whoever has nothing stands last, up or down
 * @property text what it says of a row
 */
class Column<R>(
    val title: AppWord,
    val share: Float,
    val by: (R) -> Comparable<*>?,
    val text: Words.(R) -> String,
)

/**
 * By which column a table is in order.
 *
 * @property column its number, from 0
 */
data class Sort(
    val column: Int,
    val down: Boolean,
)

/**
 * A table as it stands.
 *
 * @property rows what is shown, in its order
 * @property hasMore whether the library has rows that were not read
 * @property sort the order; without it the library's own
 * @property cursor the row where the keyboard is, by its key
 * @property chosen the rows that are chosen, by their keys
 * @property find what is looked for
 */
data class Grid<R>(
    val rows: List<R> = emptyList(),
    val hasMore: Boolean = false,
    val sort: Sort? = null,
    val cursor: String? = null,
    val chosen: Set<String> = emptySet(),
    val find: String = "",
)

/**
 * Rows that can be put in order, chosen and walked through. It knows nothing of windows, and has no rule of its own.
 *
 * @property columns its columns, from left to right
 * @property key tells rows apart
 * @property texts where in a row a text is looked for, whatever its case; without it the library looks, and its answer is shown as it is
 */
class Table<R>(
    val columns: List<Column<R>>,
    val key: (R) -> String,
    private val texts: ((R) -> List<String>)? = null,
) {
    private val grid = MutableStateFlow(Grid<R>())
    private var read: List<R> = emptyList()

    /** The table as it stands. */
    val state: StateFlow<Grid<R>> = grid.asStateFlow()

    /** The row where the keyboard is. */
    val here: R? get() = state.value.run { rows.find { key(it) == cursor } }

    /** The rows that are chosen; the one where the keyboard is where none is. */
    val meant: List<R> get() = state.value.run { rows.filter { key(it) in chosen }.ifEmpty { listOfNotNull(here) } }

    /** Shows what was read. What was chosen and is gone is chosen no more. */
    fun show(
        rows: List<R>,
        hasMore: Boolean = false,
    ) {
        read = rows
        val keys = rows.mapTo(HashSet(), key)
        grid.update { it.copy(hasMore = hasMore, chosen = it.chosen intersect keys, cursor = it.cursor?.takeIf(keys::contains)) }
        arrange()
    }

    /** In the order of a column: up, then down, then as the library has it. */
    fun sort(column: Int) {
        grid.update {
            val next =
                when (it.sort) {
                    Sort(column, down = false) -> Sort(column, down = true)
                    Sort(column, down = true) -> null
                    else -> Sort(column, down = false)
                }
            it.copy(sort = next)
        }
        arrange()
    }

    /** Looks for a text. */
    fun find(text: String) {
        grid.update { it.copy(find = text) }
        arrange()
    }

    private fun arrange() =
        grid.update { now ->
            val wanted = now.find.trim()
            val isFound = { row: R -> texts == null || texts(row).any { it.contains(wanted, ignoreCase = true) } }
            val rows = if (wanted.isEmpty()) read else read.filter(isFound)
            now.copy(rows = now.sort?.let { rows.sortedWith(order(it)) } ?: rows)
        }

    private fun order(sort: Sort): Comparator<R> {
        val by = columns[sort.column].by
        val values = Comparator<R> { one, other -> compareValuesBy(one, other, by) }
        return compareBy<R> { by(it) == null }.then(if (sort.down) values.reversed() else values)
    }

    /** To a row. */
    fun to(row: R) = grid.update { it.copy(cursor = key(row)) }

    /** So many rows down, or up; with [choosing] what lies between is chosen too. */
    fun move(
        by: Int,
        choosing: Boolean = false,
    ) = grid.update { now ->
        if (now.rows.isEmpty()) return@update now
        val from = now.rows.indexOfFirst { key(it) == now.cursor }
        val to = if (from < 0) 0 else (from.toLong() + by).coerceIn(0L, now.rows.lastIndex.toLong()).toInt()
        val passed = now.rows.subList(minOf(from.coerceAtLeast(0), to), maxOf(from, to) + 1).map(key)
        now.copy(cursor = key(now.rows[to]), chosen = if (choosing) now.chosen + passed else now.chosen)
    }

    /** Chooses a row, or chooses it no more. */
    fun toggle(row: R) =
        grid.update {
            val one = key(row)
            it.copy(cursor = one, chosen = if (one in it.chosen) it.chosen - one else it.chosen + one)
        }

    /** Chooses all that is shown; once more, none. */
    fun all() =
        grid.update { now ->
            val keys = now.rows.mapTo(LinkedHashSet(), key)
            now.copy(chosen = if (now.chosen == keys) emptySet() else keys)
        }

    /** The meant rows for a spreadsheet: cells with tabs between, headings first. */
    fun copied(words: Words): String {
        val lines = listOf(columns.map { words[it.title] }) + meant.map { row -> columns.map { it.text(words, row) } }
        return lines.joinToString("\n") { cells -> cells.joinToString("\t") { it.replace(BREAKS, " ") } }
    }

    private companion object {
        val BREAKS = Regex("[\\t\\r\\n]+")
    }
}

private val collator: Collator = Collator.getInstance(Locale.CHINA)

/** The place of a text by pinyin, as Java orders GB 2312: its rarer characters (褚) stand behind the others, by their radical. */
internal fun pinyin(text: String?): Comparable<*>? = text?.takeIf { it.isNotBlank() }?.let(collator::getCollationKey)

/** What is said, in both languages: whoever looks for it may have either on his screen. */
internal fun Said.both(): List<String> = listOf(zh, en)
