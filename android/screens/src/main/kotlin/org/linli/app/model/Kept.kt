package org.linli.app.model

import org.linli.DocId
import org.linli.HazardFilter
import org.linli.HazardView
import org.linli.MemberId
import org.linli.Safety
import org.linli.ThingKind
import org.linli.TopicFilter
import org.linli.TopicView
import org.linli.VisitView
import org.linli.app.navigation.Screen
import org.linli.app.page.Mark
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import java.time.Instant

/**
 * Something that was written on this device, and where it is by now.
 *
 * @property kind what it is
 * @property title what it is called; none while its words are not here
 * @property at when it was written
 * @property safety where it is
 * @property screen what a tap opens
 */
class Receipt(
    val kind: ThingKind,
    val title: String?,
    val at: Instant,
    val safety: Safety,
    val screen: Screen,
)

/** Where the visits are that this device wrote, by visit: what others wrote, their own devices tell. */
internal suspend fun Desk.keptVisits(visits: List<VisitView>): Map<String, Safety> {
    val device = store.screens.me().device
    return visits.filter { it.device == device }.associate { it.visit.value to store.screens.safety(it.visit) }
}

internal suspend fun Desk.keptTopics(topics: List<TopicView>): Map<String, Safety> = kept(topics.map { it.topic to it.by })

internal suspend fun Desk.keptHazards(hazards: List<HazardView>): Map<String, Safety> = kept(hazards.map { it.hazard to it.by })

/**
 * Where documents are that oneself began, by document: as safe as the least safe of one's own steps. A list tells it of the first
 * few, which are the newest: each is a read of its own, and a cheap phone would wait for hundreds.
 */
private suspend fun Desk.kept(documents: List<Pair<DocId, MemberId>>): Map<String, Safety> {
    val own =
        store.screens
            .me()
            .member
            ?.id
    val told = mutableMapOf<String, Safety>()
    for ((document, _) in documents.filter { it.second == own }.take(MOST_IN_A_LIST)) {
        val steps =
            store.matters
                .matter(document)
                .steps
                .filter { it.by == own }
        steps.minOfOrNull { store.screens.safety(it.record) }?.let { told[document.value] = it }
    }
    return told
}

/** What was written last on this device, the newest first. */
internal suspend fun Desk.receipts(): List<Receipt> {
    if (store.screens.me().member == null) return emptyList()
    val visits = store.doors.listVisits(limit = RECEIPTS).items
    val topics = store.screens.topics(TopicFilter(), RECEIPTS).items
    val hazards = store.screens.hazards(HazardFilter(), RECEIPTS).items
    val kept = keptVisits(visits) + keptTopics(topics) + keptHazards(hazards)

    fun receipt(
        kind: ThingKind,
        id: String,
        title: String?,
        at: Instant,
        screen: Screen,
    ) = kept[id]?.let { Receipt(kind, title, at, it, screen) }
    val all =
        visits.mapNotNull {
            receipt(ThingKind.VISIT, it.visit.value, it.household, it.at, Screen.Visited(it.householdId.value, it.visit.value))
        } +
            topics.mapNotNull { receipt(ThingKind.TOPIC, it.topic.value, it.title, it.at, Screen.Topic(it.topic.value)) } +
            hazards.mapNotNull { receipt(ThingKind.HAZARD, it.hazard.value, it.text, it.at, Screen.Hazard(it.hazard.value)) }
    return all.sortedByDescending { it.at }.take(RECEIPTS)
}

/** Where something is, in a word or two; nothing of what others wrote. */
internal fun Words.marks(safety: Safety?): List<Mark> =
    when (safety) {
        null -> emptyList()
        Safety.SAFE -> listOf(Mark(of(safety), Tone.GOOD))
        else -> listOf(Mark(of(safety), Tone.QUIET))
    }

/** Where something is, and what that means if this device is lost. */
internal fun Words.explained(safety: Safety): String {
    val means =
        when (safety) {
            Safety.HERE -> AppWord.KEPT_HERE
            Safety.HUB -> AppWord.KEPT_HUB
            Safety.SAFE -> AppWord.KEPT_SAFE
        }
    return beside(listOf(of(safety), this[means]))
}

private const val MOST_IN_A_LIST = 20
private const val RECEIPTS = 10
