// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.CommunityId
import org.linli.DebtKind
import org.linli.DebtOf
import org.linli.DeviceId
import org.linli.DocKind
import org.linli.Enrolment
import org.linli.Me
import org.linli.MyGrant
import org.linli.Role
import org.linli.SyncScreen
import org.linli.SyncState

/** What a person calls a record. */
public val Samples.debtKind: DebtKind
    get() =
        DebtKind.Document(
            kind = DocKind.REGISTER,
        )

/** Records of a kind that exist only on this phone. */
public val Samples.debtOf: DebtOf
    get() =
        DebtOf(
            kind = debtKind,
            records = 1,
        )

/** The progress of joining. */
public val Samples.enrolment: Enrolment
    get() =
        Enrolment.Admitted

/** The screen of one's own. */
public val Samples.me: Me
    get() =
        Me(
            community = CommunityId("647e105d647e105d647e105d647e105d"),
            communityName = "月亮湾社区",
            device = DeviceId("53d6573853d6573853d6573853d6573853d6573853d6573853d6573853d65738"),
            member = memberRef,
            grants = listOf(myGrant),
            registrar = false,
            enrolment = enrolment,
        )

/** A role that one holds. */
public val Samples.myGrant: MyGrant
    get() =
        MyGrant(
            role = Role.COMMUNITY_OFFICE,
            scope = scopeName,
            placeSaid = said,
            place = placeRef,
        )

/** The relation of this store to its hub, with what is under way and what exists only on this phone. */
public val Samples.syncScreen: SyncScreen
    get() =
        SyncScreen(
            state = syncState,
            status = syncStatusView,
            debt = debt,
            byKind = listOf(debtOf),
        )

/** The state of syncing, the same on every screen. */
public val Samples.syncState: SyncState
    get() =
        SyncState.Idle
