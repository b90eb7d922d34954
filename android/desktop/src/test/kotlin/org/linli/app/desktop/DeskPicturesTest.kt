package org.linli.app.desktop

import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.app.picture.Cover
import java.awt.Color
import java.awt.image.BufferedImage
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.nio.ByteBuffer
import java.nio.file.Path
import javax.imageio.ImageIO
import kotlin.io.path.deleteExisting
import kotlin.io.path.exists
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes
import kotlin.math.abs
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** What another app is given of a picture, pixel by pixel. */
class DeskPicturesTest {
    @TempDir
    lateinit var folder: Path

    private val pictures = DeskPictures()

    /** A camera on its side took it: seen upright it is 60 wide and 80 high, red in its upper left quarter, else green. */
    private fun taken(): ByteArray {
        val held = BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB)
        held.createGraphics().run {
            color = Color.GREEN
            fillRect(0, 0, 80, 60)
            color = Color.RED
            // Turned clockwise, the lower left of what was held comes to lie at the upper left.
            fillRect(0, 30, 40, 30)
            dispose()
        }
        val jpeg = ByteArrayOutputStream().also { ImageIO.write(held, "jpg", it) }.toByteArray()
        val noted = "Exif".toByteArray() + byteArrayOf(0, 0) + tiff()
        val segment =
            ByteBuffer
                .allocate(
                    noted.size + 4,
                ).putShort(0xFFE1.toShort())
                .putShort((noted.size + 2).toShort())
                .put(noted)
        return jpeg.copyOf(2) + segment.array() + jpeg.copyOfRange(2, jpeg.size)
    }

    private fun tiff(): ByteArray {
        val tiff =
            ByteBuffer
                .allocate(26 + NOTED.length)
                .put("MM".toByteArray())
                .putShort(42)
                .putInt(8)
        tiff
            .putShort(1)
            .putShort(0x0112)
            .putShort(3)
            .putInt(1)
            .putShort(6)
            .putShort(0)
            .putInt(0)
        return tiff.put(NOTED.toByteArray()).array()
    }

    private fun BufferedImage.isLike(
        x: Int,
        y: Int,
        color: Color,
    ): Boolean {
        val here = Color(getRGB(x, y))
        return listOf(here.red - color.red, here.green - color.green, here.blue - color.blue).all { abs(it) < 60 }
    }

    @Test
    fun `a picture that was held on its side is seen upright`() =
        runBlocking {
            var written: Path? = null
            val seen = pictures.see { written = it.also { file -> file.writeBytes(taken()) } }
            assertEquals(60 to 80, assertNotNull(seen).let { it.width to it.height })
            assertFalse(assertNotNull(written).exists(), "nothing of it lies open")
            val pixels = IntArray(60 * 80)
            assertNotNull(seen.image).readPixels(pixels)
            val (upperLeft, lowerRight) = Color(pixels[10 * 60 + 10]) to Color(pixels[70 * 60 + 50])
            assertTrue(upperLeft.red > 150 && upperLeft.green < 100, "$upperLeft")
            assertTrue(lowerRight.green > 150 && lowerRight.red < 100, "$lowerRight")
        }

    @Test
    fun `what is covered is gone from the file and so is what the camera noted`() =
        runBlocking {
            assertTrue(String(taken(), Charsets.ISO_8859_1).contains(NOTED))
            val upperLeft = Cover(0, 0, 500, 500)
            val file = assertNotNull(pictures.covered(listOf(upperLeft), LINE) { it.writeBytes(taken()) })
            val bytes = file.readBytes()
            val image = ImageIO.read(file.toFile())
            file.deleteExisting()
            val text = String(bytes, Charsets.ISO_8859_1)
            assertFalse(text.contains(NOTED) || text.contains("Exif"), "the camera's notes are in it")
            assertEquals(60, image.width)
            assertTrue(image.height > 80, "a line stands below")
            for (y in 0 until 80) {
                for (x in 0 until 60) {
                    // Where red was nothing is red, also where an encoder mixes neighbours.
                    assertFalse(image.isLike(x, y, Color.RED), "$x $y")
                }
            }
            assertTrue(image.isLike(10, 10, Color(0x20, 0x20, 0x20)) && image.isLike(50, 70, Color.GREEN))
            val below = (80 until image.height).flatMap { y -> (0 until 60).map { x -> Color(image.getRGB(x, y)).red } }
            assertTrue(below.any { it > 240 } && below.any { it < 100 }, "it is written dark on light")
        }

    @Test
    fun `what is no picture is none`() =
        runBlocking {
            assertNull(pictures.see { it.writeBytes("no picture".toByteArray()) })
            assertNull(pictures.covered(emptyList(), LINE) { it.writeBytes(byteArrayOf(-1, 0xD8.toByte())) })
        }

    @Test
    fun `what could not be written leaves no part of it`() =
        runBlocking {
            var begun: Path? = null
            val full =
                DeskPictures { _, file ->
                    begun = file.also { it.writeBytes(byteArrayOf(-1)) }
                    throw IOException("no space left")
                }
            assertFailsWith<IOException> { full.covered(emptyList(), LINE) { it.writeBytes(taken()) } }
            assertFalse(assertNotNull(begun).exists(), "a part lies there")
            val unable = DeskPictures { _, file -> false.also { begun = file } }
            assertNull(unable.covered(emptyList(), LINE) { it.writeBytes(taken()) })
            assertFalse(assertNotNull(begun).exists(), "a part lies there")
        }

    private companion object {
        const val NOTED = "N30.8703 E120.0931"
        const val LINE = "—— 王桂芳 的手机 2026-11-22 10:23 分享，第 1 次"
    }
}
