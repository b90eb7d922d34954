package org.linli.app.phone

import androidx.lifecycle.Lifecycle
import androidx.test.ext.junit.runners.AndroidJUnit4
import androidx.work.ListenableWorker
import androidx.work.WorkInfo
import androidx.work.WorkManager
import androidx.work.testing.TestListenableWorkerBuilder
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.linli.HazardDraft
import org.linli.ScopeName
import org.linli.Severity
import org.linli.app.model.Desk
import org.linli.day.PracticeHub

/** What the system does for the app while nobody looks, with a real hub. */
@RunWith(AndroidJUnit4::class)
class BackgroundSyncTest : OnPhone() {
    @get:Rule
    val temporary = TemporaryFolder()

    /** All tests of a process have one manager of work, which remembers what those before asked for. */
    @Before
    fun forgetWork() {
        val manager = WorkManager.getInstance(app)
        manager.cancelUniqueWork(SyncWorker.NOW).result.get()
        manager.pruneWork().result.get()
    }

    private fun work() = runBlocking { TestListenableWorkerBuilder<SyncWorker>(app).build().doWork() }

    private fun Desk.status() = runBlocking { store.exchange.syncStatus() }

    private fun Desk.report(what: String) =
        runBlocking { store.rounds.reportHazard(HazardDraft(ScopeName.Stairwell("3-1"), "消防", Severity.HIGH, what)) }

    private fun Desk.claim(hub: PracticeHub) = runBlocking { store.exchange.claimHub(hub.url, hub.pin, hub.token) }

    private fun asked(): List<WorkInfo> = WorkManager.getInstance(app).getWorkInfosForUniqueWork(SyncWorker.NOW).get()

    private fun withHub(test: (Desk, PracticeHub) -> Unit) =
        PracticeHub(temporary.root.toPath().resolve("hub")).use { hub -> test(found().also { it.claim(hub) }, hub) }

    @Test
    fun `what is only here is sent while nobody looks`() =
        withHub { desk, _ ->
            desk.report("楼道堆物")
            assertTrue(desk.status().onlyHere > 0)
            assertEquals(ListenableWorker.Result.success(), work())
            assertEquals(0, desk.status().onlyHere)
            assertNotNull(desk.status().last)
        }

    @Test
    fun `without a network the system is asked to try again, and then all goes through`() =
        withHub { desk, hub ->
            hub.line("none")
            desk.report("楼道堆物")
            assertEquals(ListenableWorker.Result.retry(), work())
            assertTrue(desk.status().onlyHere > 0)
            hub.line("good")
            assertEquals(ListenableWorker.Result.success(), work())
            assertEquals(0, desk.status().onlyHere)
        }

    @Test
    fun `whoever leaves the app with work that is only here has it sent as soon as there is a network`() =
        withHub { desk, _ ->
            desk.report("楼道堆物")
            launch().use { scenario ->
                await("3-1")
                assertEquals(emptyList<WorkInfo>(), asked())
                scenario.moveToState(Lifecycle.State.CREATED)
                eventually { asked().isNotEmpty() }
                assertEquals(WorkInfo.State.ENQUEUED, asked().single().state)
            }
        }

    @Test
    fun `whoever leaves the app with nothing that is only here has nothing sent`() =
        withHub { desk, _ ->
            runBlocking { desk.store.exchange.sync() }
            launch().use { scenario ->
                await("3-1")
                scenario.moveToState(Lifecycle.State.CREATED)
                // The app asks its store on a thread of its own, and there is no sign of what it does not do.
                Thread.sleep(SETTLED_MILLIS)
                assertEquals(emptyList<WorkInfo>(), asked())
            }
        }

    private companion object {
        const val SETTLED_MILLIS = 1_000L
    }
}
