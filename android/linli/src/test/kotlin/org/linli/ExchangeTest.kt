package org.linli

import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.day.PracticeHub
import org.linli.day.json
import java.nio.file.Path
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNotNull
import kotlin.test.assertTrue

/** With the hub, from phone to phone, into a backup and out of it. */
class ExchangeTest {
    @TempDir
    lateinit var folder: Path

    private suspend fun Workspace.claim(hub: PracticeHub) = exchange.claimHub(hub.url, hub.pin, hub.token)

    @Test
    fun `a sync says how far it is, and what it brought`() =
        live {
            PracticeHub(folder.resolve("hub")).use { hub ->
                office(folder).use { office ->
                    office.claim(hub)
                    office.doors.recordVisit(visit())
                    val task = office.exchange.startSync()
                    val outcome = task.await()
                    assertTrue(outcome.records.sent > 0 && outcome.records.complete)
                    assertEquals(outcome.records.sent, task.progress.value.sent)
                    assertEquals(ErrorCode.TASK_AWAITED, assertFailsWith<LinliException.State> { task.await() }.code)
                    assertEquals(0, office.exchange.syncStatus().onlyHere)
                    assertNotNull(office.exchange.syncStatus().last)
                }
            }
        }

    @Test
    fun `without a network, with a bad one, and called off`() =
        live {
            PracticeHub(folder.resolve("hub")).use { hub ->
                office(folder).use { office ->
                    assertEquals(ErrorCode.HUB_MISSING, assertFailsWith<LinliException.State> { office.exchange.sync() }.code)
                    office.claim(hub)
                    hub.line("none")
                    val away = assertFailsWith<LinliException.Network> { office.exchange.sync(SyncOptions(retries = 0)) }
                    assertEquals(ErrorCode.HUB_UNREACHABLE, away.code)
                    val task = office.exchange.startSync(SyncOptions(retries = 1_000))
                    task.cancel()
                    assertEquals(ErrorCode.SYNC_CANCELLED, assertFailsWith<LinliException.Cancelled> { task.await() }.code)
                    val proxy = assertFailsWith<LinliException.Input> { office.exchange.sync(SyncOptions(proxy = "::")) }
                    assertEquals(ErrorCode.PROXY_MALFORMED to "proxy", proxy.code to proxy.field)
                    hub.line("good")
                    assertTrue(
                        office.exchange
                            .sync()
                            .records.sent > 0,
                    )
                }
            }
        }

    @Test
    fun `who no longer waits calls the sync off`() =
        live {
            PracticeHub(folder.resolve("hub")).use { hub ->
                office(folder).use { office ->
                    office.claim(hub)
                    val asked = CountDownLatch(1)
                    val release = CountDownLatch(1)
                    val requests = AtomicInteger()
                    val slow =
                        Transport {
                            requests.incrementAndGet()
                            asked.countDown()
                            release.await()
                            error("no answer")
                        }
                    coroutineScope {
                        val waiting = launch { office.exchange.sync(SyncOptions(retries = 1_000), slow) }
                        asked.await()
                        waiting.cancelAndJoin()
                        release.countDown()
                    }
                    // The network's thread does one thing after the other: this sync starts when that one has ended.
                    assertTrue(
                        office.exchange
                            .sync()
                            .records.sent > 0,
                    )
                    assertEquals(1, requests.get())
                }
            }
        }

    @Test
    fun `the app's own network carries a sync, or fails`() =
        live {
            PracticeHub(folder.resolve("hub")).use { hub ->
                office(folder).use { office ->
                    office.claim(hub)
                    val lost = Transport { throw java.io.IOException("no route for 3-1-501") }
                    val offline = assertFailsWith<LinliException.Network> { office.exchange.sync(transport = lost) }
                    assertTrue("3-1-501" !in offline.stackTraceToString())
                    assertFailsWith<LinliException.Network> { office.exchange.sync(transport = { TODO("never written") }) }
                    val seen = mutableListOf<TransportRequest>()
                    val refusing =
                        Transport {
                            seen += it
                            TransportResponse(503, 1, ByteArray(0))
                        }
                    assertFailsWith<LinliException.Network> { office.exchange.sync(transport = refusing) }
                    assertEquals(hub.url, seen.first().address)
                    assertEquals(hub.pin, seen.first().pin)
                    assertTrue(seen.first().body.isNotEmpty())
                }
            }
        }

    @Test
    fun `a revoked phone keeps what it has and gets no more`() =
        live {
            PracticeHub(folder.resolve("hub")).use { hub ->
                office(folder).use { office ->
                    office.claim(hub)
                    phone(folder.resolve("phone"), office).use { phone ->
                        office.exchange.sync()
                        phone.doors.recordVisit(visit())
                        phone.exchange.sync()
                        office.exchange.sync()
                        office.community.revoke(RevokeTarget.Device(phone.identity().device))
                        office.exchange.sync()
                        assertEquals(ErrorCode.DEVICE_REVOKED, assertFailsWith<LinliException> { phone.exchange.sync() }.code)
                        assertEquals(
                            1,
                            phone.doors
                                .listVisits()
                                .items.size,
                        )
                        assertTrue(
                            phone.exchange
                                .verify()
                                .failures
                                .isEmpty(),
                        )
                    }
                }
            }
        }

    @Test
    fun `two phones meet`() =
        live {
            office(folder).use { office ->
                phone(folder.resolve("phone"), office).use { phone ->
                    val visit = phone.doors.recordVisit(visit("带话"))
                    val here = office.exchange.meet()
                    val there = phone.exchange.meet()
                    here.use {
                        there.use {
                            while (!here.isOver() || !there.isOver()) {
                                here.outgoing()?.let { there.hear(it) }
                                there.outgoing()?.let { here.hear(it) }
                            }
                            assertTrue(here.report().received.accepted > 0)
                        }
                    }
                    assertEquals(
                        listOf(visit),
                        office.doors
                            .listVisits()
                            .items
                            .map { it.visit },
                    )
                    assertEquals(1, office.doors.visitHistory(visit).size)
                }
            }
        }

    @Test
    fun `a backup comes back under a new key`() =
        live {
            val file = folder.resolve("backup")
            val made =
                office(folder).use { office ->
                    office.doors.recordVisit(visit("备份里"))
                    office.office.backup(file)
                }
            assertTrue(made.records > 0 && made.bytes > 0)
            val restored = folder.resolve("restored")
            assertFailsWith<LinliException> { Linli.restoreBackup(file, made.code, restored) { error("no key store") } }
            var kept = ByteArray(0)
            Linli.restoreBackup(file, made.code, restored) { kept = it }
            assertEquals(32, kept.size)
            Workspace.open(restored, { kept }, ballastBytes = 0).use { office ->
                assertEquals(listOf("备份里"), office.everyVisit().map { it.note })
            }
        }

    @Test
    fun `a photo goes in and comes out`() =
        live {
            office(folder).use { office ->
                val picture = folder.resolve("lamp.jpg").apply { writeBytes(ByteArray(5_000) { (it * 7).toByte() }) }
                val visit = office.doors.recordVisit(visit())
                val photo = office.photos.attachPhoto(PhotoDraft(visit, picture, mediaType = "image/jpeg", caption = "二楼"))
                val listed = office.photos.photos(visit).single()
                assertEquals(photo to true, listed.photo to listed.here)
                office.photos.exportPhoto(photo, PhotoSize.FULL, folder.resolve("out.jpg"))
                assertContentEquals(picture.readBytes(), folder.resolve("out.jpg").readBytes())
                office.photos.withdrawPhoto(photo, "拍错了")
                assertTrue(
                    office.photos
                        .photos(visit)
                        .single()
                        .withdrawn,
                )
            }
        }

    @Test
    fun `a tally is counted again from its file alone`() =
        live {
            office(folder).use { office ->
                phone(folder.resolve("phone"), office).use { leader ->
                    val draft =
                        TallyDraft(
                            title = "楼道堆物整治",
                            rule = Rule.STAIRWELL,
                            voters = Voters.Scope(ScopeName.Stairwell("3-1")),
                            deadline =
                                java.time.Instant
                                    .now()
                                    .plusSeconds(86_400),
                        )
                    val tally = leader.deliberation.openTally(draft)
                    leader.deliberation.castBallot(
                        BallotDraft(tally, "3-1-501", Choice.YES, BallotKind.CAST, BallotAuthority.COLLECTOR),
                    )
                    val view = leader.deliberation.tally(tally)
                    val answer = json.readTree(Linli.recount(view.input))
                    assertEquals(json.readTree(view.answer), answer)
                    assertTrue(view.explanationZh.orEmpty().isNotEmpty() && view.explanationEn.orEmpty().isNotEmpty())
                    assertFailsWith<LinliException.Input> { Linli.recount("{}") }
                }
            }
            assertTrue(Regex("""\d+\.\d+\.\d+""").matches(Linli.version))
        }
}
