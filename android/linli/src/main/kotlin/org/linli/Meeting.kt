package org.linli

import org.linli.ffi.Meeting as FfiMeeting

/**
 * Two phones that meet, over any channel that carries whole pieces of bytes: send what [outgoing] gives, hand what comes to
 * [hear], until [isOver].
 */
public class Meeting internal constructor(
    private val ffi: FfiMeeting,
) : AutoCloseable {
    /** The next message to send; none for now if absent. */
    public suspend fun outgoing(): ByteArray? = mapping { ffi.outgoing() }

    /** Takes a message of the other phone in. */
    public suspend fun hear(incoming: ByteArray): Unit = mapping { ffi.hear(incoming) }

    /** Whether both have what the other had for them. */
    public suspend fun isOver(): Boolean = mapping { ffi.isOver() }

    /** The outcome so far. */
    public suspend fun report(): MeetingReport = mapping { ffi.report().toPublic() }

    /** Lets go of it. What it brought is kept. */
    override fun close() {
        ffi.close()
    }
}
