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
 * @property members everybody who may take ballots or hold a key
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
        val here = places.find { it.said.zh == typing[PLACE] } ?: places.firstOrNull()
        val rules =
            here
                ?.let { desk.store.deliberation.openableRules(it.scope) }
                .orEmpty()
        val members = Length().read { limit, after -> desk.store.community.members(limit, after) }
        return NewVoteShown(places, rules, members.items)
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
            val until = until()
            val whyNot =
                when {
                    until == null && typing[OTHER].isBlank() -> words[AppWord.CHOOSE_DEADLINE]
                    until == null -> words[AppWord.DEADLINE_UNREAD]
                    lines(SHEETS).any { sheets(it) == null } -> words[AppWord.SHEETS_MISSING]
                    else -> null
                }
            button(AppWord.OPEN_VOTE, main = true, whyNot = whyNot) { if (until != null) open(place, rule, until) }
        }
        button(AppWord.DISCARD) {
            act {
                typing.clear()
                desk.back()
            }
        }
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
        val ways =
            listOf(ALL to AppWord.VOTE_ALL, UNITS to AppWord.VOTE_UNITS, NAMES to AppWord.VOTE_NAMES)
                .filter { (way, _) -> way != NAMES || !rule.byArea }
        val options = ways.map { (way, word) -> Option(words[word], way() == way) { typing.put(VOTERS, way) } }
        choice(words[AppWord.WHO_VOTES], options, mistake(VOTERS))
        if (rule.byArea) line(AppWord.VOTE_BY_AREA, Tone.QUIET)
        if (way() != ALL) text(words[AppWord.VOTERS_LISTED], typing, LISTED, long = true, hint = words[AppWord.HINT_MANY])
    }

    private fun way(): String = typing[VOTERS].ifEmpty { ALL }

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
        val options =
            DAYS.map { days ->
                val at = today.plusDays(days).atTime(EVENING).toInstant(Words.CHINA)
                Option("${words[AppWord.IN_DAYS, days]} ${words.time(at)}", typing[DEADLINE] == at.toString()) {
                    typing.put(DEADLINE, at.toString())
                    typing.put(OTHER, "")
                }
            }
        choice(words[AppWord.DEADLINE], options, mistake(DEADLINE))
        text(words[AppWord.OTHER_DEADLINE], typing, OTHER, hint = words[AppWord.HINT_TIME])
    }

    private fun until(): Instant? {
        val other = typing[OTHER].trim()
        if (other.isEmpty()) return typing[DEADLINE].takeIf { it.isNotEmpty() }?.let(Instant::parse)
        return try {
            OffsetDateTime.parse(moment(other)).toInstant()
        } catch (_: DateTimeParseException) {
            null
        }
    }

    private fun Drawing.sheets(members: List<MemberView>) {
        many(AppWord.SHEETS_TO, SHEETS, members.map { it.member.value to words.of(it.said) })
        for (member in members.filter { it.member.value in lines(SHEETS) }) {
            text(words[AppWord.SHEETS_OF, words.of(member.said)], typing, "$SHEETS.${member.member.value}")
        }
    }

    /** How many sheets a member takes; none where that is no number. */
    private fun sheets(member: String): Long? = typing["$SHEETS.$member"].trim().toLongOrNull()

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
    ) = act {
        val voters =
            when (way()) {
                UNITS -> Voters.Households(lines(LISTED))
                NAMES -> Voters.Names(lines(LISTED))
                else -> Voters.Scope(place)
            }
        val sheets =
            lines(SHEETS).mapNotNull { member -> sheets(member)?.let { SheetAllotment(MemberId(member), it) } }
        val readings = if (rule.settled) emptyList() else lines(READINGS)
        val holders = lines(HOLDERS).map(::MemberId)
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
        val EVENING: LocalTime = LocalTime.of(19, 0)
        val OPENED = Said("表决已开始。", "The vote is open.")
    }
}
