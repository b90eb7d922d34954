// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import org.linli.ffi.Admitted as FfiAdmitted
import org.linli.ffi.CommunityCreated as FfiCommunityCreated
import org.linli.ffi.ContestedView as FfiContestedView
import org.linli.ffi.ExternalIdView as FfiExternalIdView
import org.linli.ffi.GridView as FfiGridView
import org.linli.ffi.IdentityView as FfiIdentityView
import org.linli.ffi.Joined as FfiJoined
import org.linli.ffi.PlaceView as FfiPlaceView
import org.linli.ffi.RequestView as FfiRequestView
import org.linli.ffi.ReviewTarget as FfiReviewTarget
import org.linli.ffi.RevokeTarget as FfiRevokeTarget
import org.linli.ffi.ScopeName as FfiScopeName

/**
 * A member and the device admitted for him.
 *
 * @property member the member
 * @property device the device
 */
public data class Admitted(
    val member: MemberId,
    val device: DeviceId,
)

internal fun FfiAdmitted.toPublic(): Admitted =
    Admitted(
        member = MemberId(member),
        device = DeviceId(device),
    )

/**
 * A community that was just made.
 *
 * @property community the community
 * @property member the office's first member
 * @property device this device
 * @property recovery the root keys, to be printed and locked away; kept nowhere else
 */
public data class CommunityCreated(
    val community: CommunityId,
    val member: MemberId,
    val device: DeviceId,
    val recovery: List<String>,
)

internal fun FfiCommunityCreated.toPublic(): CommunityCreated =
    CommunityCreated(
        community = CommunityId(community),
        member = MemberId(member),
        device = DeviceId(device),
        recovery = recovery,
    )

/**
 * A record that does not count until an officer decides.
 *
 * @property record the record
 * @property kind its kind
 * @property chain its chain
 * @property seq its place there, from 1
 * @property by who wrote it
 * @property state `contested` (perhaps honest) or `unauthorised` (its author never had the right)
 * @property why a code that says why
 */
public data class ContestedView(
    val record: RecordId,
    val kind: String,
    val chain: ChainId,
    val seq: Long,
    val by: MemberId?,
    val state: String,
    val why: String,
)

internal fun FfiContestedView.toPublic(): ContestedView =
    ContestedView(
        record = RecordId(record),
        kind = kind,
        chain = ChainId(chain),
        seq = seq.toLong(),
        by = by?.let(::MemberId),
        state = state,
        why = why,
    )

/**
 * The number that another system gives a thing; several values are a conflict.
 *
 * @property system which system
 * @property values the numbers; absent where the body is not here
 */
public data class ExternalIdView(
    val system: String,
    val values: List<String?>,
)

internal fun FfiExternalIdView.toPublic(): ExternalIdView =
    ExternalIdView(
        system = system,
        values = values,
    )

/**
 * A grid of the community.
 *
 * @property grid its id
 * @property name its name
 * @property stairwells its stairwells, by canonical name
 */
public data class GridView(
    val grid: GridId,
    val name: String,
    val stairwells: List<String>,
)

internal fun FfiGridView.toPublic(): GridView =
    GridView(
        grid = GridId(grid),
        name = name,
        stairwells = stairwells,
    )

/**
 * Who this store belongs to.
 *
 * @property community the community, once joined
 * @property device this device
 * @property member the member it works for, once admitted
 * @property roles his roles
 * @property registrar whether this device is the registrar's
 */
public data class IdentityView(
    val community: CommunityId?,
    val device: DeviceId,
    val member: MemberId?,
    val roles: List<Role>,
    val registrar: Boolean,
)

internal fun FfiIdentityView.toPublic(): IdentityView =
    IdentityView(
        community = community?.let(::CommunityId),
        device = DeviceId(device),
        member = member?.let(::MemberId),
        roles = roles.map { it.toPublic() },
        registrar = registrar,
    )

/**
 * What a joining device shows to the one who invited it.
 *
 * @property enrolment to be handed over
 * @property digits to be read aloud
 */
public data class Joined(
    val enrolment: String,
    val digits: String,
)

internal fun FfiJoined.toPublic(): Joined =
    Joined(
        enrolment = enrolment,
        digits = digits,
    )

/**
 * A place of the community.
 *
 * @property place its id
 * @property name its canonical scope name
 * @property level community, compound, building or stairwell
 */
public data class PlaceView(
    val place: PlaceId,
    val name: String,
    val level: Level,
)

internal fun FfiPlaceView.toPublic(): PlaceView =
    PlaceView(
        place = PlaceId(place),
        name = name,
        level = level.toPublic(),
    )

/**
 * What an officer asks of the registrar.
 *
 * @property request its id
 * @property by who asks
 * @property agreed who agrees, himself included
 * @property asks `admit`, `revoke` or `other`
 * @property member about whom: a member, or the device's member
 * @property device about which device, if it is about one
 * @property holds whether it holds already: two officers signed a revocation
 */
public data class RequestView(
    val request: RequestId,
    val by: MemberId?,
    val agreed: List<MemberId>,
    val asks: String,
    val member: MemberId?,
    val device: DeviceId?,
    val holds: Boolean,
)

internal fun FfiRequestView.toPublic(): RequestView =
    RequestView(
        request = RequestId(request),
        by = by?.let(::MemberId),
        agreed = agreed.map(::MemberId),
        asks = asks,
        member = member?.let(::MemberId),
        device = device?.let(::DeviceId),
        holds = holds,
    )

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
     * @property through the last seq that is meant, counted from 1
     */
    public data class Chain(
        val chain: ChainId,
        val through: Long,
    ) : ReviewTarget
}

internal fun ReviewTarget.toFfi(): FfiReviewTarget =
    when (this) {
        is ReviewTarget.Record -> FfiReviewTarget.Record(record.value)
        is ReviewTarget.Chain -> FfiReviewTarget.Chain(chain.value, through.toU64())
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

/** A scope as people name it. */
public sealed interface ScopeName {
    /** The whole community. */
    public data object Community : ScopeName

    /**
     * A compound by name.
     *
     * @property name its name
     */
    public data class Compound(
        val name: String,
    ) : ScopeName

    /**
     * A grid by name.
     *
     * @property name its name
     */
    public data class Grid(
        val name: String,
    ) : ScopeName

    /**
     * A building by label (`3`, `月亮湾/3`).
     *
     * @property label as people write it (`3`, `月亮湾/3`)
     */
    public data class Building(
        val label: String,
    ) : ScopeName

    /**
     * A stairwell by label (`3-1`, `月亮湾/3-1`).
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
