// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.Admitted
import org.linli.CardMade
import org.linli.CardState
import org.linli.CardView
import org.linli.ChainId
import org.linli.CheckedCard
import org.linli.CommunityCreated
import org.linli.CommunityId
import org.linli.ContestedReason
import org.linli.ContestedView
import org.linli.DeviceId
import org.linli.DeviceView
import org.linli.DocKind
import org.linli.GrantView
import org.linli.GridId
import org.linli.GridView
import org.linli.HandedOver
import org.linli.IdentityView
import org.linli.Level
import org.linli.MemberId
import org.linli.MemberView
import org.linli.PlaceId
import org.linli.PlaceView
import org.linli.RecordId
import org.linli.RequestAsks
import org.linli.RequestId
import org.linli.RequestView
import org.linli.Role
import org.linli.ScopeName

/** A member and the device admitted for him. */
public val Samples.admitted: Admitted
    get() =
        Admitted(
            member = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            device = DeviceId("53d6573853d6573853d6573853d6573853d6573853d6573853d6573853d65738"),
        )

/** One's own card. */
public val Samples.cardMade: CardMade
    get() =
        CardMade(
            card = cardView,
            text = "三单元五楼的灯坏了一周",
        )

/** What a worker's card says. */
public val Samples.cardView: CardView
    get() =
        CardView(
            community = CommunityId("647e105d647e105d647e105d647e105d"),
            communityName = "月亮湾社区",
            member = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            name = said,
            role = Role.COMMUNITY_OFFICE,
            place = said,
            number = "7F3A19C2",
            device = DeviceId("53d6573853d6573853d6573853d6573853d6573853d6573853d6573853d65738"),
            since = now,
            until = now,
            standsAlone = false,
        )

/** A card that was seen. */
public val Samples.checkedCard: CheckedCard
    get() =
        CheckedCard(
            state = CardState.GENUINE,
            card = cardView,
        )

/** A community that was just made. */
public val Samples.communityCreated: CommunityCreated
    get() =
        CommunityCreated(
            community = CommunityId("647e105d647e105d647e105d647e105d"),
            member = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            device = DeviceId("53d6573853d6573853d6573853d6573853d6573853d6573853d6573853d65738"),
            recovery = listOf("linli-root:sample"),
        )

/** A record that does not count until an officer decides. */
public val Samples.contestedView: ContestedView
    get() =
        ContestedView(
            record = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            kind = DocKind.REGISTER,
            chain = ChainId("666a05b5666a05b5666a05b5666a05b5666a05b5666a05b5666a05b5666a05b5"),
            seq = 1,
            by = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            why = ContestedReason.NOT_AUTHORISED,
        )

/** A device of a member. */
public val Samples.deviceView: DeviceView
    get() =
        DeviceView(
            device = DeviceId("53d6573853d6573853d6573853d6573853d6573853d6573853d6573853d65738"),
            since = 1,
            removed = false,
        )

/** A role over a scope. */
public val Samples.grantView: GrantView
    get() =
        GrantView(
            role = Role.COMMUNITY_OFFICE,
            scope = scopeName,
            placeSaid = said,
            removed = false,
        )

/** A grid of the community. */
public val Samples.gridView: GridView
    get() =
        GridView(
            grid = GridId("f1eb65e8f1eb65e8f1eb65e8f1eb65e8"),
            name = "第一网格",
            stairwells = listOf("3-1"),
        )

/** A handover that was entered, or asked for. */
public val Samples.handedOver: HandedOver
    get() =
        HandedOver(
            rosterIndex = 1,
            callBacks = 1,
        )

/** The community, member and device that this store belongs to. */
public val Samples.identityView: IdentityView
    get() =
        IdentityView(
            community = CommunityId("647e105d647e105d647e105d647e105d"),
            device = DeviceId("53d6573853d6573853d6573853d6573853d6573853d6573853d6573853d65738"),
            member = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            name = "王桂芳",
            communityName = "月亮湾社区",
            roles = listOf(Role.COMMUNITY_OFFICE),
            grants = listOf(grantView),
            registrar = false,
        )

/** Somebody who works for the community, or did. */
public val Samples.memberView: MemberView
    get() =
        MemberView(
            member = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            name = "王桂芳",
            said = said,
            grants = listOf(grantView),
            devices = listOf(deviceView),
        )

/** A place of the community. */
public val Samples.placeView: PlaceView
    get() =
        PlaceView(
            place = PlaceId("1ceb8e7b1ceb8e7b1ceb8e7b1ceb8e7b"),
            name = "3-1",
            said = said,
            level = Level.COMMUNITY,
        )

/** A request of an officer to the registrar. */
public val Samples.requestView: RequestView
    get() =
        RequestView(
            request = RequestId("4ed0cbc34ed0cbc34ed0cbc34ed0cbc34ed0cbc34ed0cbc34ed0cbc34ed0cbc3"),
            by = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            agreed = listOf(MemberId("eb03c27ceb03c27ceb03c27ceb03c27c")),
            asks = RequestAsks.ADMIT,
            member = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            device = DeviceId("53d6573853d6573853d6573853d6573853d6573853d6573853d6573853d65738"),
            holds = false,
        )

/** A scope as people name it. */
public val Samples.scopeName: ScopeName
    get() =
        ScopeName.Community
