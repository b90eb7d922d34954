package org.linli

import org.linli.ffi.OpenOptions
import java.nio.file.Path
import java.time.Instant
import org.linli.ffi.TestClock as FfiTestClock
import org.linli.ffi.Workspace as FfiWorkspace

/** A clock for tests that stands still until it is moved. Several stores may share one. */
public class TestClock internal constructor(
    internal val ffi: FfiTestClock,
) {
    /** The moment that it shows. */
    public fun now(): Instant = mapping { ffi.now() }

    /** Moves it, back too; gives the moment that it shows then. `field_range` if that is more than 200 years at once. */
    public fun advance(seconds: Long): Instant = mapping { ffi.advance(seconds) }

    /** Makes clocks. */
    public companion object {
        /** A clock that stands at a moment. */
        public fun at(now: Instant): TestClock = TestClock(mapping { FfiTestClock.at(now) })
    }
}

/**
 * The same as [Workspace.Companion.open], with a clock of one's own and randomness that follows from a seed, the name of the
 * folder, and how often the store was opened with it: the system's where one is not given. The same steps with the same seed
 * in a new folder of the same name give the same bytes. Whoever knows the seed knows every key: only development builds of
 * the library take one, others fail with `testing_missing`.
 */
public suspend fun Workspace.Companion.openTesting(
    folder: Path,
    key: KeySource,
    clock: TestClock? = null,
    seed: Long? = null,
    ballastBytes: Long = 0,
    log: LogSink? = null,
): Workspace {
    CallbackThreads.prepare()
    val options = OpenOptions(folder.toString(), ballastBytes.coerceAtLeast(0).toULong())
    val asked = Asked()
    return blaming(asked) {
        Workspace(Calls(FfiWorkspace.openTesting(options, key.toFfi(asked), clock?.ffi, seed?.toULong(), log?.toFfi())))
    }
}
