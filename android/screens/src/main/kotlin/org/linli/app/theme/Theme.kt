package org.linli.app.theme

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Typography
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.compositionLocalOf
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.intl.LocaleList
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import org.linli.app.model.Look
import org.linli.app.model.Settings
import org.linli.app.words.tag

/** The colours that hold here. */
val LocalPalette = compositionLocalOf { Palette.LIGHT }

/** The smallest side of what can be touched: a thumb's. */
val TARGET: Dp = 48.dp

/** Where the apps' own font lies among their resources: Chinese in the shapes of the mainland, the same on every machine. */
internal const val FONT = "font/LinliSans-Regular.otf"

/** Colours and type as somebody wants them. */
@Composable
fun LinliTheme(
    settings: Settings,
    content: @Composable () -> Unit,
) {
    val isDark =
        when (settings.look) {
            Look.SYSTEM -> isSystemInDarkTheme()
            Look.LIGHT -> false
            Look.DARK -> true
        }
    val palette = if (isDark) Palette.DARK else Palette.LIGHT
    val density = LocalDensity.current
    val type = typography(ownFont(), settings.language.tag)
    CompositionLocalProvider(
        LocalPalette provides palette,
        LocalDensity provides Density(density.density, density.fontScale * settings.scale),
    ) {
        MaterialTheme(colorScheme = palette.scheme(), typography = type, content = content)
    }
}

private fun Palette.scheme() =
    (if (isDark) darkColorScheme() else lightColorScheme()).copy(
        primary = main,
        onPrimary = onMain,
        background = ground,
        onBackground = text,
        surface = ground,
        onSurface = text,
        surfaceVariant = raised,
        onSurfaceVariant = quiet,
        outline = line,
        error = warning,
    )

/** Five sizes, larger than usual: a reader of 65 without his glasses. */
private fun typography(
    font: FontFamily,
    language: String,
): Typography {
    val base = TextStyle(fontFamily = font, localeList = LocaleList(language))

    fun style(
        size: Int,
        weight: FontWeight = FontWeight.Normal,
    ) = base.copy(fontSize = size.sp, lineHeight = (size * 1.4f).sp, fontWeight = weight)
    return Typography(
        titleLarge = style(22, FontWeight.SemiBold),
        titleMedium = style(18, FontWeight.SemiBold),
        bodyLarge = style(18),
        bodyMedium = style(16),
        bodySmall = style(15),
        labelLarge = style(17, FontWeight.Medium),
    )
}
