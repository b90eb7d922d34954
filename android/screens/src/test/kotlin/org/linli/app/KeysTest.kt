package org.linli.app

import org.junit.jupiter.api.Test
import org.linli.app.page.Block
import org.linli.app.ui.keys
import kotlin.test.assertEquals

/** What a list knows its parts by. */
class KeysTest {
    private val doors = listOf(Block.Row("a", "3-1-101"), Block.Row("b", "3-1-102"), Block.Row("a", "3-1-101"))

    @Test
    fun `a part keeps its name when something comes above it`() {
        val more = listOf(Block.Line("new"), Block.Heading("today")) + doors
        assertEquals(keys(doors), keys(more).drop(2))
    }

    @Test
    fun `a door that stands there twice has two names`() {
        assertEquals(3, keys(doors).toSet().size)
    }
}
