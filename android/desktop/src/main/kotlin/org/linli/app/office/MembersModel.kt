package org.linli.app.office

import org.linli.GrantView
import org.linli.MemberId
import org.linli.MemberView
import org.linli.PlaceView
import org.linli.RevokeTarget
import org.linli.Role
import org.linli.app.model.Desk
import org.linli.app.model.named
import org.linli.app.navigation.Screen
import org.linli.app.page.Drawing
import org.linli.app.page.Option
import org.linli.app.words.AppWord
import org.linli.app.words.Words

/**
 * A member and what is being done about him.
 *
 * @property one the member where the keyboard is
 * @property asked what is to be taken away, once it is confirmed
 * @property invitation the invitation of another device of his
 * @property role the role that is to be granted
 * @property place its place, as it was typed
 * @property places the places that there are
 */
data class MembersShown(
    val one: MemberView? = null,
    val asked: RevokeTarget? = null,
    val invitation: String? = null,
    val role: Role? = null,
    val place: String = "",
    val places: List<PlaceView> = emptyList(),
)

/** 成员: who works for the community, as what, with which devices; roles are granted and taken away here. */
class MembersModel(
    desk: Desk,
    paper: Paper,
) : OfficeModel<MembersShown>(desk, paper) {
    private var shown = MembersShown()

    override val table: Table<MemberView> =
        Table(
            listOf(
                Column(AppWord.NAME, 2f, { pinyin(it.said.zh) }) { of(it.said) },
                Column(AppWord.OFFICE_ROLE, 2.4f, { member ->
                    pinyin(
                        member
                            .held()
                            .firstOrNull()
                            ?.role
                            ?.zh,
                    )
                }) { member ->
                    listed(member.held().map { of(it.role) }.distinct())
                },
                Column(AppWord.OFFICE_PLACE, 2.4f, { member -> pinyin(member.places().firstOrNull()) }) { member ->
                    listed(member.held().map { of(it.placeSaid) }.distinct())
                },
                Column(AppWord.OFFICE_DEVICES, 1f, { member -> member.devices.count { !it.removed } }) { member ->
                    member.devices.count { !it.removed }.toString()
                },
            ),
            key = { it.member.value },
            texts = { member ->
                member.said.both() + member.held().flatMap { it.placeSaid.both() + it.role.zh + it.role.en }
            },
        )

    override fun title(
        words: Words,
        value: MembersShown?,
    ) = words[AppWord.OFFICE_MEMBERS]

    override suspend fun load() {
        val listed = rows { limit, after -> desk.store.community.members(limit, after) }
        table.show(listed.items, listed.hasMore)
        shown = shown.copy(places = desk.store.community.places())
    }

    override suspend fun shown(): MembersShown {
        val one = table.here
        if (one?.member != shown.one?.member) shown = MembersShown(places = shown.places)
        shown = shown.copy(one = one)
        return shown
    }

    override fun Drawing.show(value: MembersShown) {
        button(AppWord.INVITE, main = true) { desk.open(Screen.Invite) }
        val one = value.one
        if (one == null) {
            line(AppWord.OFFICE_CHOOSE_ROW)
            return
        }
        heading(words.of(one.said))
        one.held().forEach { grant(it, one.member, value) }
        heading(AppWord.OFFICE_DEVICES)
        for (device in one.devices) {
            val name = words[AppWord.OFFICE_DEVICE, device.device.value.take(DIGITS)]
            if (device.removed) {
                line("$name · ${words[AppWord.OFFICE_REMOVED]}")
            } else {
                line(name)
                revoke(RevokeTarget.Device(device.device), value)
            }
        }
        another(one, value)
        grantNew(one, value)
    }

    private fun Drawing.grant(
        grant: GrantView,
        member: MemberId,
        value: MembersShown,
    ) {
        fact(words.of(grant.role), words.of(grant.placeSaid))
        revoke(RevokeTarget.Member(member, grant.role, grant.scope), value)
    }

    /** Taking away asks once more: a phone that was taken away by mistake has to join anew. */
    private fun Drawing.revoke(
        target: RevokeTarget,
        value: MembersShown,
    ) {
        if (value.asked == target) {
            button(AppWord.OFFICE_REVOKE_SURE, main = true) {
                act {
                    shown = shown.copy(asked = null)
                    desk.store.community.revoke(target)
                }
            }
        } else {
            button(AppWord.OFFICE_REVOKE) { act { shown = shown.copy(asked = target) } }
        }
    }

    private fun Drawing.another(
        one: MemberView,
        value: MembersShown,
    ) {
        button(AppWord.OFFICE_GIVE_DEVICE) {
            act { shown = shown.copy(invitation = desk.store.community.inviteDevice(one.member)) }
        }
        value.invitation?.let { code(words[AppWord.OFFICE_DEVICE_INVITATION], it) }
    }

    private fun Drawing.grantNew(
        one: MemberView,
        value: MembersShown,
    ) {
        heading(AppWord.OFFICE_GRANT_NEW)
        val roles = Role.entries.map { Option(words.of(it), value.role == it) { act { shown = shown.copy(role = it) } } }
        choice(words[AppWord.OFFICE_ROLE], roles)
        typed(PLACE, AppWord.PLACE, value.place, AppWord.HINT_SCOPE) {
            shown = shown.copy(place = it)
            moved()
        }
        val scope = value.places.named(value.place)
        val role = value.role
        val whyNot =
            when {
                role == null -> words[AppWord.CHOOSE_ROLE]
                scope == null -> words[AppWord.PLACE_UNKNOWN]
                else -> null
            }
        button(AppWord.OFFICE_GRANT, whyNot = whyNot) {
            act {
                if (role != null && scope != null) {
                    desk.store.community.grant(one.member, role, scope)
                    shown = shown.copy(role = null, place = "")
                }
            }
        }
    }

    private companion object {
        const val PLACE = "place"
        const val DIGITS = 8
    }
}

/** What he holds; what was taken away is not here. */
private fun MemberView.held(): List<GrantView> = grants.filter { !it.removed }

/** Where he works, in Chinese. */
private fun MemberView.places(): List<String> = held().map { it.placeSaid.zh }
