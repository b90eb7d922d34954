package org.linli.app.theme

import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.platform.Font
import java.io.InputStream

private val OWN = FontFamily(Font("Linli Sans", { ownFontFile().use { it.readBytes() } }))

/** The apps' own font, on a computer: the characters that it lacks are drawn by a font of the computer's. A phone has a function of this name too. */
internal fun ownFont(): FontFamily = OWN

/** Its file, for whoever draws without Compose. */
fun ownFontFile(): InputStream = checkNotNull(Palette::class.java.getResourceAsStream("/$FONT")) { FONT }
