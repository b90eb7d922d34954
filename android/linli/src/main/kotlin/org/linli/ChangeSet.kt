package org.linli

import org.linli.ffi.ChangeSet as FfiChangeSet

/**
 * Everything that changed together.
 *
 * @property kinds the lists that changed
 * @property places the scopes in which records came or went
 * @property ids what changed, as screens take it: households, people, visits, documents; null if they are more than 64
 */
public data class ChangeSet(
    val kinds: Set<Change>,
    val places: Set<PlaceId> = emptySet(),
    val ids: Set<String>? = emptySet(),
) {
    /** Whether nothing changed. */
    public fun isEmpty(): Boolean = kinds.isEmpty()

    /** Whether this changed. */
    public operator fun contains(change: Change): Boolean = change in kinds

    /** Whether this may have changed: it is named, or too much changed to name everything. */
    public operator fun contains(id: EntityId): Boolean = ids == null || id.value in ids

    /** Both together. */
    public operator fun plus(other: ChangeSet): ChangeSet {
        val both = if (ids == null || other.ids == null) null else ids + other.ids
        return ChangeSet(kinds + other.kinds, places + other.places, both?.takeIf { it.size <= MOST_IDS })
    }

    /** Sets. */
    public companion object {
        /** The ids that are told one by one. */
        private const val MOST_IDS = 64

        /** The set of nothing. */
        public val EMPTY: ChangeSet = ChangeSet(emptySet())
    }
}

internal fun FfiChangeSet.toPublic(): ChangeSet =
    ChangeSet(kinds.mapTo(mutableSetOf()) { it.toPublic() }, places.mapTo(mutableSetOf(), ::PlaceId), ids?.toSet())
