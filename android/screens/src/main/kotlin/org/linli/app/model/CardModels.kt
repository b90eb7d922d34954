package org.linli.app.model

import org.linli.CardMade
import org.linli.CardState
import org.linli.CardView
import org.linli.CheckedCard
import org.linli.Me
import org.linli.Role
import org.linli.app.navigation.Screen
import org.linli.app.page.Drawing
import org.linli.app.page.Option
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import java.time.Instant

/**
 * One's own card, and what else one could show.
 *
 * @property made the card
 * @property roles those that one holds
 */
data class OwnCard(
    val made: CardMade,
    val roles: List<Role>,
)

/** 我的工作证: what a worker shows at a door. A resident's phone checks it without a network. */
class CardModel(
    desk: Desk,
) : Model<OwnCard>(desk) {
    override val private = false
    private var role: Role? = null

    override fun title(
        words: Words,
        value: OwnCard?,
    ) = words[AppWord.MY_CARD]

    override suspend fun read(): OwnCard {
        val roles =
            desk.store.screens
                .me()
                .grants
                .map { it.role }
                .distinct()
        return OwnCard(desk.store.community.card(desk.settings.value.language, role), roles)
    }

    override fun validUntil(value: OwnCard): Instant = value.made.card.until

    override fun Drawing.show(value: OwnCard) {
        val card = value.made.card
        who(card)
        code(words[AppWord.MY_CARD], value.made.text)
        facts(card)
        line(AppWord.CARD_HOW, Tone.QUIET)
        if (!card.standsAlone) line(AppWord.CARD_NEEDS_APP, Tone.QUIET)
        if (value.roles.size > 1) {
            choice(words[AppWord.ROLE], value.roles.map { one -> Option(words.of(one), one == card.role) { act { role = one } } })
        }
        button(AppWord.CHECK_CARD) { desk.open(Screen.CheckCard) }
    }
}

/**
 * What is known of a card that was seen.
 *
 * @property me who looks
 * @property seen the card, once one was checked
 */
data class SeenCard(
    val me: Me,
    val seen: CheckedCard?,
)

/** 核验工作证: what a phone says of a worker's card, of one's own community or, with the number of a notice, of any. */
class CheckCardModel(
    desk: Desk,
) : Model<SeenCard>(desk) {
    override val typing = Typing(desk, "check-card", "").apply { known = setOf(TEXT, COMMUNITY) }
    override val private = false
    private var seen: CheckedCard? = null

    override fun title(
        words: Words,
        value: SeenCard?,
    ) = words[AppWord.CHECK_CARD]

    override suspend fun read() = SeenCard(desk.store.screens.me(), seen)

    override fun Drawing.show(value: SeenCard) {
        val isStranger = value.me.communityName == null
        line(AppWord.CHECK_CARD_HOW, Tone.QUIET)
        scan(TEXT)
        text(words[AppWord.CARD_TEXT], typing, TEXT, long = true)
        if (isStranger) text(words[AppWord.COMMUNITY_NUMBER], typing, COMMUNITY, hint = words[AppWord.HINT_COMMUNITY_NUMBER])
        val whyNot = if (typing[TEXT].isBlank()) words[AppWord.NOTHING_TYPED] else null
        button(AppWord.CHECK, main = true, whyNot = whyNot) {
            act {
                seen = null
                seen = desk.store.community.checkCard(typing[TEXT], typing[COMMUNITY].takeIf { isStranger && it.isNotBlank() })
            }
        }
        val seen = value.seen ?: return
        heading(words.of(seen.state))
        val holds = seen.state == CardState.GENUINE || seen.state == CardState.PROVEN
        line(if (holds) AppWord.CARD_LOOK_AT_FACE else AppWord.CARD_CALL_COMMUNITY, if (holds) Tone.GOOD else Tone.WARNING)
        who(seen.card)
        facts(seen.card)
    }

    private companion object {
        const val TEXT = "text"
        const val COMMUNITY = "community"
    }
}

private fun Drawing.who(card: CardView) {
    fact(words[AppWord.NAME], words.of(card.name))
    fact(words[AppWord.ROLE], words.of(card.role))
}

private fun Drawing.facts(card: CardView) {
    fact(words[AppWord.PLACE], words.of(card.place))
    fact(words[AppWord.COMMUNITY], card.communityName)
    fact(words[AppWord.CARD_NUMBER], card.number)
    line(words[AppWord.UNTIL, words.time(card.until)])
    fact(
        words[AppWord.COMMUNITY_NUMBER],
        card.community.value
            .uppercase()
            .chunked(4)
            .joinToString(" "),
    )
}
