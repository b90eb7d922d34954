package org.linli.app.model

import org.linli.DocId
import org.linli.Safety
import org.linli.Said
import org.linli.TopicFilter
import org.linli.TopicScreen
import org.linli.TopicSource
import org.linli.TopicView
import org.linli.app.navigation.Screen
import org.linli.app.page.Drawing
import org.linli.app.page.Mark
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words

/** A topic in a list. */
internal fun Drawing.topic(
    topic: TopicView,
    desk: Desk,
    safety: Safety? = null,
) {
    val lines =
        listOf(
            words.beside(listOf(topic.household ?: words.of(topic.placeSaid), words.of(topic.source), words.time(topic.at))),
            topic.changed?.let { words.of(it.said) }.orEmpty(),
        )
    val relayed = if (topic.relayed) listOf(Mark(words[AppWord.RELAYED])) else emptyList()
    val changed = if (topic.changed != null) listOf(Mark(words[AppWord.RESULT_CHANGED], Tone.WARNING)) else emptyList()
    val title = topic.title ?: words[AppWord.NOT_HERE]
    row(
        topic.topic.value,
        title,
        lines,
        words.marks(topic.standing) + relayed + changed + words.marks(safety),
        open = { desk.open(Screen.Topic(topic.topic.value)) },
    )
}

/**
 * Topics.
 *
 * @property topics the topics
 * @property kept where those are that oneself collected
 */
class TopicsShown(
    val topics: Listed<TopicView>,
    val kept: Map<String, Safety>,
)

/** 议题: all topics that are here, newest first. */
class TopicsModel(
    desk: Desk,
) : Model<TopicsShown>(desk) {
    private val length = Length()

    override fun title(
        words: Words,
        value: TopicsShown?,
    ) = words[AppWord.TOPICS]

    override suspend fun read(): TopicsShown {
        val topics = length.read { limit, after -> desk.store.screens.topics(TopicFilter(), limit, after) }
        return TopicsShown(topics, desk.keptTopics(topics.items))
    }

    override fun Drawing.show(value: TopicsShown) {
        button(AppWord.NEW_TOPIC, main = true) { desk.open(Screen.NewTopic()) }
        button(AppWord.AGENDAS) { desk.open(Screen.Agendas) }
        if (value.topics.items.isEmpty()) line(AppWord.NO_TOPICS, Tone.QUIET)
        value.topics.items.forEach { topic(it, desk, value.kept[it.topic.value]) }
        length.more(this, value.topics) { act { } }
    }
}

/** A topic that is being written down. */
class NewTopicModel(
    desk: Desk,
    private val household: String,
) : Model<String>(desk) {
    private val screen = Screen.NewTopic(household)
    private var handed = 0

    override val typing = Typing(desk, "topic", household).apply { known = setOf("source", "title", "text") }

    override fun title(
        words: Words,
        value: String?,
    ) = words.beside(listOf(words[AppWord.NEW_TOPIC], value.orEmpty()))

    /** The door's number; empty where the topic comes from none. */
    override suspend fun read(): String {
        if (household.isNotEmpty()) {
            return desk.store.screens
                .door(household)
                .door
        }
        handed = desk.handing.countFor(screen)
        return ""
    }

    override fun Drawing.show(value: String) {
        wordChoice(words[AppWord.SOURCE], typing, "source", TopicSource.entries)
        text(words[AppWord.TITLE], typing, "title")
        text(words[AppWord.TEXT], typing, "text", long = true)
        handed(handed)
        val whyNot =
            when {
                typing["source"].isEmpty() -> words[AppWord.CHOOSE_SOURCE]
                typing["title"].isBlank() -> words[AppWord.TITLE_MISSING]
                else -> null
            }
        button(AppWord.SAVE, main = true, whyNot = whyNot) {
            act {
                if (handed > 0) {
                    // What has a picture is taken back by a reason: it is not offered for a moment.
                    val (_, failure) = desk.handing.attach(screen, typing["title"]) { commit() }
                    desk.back()
                    desk.tell(keptWith(KEPT, failure))
                } else {
                    val committed = typing.commit()
                    desk.back()
                    desk.tell(Notice(KEPT, undo = committed.record, until = committed.until))
                }
            }
        }
        discard(typing) { if (handed > 0) desk.handing.dropFor(screen) }
    }

    /** The topic that was made of what is typed. */
    private suspend fun commit(): DocId {
        val record = typing.commit().record
        val topic = desk.store.screens.thing(record.value)
        return DocId(topic.id)
    }

    private companion object {
        val KEPT = Said("议题已收集。", "The topic is kept.")
    }
}

/**
 * A topic.
 *
 * @property screen as the library shows it
 * @property safety where it is, if it is one's own
 * @property shots its first pictures
 */
class TopicShown(
    val screen: TopicScreen,
    val safety: Safety?,
    val shots: Listed<Shot>,
)

/** A topic with what belongs to it; what becomes of it is on the screen of its matter. */
class TopicModel(
    desk: Desk,
    private val topic: String,
) : Model<TopicShown>(desk) {
    private val shots = Shots(desk)

    override fun title(
        words: Words,
        value: TopicShown?,
    ) = value?.screen?.topic?.title ?: words[AppWord.TOPIC]

    override suspend fun read(): TopicShown {
        val screen = desk.store.screens.topic(DocId(topic))
        return TopicShown(screen, desk.keptTopics(listOf(screen.topic))[topic], shots.read(screen.photos))
    }

    override fun Drawing.show(value: TopicShown) {
        topic(value.screen)
        shots(value.shots.items, desk) { act(it) }
        shots.more(this, value.shots.hasMore) { act { } }
        value.safety?.let { fact(words[AppWord.KEPT], words.explained(it)) }
        button(AppWord.WHAT_BECOMES, main = true) { desk.open(Screen.Matter(topic)) }
        button(AppWord.ADD_PHOTO) { act { desk.photograph(DocId(topic)) } }
        value.screen.household?.let { button(AppWord.TO_THE_DOOR) { desk.open(Screen.Door(it.value)) } }
    }

    private fun Drawing.topic(value: TopicScreen) {
        val shown = value.topic
        line(shown.text.orEmpty())
        fact(words[AppWord.SOURCE], words.of(shown.source))
        fact(words[AppWord.PLACE], shown.household ?: words.of(shown.placeSaid))
        fact(words[AppWord.BY], words.beside(listOf(words.of(value.by), words.time(shown.at))))
        words.marks(shown.standing).forEach { line(it.text, it.tone) }
        if (shown.relayed) line(AppWord.RELAYED, Tone.WARNING)
        if (value.photos.isNotEmpty()) fact(words[AppWord.PHOTOS], value.photos.size.toString())
        numbers(value.externalIds)
    }
}
