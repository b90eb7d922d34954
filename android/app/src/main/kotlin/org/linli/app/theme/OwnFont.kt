package org.linli.app.theme

import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.text.font.Font
import androidx.compose.ui.text.font.FontFamily

/** The apps' own font, on a phone: the characters that it lacks are drawn by the system's. A computer has a function of this name too. */
@Composable
internal fun ownFont(): FontFamily {
    val assets = LocalContext.current.assets
    return remember(assets) { FontFamily(Font(FONT, assets)) }
}
