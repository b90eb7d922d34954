package org.linli.app.office

import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import org.linli.Page
import org.linli.Said
import org.linli.app.model.Desk
import org.linli.app.model.Listed
import org.linli.app.model.Model
import org.linli.app.model.Notice
import org.linli.app.page.Block
import org.linli.app.page.Drawing
import org.linli.app.words.AppWord
import java.io.IOException
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext

/**
 * A place of the office: a table, and beside it what can be done. Rows come in pages; whoever puts them in order reads on to the
 * end, because the order of a part would be none.
 */
abstract class OfficeModel<T : Any>(
    desk: Desk,
    protected val paper: Paper,
) : Model<T>(desk) {
    private val reading = Mutex()
    private var wanted = STEP

    /** What is shown. */
    abstract val table: Table<*>

    /** Opens what a row is about, where there is such a screen. */
    open fun open() = Unit

    /** Reads all of it, unless somebody only moved; the last who asks comes last. */
    final override suspend fun read(): T =
        reading.withLock {
            if (currentCoroutineContext()[MovedKey] == null) load()
            shown()
        }

    /** Reads the rows, and shows them. */
    protected abstract suspend fun load()

    /** What stands beside the rows, for where one is and what is chosen. */
    protected abstract suspend fun shown(): T

    /** Reads the rows that are wanted, in pages. */
    protected suspend fun <R> rows(page: suspend (limit: Int, after: String?) -> Page<R>): Listed<R> {
        val all = mutableListOf<R>()
        var after: String? = null
        do {
            val next = page(STEP, after)
            all += next.items
            after = next.next
        } while (after != null && (table.state.value.sort != null || all.size < wanted))
        return Listed(all, after != null)
    }

    /** Reads on: the end of what is there has come into sight. */
    fun more() {
        if (!table.state.value.hasMore) return
        wanted = table.state.value.rows.size + STEP
        again()
    }

    /** In the order of a column. */
    fun sort(column: Int) {
        val hadAll = !table.state.value.hasMore
        table.sort(column)
        if (!hadAll) again()
    }

    /** Looks for a text. */
    fun find(text: String) {
        table.find(text)
        again()
    }

    /** What can be done depends on where one is, and on what is chosen: the rows stay as they were read. */
    fun moved() {
        desk.scope.launch(Moved) { refresh() }
    }

    /** Reads the rows again. */
    protected fun again() {
        desk.scope.launch { refresh() }
    }

    /** Does what was tapped with a file or on paper; one that cannot be read or written is no fault of the library's. */
    protected fun acting(block: suspend () -> Unit) =
        act {
            try {
                block()
            } catch (_: IOException) {
                desk.tell(Notice(FILE_FAILED, failed = true))
            }
        }

    /** A text to type that the store does not keep. */
    protected fun Drawing.typed(
        key: String,
        label: AppWord,
        text: String,
        hint: AppWord? = null,
        type: (String) -> Unit,
    ) = field(Block.Field(key, words[label], text, hint?.let { words[it] }, type = type))

    /** Marks a reading for which the rows are not read again. */
    private object Moved : AbstractCoroutineContextElement(MovedKey)

    private object MovedKey : CoroutineContext.Key<CoroutineContext.Element>

    private companion object {
        const val STEP = 200
        val FILE_FAILED = Said("文件读写失败，请换一个位置。", "The file cannot be read or written.")
    }
}

/** The printer of an office: its browser shows a page, and prints it. */
fun interface Paper {
    /** Shows a page of HTML that needs nothing else. */
    suspend fun show(html: String)
}
