package org.linli.app.desktop

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.app.live
import org.linli.app.navigation.Screen
import org.linli.app.office.OfficeDesk
import java.awt.datatransfer.StringSelection
import java.awt.image.BufferedImage
import java.nio.file.Path
import kotlin.io.path.exists
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** What lies on the clipboard is taken in as what a phone's apps share. */
class PastedTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `a text becomes a topic's draft and a picture waits until it is said what it is of`() {
        val office = OfficeDesk(folder)
        val desk = office.desk
        assertTrue(Pasted.into(desk, StringSelection("三楼灯坏了")))
        live { desk.settle() }
        assertEquals(Screen.NewTopic(), desk.stack.value.top)
        assertTrue(Pasted.into(desk, Held(BufferedImage(8, 6, BufferedImage.TYPE_INT_ARGB))))
        live { desk.settle() }
        assertEquals(Screen.Handed, desk.stack.value.top)
        assertFalse(Pasted.into(desk, null))
        val kept =
            live { desk.store.screens.drafts() }
                .single { it.key.thing == "handed" }
                .fields
                .single { it.field == "pictures" }
        val ours = checkNotNull(desk.files.own)
        val file = ours.resolve(kept.text.trim())
        assertTrue(file.exists() && file.parent == ours, "a name in the folder of ours: $kept")
        val dialogs = Dialogs(ours)
        live { dialogs.discard(file) }
        assertFalse(file.exists())
        val own = folder.resolve("own.jpg").also { it.toFile().writeText("x") }
        live { dialogs.discard(own) }
        assertTrue(own.exists(), "a picture of one's own stays")
        office.close()
    }
}
