package org.linli.app

import androidx.compose.ui.graphics.ImageBitmap
import com.fasterxml.jackson.databind.JsonNode
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import org.linli.Language
import org.linli.app.model.Desk
import org.linli.app.model.Files
import org.linli.app.model.Model
import org.linli.app.model.Pictures
import org.linli.app.model.Recorder
import org.linli.app.model.model
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import org.linli.app.page.Page
import org.linli.app.page.transcript
import org.linli.app.picture.Cover
import org.linli.app.picture.Seen
import org.linli.app.words.Words
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.io.path.createTempFile
import kotlin.io.path.deleteExisting
import kotlin.io.path.fileSize

/** A device that takes whatever is a file for a picture of one size. */
internal class Drawn(
    private val image: ImageBitmap? = null,
) : Pictures {
    /** What was asked for: the covers, and the line below. */
    val made = mutableListOf<Pair<List<Cover>, String>>()

    override suspend fun see(
        longest: Int,
        write: suspend (Path) -> Unit,
    ): Seen? {
        val file = createTempFile()
        write(file)
        val isThere = file.fileSize() > 0
        file.deleteExisting()
        return if (isThere) Seen(400, 300, image) else null
    }

    override suspend fun covered(
        covers: List<Cover>,
        line: String,
        write: suspend (Path) -> Unit,
    ): Path? {
        made += covers to line
        return see(write = write)?.let { Path("covered.jpg") }
    }
}

/** Taps through the screens without any: what a person does, on the pages that the models say. */
internal class Player(
    private val opened: Opened,
    files: Files = Files.None,
    recorder: Recorder = Recorder.None,
    pictures: Pictures = Drawn(),
    private val acts: Acts? = null,
) {
    val desk =
        Desk(opened.store, CoroutineScope(SupervisorJob() + Dispatchers.Default), files, opened.clock::now, recorder, pictures)
    private val zh = Words(Language.ZH)
    private var shown: Pair<Screen, Model<*>>? = null

    /** The model of the screen where one is, kept as long as one is there. */
    suspend fun model(): Model<*> {
        desk.settle()
        val screen = desk.stack.value.top
        val model = shown?.takeIf { it.first == screen }?.second ?: desk.model(screen).also { shown = screen to it }
        model.refresh()
        return model
    }

    suspend fun page(words: Words = zh): Page = model().page(words)

    /** One step of the script. What a screen is of may be left out, where it is of nothing. */
    suspend fun step(step: JsonNode) {
        when (val name = step.text("do")) {
            "row" -> row(step.text("text"))
            "press" -> press(step.text("text"))
            "choose" -> choose(step.text("text"))
            "type" -> type(step.text("field"), step.text("text"))
            "undo" -> desk.undo()
            "back" -> desk.back()
            "tab" -> desk.tab(step.text("screen").let { checkNotNull(Screen.read(it) ?: Screen.read("$it\t")) })
            "acts" -> step["acts"].forEach { checkNotNull(acts).play(it) }
            "later" -> opened.clock.advance(step["seconds"].asLong())
            else -> error("the script does what nobody knows: $name")
        }
        desk.settle()
    }

    suspend fun row(title: String) {
        val row = page().all<Block.Row>().firstOrNull { it.title.startsWith(title) && it.open != null }
        checkNotNull(checkNotNull(row) { missing(title) }.open)()
        desk.settle()
    }

    suspend fun press(text: String) {
        val button = page().buttons().firstOrNull { it.text == text && it.whyNot == null }
        checkNotNull(button) { missing(text) }.press()
        desk.settle()
    }

    suspend fun choose(text: String) {
        val option = page().all<Block.Choice>().flatMap { it.options }.firstOrNull { it.text == text }
        checkNotNull(option) { missing(text) }.choose()
        desk.settle()
    }

    suspend fun type(
        field: String,
        text: String,
    ) {
        val found = page().all<Block.Field>().firstOrNull { it.key == field }
        checkNotNull(found) { missing(field) }.type(text)
        desk.settle()
    }

    private suspend fun missing(what: String) = "there is no `$what` on\n${page().transcript()}"
}

internal fun Page.buttons(): List<Block.Button> = all<Block.Button>() + all<Block.Buttons>().flatMap { it.buttons }

internal inline fun <reified B : Block> Page.all(): List<B> = blocks.filterIsInstance<B>()
