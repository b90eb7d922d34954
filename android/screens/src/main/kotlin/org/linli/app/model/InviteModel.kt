package org.linli.app.model

import org.linli.PlaceView
import org.linli.Role
import org.linli.Said
import org.linli.app.page.Drawing
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words

/** 邀请: the other side of joining. Three texts go to and fro, six digits are read aloud, and a phone is in. */
class InviteModel(
    desk: Desk,
) : Model<List<PlaceView>>(desk) {
    override val typing = Typing(desk, "invite", "").apply { known = setOf(NAME, PLACE, ENROLMENT, DIGITS) }

    override fun title(
        words: Words,
        value: List<PlaceView>?,
    ) = words[AppWord.INVITE]

    override suspend fun read(): List<PlaceView> = desk.store.community.places()

    override fun Drawing.show(value: List<PlaceView>) {
        if (typing[INVITATION].isEmpty()) invite(value) else admit()
    }

    private fun Drawing.invite(places: List<PlaceView>) {
        text(words[AppWord.NAME], typing, NAME)
        wordChoice(words[AppWord.ROLE], typing, ROLE, Role.entries)
        text(words[AppWord.PLACE], typing, PLACE, hint = words[AppWord.HINT_SCOPE])
        val role = Role.entries.find { it.name.lowercase() == typing[ROLE] }
        val scope = places.named(typing[PLACE])
        val whyNot =
            when {
                typing[NAME].isBlank() -> words[AppWord.NAME_MISSING]
                role == null -> words[AppWord.CHOOSE_ROLE]
                scope == null -> words[AppWord.PLACE_UNKNOWN]
                else -> null
            }
        button(AppWord.MAKE_INVITATION, main = true, whyNot = whyNot) {
            act {
                if (role != null &&
                    scope != null
                ) {
                    typing.put(INVITATION, desk.store.community.invite(role, scope, typing[NAME].trim()))
                }
            }
        }
    }

    private fun Drawing.admit() {
        line(AppWord.INVITE_FIRST)
        code(words[AppWord.INVITATION], typing[INVITATION])
        scan(ENROLMENT)
        text(words[AppWord.ENROLMENT_OF_PHONE], typing, ENROLMENT, long = true)
        val nothing = words[AppWord.NOTHING_TYPED]
        button(AppWord.MAKE_CHALLENGE, whyNot = nothing.takeIf { typing[ENROLMENT].isBlank() }) {
            act { typing.put(CHALLENGE, desk.store.community.challenge(typing[ENROLMENT].trim())) }
        }
        if (typing[CHALLENGE].isNotEmpty()) {
            line(AppWord.INVITE_SECOND)
            code(words[AppWord.CHALLENGE], typing[CHALLENGE])
            text(words[AppWord.DIGITS], typing, DIGITS, hint = words[AppWord.HINT_DIGITS])
            button(AppWord.ADMIT, main = true, whyNot = nothing.takeIf { typing[DIGITS].isBlank() }) {
                act {
                    desk.store.community.admit(typing[ENROLMENT].trim(), typing[DIGITS].filter { it.isDigit() })
                    typing.clear()
                    desk.back()
                    desk.tell(Notice(IN))
                }
            }
        }
        line(AppWord.INVITE_ENDS, Tone.QUIET)
        button(AppWord.DISCARD) { act { typing.clear() } }
    }

    private companion object {
        const val NAME = "name"
        const val ROLE = "role"
        const val PLACE = "place"
        const val INVITATION = "invitation"
        const val ENROLMENT = "enrolment"
        const val CHALLENGE = "challenge"
        const val DIGITS = "digits"
        val IN = Said("已加入。请同步，或给对方装一包文件。", "The phone is in. Sync, or pack a file for it.")
    }
}
