package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.Language
import org.linli.app.navigation.Screen
import org.linli.app.page.transcript
import org.linli.app.words.Words
import java.nio.file.Path
import kotlin.io.path.readText
import kotlin.io.path.writeText
import kotlin.test.assertEquals

/** The script of `tests/screens`: the models of every language say the same, letter by letter. */
class TranscriptTest {
    @TempDir
    lateinit var folder: Path

    private fun compare(
        name: String,
        text: String,
    ) {
        val file = root.resolve("tests/screens/$name")
        if (System.getenv("LINLI_RENEW") != null) file.writeText(text)
        assertEquals(file.readText(), text, "$name is not what the screens say; LINLI_RENEW=1 writes it anew")
    }

    @Test
    fun `every screen says what its golden file says`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val office = Scene.shared.open("office", folder, opened.clock)
            val player = Player(opened, acts = Acts(folder, opened.clock, office.store, opened.store))
            player.desk.begin()
            val chinese = StringBuilder()
            val seen = LinkedHashMap<Screen, String>()
            val english = Words(Language.EN)

            suspend fun note(step: String) {
                val page = player.page()
                chinese.append("=== $step\n").append(page.transcript())
                player.desk.notice.value
                    ?.let { chinese.append("… ${it.said.zh}\n") }
                seen[player.desk.stack.value.top] = player.page(english).transcript()
            }
            note("begin")
            for (step in script["steps"]) {
                player.step(step)
                note(step.properties().filter { it.value.isValueNode }.joinToString(" ") { it.value.asText() })
            }
            office.store.close()
            opened.store.close()
            compare("golden-zh.txt", chinese.toString())
            compare("golden-en.txt", seen.values.joinToString("\n"))
        }
}
