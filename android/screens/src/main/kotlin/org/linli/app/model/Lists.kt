package org.linli.app.model

import org.linli.Level
import org.linli.MemberRef
import org.linli.MemberView
import org.linli.Page
import org.linli.PlaceRef
import org.linli.PlaceView
import org.linli.Said
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
    }
}

/** The first row of a list, to its end, that is the one asked for. */
internal suspend fun <T : Any> firstOf(
    isIt: (T) -> Boolean,
    page: suspend (limit: Int, after: String?) -> Page<T>,
): T? {
    var after: String? = null
    do {
        val next = page(MOST_AT_ONCE, after)
        next.items.find(isIt)?.let { return it }
        after = next.next
    } while (after != null)
    return null
}

/** Everybody who works for the community or did, to the end: a choice among a part of them would leave somebody out. */
internal suspend fun Desk.allMembers(): List<MemberView> {
    val all = mutableListOf<MemberView>()
    var after: String? = null
    do {
        val next = store.community.members(MOST_AT_ONCE, after)
        all += next.items
        after = next.next
    } while (after != null)
    return all
}

/** The most rows that the library hands over in a page. */
private const val MOST_AT_ONCE = 200

/** A place as the library takes it. */
fun PlaceRef.scope(): ScopeName =
    when (level) {
        Level.COMMUNITY -> ScopeName.Community
        Level.COMPOUND -> ScopeName.Compound(label)
        Level.BUILDING -> ScopeName.Building(label)
        Level.STAIRWELL -> ScopeName.Stairwell(label)
    }

/** The place that somebody typed, by its canonical name; the whole community where he typed nothing. */
fun List<PlaceView>.named(typed: String): ScopeName? {
    val name = typed.trim()
    if (name.isEmpty()) return ScopeName.Community
    val place = find { it.name == name } ?: return null
    return when (place.level) {
        Level.COMMUNITY -> ScopeName.Community
        Level.COMPOUND -> ScopeName.Compound(place.name)
        Level.BUILDING -> ScopeName.Building(place.name)
        Level.STAIRWELL -> ScopeName.Stairwell(place.name)
    }
}

/**
 * A place where one may begin something.
 *
 * @property scope the place, as the library takes it
 * @property said the place, as people say it
 */
data class Spot(
    val scope: ScopeName,
    val said: Said,
)

/** The places at which one may begin something: of a grid, which is none itself, each of its stairwells. */
internal suspend fun Desk.ownPlaces(): List<Spot> {
    val grants = store.screens.me().grants
    val stairwells = if (grants.any { it.scope is ScopeName.Grid }) gridPlaces() else emptyMap()
    val own =
        grants.flatMap { grant ->
            val scope = grant.scope
            if (scope is ScopeName.Grid) stairwells[scope.name].orEmpty() else listOf(Spot(scope, grant.placeSaid))
        }
    return own.distinct()
}

private suspend fun Desk.gridPlaces(): Map<String, List<Spot>> {
    val said = store.community.places().associate { it.name to it.said }
    return store.community.grids().associate { grid ->
        grid.name to grid.stairwells.map { Spot(ScopeName.Stairwell(it), said[it] ?: Said(it, it)) }
    }
}

/** A scope, as people say it; none of what is no place of the community any more. */
internal suspend fun Desk.said(scope: ScopeName): Said? {
    val (level, name) =
        when (scope) {
            ScopeName.Community -> Level.COMMUNITY to null
            is ScopeName.Compound -> Level.COMPOUND to scope.name
            is ScopeName.Grid -> return Said(scope.name, scope.name)
            is ScopeName.Building -> Level.BUILDING to scope.label
            is ScopeName.Stairwell -> Level.STAIRWELL to scope.label
        }
    return store.community
        .places()
        .find { it.level == level && (name == null || it.name == name) }
        ?.said
}

/** The grids whose rounds one can choose to go; none where there is nothing to choose. */
internal suspend fun Desk.ownGrids(): List<String> {
    val scopes =
        store.screens
            .me()
            .grants
            .map { it.scope }
            .toSet()
    val isWide = scopes.any { it is ScopeName.Community || it is ScopeName.Compound }
    val own =
        store.community
            .grids()
            .map { it.name }
            .filter { isWide || ScopeName.Grid(it) in scopes }
    return if (scopes == own.map { ScopeName.Grid(it) }.toSet() && own.size == 1) emptyList() else own
}

/** Somebody by name, or as the library names whoever has none here. */
fun Words.of(member: MemberRef): String = of(member.said)
