package org.linli.app.picture

import androidx.compose.ui.graphics.ImageBitmap

/**
 * A picture as a person sees it: upright.
 *
 * @property width pixels
 * @property height pixels
 * @property image the pixels; nothing to see without a screen
 */
class Seen(
    val width: Int,
    val height: Int,
    val image: ImageBitmap?,
) {
    companion object {
        /** Pixels of the longer side of one that is shown among others. */
        const val SMALL = 800
    }
}
