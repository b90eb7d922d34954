// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.DebtKind as FfiDebtKind
import org.linli.ffi.DebtOf as FfiDebtOf
import org.linli.ffi.Enrolment as FfiEnrolment
import org.linli.ffi.Me as FfiMe
import org.linli.ffi.MyGrant as FfiMyGrant
import org.linli.ffi.SyncScreen as FfiSyncScreen
import org.linli.ffi.SyncState as FfiSyncState

/** What a person calls a record: a hazard's photo is no hazard. */
public sealed interface DebtKind {
    /**
     * A record of a document of a kind.
     *
     * @property kind the kind of document
     */
    public data class Document(
        val kind: DocKind,
    ) : DebtKind

    /** A photo, whatever it shows. */
    public data object Photo : DebtKind

    /** A voice note. */
    public data object Voice : DebtKind

    /** A record of a kind that only a later version reads. */
    public data object Later : DebtKind
}

internal fun FfiDebtKind.toPublic(): DebtKind =
    when (this) {
        is FfiDebtKind.Document -> DebtKind.Document(kind.toPublic())
        FfiDebtKind.Photo -> DebtKind.Photo
        FfiDebtKind.Voice -> DebtKind.Voice
        FfiDebtKind.Later -> DebtKind.Later
    }

/**
 * Records of a kind that exist only on this phone.
 *
 * @property kind what they are
 * @property records the number of records
 */
public data class DebtOf(
    val kind: DebtKind,
    val records: Long,
)

internal fun FfiDebtOf.toPublic(): DebtOf =
    DebtOf(
        kind = kind.toPublic(),
        records = records.toLong(),
    )

/** The progress of joining; seen again after the app was killed. */
public sealed interface Enrolment {
    /** No invitation was answered. */
    public data object None : Enrolment

    /**
     * An invitation was answered: the inviter confirms the digits.
     *
     * @property digits the six digits to read aloud, once the inviter has shown his challenge
     * @property expires the end of the invitation
     */
    public data class Asked(
        val digits: String?,
        val expires: Instant,
    ) : Enrolment

    /** The community's roster, or its entry for this device, is not here yet. */
    public data object Waiting : Enrolment

    /** This device works for a member. */
    public data object Admitted : Enrolment

    /**
     * This device was taken away.
     *
     * @property kept records of this device that count
     * @property notCounted records of this device that do not, until an officer adopts them
     */
    public data class Revoked(
        val kept: Long,
        val notCounted: Long,
    ) : Enrolment
}

internal fun FfiEnrolment.toPublic(): Enrolment =
    when (this) {
        FfiEnrolment.None -> Enrolment.None
        is FfiEnrolment.Asked -> Enrolment.Asked(digits, expires)
        FfiEnrolment.Waiting -> Enrolment.Waiting
        FfiEnrolment.Admitted -> Enrolment.Admitted
        is FfiEnrolment.Revoked -> Enrolment.Revoked(kept.toLong(), notCounted.toLong())
    }

/**
 * The screen of one's own: who one is here, as what and where, and how far joining has come.
 *
 * @property community the community, once an invitation was answered
 * @property communityName its name, once its roster is here
 * @property device this device
 * @property member the member it works for, once admitted
 * @property grants his roles with their scopes, those that hold
 * @property registrar whether this device is the registrar's
 * @property enrolment the progress of joining
 */
public data class Me(
    val community: CommunityId?,
    val communityName: String?,
    val device: DeviceId,
    val member: MemberRef?,
    val grants: List<MyGrant>,
    val registrar: Boolean,
    val enrolment: Enrolment,
)

internal fun FfiMe.toPublic(): Me =
    Me(
        community = community?.let(::CommunityId),
        communityName = communityName,
        device = DeviceId(device),
        member = member?.toPublic(),
        grants = grants.map { it.toPublic() },
        registrar = registrar,
        enrolment = enrolment.toPublic(),
    )

/**
 * A role that one holds.
 *
 * @property role the role
 * @property scope its scope
 * @property placeSaid the same for people
 * @property place the place; absent for a grid
 */
public data class MyGrant(
    val role: Role,
    val scope: ScopeName,
    val placeSaid: Said,
    val place: PlaceRef?,
)

internal fun FfiMyGrant.toPublic(): MyGrant =
    MyGrant(
        role = role.toPublic(),
        scope = scope.toPublic(),
        placeSaid = placeSaid.toPublic(),
        place = place?.toPublic(),
    )

/**
 * The relation of this store to its hub, with what is under way and what exists only on this phone.
 *
 * @property state the sync that is under way, or the failure of the last one
 * @property status the state towards the hub
 * @property debt the records that exist only here
 * @property byKind the same by what people call them, the most first
 */
public data class SyncScreen(
    val state: SyncState,
    val status: SyncStatusView,
    val debt: Debt,
    val byKind: List<DebtOf>,
)

internal fun FfiSyncScreen.toPublic(): SyncScreen =
    SyncScreen(
        state = state.toPublic(),
        status = status.toPublic(),
        debt = debt.toPublic(),
        byKind = byKind.map { it.toPublic() },
    )

/** The state of syncing, the same on every screen. */
public sealed interface SyncState {
    /** Nothing is under way. */
    public data object Idle : SyncState

    /**
     * A sync is under way.
     *
     * @property records records sent and received
     * @property bytes bytes of bodies, both ways
     * @property photos files of photos sent and received
     */
    public data class Running(
        val records: Long,
        val bytes: Long,
        val photos: Long,
    ) : SyncState

    /**
     * The last one failed.
     *
     * @property said the reason
     * @property retryAt the time from which another try is worth it; absent where waiting mends nothing
     */
    public data class Failed(
        val said: Said,
        val retryAt: Instant?,
    ) : SyncState
}

internal fun FfiSyncState.toPublic(): SyncState =
    when (this) {
        FfiSyncState.Idle -> SyncState.Idle
        is FfiSyncState.Running -> SyncState.Running(records.toLong(), bytes.toLong(), photos.toLong())
        is FfiSyncState.Failed -> SyncState.Failed(said.toPublic(), retryAt)
    }
