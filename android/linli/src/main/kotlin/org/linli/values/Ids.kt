// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

/**
 * A chain: the records of one device, in their order.
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
 * A community.
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
 * A device: a phone or an office's computer.
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
 * A document: a topic, an agenda, a tally, an inspection round, a hazard.
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
 * A grid.
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
 * A household.
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
 * A member: somebody who works for the community.
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
 * A person of a household.
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
 * A place: a community, compound, building or stairwell.
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
 * A record: a visit, a log entry, a ballot, a photo, a correction.
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
 * What an officer asks of the registrar.
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
