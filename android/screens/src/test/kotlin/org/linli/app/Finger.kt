package org.linli.app

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.width
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.toAwtImage
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SemanticsMatcher.Companion.expectValue
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.hasAnyAncestor
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollAction
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isEnabled
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.v2.runDesktopComposeUiTest
import androidx.compose.ui.unit.dp
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import org.linli.app.model.Desk
import org.linli.app.model.Files
import org.linli.app.ui.Shell

/** A finger: it counts its taps, and waits for what it sees; of several windows beside each other it knows one. */
@OptIn(ExperimentalTestApi::class)
internal class Finger(
    private val test: SkikoComposeUiTest,
    private val window: String,
    private val desk: Desk,
) {
    var taps = 0
        private set

    private fun SemanticsMatcher.here() = this and hasAnyAncestor(hasTestTag(window))

    private fun isThere(what: SemanticsMatcher) = test.onAllNodes(what.here()).fetchSemanticsNodes().isNotEmpty()

    /** Scrolls to what is further down, as often as it takes until it is there. */
    private fun find(
        name: String,
        what: SemanticsMatcher,
    ) = test.waitUntil(name, PATIENCE) {
        val list = test.onAllNodes(hasScrollAction().here()).onFirst()
        isThere(what) || (runCatching { list.performScrollToNode(what.here()) }.isSuccess && isThere(what))
    }

    /** Taps what says a text, or what says just that, and waits until what was tapped is done. */
    fun tap(
        text: String,
        whole: Boolean = false,
    ) = tap(text, hasText(text, substring = !whole) and hasClickAction())

    private fun tap(
        name: String,
        what: SemanticsMatcher,
    ) {
        val usable = what and isEnabled()
        find(name, usable)
        test.onAllNodes(usable.here()).onFirst().performClick()
        taps++
        test.waitForIdle()
        test.waitUntil("done: $name", PATIENCE) { desk.busy.value == 0 }
    }

    /** Goes to one of the four at the bottom. */
    fun tab(name: String) = tap(name, (hasText(name) or hasText("●$name")) and expectValue(SemanticsProperties.Role, Role.Tab))

    /** Back, by the bar's own button. */
    fun back() = tap("‹", whole = true)

    fun type(
        field: String,
        text: String,
    ) {
        val what = hasTestTag(field)
        find(field, what)
        test.onNode(what.here()).performTextInput(text)
        test.waitForIdle()
    }

    fun sees(text: String) = find(text, hasText(text, substring = true))

    /** Waits until a text is gone. */
    fun missesSoon(text: String) = test.waitUntil("no more: $text", PATIENCE) { !isThere(hasText(text, substring = true)) }

    /** The text that looks like this. */
    fun reads(pattern: Regex): String {
        val what = SemanticsMatcher("$pattern") { node -> node.texts().any(pattern::matches) }
        find("$pattern", what)
        val node = test.onAllNodes(what.here()).onFirst().fetchSemanticsNode()
        return node.texts().first(pattern::matches)
    }

    private fun SemanticsNode.texts() = config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text }

    /** The code of that name, as a camera before the window reads it. */
    fun code(label: String): String {
        val what = hasContentDescription(label)
        find(label, what)
        val drawn = test.onNode(what.here())
        drawn.performScrollTo()
        test.waitForIdle()
        return drawn
            .captureToImage()
            .toAwtImage()
            .pixels()
            .codes()
            .single()
    }

    private companion object {
        const val PATIENCE = 40_000L
    }
}

/** A desk of a store, as a window has one. */
internal fun seat(
    opened: Opened,
    files: Files = Files.None,
) = Desk(opened.store, CoroutineScope(SupervisorJob() + Dispatchers.Default), files, now = opened.clock::now)

/** Windows beside each other, each on its own store, until [play] is over: then the stores are closed. */
@OptIn(ExperimentalTestApi::class)
internal fun windows(
    vararg desks: Desk,
    play: (List<Finger>) -> Unit,
) {
    live { desks.forEach { it.begin() } }
    runDesktopComposeUiTest(desks.size * WIDTH, HEIGHT) {
        setContent {
            Row {
                desks.forEachIndexed { n, desk ->
                    Box(Modifier.width(WIDTH.dp).fillMaxHeight().testTag("window $n")) { Shell(desk) }
                }
            }
        }
        play(desks.indices.map { Finger(this, "window $it", desks[it]) })
    }
    live {
        desks.forEach {
            it.settle()
            it.store.close()
        }
    }
    desks.forEach { it.scope.cancel() }
}

private const val WIDTH = 400
private const val HEIGHT = 820
