package org.linli.app.model

import org.linli.DocId
import org.linli.HazardDraft
import org.linli.HazardFilter
import org.linli.HazardView
import org.linli.ItemResult
import org.linli.LogDraft
import org.linli.RoundAnswer
import org.linli.RoundScreen
import org.linli.RoundView
import org.linli.Safety
import org.linli.Said
import org.linli.ScopeName
import org.linli.Severity
import org.linli.app.navigation.Screen
import org.linli.app.navigation.written
import org.linli.app.page.Drawing
import org.linli.app.page.Mark
import org.linli.app.page.Option
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words

/** A hazard in a list. */
internal fun Drawing.hazard(
    hazard: HazardView,
    desk: Desk,
    safety: Safety? = null,
) {
    val tone = if (hazard.severity == Severity.HIGH) Tone.WARNING else Tone.PLAIN
    val lines = listOf(words.beside(listOf(words.of(hazard.placeSaid), words.of(hazard.kindSaid), words.time(hazard.at))))
    val marks = listOf(Mark(words.of(hazard.severity), tone)) + words.marks(hazard.standing) + words.marks(safety)
    row(hazard.hazard.value, hazard.text ?: words[AppWord.NOT_HERE], lines, marks, open = {
        desk.open(Screen.Hazard(hazard.hazard.value))
    })
}

/**
 * The rounds that are here.
 *
 * @property rounds the rounds, newest first
 * @property places the places at which one can be begun
 */
class RoundsShown(
    val rounds: Listed<RoundView>,
    val places: List<Spot>,
)

/** 巡查: rounds of this period and of those before. */
class RoundsModel(
    desk: Desk,
) : Model<RoundsShown>(desk) {
    override val typing = Typing(desk, "round", "").apply { known = setOf("template", "place") }
    private val length = Length()

    override fun title(
        words: Words,
        value: RoundsShown?,
    ) = words[AppWord.ROUNDS]

    override suspend fun read() =
        RoundsShown(
            length.read { limit, after -> desk.store.rounds.listRounds(limit, after) },
            desk.ownPlaces(),
        )

    override fun Drawing.show(value: RoundsShown) {
        for (round in value.rounds.items) {
            val title = words.beside(listOf(words.of(round.placeSaid), round.template))
            row(
                round.round.value,
                title,
                listOf(words.of(round.periodSaid)),
                open = { desk.open(Screen.Round(round.round.value)) },
            )
        }
        if (value.rounds.items.isEmpty()) line(AppWord.NO_ROUNDS, Tone.QUIET)
        length.more(this, value.rounds) { act { } }
        heading(AppWord.NEW_ROUND)
        val place = place(value.places, typing)
        text(words[AppWord.TEMPLATE], typing, "template")
        // Under the same name rounds of a month and of the one before are told as one.
        val names =
            value.rounds.items
                .map { it.template }
                .distinct()
                .take(MOST_NAMES)
        if (names.isNotEmpty()) {
            val isChosen = typing["template"]
            choice(words[AppWord.TEMPLATE_BEFORE], names.map { Option(it, it == isChosen) { typing.put("template", it) } })
        }
        val whyNot = if (typing["template"].isBlank()) words[AppWord.TEMPLATE_MISSING] else null
        if (place != null) button(AppWord.BEGIN, whyNot = whyNot) { start(place) }
    }

    private fun start(place: ScopeName) =
        act {
            val round = desk.store.rounds.startRound(place, typing["template"])
            typing.clear()
            desk.open(Screen.Round(round.value))
        }

    private companion object {
        const val MOST_NAMES = 8
    }
}

/** The place that was chosen and written down; the first one without a choice. */
internal fun List<Spot>.chosen(text: String): Spot? = find { written(it.scope) == text } ?: firstOrNull()

/** The place that was chosen among one's own; the first one without a choice. */
internal fun Drawing.place(
    own: List<Spot>,
    typing: Typing,
    field: String = "place",
    chosenNow: () -> Unit = {},
): ScopeName? {
    val chosen = own.chosen(typing[field])
    if (own.size > 1) {
        choice(
            words[AppWord.PLACE],
            own.map { spot ->
                Option(words.of(spot.said), spot == chosen) {
                    typing.put(field, written(spot.scope))
                    chosenNow()
                }
            },
        )
    }
    if (chosen == null) line(AppWord.NO_PLACE, Tone.WARNING)
    return chosen?.scope
}

/** A round: what is left to look at, three taps for each finding, the hazards that were found. */
class RoundModel(
    desk: Desk,
    private val round: String,
) : Model<RoundScreen>(desk) {
    override val typing = Typing(desk, "item", round).apply { known = setOf("item", "note") }

    override fun title(
        words: Words,
        value: RoundScreen?,
    ) = words.beside(
        listOfNotNull(
            value?.template ?: words[AppWord.ROUND],
            value?.place?.let { words.of(it.said) },
            value?.let { words.of(it.periodSaid) },
        ),
    )

    override suspend fun read(): RoundScreen = desk.store.screens.round(DocId(round))

    override fun Drawing.show(value: RoundScreen) {
        if (value.left == 0L) line(AppWord.ALL_SEEN, Tone.GOOD) else line(words[AppWord.LEFT, value.left])
        for (item in value.lines) {
            val now = item.answers.map { words.answer(it) }
            val before = item.before?.let { words[AppWord.BEFORE, words.answer(it)] }.orEmpty()
            val marks = if (item.answers.size > 1) listOf(Mark(words[AppWord.CONFLICTED], Tone.WARNING)) else emptyList()
            val last = item.answers.lastOrNull()?.result
            choice(words.beside(listOf(item.item) + now + before + marks.map { it.signed }), findings(item.item, last))
        }
        heading(AppWord.ANOTHER_ITEM)
        text(words[AppWord.ITEM], typing, "item")
        text(words[AppWord.NOTE], typing, "note", long = true)
        if (typing["item"].isNotBlank()) choice(words[AppWord.FINDING], findings(typing["item"], null))
        heading(AppWord.HAZARDS)
        value.hazards.forEach { hazard(it, desk) }
        button(AppWord.NEW_HAZARD, main = true) { desk.open(Screen.NewHazard(round)) }
    }

    private fun Drawing.findings(
        item: String,
        last: ItemResult?,
    ): List<Option> = ItemResult.entries.map { result -> Option(words.of(result), result == last) { log(item, result) } }

    private fun log(
        item: String,
        result: ItemResult,
    ) = act {
        val note = typing["note"].takeIf { it.isNotBlank() && item == typing["item"] }
        desk.store.rounds.logEntry(LogDraft(DocId(round), item, result, note))
        if (item == typing["item"]) typing.clear()
    }
}

private fun Words.answer(answer: RoundAnswer): String = remarked(of(answer.result), "${of(answer.by)} ${time(answer.at)}")

/**
 * Hazards.
 *
 * @property hazards the hazards
 * @property kept where those are that oneself reported
 */
class HazardsShown(
    val hazards: Listed<HazardView>,
    val kept: Map<String, Safety>,
)

/** 隐患: all that stand, newest first. */
class HazardsModel(
    desk: Desk,
) : Model<HazardsShown>(desk) {
    private val length = Length()

    override fun title(
        words: Words,
        value: HazardsShown?,
    ) = words[AppWord.HAZARDS]

    override suspend fun read(): HazardsShown {
        val hazards = length.read { limit, after -> desk.store.screens.hazards(HazardFilter(), limit, after) }
        return HazardsShown(hazards, desk.keptHazards(hazards.items))
    }

    override fun Drawing.show(value: HazardsShown) {
        button(AppWord.NEW_HAZARD, main = true) { desk.open(Screen.NewHazard()) }
        if (value.hazards.items.isEmpty()) line(AppWord.NO_HAZARDS, Tone.QUIET)
        value.hazards.items.forEach { hazard(it, desk, value.kept[it.hazard.value]) }
        length.more(this, value.hazards) { act { } }
    }
}

/**
 * A hazard.
 *
 * @property view as it was reported
 * @property photos how many pictures show it
 * @property safety where it is, if it is one's own
 * @property shots the first of them
 */
class HazardShown(
    val view: HazardView,
    val photos: Int,
    val safety: Safety?,
    val shots: Listed<Shot>,
)

/** A hazard as it was reported; what becomes of it is on the screen of its matter. */
class HazardModel(
    desk: Desk,
    private val hazard: String,
) : Model<HazardShown>(desk) {
    private val shots = Shots(desk)

    override fun title(
        words: Words,
        value: HazardShown?,
    ) = words.beside(listOfNotNull(words[AppWord.HAZARD], value?.let { words.of(it.view.placeSaid) }))

    override suspend fun read(): HazardShown {
        val view = find()
        val photos = desk.store.photos.photos(DocId(hazard))
        return HazardShown(view, photos.size, desk.keptHazards(listOf(view))[hazard], shots.read(photos))
    }

    private suspend fun find(): HazardView =
        firstOf({ it.hazard.value == hazard }) { limit, after -> desk.store.screens.hazards(HazardFilter(), limit, after) }
            ?: gone()

    override fun Drawing.show(value: HazardShown) {
        view(value.view)
        if (value.photos > 0) fact(words[AppWord.PHOTOS], value.photos.toString())
        shots(value.shots.items, desk) { act(it) }
        shots.more(this, value.shots.hasMore) { act { } }
        value.safety?.let { fact(words[AppWord.KEPT], words.explained(it)) }
        button(AppWord.WHAT_BECOMES, main = true) { desk.open(Screen.Matter(hazard)) }
        button(AppWord.ADD_PHOTO) { act { desk.photograph(DocId(hazard)) } }
        share(hazard, desk)
    }

    private fun Drawing.view(value: HazardView) {
        line(value.text ?: words[AppWord.NOT_HERE])
        fact(words[AppWord.PLACE], words.of(value.placeSaid))
        fact(words[AppWord.KIND], words.of(value.kindSaid))
        fact(words[AppWord.SEVERITY], words.of(value.severity), if (value.severity == Severity.HIGH) Tone.WARNING else Tone.PLAIN)
        fact(words[AppWord.TIME], words.time(value.at))
        words.marks(value.standing).forEach { line(it.text, it.tone) }
    }
}

/** A hazard that is being written down. */
class NewHazardModel(
    desk: Desk,
    private val round: String,
) : Model<List<Spot>>(desk) {
    private val screen = Screen.NewHazard(round)
    private var handed = 0

    override val typing = Typing(desk, "hazard", round).apply { known = setOf("kind", "severity", "text") }

    override fun title(
        words: Words,
        value: List<Spot>?,
    ) = words[AppWord.NEW_HAZARD]

    override suspend fun read(): List<Spot> {
        handed = if (round.isEmpty()) desk.handing.countFor(screen) else 0
        return desk.ownPlaces()
    }

    override fun Drawing.show(value: List<Spot>) {
        val place = place(value, typing)
        text(words[AppWord.KIND], typing, "kind")
        wordChoice(words[AppWord.SEVERITY], typing, "severity", Severity.entries)
        text(words[AppWord.WHAT_WAS_SEEN], typing, "text", long = true)
        handed(handed)
        val severity = Severity.entries.find { it.name.lowercase() == typing["severity"] }
        val whyNot = if (severity == null) words[AppWord.CHOOSE_SEVERITY] else null
        if (place != null) {
            button(AppWord.SAVE, main = true, whyNot = whyNot) { if (severity != null) save(place, severity) }
        }
        discard(typing) { if (handed > 0) desk.handing.dropFor(screen) }
    }

    private fun save(
        place: ScopeName,
        severity: Severity,
    ) = act {
        val within = round.takeIf { it.isNotEmpty() }?.let(::DocId)
        val draft = HazardDraft(place, typing["kind"], severity, typing["text"], within)
        val write =
            suspend {
                desk.store.rounds
                    .reportHazard(draft)
                    .also { typing.clear() }
            }
        val (hazard, failure) = if (handed > 0) desk.handing.attach(screen, draft.text, write) else write() to null
        desk.back()
        desk.open(Screen.Hazard(hazard.value))
        desk.tell(keptWith(KEPT, failure))
    }

    private companion object {
        val KEPT = Said("隐患已报告。", "The hazard is reported.")
    }
}
