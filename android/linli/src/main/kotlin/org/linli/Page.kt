package org.linli

import org.linli.ffi.HazardPage
import org.linli.ffi.InspectionPage
import org.linli.ffi.PageRequest
import org.linli.ffi.TopicPage
import org.linli.ffi.VisitPage

/**
 * A page of a list. Lists are asked for at most 200 rows at once.
 *
 * @property items the rows
 * @property next what the next page is asked with as `after`; absent at the end
 */
public data class Page<out T>(
    val items: List<T>,
    val next: String?,
)

/** Numbers that the library refuses as well, but that do not fit its type, are refused like the others. */
internal fun page(
    limit: Int,
    after: String?,
): PageRequest = PageRequest(limit.coerceAtLeast(0).toUInt(), after)

internal fun VisitPage.toPublic(): Page<VisitView> = Page(items.map { it.toPublic() }, next)

internal fun TopicPage.toPublic(): Page<TopicView> = Page(items.map { it.toPublic() }, next)

internal fun InspectionPage.toPublic(): Page<RoundView> = Page(items.map { it.toPublic() }, next)

internal fun HazardPage.toPublic(): Page<HazardView> = Page(items.map { it.toPublic() }, next)
