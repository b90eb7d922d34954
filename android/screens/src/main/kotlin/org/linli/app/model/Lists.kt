package org.linli.app.model

import org.linli.Level
import org.linli.MemberRef
import org.linli.Page
import org.linli.PlaceRef
import org.linli.ScopeName
import org.linli.app.page.Drawing
import org.linli.app.words.AppWord
import org.linli.app.words.Words

/**
 * The beginning of a list.
 *
 * @property items its rows
 * @property hasMore whether there are others
 */
data class Listed<T>(
    val items: List<T>,
    val hasMore: Boolean,
)

/** How many rows of a list are shown: more when they are asked for. */
class Length {
    private var rows = STEP

    /** Reads so many rows, in pages. */
    suspend fun <T> read(page: suspend (limit: Int, after: String?) -> Page<T>): Listed<T> {
        val items = mutableListOf<T>()
        var after: String? = null
        do {
            val next = page((rows - items.size).coerceAtMost(MOST_AT_ONCE), after)
            items += next.items
            after = next.next
        } while (after != null && items.size < rows)
        return Listed(items, after != null)
    }

    /** The button that asks for more. */
    fun more(
        drawing: Drawing,
        listed: Listed<*>,
        again: () -> Unit,
    ) {
        if (!listed.hasMore) return
        drawing.button(AppWord.MORE) {
            rows += STEP
            again()
        }
    }

    private companion object {
        const val STEP = 100
        const val MOST_AT_ONCE = 200
    }
}

/** A place as the library takes it. */
internal fun PlaceRef.scope(): ScopeName =
    when (level) {
        Level.COMMUNITY -> ScopeName.Community
        Level.COMPOUND -> ScopeName.Compound(label)
        Level.BUILDING -> ScopeName.Building(label)
        Level.STAIRWELL -> ScopeName.Stairwell(label)
    }

/** A scope as people say it. */
internal fun Words.of(scope: ScopeName): String =
    when (scope) {
        ScopeName.Community -> this[AppWord.WHOLE_COMMUNITY]
        is ScopeName.Compound -> scope.name
        is ScopeName.Grid -> scope.name
        is ScopeName.Building -> this[AppWord.BUILDING, scope.label]
        is ScopeName.Stairwell -> scope.label
    }

/** Somebody by name. */
internal fun Words.of(member: MemberRef): String = member.name ?: member.role?.let { of(it) } ?: this[AppWord.SOMEBODY]
