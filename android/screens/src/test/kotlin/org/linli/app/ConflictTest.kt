package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import org.linli.app.page.transcript
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertTrue

/** Where neither of two values is right, whoever decides writes what is. */
class ConflictTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `a contradiction is decided by words of one's own`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val player = Player(opened)
            player.desk.open(Screen.Conflicts)
            val page = player.page()
            assertNotNull(page.buttons().single { it.text == "按写的定" }.whyNot, "nothing is written yet")
            player.type(page.all<Block.Field>().single().key, "二楼活动室")
            player.press("按写的定")
            assertTrue("没有冲突" in player.page().transcript(), player.page().transcript())
            val agenda =
                opened.store.deliberation
                    .listAgendas()
                    .items
                    .single()
            val place = agenda.fields.single { it.name == "place" }
            assertEquals(listOf("二楼活动室"), place.values.map { it.value })
            opened.store.close()
        }
}
