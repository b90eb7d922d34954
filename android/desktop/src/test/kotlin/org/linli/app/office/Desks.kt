package org.linli.app.office

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import org.linli.Language
import org.linli.app.Scene
import org.linli.app.live
import org.linli.app.model.Desk
import org.linli.app.model.Files
import org.linli.app.page.Block
import org.linli.app.page.Page
import org.linli.app.words.Words
import java.nio.file.Path

internal val zh = Words(Language.ZH)

/** The office of the seeded community at its computer; [taken] is what its file dialog gives, and what was printed is kept. */
internal class OfficeDesk(
    folder: Path,
    private val taken: Path? = null,
    person: String = "office",
) : Files {
    private val opened = Scene.shared.open(person, folder)
    val printed = mutableListOf<String>()
    val given = mutableListOf<Path>()
    val desk = Desk(opened.store, CoroutineScope(SupervisorJob() + Dispatchers.Default), this, opened.clock::now)
    val office = Office(desk) { printed += it }
    private val out = folder

    override val own: Path get() = out.resolve("drafts")

    override suspend fun give(
        name: String,
        write: suspend (Path) -> Unit,
    ) {
        val file = out.resolve(name)
        write(file)
        given.add(file)
    }

    override suspend fun take(): Path? = taken

    override suspend fun picture(): Path? = null

    /** The model of a part, read once. */
    fun model(part: Part): OfficeModel<*> = checkNotNull(office.model(part)).also { live { it.refresh() } }

    /** What stands beside the table now. */
    fun page(part: Part): Page = model(part).page(zh)

    fun press(
        part: Part,
        text: String,
    ) {
        val page = page(part)
        val button = page.blocks.filterIsInstance<Block.Button>().firstOrNull { it.text.startsWith(text) && it.whyNot == null }
        checkNotNull(button) { "there is no `$text` on $page" }.press()
        live { desk.settle() }
    }

    fun choose(
        part: Part,
        text: String,
    ) {
        val options = page(part).blocks.filterIsInstance<Block.Choice>().flatMap { it.options }
        checkNotNull(options.firstOrNull { it.text == text }) { "there is no `$text`" }.choose()
        live { desk.settle() }
    }

    fun type(
        part: Part,
        key: String,
        text: String,
    ) {
        val field = page(part).blocks.filterIsInstance<Block.Field>().firstOrNull { it.key == key }
        checkNotNull(field) { "there is no `$key`" }.type(text)
        live { desk.settle() }
    }

    fun close() = live { opened.store.close() }
}

/** The cells of a table, row by row. */
internal fun <R> Table<R>.cells(): List<List<String>> = state.value.rows.map { row -> columns.map { it.text(zh, row) } }

/** The keyboard goes to the first row that has a text. */
internal fun <R> Table<R>.goTo(text: String) = to(state.value.rows.first { row -> columns.any { text in it.text(zh, row) } })
