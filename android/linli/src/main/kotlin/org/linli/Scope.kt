package org.linli

import org.linli.ffi.ReviewTarget as FfiReviewTarget
import org.linli.ffi.RevokeTarget as FfiRevokeTarget
import org.linli.ffi.ScopeName as FfiScopeName
import org.linli.ffi.Voters as FfiVoters

/** A scope as people name it. */
public sealed interface ScopeName {
    /** The whole community. */
    public data object Community : ScopeName

    /**
     * A compound.
     *
     * @property name its name
     */
    public data class Compound(
        val name: String,
    ) : ScopeName

    /**
     * A grid.
     *
     * @property name its name
     */
    public data class Grid(
        val name: String,
    ) : ScopeName

    /**
     * A building.
     *
     * @property label as people write it (`3`, `月亮湾/3`)
     */
    public data class Building(
        val label: String,
    ) : ScopeName

    /**
     * A stairwell.
     *
     * @property label as people write it (`3-1`, `月亮湾/3-1`)
     */
    public data class Stairwell(
        val label: String,
    ) : ScopeName
}

internal fun ScopeName.toFfi(): FfiScopeName =
    when (this) {
        ScopeName.Community -> FfiScopeName.Community
        is ScopeName.Compound -> FfiScopeName.Compound(name)
        is ScopeName.Grid -> FfiScopeName.Grid(name)
        is ScopeName.Building -> FfiScopeName.Building(label)
        is ScopeName.Stairwell -> FfiScopeName.Stairwell(label)
    }

/** Who may vote. */
public sealed interface Voters {
    /**
     * Every household of a scope.
     *
     * @property scope the scope
     */
    public data class Scope(
        val scope: ScopeName,
    ) : Voters

    /**
     * Exactly these households.
     *
     * @property households door numbers or ids
     */
    public data class Households(
        val households: List<String>,
    ) : Voters

    /**
     * These names: members of a committee, bodies, representatives.
     *
     * @property names the names
     */
    public data class Names(
        val names: List<String>,
    ) : Voters
}

internal fun Voters.toFfi(): FfiVoters =
    when (this) {
        is Voters.Scope -> FfiVoters.Scope(scope.toFfi())
        is Voters.Households -> FfiVoters.Households(households)
        is Voters.Names -> FfiVoters.Names(names)
    }

/** What an officer decides about contested work. */
public sealed interface ReviewTarget {
    /**
     * One record.
     *
     * @property record the record
     */
    public data class Record(
        val record: RecordId,
    ) : ReviewTarget

    /**
     * A chain through a number.
     *
     * @property chain the chain
     * @property through the last seq that is meant
     */
    public data class Chain(
        val chain: ChainId,
        val through: Long,
    ) : ReviewTarget
}

internal fun ReviewTarget.toFfi(): FfiReviewTarget =
    when (this) {
        is ReviewTarget.Record -> FfiReviewTarget.Record(record.value)
        is ReviewTarget.Chain -> FfiReviewTarget.Chain(chain.value, through.toULong())
    }

/** What to take away from whom. */
public sealed interface RevokeTarget {
    /**
     * A member's grants: all, or those of a role, or within a scope.
     *
     * @property member the member
     * @property role only this role's; every role's if not said
     * @property scope only within this scope; everywhere if not said
     */
    public data class Member(
        val member: MemberId,
        val role: Role? = null,
        val scope: ScopeName? = null,
    ) : RevokeTarget

    /**
     * One device, for good.
     *
     * @property device the device
     */
    public data class Device(
        val device: DeviceId,
    ) : RevokeTarget
}

internal fun RevokeTarget.toFfi(): FfiRevokeTarget =
    when (this) {
        is RevokeTarget.Member -> FfiRevokeTarget.Member(member.value, role?.ffi, scope?.toFfi())
        is RevokeTarget.Device -> FfiRevokeTarget.Device(device.value)
    }
