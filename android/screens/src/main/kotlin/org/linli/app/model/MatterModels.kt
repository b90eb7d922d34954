package org.linli.app.model

import org.linli.ClockState
import org.linli.ClockView
import org.linli.DocId
import org.linli.DocKind
import org.linli.ElsewhereSystem
import org.linli.FlowView
import org.linli.MatterFilter
import org.linli.MatterSummary
import org.linli.MatterView
import org.linli.NextStep
import org.linli.RecordId
import org.linli.StepStanding
import org.linli.StepView
import org.linli.app.navigation.Screen
import org.linli.app.page.Drawing
import org.linli.app.page.Mark
import org.linli.app.page.Option
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words

/** A matter in a list. */
internal fun Drawing.matter(
    matter: MatterSummary,
    desk: Desk,
) {
    val due = matter.due?.let { words[AppWord.DUE, words.time(it)] }.orEmpty()
    val changed = matter.changed?.let { words.of(it.said) }.orEmpty()
    val lines = listOf(words.beside(listOf(words.of(matter.flowTitle), words.of(matter.placeSaid))), due, changed)
    val marks =
        buildList {
            matter.stateTitle?.let { add(Mark(words.of(it), if (matter.ended) Tone.QUIET else Tone.PLAIN)) }
            if (matter.conflict) add(Mark(words[AppWord.CONFLICTED], Tone.WARNING))
            if (matter.changed != null) add(Mark(words[AppWord.RESULT_CHANGED], Tone.WARNING))
            if (matter.mine) add(Mark(words[AppWord.YOUR_TURN], Tone.GOOD))
        }
    val title = matter.title ?: words.of(matter.flowTitle)
    row(matter.matter.value, title, lines, marks, open = { desk.open(Screen.Matter(matter.matter.value)) })
}

/** Which matters are shown, and the beginning of them. */
class MattersShown(
    val isMine: Boolean,
    val matters: Listed<MatterSummary>,
)

/** 事项: those whose next step is mine, or all. */
class MattersModel(
    desk: Desk,
) : Model<MattersShown>(desk) {
    private val length = Length()
    private var isMine = true

    override fun title(
        words: Words,
        value: MattersShown?,
    ) = words[AppWord.MATTERS]

    override suspend fun read(): MattersShown {
        val filter = MatterFilter(mine = isMine)
        return MattersShown(isMine, length.read { limit, after -> desk.store.matters.listMatters(filter, limit, after) })
    }

    override fun Drawing.show(value: MattersShown) {
        val options =
            listOf(true to AppWord.MY_TURN, false to AppWord.ALL).map { (mine, word) ->
                Option(words[word], value.isMine == mine) {
                    isMine = mine
                    act { }
                }
            }
        choice(words[AppWord.WHICH], options)
        button(AppWord.NEW_MATTER) { desk.open(Screen.Flows) }
        if (value.matters.items.isEmpty()) line(AppWord.NO_MATTERS, Tone.QUIET)
        value.matters.items.forEach { matter(it, desk) }
        length.more(this, value.matters) { act { } }
    }
}

/**
 * A matter with its flow.
 *
 * @property matter the matter
 * @property flow its flow; none where this store lacks the pack
 * @property elsewhere other systems into which it is typed
 * @property shots its first pictures
 */
class MatterShown(
    val matter: MatterView,
    val flow: FlowView?,
    val elsewhere: List<ElsewhereSystem>,
    val shots: Listed<Shot>,
) {
    /** Those of a step. */
    fun shotsOf(step: StepView) = shots.items.filter { it.photo.of == step.record }

    /** Those that show what it is about. */
    val subject get() = shots.items.filter { shot -> matter.steps.none { it.record == shot.photo.of } }
}

/** One screen for every flow: what is next, whether one may, why not, what is missing, until when; then what was done. */
class MatterModel(
    desk: Desk,
    private val matter: String,
) : Model<MatterShown>(desk) {
    private val shots = Shots(desk)

    override val typing = Typing(desk, "comment", matter)

    override fun title(
        words: Words,
        value: MatterShown?,
    ) = value?.let { words.of(it.matter.title) } ?: words[AppWord.MATTER]

    override suspend fun read(): MatterShown {
        val view = desk.store.matters.matter(DocId(matter))
        val flow = if (view.known) desk.store.matters.flow("${view.pack}/${view.flow}") else null
        val elsewhere =
            desk.store.office
                .elsewhereSystems()
                .filter { it.flow == view.flow }
                .distinctBy { it.system }
        return MatterShown(view, flow, elsewhere, shots.read(desk.store.photos.photos(DocId(matter))))
    }

    override fun Drawing.show(value: MatterShown) {
        val view = value.matter
        val state =
            view.stateTitle?.let { words.of(it) } ?: words[if (view.conflict) AppWord.CONFLICTED else AppWord.PACK_MISSING]
        fact(words[AppWord.STATE], state, if (view.conflict || !view.known) Tone.WARNING else Tone.PLAIN)
        fact(words[AppWord.PLACE], words.of(view.placeSaid))
        shots(value.subject, desk) { act(it) }
        view.clocks.forEach { clock(it, value.flow) }
        if (view.next.isNotEmpty()) heading(AppWord.NEXT)
        view.next.forEach { next(it) }
        view.lacking
            .map { it.record }
            .distinct()
            .forEach { photo(it) }
        heading(AppWord.DONE_SO_FAR)
        for (step in view.steps) {
            step(step)
            shots(value.shotsOf(step), desk) { act(it) }
        }
        shots.more(this, value.shots.hasMore) { act { } }
        for (comment in view.comments) {
            val author = words.beside(listOf(words.of(comment.who), words.time(comment.at)))
            row(comment.record.value, comment.text ?: words[AppWord.NOT_HERE], listOf(author))
        }
        text(words[AppWord.COMMENT], typing, "text", long = true)
        button(AppWord.SAY_IT, whyNot = if (typing["text"].isBlank()) words[AppWord.NOTHING_TYPED] else null) {
            act {
                desk.store.matters.comment(DocId(matter), typing["text"])
                typing.clear()
            }
        }
        if (view.kind == DocKind.NOTICE) share(matter, desk)
        value.elsewhere.forEach { system ->
            button(words.beside(listOf(words[AppWord.ELSEWHERE], words.of(system.title)))) {
                desk.open(Screen.ToType(system.system, matter))
            }
        }
        (view.about + view.namedBy).distinct().forEach { other ->
            button(AppWord.RELATED) { desk.open(Screen.Matter(other.value)) }
        }
        view.explanation?.let {
            heading(AppWord.EXPLANATION)
            words.of(it).lines().forEach { text -> line(text, Tone.QUIET) }
        }
    }

    private fun Drawing.clock(
        clock: ClockView,
        flow: FlowView?,
    ) {
        if (clock.end != null) return
        val title = flow?.clocks?.find { it.clock == clock.clock }?.let { words.of(it.title) } ?: clock.clock
        val due = clock.due?.let { words.time(it) } ?: words[AppWord.CALENDAR_MISSING]
        val isLate = clock.state == ClockState.OVERDUE || clock.state == ClockState.LATE
        fact(
            title,
            words.beside(listOf(words[AppWord.UNTIL, due], words[clock.state.word()])),
            if (isLate) Tone.WARNING else Tone.PLAIN,
        )
    }

    private fun Drawing.next(step: NextStep) {
        val whyNot = if (step.may) null else step.whyNot?.let { words.of(it) } ?: words[AppWord.NOT_YOURS]
        button(words.of(step.title), main = step.may, whyNot = whyNot) { desk.open(Screen.Step(matter, step.step)) }
        val unmet =
            step.needs
                .filter { it.met == false }
                .map { words[needWord(it.need)] }
                .distinct()
        if (unmet.isNotEmpty()) line(words[AppWord.STILL_NEEDS, words.listed(unmet)], Tone.WARNING)
    }

    private fun Drawing.photo(step: RecordId) {
        line(AppWord.PHOTOS_LACKING, Tone.WARNING)
        button(AppWord.ADD_PHOTO) {
            act { desk.photograph(step) }
        }
    }

    private fun Drawing.step(step: StepView) {
        val values = step.told.map { "${words.of(it.label)}${words[AppWord.COLON]}${words.of(it.said)}" }
        val marks =
            buildList {
                step.standing.word()?.let { add(Mark(words[it], Tone.WARNING)) }
                if (step.amended) add(Mark(words[AppWord.AMENDED]))
                if (step.photos > 0) add(Mark(words[AppWord.PHOTO_COUNT, step.photos]))
            }
        val author = words.beside(listOf(words.of(step.who), words.time(step.at)))
        row(step.record.value, words.of(step.title), listOf(author) + values, marks)
    }
}

/** A rule of a step by its name; that of a later version is one that nobody here knows by name. */
private fun needWord(need: String): AppWord = AppWord.entries.find { it.name == "NEED_${need.uppercase()}" } ?: AppWord.NEED_OTHER

private fun ClockState.word(): AppWord =
    when (this) {
        ClockState.MET -> AppWord.CLOCK_MET
        ClockState.LATE -> AppWord.CLOCK_LATE
        ClockState.VOID -> AppWord.CLOCK_VOID
        ClockState.RUNNING -> AppWord.CLOCK_RUNNING
        ClockState.OVERDUE -> AppWord.CLOCK_OVERDUE
        ClockState.SHORT -> AppWord.CLOCK_SHORT
        ClockState.FREE -> AppWord.CLOCK_FREE
        ClockState.UNKNOWN -> AppWord.CLOCK_UNKNOWN
    }

private fun StepStanding.word(): AppWord? =
    when (this) {
        StepStanding.LINE -> null
        StepStanding.OVERRULED -> AppWord.STEP_OVERRULED
        StepStanding.MISPLACED -> AppWord.STEP_MISPLACED
        StepStanding.WAITING -> AppWord.STEP_WAITING
        StepStanding.HELD -> AppWord.STEP_HELD
        StepStanding.WITHDRAWN -> AppWord.STEP_WITHDRAWN
        StepStanding.OUT -> AppWord.STEP_OUT
        StepStanding.UNKNOWN -> AppWord.PACK_MISSING
    }
