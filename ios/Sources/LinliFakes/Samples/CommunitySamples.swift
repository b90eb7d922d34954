// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// A member and the device admitted for him.
    public static var admitted: Admitted {
        Admitted(
            member: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            device: DeviceId("53d6573853d6573853d6573853d6573853d6573853d6573853d6573853d65738")
        )
    }

    /// One's own card.
    public static var cardMade: CardMade {
        CardMade(
            card: cardView,
            text: "三单元五楼的灯坏了一周"
        )
    }

    /// What a worker's card says.
    public static var cardView: CardView {
        CardView(
            community: CommunityId("647e105d647e105d647e105d647e105d"),
            communityName: "月亮湾社区",
            member: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            name: said,
            role: .communityOffice,
            place: said,
            number: "7F3A19C2",
            device: DeviceId("53d6573853d6573853d6573853d6573853d6573853d6573853d6573853d65738"),
            since: now,
            until: now,
            standsAlone: false
        )
    }

    /// A card that was seen.
    public static var checkedCard: CheckedCard {
        CheckedCard(
            state: .genuine,
            card: cardView
        )
    }

    /// A community that was just made.
    public static var communityCreated: CommunityCreated {
        CommunityCreated(
            community: CommunityId("647e105d647e105d647e105d647e105d"),
            member: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            device: DeviceId("53d6573853d6573853d6573853d6573853d6573853d6573853d6573853d65738"),
            recovery: ["linli-root:sample"]
        )
    }

    /// A record that does not count until an officer decides.
    public static var contestedView: ContestedView {
        ContestedView(
            record: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            kind: .register,
            chain: ChainId("666a05b5666a05b5666a05b5666a05b5666a05b5666a05b5666a05b5666a05b5"),
            seq: 1,
            by: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            why: .notAuthorised
        )
    }

    /// A device of a member.
    public static var deviceView: DeviceView {
        DeviceView(
            device: DeviceId("53d6573853d6573853d6573853d6573853d6573853d6573853d6573853d65738"),
            since: 1,
            removed: false
        )
    }

    /// A role over a scope.
    public static var grantView: GrantView {
        GrantView(
            role: .communityOffice,
            scope: scopeName,
            placeSaid: said,
            removed: false
        )
    }

    /// A grid of the community.
    public static var gridView: GridView {
        GridView(
            grid: GridId("f1eb65e8f1eb65e8f1eb65e8f1eb65e8"),
            name: "第一网格",
            stairwells: ["3-1"]
        )
    }

    /// A handover that was entered, or asked for.
    public static var handedOver: HandedOver {
        HandedOver(
            rosterIndex: 1,
            callBacks: 1
        )
    }

    /// The community, member and device that this store belongs to.
    public static var identityView: IdentityView {
        IdentityView(
            community: CommunityId("647e105d647e105d647e105d647e105d"),
            device: DeviceId("53d6573853d6573853d6573853d6573853d6573853d6573853d6573853d65738"),
            member: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            name: "王桂芳",
            communityName: "月亮湾社区",
            roles: [.communityOffice],
            grants: [grantView],
            registrar: false
        )
    }

    /// Somebody who works for the community, or did.
    public static var memberView: MemberView {
        MemberView(
            member: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            name: "王桂芳",
            said: said,
            grants: [grantView],
            devices: [deviceView]
        )
    }

    /// A place of the community.
    public static var placeView: PlaceView {
        PlaceView(
            place: PlaceId("1ceb8e7b1ceb8e7b1ceb8e7b1ceb8e7b"),
            name: "3-1",
            said: said,
            level: .community
        )
    }

    /// A request of an officer to the registrar.
    public static var requestView: RequestView {
        RequestView(
            request: RequestId("4ed0cbc34ed0cbc34ed0cbc34ed0cbc34ed0cbc34ed0cbc34ed0cbc34ed0cbc3"),
            by: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            agreed: [MemberId("eb03c27ceb03c27ceb03c27ceb03c27c")],
            asks: .admit,
            member: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            device: DeviceId("53d6573853d6573853d6573853d6573853d6573853d6573853d6573853d65738"),
            holds: false
        )
    }

    /// A scope as people name it.
    public static var scopeName: ScopeName {
        ScopeName.community
    }
}
