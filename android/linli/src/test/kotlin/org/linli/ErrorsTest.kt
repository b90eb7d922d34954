package org.linli

import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.ffi.OpenOptions
import java.lang.reflect.InvocationTargetException
import java.nio.file.Path
import java.util.Locale
import kotlin.io.path.createDirectories
import kotlin.io.path.writeText
import kotlin.reflect.full.callSuspend
import kotlin.reflect.full.declaredMemberFunctions
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNotNull
import kotlin.test.assertSame
import kotlin.test.assertTrue
import org.linli.ffi.Workspace as FfiWorkspace

/** Every kind of failure at the moment at which it counts, with words for people and without a resident's data. */
class ErrorsTest {
    @TempDir
    lateinit var folder: Path

    private inline fun <reified E : LinliException> failing(
        code: String,
        noinline call: suspend () -> Any?,
    ): E {
        val error = assertFailsWith<E> { runBlocking { call() } }
        assertEquals(ErrorCode(code), error.code)
        assertTrue(error.zh.any { it in '一'..'鿿' }, "in Chinese: ${error.zh}")
        assertTrue(error.en.isNotEmpty() && error.en.all { it.code < 0x2e80 }, "in English: ${error.en}")
        assertEquals(error.zh, error.message)
        return error
    }

    @Test
    fun `a key that is wrong, short, or not given`() =
        live {
            office(folder).close()
            val store = folder.resolve("office")
            failing<LinliException.Store>("wrong_key") { Workspace.open(store, { ByteArray(32) { 8 } }) }
            failing<LinliException.Input>("key_format") { Workspace.open(folder.resolve("new"), { ByteArray(5) }) }
            val locked = IllegalStateException("locked")
            for (thrown in listOf(locked, NotImplementedError("locked"))) {
                val error =
                    failing<LinliException.Input>("key_unavailable") { Workspace.open(folder.resolve("new"), { throw thrown }) }
                assertSame(thrown, error.cause)
            }
        }

    @Test
    fun `a key that cannot be kept says why`() =
        live {
            office(folder).use { office ->
                val file = folder.resolve("backup")
                val made = office.office.backup(file)
                val full = IllegalStateException("no room")
                val error =
                    assertFailsWith<LinliException> {
                        Linli.restoreBackup(file, made.code, folder.resolve("restored"), { throw full })
                    }
                assertSame(full, error.cause)
            }
        }

    @Test
    fun `a store that is closed, in use, or another's`() =
        live {
            val office = office(folder)
            failing<LinliException.Store>("store_in_use") { open(folder.resolve("office")) }
            office.suspend()
            val asleep = failing<LinliException.Store>("store_closed") { office.doors.listVisits() }
            office.resume()
            assertEquals(
                0,
                office.doors
                    .listVisits()
                    .items.size,
            )
            office.close()
            office.close()
            val closed = failing<LinliException.Store>("store_closed") { office.doors.recordVisit(visit()) }
            assertEquals(asleep.zh to asleep.en, closed.zh to closed.en)
            failing<LinliException.Store>("store_closed") { office.changes().collect { } }
            val foreign = folder.resolve("foreign").createDirectories()
            java.nio.file.Files
                .list(folder.resolve("office"))
                .use { files -> files.forEach { foreign.resolve(it.fileName).writeText("nobody's database".repeat(500)) } }
            assertFailsWith<LinliException.Store> { open(foreign) }
        }

    @Test
    fun `input names its field and no resident`() =
        live {
            office(folder).use { office ->
                val door =
                    failing<LinliException.Input>("household_unknown") { office.doors.recordVisit(visit("袁某", "3-1-999")) }
                assertEquals("household", door.field)
                assertFalse(door.stackTraceToString().contains("3-1-999") || door.stackTraceToString().contains("袁某"))
                for (limit in listOf(0, -1, 201)) {
                    failing<LinliException.Input>("field_range") { office.doors.listVisits(limit = limit) }
                }
                failing<LinliException.Input>("field_id") { office.doors.visitHistory(RecordId("3-1-501")) }
            }
        }

    @Test
    fun `messages follow the machine's language`() =
        live {
            val before = Locale.getDefault()
            office(folder).use { office ->
                val error = failing<LinliException.Input>("household_unknown") { office.doors.household("3-1-999") }
                try {
                    Locale.setDefault(Locale.SIMPLIFIED_CHINESE)
                    assertEquals(error.zh, error.localizedMessage)
                    Locale.setDefault(Locale.UK)
                    assertEquals(error.en, error.localizedMessage)
                } finally {
                    Locale.setDefault(before)
                }
            }
        }

    @Test
    fun `what a phone may not do`() =
        live {
            office(folder).use { office ->
                phone(folder.resolve("phone"), office).use { phone ->
                    failing<LinliException.NotAllowed>("not_allowed") {
                        phone.community.invite(Role.COMMUNITY_OFFICE, ScopeName.Community, "某人")
                    }
                    failing<LinliException.State>("already_joined") { phone.community.createCommunity("另一个社区") }
                }
            }
        }

    @Test
    fun `a panic is an error, and the workspace goes on`() =
        live {
            CallbackThreads.prepare()
            val options = OpenOptions(folder.resolve("store").toString(), 0uL)
            val lines = mutableListOf<Pair<LogLevel, String>>()
            val log = LogSink { level, line -> synchronized(lines) { lines += level to line } }
            val ffi = FfiWorkspace.open(options, key.toFfi(Asked()), log.toFfi())
            Workspace(Calls(ffi)).use { store ->
                val told = mutableListOf<LinliException>()
                for (lane in listOf("write", "read", "network")) {
                    told += failing<LinliException.Internal>("internal") { probe(ffi, "probePanic", lane) }
                }
                val here = failing<LinliException.Internal>("internal") { probe(ffi, "probePanicHere") }
                for (one in told) assertEquals(here.zh to here.en, one.zh to one.en)
                store.community.createCommunity("月亮湾社区", null, RootPolicy.ONE_OF_ONE)
                assertNotNull(store.identity().member)
                assertEquals(List(3) { LogLevel.ERROR to "probe_panic: internal" }, synchronized(lines) { lines.toList() })
            }
        }

    /** By name: only development builds of the library have it, and the benchmark compiles these sources against others. */
    private suspend fun probe(
        ffi: FfiWorkspace,
        name: String,
        vararg arguments: Any,
    ) {
        val function = FfiWorkspace::class.declaredMemberFunctions.single { it.name == name }
        try {
            function.callSuspend(ffi, *arguments)
        } catch (e: InvocationTargetException) {
            throw e.targetException.toPublic()
        } catch (e: Exception) {
            throw e.toPublic()
        }
    }

    @Test
    fun `a log that throws disturbs nobody`() =
        live {
            open(folder.resolve("store"), log = { _, _ -> throw NotImplementedError("no log") }).use { store ->
                failing<LinliException.State>("not_enrolled") { store.doors.recordVisit(visit()) }
            }
        }

    @Test
    fun `a full disk loses nothing that was acknowledged`() =
        live {
            val disk = folder.resolve("disk").createDirectories()
            val mounted = ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()).start().waitFor() == 0
            assumeTrue(mounted, "this user may not mount a small file system")
            try {
                var kept = 0
                val office = office(disk)
                val full =
                    assertFailsWith<LinliException.Store> {
                        while (true) office.doors.recordVisit(visit("满".repeat(900))).also { kept++ }
                    }
                assertEquals(ErrorCode.DISK_FULL, full.code)
                assertEquals(kept, office.everyVisit().size)
                // It says so again if it cannot tidy up, and lets go all the same.
                runCatching { office.close() }.onFailure { assertEquals(ErrorCode.DISK_FULL, (it as LinliException).code) }
                ProcessBuilder("mount", "-o", "remount,size=64m", disk.toString()).start().waitFor()
                open(disk.resolve("office")).use { office ->
                    assertEquals(kept, office.everyVisit().size)
                    assertTrue(
                        kept > 0 &&
                            office.exchange
                                .verify()
                                .failures
                                .isEmpty(),
                    )
                    office.doors.recordVisit(visit())
                }
            } finally {
                ProcessBuilder("umount", disk.toString()).start().waitFor()
            }
        }
}
