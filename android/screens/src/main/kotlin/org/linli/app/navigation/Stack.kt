package org.linli.app.navigation

/**
 * The screens that lie above each other: the last one is shown. There is always one.
 *
 * @property screens from the first to the one that is shown
 */
data class Stack(
    val screens: List<Screen> = listOf(Screen.Today()),
) {
    /** The one that is shown. */
    val top: Screen get() = screens.last()

    /** Whether there is a way back. */
    val canGoBack: Boolean get() = screens.size > 1

    /** With another screen on top; one that is there already is come back to. */
    fun to(screen: Screen): Stack {
        val there = screens.indexOf(screen)
        val below = if (there >= 0) screens.take(there) else screens.takeLast(MOST - 1)
        return Stack(below + screen)
    }

    /** Without the one on top; the last one stays. */
    fun back(): Stack = if (canGoBack) Stack(screens.dropLast(1)) else this

    /** One screen alone: a tab of the bar at the bottom. */
    fun only(screen: Screen): Stack = Stack(listOf(screen))

    /** All of it, a screen a line. */
    fun text(): String = screens.joinToString("\n") { it.text() }

    companion object {
        /** Deeper than anybody walks. */
        private const val MOST = 32

        /** What was written down, without the screens that this version does not know. */
        fun read(text: String): Stack {
            val screens = text.lines().mapNotNull(Screen::read)
            return if (screens.isEmpty()) Stack() else Stack(screens)
        }
    }
}
