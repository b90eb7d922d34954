package org.linli.app

import androidx.compose.runtime.Composable
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.toComposeImageBitmap
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import org.linli.DraftField
import org.linli.DraftKey
import org.linli.Language
import org.linli.app.model.Desk
import org.linli.app.model.Look
import org.linli.app.model.Settings
import org.linli.app.model.model
import org.linli.app.navigation.Screen
import org.linli.app.navigation.Stack
import org.linli.app.page.Page
import org.linli.app.picture.Cover
import org.linli.app.theme.LinliTheme
import org.linli.app.ui.Frame
import org.linli.app.ui.Ways
import org.linli.app.words.Words
import java.awt.Color
import java.awt.image.BufferedImage
import kotlin.io.path.createTempFile

/** Every screen, by a name for its picture, as the leader of the scene sees it. */
internal fun screens(scene: Scene): Map<String, Screen> =
    linkedMapOf(
        "today" to Screen.Today(),
        "door" to Screen.Door("3-1-101"),
        "visit" to Screen.Visit("3-1-103"),
        "visited" to Screen.Visited("3-1-201", scene.visit.value),
        "work" to Screen.Work,
        "topics" to Screen.Topics,
        "new-topic" to Screen.NewTopic("3-1-103"),
        "topic" to Screen.Topic(scene.topic.value),
        "matters" to Screen.Matters,
        "flows" to Screen.Flows,
        "matter" to Screen.Matter(scene.matter.value),
        "step" to Screen.Step(scene.matter.value, "screen"),
        "open" to Screen.Open("db3305-309-2024/incident", ""),
        "votes" to Screen.Votes,
        "new-vote" to Screen.NewVote,
        "vote" to Screen.Vote(scene.tally.value),
        "roll" to Screen.Roll(scene.tally.value),
        "ballot" to Screen.Ballot(scene.tally.value, "3-1-301"),
        "rounds" to Screen.Rounds,
        "round" to Screen.Round(scene.round.value),
        "hazards" to Screen.Hazards,
        "hazard" to Screen.Hazard(scene.hazard.value),
        "new-hazard" to Screen.NewHazard(scene.round.value),
        "obligations" to Screen.Obligations,
        "conflicts" to Screen.Conflicts,
        "elsewhere" to Screen.Elsewhere,
        "to-type" to Screen.ToType("基层智治综合应用", scene.hazard.value),
        "agendas" to Screen.Agendas,
        "agenda" to Screen.Agenda(scene.agenda.value),
        "sync" to Screen.Sync,
        "me" to Screen.Me,
        "card" to Screen.Card,
        "check-card" to Screen.CheckCard,
        "share" to Screen.Share(scene.hazard.value),
        "share-photo" to Screen.SharePhoto(scene.hazard.value, scene.photo.value),
        "shares" to Screen.Shares,
        "handed" to Screen.Handed,
        "search" to Screen.Search,
        "enrol" to Screen.Enrol,
        "invite" to Screen.Invite,
        "get" to Screen.Get,
        "give" to Screen.Give,
    )

/** How a picture is taken. */
data class Taken(
    val scale: Float,
    val look: Look,
    val language: Language,
) {
    val settings get() = Settings(language, scale, look)
    val words get() = Words(language)
    val name get() = "${language.name.lowercase()}-${look.name.lowercase()}-$scale"

    companion object {
        val ALL =
            Settings.SCALES.flatMap { scale ->
                listOf(Look.LIGHT, Look.DARK).flatMap { look -> Language.entries.map { Taken(scale, look, it) } }
            }
    }
}

/** A desk that looks at the scene, with two places covered on its picture, and two pictures of another app's that wait. */
internal suspend fun looking(opened: Opened): Desk {
    val covers = listOf(Cover(120, 90, 260, 300), Cover(560, 600, 160, 160))
    val typed = listOf(DraftField("covers", covers.joinToString("\n") { it.text() }), DraftField("chosen", "0"))
    opened.store.drafts.saveDraft(DraftKey("cover", Scene.shared.photo.value), typed)
    val desk = Desk(opened.store, CoroutineScope(Dispatchers.Default), now = opened.clock::now, pictures = Drawn(painted()))
    repeat(2) { desk.handedPicture(createTempFile()).join() }
    return desk
}

/** A picture of nobody: a door in a wall. */
private fun painted(): ImageBitmap {
    val image = BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB)
    image.createGraphics().run {
        color = Color(0xC8, 0xC0, 0xB0)
        fillRect(0, 0, image.width, image.height)
        color = Color(0x70, 0x50, 0x38)
        fillRect(210, 60, 110, 240)
        dispose()
    }
    return image.toComposeImageBitmap()
}

/** The page of a screen, read once. */
internal suspend fun Desk.page(
    screen: Screen,
    words: Words,
): Page {
    val model = model(screen)
    model.refresh()
    return model.page(words)
}

private val nowhere = Ways({}, {}, {}, {})

/** A page in its window, without anything behind it. */
@Composable
internal fun Still(
    page: Page,
    screen: Screen,
    taken: Taken,
) {
    val tabs = setOf("today", "work", "search", "me", "enrol")
    val below = if (screen.name in setOf("door", "visit")) Screen.Today() else Screen.Work
    val stack = if (screen.name in tabs) Stack(listOf(screen)) else Stack(listOf(below, screen))
    LinliTheme(taken.settings) { Frame(page, taken.words, stack, null, nowhere) }
}
