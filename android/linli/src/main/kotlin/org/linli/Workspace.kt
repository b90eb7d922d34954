package org.linli

import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.filterNot
import kotlinx.coroutines.withContext
import org.linli.ffi.OpenOptions
import java.nio.file.Path
import org.linli.ffi.Workspace as FfiWorkspace

/**
 * An open store: the one object that an app keeps. One per folder and process; share it freely between coroutines.
 *
 * Every function returns when its work is durable, and blocks no thread of the caller's. A coroutine that is cancelled stops
 * waiting; what was begun is finished, never torn in half. Everything fails with a [LinliException].
 */
public class Workspace internal constructor(
    private val calls: Calls,
) {
    /** At the doors. */
    public val doors: Doors = Doors(calls)

    /** Inspection rounds and hazards. */
    public val rounds: Rounds = Rounds(calls)

    /** Topics, agendas, tallies, contradictions. */
    public val deliberation: Deliberation = Deliberation(calls)

    /** Matters: what the standard's flows prescribe, step by step. */
    public val matters: Matters = Matters(calls)

    /** The community: its members, its places, and the decisions of officers. */
    public val community: Community = Community(calls)

    /** With the hub, and from phone to phone. */
    public val exchange: Exchange = Exchange(calls)

    /** Photos. */
    public val photos: Photos = Photos(calls)

    /** Changes of the register by hand, and records that are given back to their author. */
    public val register: Register = Register(calls)

    /** What somebody is typing, and undoing what was committed. */
    public val drafts: Drafts = Drafts(calls)

    /** An office's desk: spreadsheets, the numbers of other systems, backups. */
    public val office: Office = Office(calls)

    /** One read for each screen of an app, of one snapshot, with everything that the screen shows. */
    public val screens: Screens = StoreScreens(calls, matters, community)

    /** Everything that an app's screens do. */
    public val commands: Commands =
        StoreCommands(doors, rounds, deliberation, matters, register, drafts, photos, community, exchange)

    /** The community, member and device that this store belongs to. */
    public suspend fun identity(): IdentityView = calls.run { it.identity().toPublic() }

    /**
     * Changes from now on, after they are durable, in order. What a slow collector has missed comes together as one set. Cold:
     * each collector has a subscription of its own, which ends with it. Ends when the store is closed.
     */
    public fun changes(): Flow<ChangeSet> = calls.changes().filterNot { it.isEmpty() }

    /**
     * The answer of [query] now, and again whenever one of [of] changed (anything, if none is named). Between the first answer
     * and the first change nothing is missed. While the store is suspended it waits, and asks again when the store is resumed;
     * it ends when the store is closed.
     */
    public fun <T> observe(
        vararg of: Change,
        query: suspend Workspace.() -> T,
    ): Flow<T> = calls.observed({ changes -> of.isEmpty() || of.any { it in changes } }) { query() }

    /**
     * Finishes the write under way and closes the file: before the system sends the app to sleep. What needs the file fails with
     * `store_closed` until [resume].
     */
    public suspend fun suspend(): Unit = calls.suspend()

    /** Opens the file again. */
    public suspend fun resume(): Unit = calls.resume()

    /**
     * Closes the store for good, and tells listeners what they have not heard yet. Calling twice does no harm; a coroutine that
     * is being cancelled closes as well. Afterwards every call fails with `store_closed`.
     */
    public suspend fun close() {
        withContext(NonCancellable) { calls.close() }
    }

    /** Opens stores. */
    public companion object {
        /** Bytes kept free for the day on which a phone's disk is full: 20 MiB. */
        public const val BALLAST_ON_A_PHONE: Long = 20L * 1024 * 1024

        /**
         * Opens the store in a folder, making it if there is none. Fails with `wrong_key`, `foreign_file`, `damaged_file`,
         * `disk_full`, `read_only_folder`, `newer_schema`, `store_in_use` or `store_missing`; a file is never deleted.
         *
         * @param folder private to the app and left out of the system's backups; made if it is missing
         * @param key gives the database's key
         * @param ballastBytes bytes kept free for the day on which the disk is full; 0 at a desk
         * @param log takes lines of the log
         */
        public suspend fun open(
            folder: Path,
            key: KeySource,
            ballastBytes: Long = BALLAST_ON_A_PHONE,
            log: LogSink? = null,
        ): Workspace {
            CallbackThreads.prepare()
            val options = OpenOptions(folder.toString(), ballastBytes.coerceAtLeast(0).toULong())
            val asked = Asked()
            return blaming(asked) { Workspace(Calls(FfiWorkspace.open(options, key.toFfi(asked), log?.toFfi()))) }
        }
    }
}
