package org.linli

import org.linli.ffi.PageRequest

/**
 * A page of a list. Lists are asked for at most 200 rows at once.
 *
 * @property items the rows
 * @property next what the next page is asked with as `after`; absent at the end
 * @property total all that there are, where they were counted
 */
public data class Page<out T>(
    val items: List<T>,
    val next: String?,
    val total: Long? = null,
)

/** Numbers that the library refuses as well, but that do not fit its type, are refused like the others. */
internal fun page(
    limit: Int,
    after: String?,
): PageRequest = PageRequest(limit.coerceAtLeast(0).toUInt(), after)
