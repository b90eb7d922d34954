package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.day.PracticeHub
import java.nio.file.Path
import java.time.Instant
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Two windows that meet at a real hub, which stands on this machine: the clock is the machine's. */
class HubTest {
    @TempDir
    lateinit var folder: Path

    private fun Finger.syncs() {
        tab("我的")
        tap("同步", whole = true)
        tap("现在同步")
    }

    private fun Finger.reports(what: String) {
        tab("事务")
        tap("隐患", whole = true)
        tap("报告隐患")
        type("kind", "消防")
        tap("较大")
        type("text", what)
        tap("保存")
        sees("隐患已报告")
    }

    private fun Finger.hasHazard(what: String) {
        tab("事务")
        tap("隐患", whole = true)
        sees(what)
    }

    @Test
    fun `what the one window sends the other one fetches, and without a network all stays where it is`() {
        PracticeHub(folder.resolve("hub")).use { hub ->
            val (office, leader) =
                live {
                    Scene.founded(folder, Instant.now()).also { (office, leader) ->
                        office.store.exchange.claimHub(hub.url, hub.pin, hub.token)
                        val lacking = office.store.exchange.bundle(leader.store.exchange.request())
                        leader.store.exchange.receive(lacking)
                        office.store.exchange.sync()
                    }
                }
            windows(seat(leader), seat(office)) { (ofLeader, ofOffice) ->
                ofLeader.reports("二楼灭火器没有压力")
                hub.line("none")
                ofLeader.syncs()
                ofLeader.sees("！")
                assertTrue(live { leader.store.exchange.syncStatus() }.onlyHere > 0)
                hub.line("good")
                ofLeader.tap("现在同步")
                ofLeader.sees("送出")
                ofLeader.sees("本机的记录都已送出")
                ofOffice.syncs()
                ofOffice.sees("收到")
                ofOffice.hasHazard("二楼灭火器没有压力")

                ofOffice.reports("车棚里拉了电线")
                ofOffice.syncs()
                ofOffice.sees("本机的记录都已送出")
                ofLeader.tap("现在同步")
                ofLeader.sees("送出 0 条")
                assertEquals(0, live { leader.store.exchange.verify() }.failures.size)
            }
        }
    }
}
