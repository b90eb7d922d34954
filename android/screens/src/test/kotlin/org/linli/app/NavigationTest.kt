package org.linli.app

import org.junit.jupiter.api.Test
import org.linli.ScopeName
import org.linli.app.model.fen
import org.linli.app.navigation.Screen
import org.linli.app.navigation.Stack
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNull

class NavigationTest {
    private val some =
        listOf(
            Screen.Today(),
            Screen.Today(ScopeName.Stairwell("月亮湾/3-1")),
            Screen.Today(ScopeName.Grid("第二 网格")),
            Screen.Door("3-1-501"),
            Screen.Visited("3-1-501", "00ff"),
            Screen.NewTopic(),
            Screen.Step("00ff", "screen"),
            Screen.Open("pack/flow"),
            Screen.Open("pack/flow", "00ff"),
            Screen.Hazard("00ff"),
            Screen.Ballot("00ff", "3-1-501"),
            Screen.Work,
            Screen.Me,
            Screen.Get,
            Screen.Give,
            Screen.NewHazard(),
            Screen.ToType("城市 平台", "00ff"),
            Screen.Agenda("00ff"),
            Screen.Agendas,
            Screen.Elsewhere,
        )

    @Test
    fun `where one is comes back as it was written down`() {
        val stack = Stack(some)
        assertEquals(stack, Stack.read(stack.text()))
        for (screen in some) assertEquals(screen, Screen.read(screen.text()))
    }

    @Test
    fun `what a later version wrote down is left out`() {
        assertNull(Screen.read("garden\t1"))
        assertNull(Screen.read("door\t1\t2"))
        assertNull(Screen.read("ballot\t1"))
        assertEquals(Stack(listOf(Screen.Work, Screen.Me)), Stack.read("work\ngarden\nme"))
        assertEquals(Stack(), Stack.read(""))
    }

    @Test
    fun `a screen that lies below is come back to`() {
        val stack = Stack().to(Screen.Work).to(Screen.Topics).to(Screen.Me)
        assertEquals(Stack().to(Screen.Work), stack.to(Screen.Work))
        assertEquals(Screen.Topics, stack.back().top)
        assertFalse(Stack().back().canGoBack)
        val deep = (0..100).fold(Stack()) { all, at -> all.to(Screen.Door("$at")) }
        assertEquals(32, deep.screens.size)
        assertEquals(Screen.Door("100"), deep.top)
    }

    @Test
    fun `yuan are fen, and what is none is none`() {
        assertEquals(12_050, fen("120.5"))
        assertEquals(-100, fen("-1"))
        assertNull(fen("1.005"))
        assertNull(fen("一百"))
        assertNull(fen("9".repeat(40)))
    }
}
