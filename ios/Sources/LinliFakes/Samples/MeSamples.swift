// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// What a person calls a record.
    public static var debtKind: DebtKind {
        DebtKind.document(
            kind: .register
        )
    }

    /// Records of a kind that exist only on this phone.
    public static var debtOf: DebtOf {
        DebtOf(
            kind: debtKind,
            records: 1
        )
    }

    /// The progress of joining.
    public static var enrolment: Enrolment {
        Enrolment.admitted
    }

    /// The screen of one's own.
    public static var me: Me {
        Me(
            community: CommunityId("647e105d647e105d647e105d647e105d"),
            communityName: "月亮湾社区",
            device: DeviceId("53d6573853d6573853d6573853d6573853d6573853d6573853d6573853d65738"),
            member: memberRef,
            grants: [myGrant],
            registrar: false,
            enrolment: enrolment
        )
    }

    /// A role that one holds.
    public static var myGrant: MyGrant {
        MyGrant(
            role: .communityOffice,
            scope: scopeName,
            placeSaid: said,
            place: placeRef
        )
    }

    /// The relation of this store to its hub, with what is under way and what exists only on this phone.
    public static var syncScreen: SyncScreen {
        SyncScreen(
            state: syncState,
            status: syncStatusView,
            debt: debt,
            byKind: [debtOf]
        )
    }

    /// The state of syncing, the same on every screen.
    public static var syncState: SyncState {
        SyncState.idle
    }
}
