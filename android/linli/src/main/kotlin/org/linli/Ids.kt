package org.linli

/** The id of something that a correction, a photo or another system's number can be about. */
public sealed interface EntityId {
    /** The id as text: lower-case hexadecimal. The library checks it. */
    public val value: String
}

/**
 * The id of a community.
 *
 * @property value lower-case hexadecimal; the library checks it
 */
@JvmInline
public value class CommunityId(
    public val value: String,
) {
    /** The [value]. */
    override fun toString(): String = value
}

/**
 * The id of a member.
 *
 * @property value lower-case hexadecimal; the library checks it
 */
@JvmInline
public value class MemberId(
    override val value: String,
) : EntityId {
    /** The [value]. */
    override fun toString(): String = value
}

/**
 * The id of a device.
 *
 * @property value lower-case hexadecimal; the library checks it
 */
@JvmInline
public value class DeviceId(
    public val value: String,
) {
    /** The [value]. */
    override fun toString(): String = value
}

/**
 * The id of a place.
 *
 * @property value lower-case hexadecimal; the library checks it
 */
@JvmInline
public value class PlaceId(
    override val value: String,
) : EntityId {
    /** The [value]. */
    override fun toString(): String = value
}

/**
 * The id of a grid.
 *
 * @property value lower-case hexadecimal; the library checks it
 */
@JvmInline
public value class GridId(
    override val value: String,
) : EntityId {
    /** The [value]. */
    override fun toString(): String = value
}

/**
 * The id of a household.
 *
 * @property value lower-case hexadecimal; the library checks it
 */
@JvmInline
public value class HouseholdId(
    override val value: String,
) : EntityId {
    /** The [value]. */
    override fun toString(): String = value
}

/**
 * The id of a person.
 *
 * @property value lower-case hexadecimal; the library checks it
 */
@JvmInline
public value class PersonId(
    override val value: String,
) : EntityId {
    /** The [value]. */
    override fun toString(): String = value
}

/**
 * The id of a topic, agenda, tally, round or hazard.
 *
 * @property value lower-case hexadecimal; the library checks it
 */
@JvmInline
public value class DocId(
    override val value: String,
) : EntityId {
    /** The [value]. */
    override fun toString(): String = value
}

/**
 * The id of a record: a visit, a log entry, a ballot, a photo.
 *
 * @property value lower-case hexadecimal; the library checks it
 */
@JvmInline
public value class RecordId(
    override val value: String,
) : EntityId {
    /** The [value]. */
    override fun toString(): String = value
}

/**
 * The id of a chain of records.
 *
 * @property value lower-case hexadecimal; the library checks it
 */
@JvmInline
public value class ChainId(
    public val value: String,
) {
    /** The [value]. */
    override fun toString(): String = value
}

/**
 * The id of an officer's request.
 *
 * @property value lower-case hexadecimal; the library checks it
 */
@JvmInline
public value class RequestId(
    public val value: String,
) {
    /** The [value]. */
    override fun toString(): String = value
}
