package org.linli.app

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.v2.runDesktopComposeUiTest
import androidx.compose.ui.text.TextLayoutResult
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.app.model.Desk
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Each screen in each size of type, look and language, on a narrow phone: what can be touched has a name and room for a thumb, and no text is cut. */
@OptIn(ExperimentalTestApi::class)
class SweepTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `everything can be read and touched`() {
        val opened = Scene.shared.open("leader", folder)
        val desk = Desk(opened.store, CoroutineScope(Dispatchers.Default), now = opened.clock::now)
        val wrong = mutableListOf<String>()
        var looked = 0
        runDesktopComposeUiTest(WIDTH, HEIGHT) {
            var shown by mutableStateOf<(@androidx.compose.runtime.Composable () -> Unit)?>(null)
            setContent { shown?.invoke() }
            for ((name, screen) in screens(Scene.shared)) {
                for (taken in Taken.ALL) {
                    val page = live { desk.page(screen, taken.words) }
                    shown = { Still(page, screen, taken) }
                    waitForIdle()
                    val merged = onAllNodes(everything).fetchSemanticsNodes()
                    val texts = onAllNodes(everything, useUnmergedTree = true).fetchSemanticsNodes()
                    val said = merged.flatMap { it.touch() } + texts.flatMap { it.cut() }
                    wrong += said.map { "$name ${taken.name}: $it" }
                    looked += texts.size
                }
            }
        }
        live { opened.store.close() }
        assertTrue(looked > 10_000, "only $looked nodes were looked at")
        assertEquals(emptyList(), wrong.distinct().take(40))
    }

    private val everything = SemanticsMatcher("everything") { true }

    /** What is wrong with it, if it can be touched. */
    private fun SemanticsNode.touch(): List<String> {
        if (config.getOrNull(SemanticsActions.OnClick) == null) return emptyList()
        val name = name()
        val room = size
        return listOfNotNull(
            "no name at ${boundsInRoot.top}".takeIf { name.isBlank() },
            "`$name` is ${room.width} × ${room.height}".takeIf { room.width < THUMB || room.height < THUMB },
        )
    }

    private fun SemanticsNode.name(): String {
        val texts = config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text }
        val edited = listOfNotNull(config.getOrNull(SemanticsProperties.EditableText)?.text)
        val below = children.map { it.name() }
        return (
            texts +
                config
                    .getOrNull(
                        SemanticsProperties.ContentDescription,
                    ).orEmpty() + edited + below
        ).joinToString(" ").trim()
    }

    /** What is wrong with its text, if it has one. */
    private fun SemanticsNode.cut(): List<String> {
        val layouts = mutableListOf<TextLayoutResult>()
        config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action?.invoke(layouts)
        val text = layouts.firstOrNull() ?: return emptyList()
        val said =
            text.layoutInput.text.text
                .take(30)
        return listOfNotNull(
            "`$said` is cut".takeIf { text.isCut(size.width, size.height) },
            "`$said` leaves the window at ${boundsInRoot.right}".takeIf { boundsInRoot.right > WIDTH || boundsInRoot.left < 0 },
        )
    }

    /** Its own measure of overflow compares with the room that there was, which a short text does not fill. */
    private fun TextLayoutResult.isCut(
        width: Int,
        height: Int,
    ): Boolean {
        val widest = (0 until lineCount).maxOfOrNull { getLineRight(it) - getLineLeft(it) } ?: 0f
        return multiParagraph.didExceedMaxLines || multiParagraph.height > height + 1 || widest > width + 1
    }

    private companion object {
        /** A narrow phone, in dp; so high that no list has to be scrolled. */
        const val WIDTH = 360
        const val HEIGHT = 12_000
        const val THUMB = 48
    }
}
