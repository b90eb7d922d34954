package org.linli.app.model

import org.linli.PhotoView
import org.linli.Safety
import org.linli.Said
import org.linli.Standing
import org.linli.VisitMode
import org.linli.VisitOutcome
import org.linli.VisitView
import org.linli.Word
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import org.linli.app.page.Drawing
import org.linli.app.page.Mark
import org.linli.app.page.Option
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import java.time.Instant
import java.time.LocalTime

internal fun visitKept(outcome: VisitOutcome): Said = Said("已记录：${outcome.zh}。", "Kept: ${outcome.en}.")

/** Marks of what became of something after it was written. */
internal fun Words.marks(standing: Standing): List<Mark> =
    when (standing) {
        Standing.AS_WRITTEN -> emptyList()
        Standing.CONFLICTED -> listOf(Mark(of(standing), Tone.WARNING))
        else -> listOf(Mark(of(standing)))
    }

/** A choice among words of a vocabulary, kept as a field of what is typed. */
internal fun <W> Drawing.wordChoice(
    label: String,
    typing: Typing,
    field: String,
    all: List<W>,
) where W : Enum<W>, W : Word {
    val options =
        all.map { word ->
            val name = word.name.lowercase()
            Option(words.of(word), typing[field] == name) { typing.put(field, name) }
        }
    choice(label, options, typing.mistakes.value[field]?.let { words.of(it) })
}

/** A text to type, kept as a field of what is typed. */
internal fun Drawing.text(
    label: String,
    typing: Typing,
    field: String,
    long: Boolean = false,
    hint: String? = null,
) {
    val mistake = typing.mistakes.value[field]?.let { words.of(it) }
    field(Block.Field(field, label, typing[field], hint, long, mistake) { typing.put(field, it) })
}

/** A visit in full: how, whom, what was said, when to come again. Everything but the outcome may be left out. */
class VisitModel(
    desk: Desk,
    private val household: String,
) : Model<String>(desk) {
    override val typing = Typing(desk, "visit", household).apply { known = setOf("outcome", "mode", "met", "note", "call_back") }
    private val voice = Voice(desk, household)

    override fun title(
        words: Words,
        value: String?,
    ) = words.beside(listOf(words[AppWord.VISIT], value.orEmpty()))

    /** The door's number. */
    override suspend fun read(): String {
        voice.load()
        return desk.store.screens
            .door(household)
            .door
    }

    override fun Drawing.show(value: String) {
        wordChoice(words[AppWord.OUTCOME], typing, "outcome", VisitOutcome.entries)
        wordChoice(words[AppWord.MODE], typing, "mode", VisitMode.entries)
        text(words[AppWord.MET], typing, "met")
        text(words[AppWord.NOTE], typing, "note", long = true)
        voice.show(this) { act(it) }
        comeAgain()
        val whyNot = if (typing["outcome"].isEmpty()) words[AppWord.CHOOSE_OUTCOME] else null
        button(AppWord.SAVE, main = true, whyNot = whyNot) { save() }
        discard(typing) { voice.drop() }
    }

    private fun Drawing.comeAgain() {
        val today = Words.dayOf(desk.now())
        val evening = LocalTime.of(19, 0)
        val times =
            listOf(AppWord.THIS_EVENING to 0L, AppWord.TOMORROW_EVENING to 1L, AppWord.IN_A_WEEK to 7L)
                .map { (word, days) -> words[word] to today.plusDays(days).atTime(evening).toInstant(Words.CHINA) }
                .filter { (_, at) -> at > desk.now() }
        val options =
            times.map { (label, at) ->
                Option(
                    "$label ${words.time(at)}",
                    chosen = isChosen(at),
                ) { typing.put("call_back", if (isChosen(at)) "" else at.toString()) }
            }
        choice(words[AppWord.COME_AGAIN], options, typing.mistakes.value["call_back"]?.let { words.of(it) })
    }

    private fun isChosen(at: Instant) = typing["call_back"] == at.toString()

    private fun save() =
        act {
            val outcome = VisitOutcome.entries.first { it.name.lowercase() == typing["outcome"] }
            val committed = typing.commit()
            desk.back()
            // What was said stands beside the visit: that is withdrawn with a reason, and not taken back as if it had never been.
            val isSaid = voice.attach(committed.record)
            val undo = committed.record.takeUnless { isSaid }
            desk.tell(Notice(visitKept(outcome), undo = undo, until = committed.until))
        }
}

/**
 * A visit that was made.
 *
 * @property visit the visit
 * @property voices what was said at it
 * @property safety where it is, if it was written on this device
 */
class VisitedShown(
    val visit: VisitView,
    val voices: List<PhotoView>,
    val safety: Safety?,
)

/** A visit that was made: taken back with two taps if it was another door. */
class VisitedModel(
    desk: Desk,
    private val household: String,
    private val visit: String,
) : Model<VisitedShown>(desk) {
    override fun title(
        words: Words,
        value: VisitedShown?,
    ) = words.beside(listOf(words[AppWord.VISIT], value?.visit?.household.orEmpty()))

    override suspend fun read(): VisitedShown {
        val door = desk.store.screens.door(household)
        val found = door.visits.find { it.visit.value == visit } ?: gone()
        val voices = door.photos.filter { it.of == found.visit && it.lengthMs != null && !it.withdrawn }
        return VisitedShown(found, voices, desk.keptVisits(listOf(found))[visit])
    }

    override fun Drawing.show(value: VisitedShown) {
        show(value.visit)
        value.safety?.let { fact(words[AppWord.KEPT], words.explained(it)) }
        voices(value.voices, desk) { act(it) }
        end(value.visit)
    }

    private fun Drawing.show(value: VisitView) {
        fact(words[AppWord.OUTCOME], words.of(value.outcome))
        fact(words[AppWord.MODE], words.of(value.mode))
        fact(words[AppWord.TIME], words.time(value.at))
        value.met?.let { fact(words[AppWord.MET], it) }
        value.note?.let { fact(words[AppWord.NOTE], it) }
        value.callBack?.let { fact(words[AppWord.COME_AGAIN], words.time(it)) }
        words.marks(value.standing).forEach { line(it.text, it.tone) }
    }

    private fun Drawing.end(value: VisitView) {
        if (value.standing != Standing.WITHDRAWN) {
            button(AppWord.WRONG_DOOR) {
                act {
                    desk.store.doors.withdraw(value.visit, words[AppWord.WRONG_DOOR_REASON])
                    desk.back()
                    desk.tell(Notice(WITHDRAWN))
                }
            }
        }
        button(AppWord.TO_THE_DOOR) { desk.open(Screen.Door(household)) }
    }

    private companion object {
        val WITHDRAWN = Said("这次走访已撤回。", "The visit was withdrawn.")
    }
}
