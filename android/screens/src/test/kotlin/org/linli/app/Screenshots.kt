package org.linli.app

import java.awt.Color
import java.awt.Image
import java.awt.image.BufferedImage
import java.nio.file.Path
import javax.imageio.ImageIO
import kotlin.io.path.createDirectories
import kotlin.io.path.createTempDirectory
import kotlin.io.path.writeBytes
import kotlin.io.path.writeText
import kotlin.system.exitProcess

/** `Screenshots FOLDER`: every screen in every size of type, look and language, with a page (`index.html`) and a picture of all (`all.png`). */
internal object Screenshots {
    private const val SMALL = 120

    @JvmStatic
    fun main(args: Array<String>) {
        val folder = Path.of(args.single())
        folder.createDirectories()
        val opened = Scene.shared.open("leader", createTempDirectory("linli-screenshots"))
        val desk = live { looking(opened) }
        val rows =
            screens(Scene.shared).map { (name, screen) ->
                val pictures =
                    Taken.ALL.map { taken ->
                        val png = picture(live { desk.page(screen, taken.words) }, screen, taken, pixels = 2f)
                        folder.resolve("$name-${taken.name}.png").writeBytes(png)
                        small(decoded(png))
                    }
                name to pictures
            }
        folder.resolve("index.html").writeText(html(rows.map { it.first }))
        ImageIO.write(sheet(rows.map { it.second }), "png", folder.resolve("all.png").toFile())
        live { opened.store.close() }
        println("${rows.size * Taken.ALL.size} pictures")
        exitProcess(0)
    }

    private fun small(picture: BufferedImage): BufferedImage {
        val height = SMALL * picture.height / picture.width
        val small = BufferedImage(SMALL, height, BufferedImage.TYPE_INT_RGB)
        val graphics = small.createGraphics()
        graphics.drawImage(picture.getScaledInstance(SMALL, height, Image.SCALE_AREA_AVERAGING), 0, 0, null)
        graphics.dispose()
        return small
    }

    private fun sheet(rows: List<List<BufferedImage>>): BufferedImage {
        val (width, height) = SMALL + 4 to rows.first().first().height + 4
        val sheet = BufferedImage(width * Taken.ALL.size, height * rows.size, BufferedImage.TYPE_INT_RGB)
        val graphics = sheet.createGraphics()
        graphics.color = Color.GRAY
        graphics.fillRect(0, 0, sheet.width, sheet.height)
        rows.forEachIndexed {
            y,
            row,
            ->
            row.forEachIndexed { x, picture -> graphics.drawImage(picture, x * width, y * height, null) }
        }
        graphics.dispose()
        return sheet
    }

    private fun html(names: List<String>): String {
        val head = Taken.ALL.joinToString("") { "<th>${it.name}</th>" }
        val rows =
            names.joinToString("\n") { name ->
                val cells =
                    Taken.ALL.joinToString("") { taken ->
                        val file = "$name-${taken.name}.png"
                        "<td><a href=\"$file\"><img src=\"$file\" alt=\"$name, ${taken.name}\" width=\"180\" loading=\"lazy\"></a></td>"
                    }
                "<tr><th>$name</th>$cells</tr>"
            }
        return "<!doctype html><html lang=\"zh\"><meta charset=\"utf-8\"><title>邻里 · Linli</title>" +
            "<style>body{font:14px sans-serif;background:#ddd}th{text-align:left;vertical-align:top}</style>" +
            "<table><tr><th></th>$head</tr>\n$rows\n</table></html>\n"
    }
}
