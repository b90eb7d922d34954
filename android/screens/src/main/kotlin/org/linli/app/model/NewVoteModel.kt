package org.linli.app.model

import org.linli.MemberId
import org.linli.MemberView
import org.linli.OpenableRule
import org.linli.Said
import org.linli.ScopeName
import org.linli.SheetAllotment
import org.linli.TallyDraft
import org.linli.Voters
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import org.linli.app.page.Drawing
import org.linli.app.page.Option
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import java.time.Instant
import java.time.LocalTime
import java.time.OffsetDateTime
import java.time.format.DateTimeParseException

/**
 * What a vote can be opened with.
 *
 * @property places the places at which one may begin something
 * @property rules the rules by which the chosen place votes
 * @property members everybody who works here now: whoever may take ballots or hold a key
 */
class NewVoteShown(
    val places: List<Spot>,
    val rules: List<OpenableRule>,
    val members: List<MemberView>,
)

/** 发起表决: the question, the rule with its clause, who votes, until when, who collects, sealed or not. The library judges all of it. */
class NewVoteModel(
    desk: Desk,
) : Model<NewVoteShown>(desk) {
    override val typing =
        Typing(desk, "vote", "").apply { known = setOf(TITLE, RULE, VOTERS, READINGS, DEADLINE, SHEETS, HOLDERS) }

    override fun title(
        words: Words,
        value: NewVoteShown?,
    ) = words[AppWord.NEW_VOTE]

    override suspend fun read(): NewVoteShown {
        val places = desk.ownPlaces()
        val here = places.chosen(typing[PLACE])
        val rules =
            here
                ?.let { desk.store.deliberation.openableRules(it.scope) }
                .orEmpty()
        val members = desk.allMembers().filter { member -> member.grants.any { !it.removed } }
        return NewVoteShown(places, rules, members)
    }

    override fun Drawing.show(value: NewVoteShown) {
        text(words[AppWord.VOTE_QUESTION], typing, TITLE, hint = words[AppWord.HINT_QUESTION])
        val place = place(value.places, typing, PLACE) { act { } } ?: return
        val rule = rule(value.rules)
        if (rule != null) {
            voters(rule)
            readings(rule)
            deadline()
            sheets(value.members)
            many(AppWord.CHOOSE_KEY_HOLDERS, HOLDERS, value.members.map { it.member.value to words.of(it.said) })
            line(AppWord.FIXED_ONCE_OPEN, Tone.QUIET)
            val whyNot = missing(value.members)?.let { words[it] }
            button(AppWord.OPEN_VOTE, main = true, whyNot = whyNot) {
                val until = until()
                if (until == null) act { } else open(place, rule, until, value.members)
            }
        }
        discard(typing)
    }

    /** The rule that was chosen, or the only one; of those that one may not open it is said who may. */
    private fun Drawing.rule(rules: List<OpenableRule>): OpenableRule? {
        val mine = rules.filter { it.may }
        val chosen = mine.find { it.rule.name == typing[RULE] } ?: mine.singleOrNull()
        if (mine.isNotEmpty()) {
            val options = mine.map { Option(words.of(it.title), it == chosen) { typing.put(RULE, it.rule.name) } }
            choice(words[AppWord.VOTE_RULE], options, mistake(RULE))
        }
        chosen?.let {
            line(words[AppWord.CLAUSE, words.of(it.clause)], Tone.QUIET)
            fact(words[AppWord.SOURCE], words[it.status.word()])
        }
        for (other in rules.filter { !it.may }) {
            val why = other.whyNot?.let { words.of(it) } ?: words[AppWord.NOT_YOURS]
            line("${words.of(other.title)}${words[AppWord.COLON]}$why", Tone.QUIET)
        }
        return chosen
    }

    private fun Drawing.voters(rule: OpenableRule) {
        val chosen = way(rule)
        val options = ways(rule).map { (way, word) -> Option(words[word], chosen == way) { typing.put(VOTERS, way) } }
        choice(words[AppWord.WHO_VOTES], options, mistake(VOTERS))
        if (rule.byArea) line(AppWord.VOTE_BY_AREA, Tone.QUIET)
        if (chosen != ALL) text(words[AppWord.VOTERS_LISTED], typing, LISTED, long = true, hint = words[AppWord.HINT_MANY])
    }

    /** The ways to say who votes; where areas are counted, names alone have none. */
    private fun ways(rule: OpenableRule): List<Pair<String, AppWord>> =
        listOf(ALL to AppWord.VOTE_ALL, UNITS to AppWord.VOTE_UNITS, NAMES to AppWord.VOTE_NAMES)
            .filter { (way, _) -> way != NAMES || !rule.byArea }

    /** The way that was chosen. One that the rule does not offer was chosen under another rule, and is none. */
    private fun way(rule: OpenableRule): String = ways(rule).map { it.first }.find { it == typing[VOTERS] } ?: ALL

    private fun Drawing.readings(rule: OpenableRule) {
        if (rule.settled) {
            val settled = rule.readings.filter { it.chosen }.map { words.of(it.title) }
            val said = if (settled.isEmpty()) words[AppWord.READINGS_NONE] else words.listed(settled)
            line(words[AppWord.READINGS_SETTLED, said], Tone.QUIET)
        } else if (rule.readings.isNotEmpty()) {
            many(AppWord.CHOOSE_READINGS, READINGS, rule.readings.map { it.reading to words.of(it.title) })
        }
    }

    private fun Drawing.deadline() {
        val today = Words.dayOf(desk.now())
        val chosen = chosenTime()
        val offered =
            DAYS.map { days ->
                val at = today.plusDays(days).atTime(EVENING).toInstant(Words.CHINA)
                at to "${words[AppWord.IN_DAYS, days]} ${words.time(at)}"
            }
        // A time that was chosen on an earlier day and is still to come is none of today's: it stands before them.
        val kept = listOfNotNull(chosen).filter { at -> offered.none { it.first == at } }.map { it to words.time(it) }
        val options =
            (kept + offered).map { (at, said) ->
                Option(said, at == chosen) {
                    typing.put(DEADLINE, at.toString())
                    typing.put(OTHER, "")
                }
            }
        choice(words[AppWord.DEADLINE], options, mistake(DEADLINE))
        text(words[AppWord.OTHER_DEADLINE], typing, OTHER, hint = words[AppWord.HINT_TIME])
    }

    /** The time that was chosen; one that has passed since is none. */
    private fun chosenTime(): Instant? =
        typing[DEADLINE]
            .takeIf { it.isNotEmpty() && typing[OTHER].isBlank() }
            ?.let(Instant::parse)
            ?.takeIf { it > desk.now() }

    /** The time that was typed; none where it cannot be read. */
    private fun typedTime(): Instant? =
        try {
            OffsetDateTime.parse(moment(typing[OTHER].trim())).toInstant()
        } catch (_: DateTimeParseException) {
            null
        }

    /** Until when; none where nothing was said that is still to come. */
    private fun until(): Instant? = if (typing[OTHER].isBlank()) chosenTime() else typedTime()?.takeIf { it > desk.now() }

    /** What is still to be said before it can be opened. */
    private fun missing(members: List<MemberView>): AppWord? {
        val takers = present(SHEETS, members)
        return when {
            until() == null && typing[OTHER].isBlank() -> AppWord.CHOOSE_DEADLINE
            until() == null -> if (typedTime() == null) AppWord.DEADLINE_UNREAD else AppWord.DEADLINE_PAST
            takers.any { typing["$SHEETS.$it"].isBlank() } -> AppWord.SHEETS_MISSING
            takers.any { sheets(it) == null } -> AppWord.SHEETS_RANGE
            else -> null
        }
    }

    private fun Drawing.sheets(members: List<MemberView>) {
        many(AppWord.SHEETS_TO, SHEETS, members.map { it.member.value to words.of(it.said) })
        val takers = present(SHEETS, members)
        for (member in members.filter { it.member.value in takers }) {
            val name = "$SHEETS.${member.member.value}"
            val text = typing[name]
            val isUnfit = text.isNotBlank() && sheets(member.member.value) == null
            val wrong = if (isUnfit) words[AppWord.SHEETS_RANGE] else mistake(name)
            val label = words[AppWord.SHEETS_OF, words.of(member.said)]
            field(Block.Field(name, label, text, mistake = wrong) { typing.put(name, it) })
        }
    }

    /** How many sheets a member takes; none where that is no number, or one that nobody takes. */
    private fun sheets(member: String): Long? = typing["$SHEETS.$member"].trim().toLongOrNull()?.takeIf { it in TAKEN }

    /** Those of a field's members who still work here. */
    private fun present(
        field: String,
        members: List<MemberView>,
    ): List<String> = lines(field).filter { chosen -> members.any { it.member.value == chosen } }

    private fun Drawing.many(
        label: AppWord,
        field: String,
        all: List<Pair<String, String>>,
    ) {
        val chosen = lines(field)
        val options =
            all.map { (key, said) ->
                Option(said, key in chosen) {
                    val next = if (key in chosen) chosen - key else chosen + key
                    typing.put(field, next.joinToString("\n"))
                }
            }
        choice(words[label], options, mistake(field))
    }

    private fun lines(field: String) = typing[field].lines().map { it.trim() }.filter { it.isNotEmpty() }

    private fun Drawing.mistake(field: String) = typing.mistakes.value[field]?.let { words.of(it) }

    private fun open(
        place: ScopeName,
        rule: OpenableRule,
        until: Instant,
        members: List<MemberView>,
    ) = act {
        val voters =
            when (way(rule)) {
                UNITS -> Voters.Households(lines(LISTED))
                NAMES -> Voters.Names(lines(LISTED))
                else -> Voters.Scope(place)
            }
        val sheets =
            present(SHEETS, members).mapNotNull { member -> sheets(member)?.let { SheetAllotment(MemberId(member), it) } }
        val offered = if (rule.settled) emptyList() else rule.readings.map { it.reading }
        val readings = lines(READINGS).filter { it in offered }
        val holders = present(HOLDERS, members).map(::MemberId)
        val draft = TallyDraft(typing[TITLE].trim(), rule.rule, voters, until, readings, sheets, holders)
        val tally = desk.store.deliberation.openTally(draft)
        typing.clear()
        desk.back()
        desk.open(Screen.Vote(tally.value))
        desk.tell(Notice(OPENED))
    }

    private companion object {
        const val TITLE = "title"
        const val PLACE = "place"
        const val RULE = "rule"
        const val VOTERS = "voters"
        const val LISTED = "listed"
        const val READINGS = "readings"
        const val DEADLINE = "deadline"
        const val OTHER = "other"
        const val SHEETS = "sheets"
        const val HOLDERS = "key_holders"
        const val ALL = "all"
        const val UNITS = "units"
        const val NAMES = "names"
        val DAYS = listOf(3L, 7L, 15L)

        /** So many numbered sheets one collector takes. */
        val TAKEN = 1L..10_000L
        val EVENING: LocalTime = LocalTime.of(19, 0)
        val OPENED = Said("表决已开始。", "The vote is open.")
    }
}
