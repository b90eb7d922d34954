package org.linli.app.navigation

import org.linli.ScopeName

/**
 * A screen, by the ids of what it shows: it can be written down and opened again.
 *
 * @property name its name where it is written down
 * @property ids what it shows
 */
sealed class Screen(
    val name: String,
    vararg ids: String,
) {
    val ids: List<String> = ids.toList()

    /** Today's round, of a place or of all that one works in. */
    data class Today(
        val place: ScopeName? = null,
    ) : Screen("today", place?.let(::written).orEmpty())

    data class Door(
        val household: String,
    ) : Screen("door", household)

    /** A visit that is being written down. */
    data class Visit(
        val household: String,
    ) : Screen("visit", household)

    /** A visit that was made, to be taken back. */
    data class Visited(
        val household: String,
        val visit: String,
    ) : Screen("visited", household, visit)

    data object Work : Screen("work")

    data object Topics : Screen("topics")

    data class NewTopic(
        val household: String = "",
    ) : Screen("new-topic", household)

    data class Topic(
        val topic: String,
    ) : Screen("topic", topic)

    data object Agendas : Screen("agendas")

    data class Agenda(
        val agenda: String,
    ) : Screen("agenda", agenda)

    data object Matters : Screen("matters")

    /** The flows of which a matter can be opened. */
    data object Flows : Screen("flows")

    data class Matter(
        val matter: String,
    ) : Screen("matter", matter)

    /** The form of an opening step, about a document perhaps. */
    data class Open(
        val flow: String,
        val about: String = "",
    ) : Screen("open", flow, about)

    /** The form of a step. */
    data class Step(
        val matter: String,
        val step: String,
    ) : Screen("step", matter, step)

    data object Votes : Screen("votes")

    /** A vote that is being opened. */
    data object NewVote : Screen("new-vote")

    data class Vote(
        val tally: String,
    ) : Screen("vote", tally)

    data class Roll(
        val tally: String,
    ) : Screen("roll", tally)

    data class Ballot(
        val tally: String,
        val voter: String,
    ) : Screen("ballot", tally, voter)

    data object Rounds : Screen("rounds")

    data class Round(
        val round: String,
    ) : Screen("round", round)

    data object Hazards : Screen("hazards")

    data class Hazard(
        val hazard: String,
    ) : Screen("hazard", hazard)

    /** A hazard that is being written down. */
    data class NewHazard(
        val round: String = "",
    ) : Screen("new-hazard", round)

    data object Obligations : Screen("obligations")

    data object Conflicts : Screen("conflicts")

    /** What other systems lack. */
    data object Elsewhere : Screen("elsewhere")

    /** What of a matter is to be typed into another system. */
    data class ToType(
        val system: String,
        val matter: String,
    ) : Screen("to-type", system, matter)

    data object Sync : Screen("sync")

    data object Me : Screen("me")

    /** What one shows at a door. */
    data object Card : Screen("card")

    /** What another shows at a door. */
    data object CheckCard : Screen("check-card")

    /** What another app would be given. */
    data class Share(
        val thing: String,
    ) : Screen("share", thing)

    /** A picture of it that another app would be given. */
    data class SharePhoto(
        val thing: String,
        val photo: String,
    ) : Screen("share-photo", thing, photo)

    /** What other apps were given. */
    data object Shares : Screen("shares")

    /** A picture that another app handed over. */
    data object Handed : Screen("handed")

    data object Search : Screen("search")

    data object Enrol : Screen("enrol")

    data object Invite : Screen("invite")

    /** What this phone lacks, by codes from another one. */
    data object Get : Screen("get")

    /** What another phone lacks, by codes. */
    data object Give : Screen("give")

    /** In one line. */
    fun text(): String = (listOf(name) + ids).joinToString("\t")

    companion object {
        /** The screen that was written down; none if this version has no such. */
        fun read(text: String): Screen? {
            val parts = text.split('\t')
            val ids = parts.drop(1)
            val one = ids.singleOrNull()
            return plain[text] ?: when (parts.first()) {
                "today" -> one?.let { Today(scope(it)) }
                "door" -> one?.let(::Door)
                "visit" -> one?.let(::Visit)
                "new-topic" -> one?.let(::NewTopic)
                "topic" -> one?.let(::Topic)
                "agenda" -> one?.let(::Agenda)
                "matter" -> one?.let(::Matter)
                "vote" -> one?.let(::Vote)
                "roll" -> one?.let(::Roll)
                "round" -> one?.let(::Round)
                "hazard" -> one?.let(::Hazard)
                "new-hazard" -> one?.let(::NewHazard)
                "share" -> one?.let(::Share)
                "share-photo" -> two(ids, ::SharePhoto)
                "visited" -> two(ids, ::Visited)
                "open" -> two(ids, ::Open)
                "step" -> two(ids, ::Step)
                "ballot" -> two(ids, ::Ballot)
                "to-type" -> two(ids, ::ToType)
                else -> null
            }
        }

        private val plain by lazy {
            val all =
                listOf(
                    Work,
                    Topics,
                    Agendas,
                    Matters,
                    Flows,
                    Votes,
                    NewVote,
                    Rounds,
                    Hazards,
                    Obligations,
                    Conflicts,
                    Elsewhere,
                    Sync,
                    Me,
                    Card,
                    CheckCard,
                    Shares,
                    Handed,
                    Search,
                    Enrol,
                    Invite,
                    Get,
                    Give,
                )
            all.associateBy { it.name }
        }

        private fun two(
            ids: List<String>,
            make: (String, String) -> Screen,
        ) = if (ids.size == 2) make(ids[0], ids[1]) else null
    }
}

/** A place in one line, as it is written down. */
internal fun written(scope: ScopeName): String =
    when (scope) {
        ScopeName.Community -> "community"
        is ScopeName.Compound -> "compound ${scope.name}"
        is ScopeName.Grid -> "grid ${scope.name}"
        is ScopeName.Building -> "building ${scope.label}"
        is ScopeName.Stairwell -> "stairwell ${scope.label}"
    }

private fun scope(text: String): ScopeName? {
    val name = text.substringAfter(' ', "")
    return when (text.substringBefore(' ')) {
        "community" -> ScopeName.Community
        "compound" -> ScopeName.Compound(name)
        "grid" -> ScopeName.Grid(name)
        "building" -> ScopeName.Building(name)
        "stairwell" -> ScopeName.Stairwell(name)
        else -> null
    }
}
