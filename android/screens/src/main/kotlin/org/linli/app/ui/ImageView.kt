package org.linli.app.ui

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.widthIn
import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.FilterQuality
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.role
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.IntSize
import androidx.compose.ui.unit.dp
import org.linli.app.page.Block
import org.linli.app.page.Tone
import org.linli.app.theme.LocalPalette
import kotlin.math.roundToInt

/** A picture to look at; which one it is stands below, and is read out with it. */
@Composable
internal fun ImageView(image: Block.Image) {
    val seen = image.seen
    Column(
        Modifier.widthIn(max = WIDEST).semantics(mergeDescendants = true) { role = Role.Image },
        Arrangement.spacedBy(4.dp),
    ) {
        Canvas(
            Modifier
                .fillMaxWidth()
                .aspectRatio(seen.width.toFloat() / seen.height)
                .background(LocalPalette.current.raised),
        ) {
            val side = IntSize(size.width.roundToInt(), size.height.roundToInt())
            seen.image?.let { drawImage(it, dstSize = side, filterQuality = FilterQuality.Medium) }
        }
        Said(image.label, Tone.QUIET, MaterialTheme.typography.bodyMedium)
    }
}

/** Wider ones push what stands below off a desk's window. */
private val WIDEST = 480.dp
