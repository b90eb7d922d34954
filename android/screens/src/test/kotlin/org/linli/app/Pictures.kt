package org.linli.app

import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.unit.Density
import org.linli.app.navigation.Screen
import org.linli.app.page.Page
import java.awt.image.BufferedImage
import java.io.ByteArrayInputStream
import javax.imageio.ImageIO

/** A phone of 360 × 740 dp. */
internal const val PHONE_WIDTH = 360
internal const val PHONE_HEIGHT = 740

/** A screen as PNG, without a display. */
internal fun picture(
    page: Page,
    screen: Screen,
    taken: Taken,
    pixels: Float = 1f,
): ByteArray {
    val scene =
        ImageComposeScene(
            width = (PHONE_WIDTH * pixels).toInt(),
            height = (PHONE_HEIGHT * pixels).toInt(),
            density = Density(pixels),
        ) { Still(page, screen, taken) }
    return try {
        scene.render()
        checkNotNull(scene.render().encodeToData()).bytes
    } finally {
        scene.close()
    }
}

fun decoded(png: ByteArray): BufferedImage = ImageIO.read(ByteArrayInputStream(png))

/** Of a thousand pixels, those that differ by more than rounding of edges does. Pictures of other sizes differ wholly. */
fun difference(
    one: BufferedImage,
    other: BufferedImage,
): Double {
    if (one.width != other.width || one.height != other.height) return 1000.0
    var differ = 0
    for (y in 0 until one.height) {
        for (x in 0 until one.width) {
            val (a, b) = one.getRGB(x, y) to other.getRGB(x, y)
            val far = listOf(0, 8, 16).maxOf { bits -> kotlin.math.abs((a shr bits and 0xff) - (b shr bits and 0xff)) }
            if (far > EDGE) differ++
        }
    }
    return differ * 1000.0 / (one.width * one.height)
}

private const val EDGE = 48
