// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.Admitted as FfiAdmitted
import org.linli.ffi.CardMade as FfiCardMade
import org.linli.ffi.CardView as FfiCardView
import org.linli.ffi.CheckedCard as FfiCheckedCard
import org.linli.ffi.CommunityCreated as FfiCommunityCreated
import org.linli.ffi.ContestedReason as FfiContestedReason
import org.linli.ffi.ContestedView as FfiContestedView
import org.linli.ffi.DeviceView as FfiDeviceView
import org.linli.ffi.DocKind as FfiDocKind
import org.linli.ffi.GrantView as FfiGrantView
import org.linli.ffi.GridView as FfiGridView
import org.linli.ffi.HandedOver as FfiHandedOver
import org.linli.ffi.IdentityView as FfiIdentityView
import org.linli.ffi.MemberPage as FfiMemberPage
import org.linli.ffi.MemberView as FfiMemberView
import org.linli.ffi.PlaceView as FfiPlaceView
import org.linli.ffi.RequestAsks as FfiRequestAsks
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
 * One's own card.
 *
 * @property card what it says
 * @property text the text of its code, lines for whoever only reads them first
 */
public data class CardMade(
    val card: CardView,
    val text: String,
)

internal fun FfiCardMade.toPublic(): CardMade =
    CardMade(
        card = card.toPublic(),
        text = text,
    )

/**
 * What a worker's card says.
 *
 * @property community the community: its number stands on every posted notice
 * @property communityName its name
 * @property member the worker
 * @property name his name; where his own phone does not have it, his role and number
 * @property role as what he comes
 * @property place where he works
 * @property number the number by which residents ask the community about him
 * @property device the device that signed it
 * @property since the first moment at which it is good
 * @property until the last one
 * @property standsAlone whether it carries the entries that show who he is: if so, it is checked with the community's number
 *   alone
 */
public data class CardView(
    val community: CommunityId,
    val communityName: String,
    val member: MemberId,
    val name: Said,
    val role: Role,
    val place: Said,
    val number: String,
    val device: DeviceId,
    val since: Instant,
    val until: Instant,
    val standsAlone: Boolean,
)

internal fun FfiCardView.toPublic(): CardView =
    CardView(
        community = CommunityId(community),
        communityName = communityName,
        member = MemberId(member),
        name = name.toPublic(),
        role = role.toPublic(),
        place = place.toPublic(),
        number = number,
        device = DeviceId(device),
        since = since,
        until = until,
        standsAlone = standsAlone,
    )

/**
 * A card that was seen.
 *
 * @property state what can be said of it
 * @property card what it says: believe it where it is genuine, and but for the place where it is proven
 */
public data class CheckedCard(
    val state: CardState,
    val card: CardView,
)

internal fun FfiCheckedCard.toPublic(): CheckedCard =
    CheckedCard(
        state = state.toPublic(),
        card = card.toPublic(),
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

/** The reason for which a record is contested. */
public enum class ContestedReason {
    /** The roster entry that it cites gave no authority for it. */
    NOT_AUTHORISED,

    /** The authority was taken away later, and nobody vouched for the record. */
    AUTHORITY_NARROWED,

    /** Its chain has two records at one place, at or before it. */
    CHAIN_FORKED,
}

internal fun FfiContestedReason.toPublic(): ContestedReason =
    when (this) {
        FfiContestedReason.NOT_AUTHORISED -> ContestedReason.NOT_AUTHORISED
        FfiContestedReason.AUTHORITY_NARROWED -> ContestedReason.AUTHORITY_NARROWED
        FfiContestedReason.CHAIN_FORKED -> ContestedReason.CHAIN_FORKED
    }

/**
 * A record that does not count until an officer decides.
 *
 * @property record the record
 * @property kind its kind; absent for one that only a later version reads
 * @property chain its chain
 * @property seq its place there, from 1
 * @property by its author
 * @property why the reason; of `NotAuthorised` the author never had the right
 */
public data class ContestedView(
    val record: RecordId,
    val kind: DocKind?,
    val chain: ChainId,
    val seq: Long,
    val by: MemberId?,
    val why: ContestedReason,
)

internal fun FfiContestedView.toPublic(): ContestedView =
    ContestedView(
        record = RecordId(record),
        kind = kind?.toPublic(),
        chain = ChainId(chain),
        seq = seq.toLong(),
        by = by?.let(::MemberId),
        why = why.toPublic(),
    )

/**
 * A device of a member.
 *
 * @property device the device
 * @property since the number of the roster's entry that added it
 * @property removed whether it was taken away
 */
public data class DeviceView(
    val device: DeviceId,
    val since: Long,
    val removed: Boolean,
)

internal fun FfiDeviceView.toPublic(): DeviceView =
    DeviceView(
        device = DeviceId(device),
        since = since.toLong(),
        removed = removed,
    )

/** The kind of a document. */
public enum class DocKind(
    internal val ffi: FfiDocKind,
) {
    /** 名册: households and persons of a stairwell. */
    REGISTER(FfiDocKind.REGISTER),

    /** 走访: visits of a stairwell in a month. */
    VISITS(FfiDocKind.VISITS),

    /** 议题: one topic. */
    TOPIC(FfiDocKind.TOPIC),

    /** 议程: one agenda. */
    AGENDA(FfiDocKind.AGENDA),

    /** 表决: one motion, from its opening to its closing. */
    MOTION(FfiDocKind.MOTION),

    /** 表决票: the ballots of one motion taken in one stairwell. */
    BALLOTS(FfiDocKind.BALLOTS),

    /** 巡查: one inspection round. */
    ROUND(FfiDocKind.ROUND),

    /** 隐患: one hazard. */
    HAZARD(FfiDocKind.HAZARD),

    /** 公示. */
    NOTICE(FfiDocKind.NOTICE),

    /** 矛盾纠纷. */
    DISPUTE(FfiDocKind.DISPUTE),

    /** 专项排查. */
    CAMPAIGN(FfiDocKind.CAMPAIGN),

    /** 资金项目. */
    FUND_PROJECT(FfiDocKind.FUND_PROJECT),

    /** 账目. */
    LEDGER(FfiDocKind.LEDGER),

    /** 突发事件. */
    INCIDENT(FfiDocKind.INCIDENT),

    /** 表单. */
    FORM_ANSWERS(FfiDocKind.FORM_ANSWERS),

    /** 复核: decisions about contested records of a scope. */
    REVIEW(FfiDocKind.REVIEW),

    /** 小区议事: one topic of a compound on its way. */
    DELIBERATION(FfiDocKind.DELIBERATION),

    /** 联席会议: one joint meeting. */
    MEETING(FfiDocKind.MEETING),

    /** 便民服务: errands and care. */
    CARE(FfiDocKind.CARE),
}

internal fun FfiDocKind.toPublic(): DocKind =
    when (this) {
        FfiDocKind.REGISTER -> DocKind.REGISTER
        FfiDocKind.VISITS -> DocKind.VISITS
        FfiDocKind.TOPIC -> DocKind.TOPIC
        FfiDocKind.AGENDA -> DocKind.AGENDA
        FfiDocKind.MOTION -> DocKind.MOTION
        FfiDocKind.BALLOTS -> DocKind.BALLOTS
        FfiDocKind.ROUND -> DocKind.ROUND
        FfiDocKind.HAZARD -> DocKind.HAZARD
        FfiDocKind.NOTICE -> DocKind.NOTICE
        FfiDocKind.DISPUTE -> DocKind.DISPUTE
        FfiDocKind.CAMPAIGN -> DocKind.CAMPAIGN
        FfiDocKind.FUND_PROJECT -> DocKind.FUND_PROJECT
        FfiDocKind.LEDGER -> DocKind.LEDGER
        FfiDocKind.INCIDENT -> DocKind.INCIDENT
        FfiDocKind.FORM_ANSWERS -> DocKind.FORM_ANSWERS
        FfiDocKind.REVIEW -> DocKind.REVIEW
        FfiDocKind.DELIBERATION -> DocKind.DELIBERATION
        FfiDocKind.MEETING -> DocKind.MEETING
        FfiDocKind.CARE -> DocKind.CARE
    }

/**
 * A role over a scope.
 *
 * @property role as what
 * @property scope over what
 * @property placeSaid the same for people
 * @property removed whether it was taken away
 */
public data class GrantView(
    val role: Role,
    val scope: ScopeName,
    val placeSaid: Said,
    val removed: Boolean,
)

internal fun FfiGrantView.toPublic(): GrantView =
    GrantView(
        role = role.toPublic(),
        scope = scope.toPublic(),
        placeSaid = placeSaid.toPublic(),
        removed = removed,
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
 * A handover that was entered, or asked for.
 *
 * @property rosterIndex the number of the roster's entry
 * @property callBacks doors of the scope at which a call was promised and is still to be made
 */
public data class HandedOver(
    val rosterIndex: Long,
    val callBacks: Long,
)

internal fun FfiHandedOver.toPublic(): HandedOver =
    HandedOver(
        rosterIndex = rosterIndex.toLong(),
        callBacks = callBacks.toLong(),
    )

/**
 * The community, member and device that this store belongs to.
 *
 * @property community the community, once joined
 * @property device this device
 * @property member the member it works for, once admitted
 * @property name his name, where it is here
 * @property communityName the community's name, once its roster is here
 * @property roles his roles
 * @property grants his roles with their scopes, those that were taken away included
 * @property registrar whether this device is the registrar's
 */
public data class IdentityView(
    val community: CommunityId?,
    val device: DeviceId,
    val member: MemberId?,
    val name: String?,
    val communityName: String?,
    val roles: List<Role>,
    val grants: List<GrantView>,
    val registrar: Boolean,
)

internal fun FfiIdentityView.toPublic(): IdentityView =
    IdentityView(
        community = community?.let(::CommunityId),
        device = DeviceId(device),
        member = member?.let(::MemberId),
        name = name,
        communityName = communityName,
        roles = roles.map { it.toPublic() },
        grants = grants.map { it.toPublic() },
        registrar = registrar,
    )

internal fun FfiMemberPage.toPublic(): Page<MemberView> = Page(items.map { it.toPublic() }, next)

/**
 * Somebody who works for the community, or did.
 *
 * @property member the member
 * @property name his name, where it is here
 * @property said his name for people; whoever has none here by his role and the first digits of his id
 * @property grants his roles with their scopes, oldest first; those that were taken away are marked
 * @property devices his devices; those that were taken away are marked
 */
public data class MemberView(
    val member: MemberId,
    val name: String?,
    val said: Said,
    val grants: List<GrantView>,
    val devices: List<DeviceView>,
)

internal fun FfiMemberView.toPublic(): MemberView =
    MemberView(
        member = MemberId(member),
        name = name,
        said = said.toPublic(),
        grants = grants.map { it.toPublic() },
        devices = devices.map { it.toPublic() },
    )

/**
 * A place of the community.
 *
 * @property place its id
 * @property name its canonical scope name
 * @property said its name for people, as `PlaceRef` has it
 * @property level community, compound, building or stairwell
 */
public data class PlaceView(
    val place: PlaceId,
    val name: String,
    val said: Said,
    val level: Level,
)

internal fun FfiPlaceView.toPublic(): PlaceView =
    PlaceView(
        place = PlaceId(place),
        name = name,
        said = said.toPublic(),
        level = level.toPublic(),
    )

/** The thing that an officer asks of the registrar. */
public enum class RequestAsks : Word {
    /** 加入, to admit a device. */
    ADMIT,

    /** 停用, to take a grant or a device away. */
    REVOKE,

    /** 其他, something else. */
    OTHER,
    ;

    override val zh: String get() = WordTexts.of("request_asks", this).zh
    override val en: String get() = WordTexts.of("request_asks", this).en
}

internal fun FfiRequestAsks.toPublic(): RequestAsks =
    when (this) {
        FfiRequestAsks.ADMIT -> RequestAsks.ADMIT
        FfiRequestAsks.REVOKE -> RequestAsks.REVOKE
        FfiRequestAsks.OTHER -> RequestAsks.OTHER
    }

/**
 * A request of an officer to the registrar.
 *
 * @property request its id
 * @property by the officer who asks
 * @property agreed the officers who agree, himself included
 * @property asks the thing asked for
 * @property member about whom: a member, or the device's member
 * @property device about which device, if it is about one
 * @property holds whether it holds already: two officers signed a revocation
 */
public data class RequestView(
    val request: RequestId,
    val by: MemberId?,
    val agreed: List<MemberId>,
    val asks: RequestAsks,
    val member: MemberId?,
    val device: DeviceId?,
    val holds: Boolean,
)

internal fun FfiRequestView.toPublic(): RequestView =
    RequestView(
        request = RequestId(request),
        by = by?.let(::MemberId),
        agreed = agreed.map(::MemberId),
        asks = asks.toPublic(),
        member = member?.let(::MemberId),
        device = device?.let(::DeviceId),
        holds = holds,
    )

/** The contested work that an officer decides about. */
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

/** The grants or the device to be taken away. */
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

internal fun FfiScopeName.toPublic(): ScopeName =
    when (this) {
        FfiScopeName.Community -> ScopeName.Community
        is FfiScopeName.Compound -> ScopeName.Compound(v1)
        is FfiScopeName.Grid -> ScopeName.Grid(v1)
        is FfiScopeName.Building -> ScopeName.Building(v1)
        is FfiScopeName.Stairwell -> ScopeName.Stairwell(v1)
    }

internal fun ScopeName.toFfi(): FfiScopeName =
    when (this) {
        ScopeName.Community -> FfiScopeName.Community
        is ScopeName.Compound -> FfiScopeName.Compound(name)
        is ScopeName.Grid -> FfiScopeName.Grid(name)
        is ScopeName.Building -> FfiScopeName.Building(label)
        is ScopeName.Stairwell -> FfiScopeName.Stairwell(label)
    }
