package org.linli

import org.linli.ffi.FrameSink as FfiFrameSink

/**
 * Takes frames of an animated QR in, in any order and any number of times. What it holds can be kept as [frames], so that a
 * transfer goes on after a kill.
 */
public class FrameSink : AutoCloseable {
    private val ffi = mapping { FfiFrameSink.empty() }

    /**
     * Takes a frame; one that is here already changes nothing. Fails with `bundle_damaged` for a text that is no frame, or one of
     * another transfer; what is here stays.
     */
    public fun take(frame: String): FramesProgress = mapping { ffi.take(frame).toPublic() }

    /** The progress so far. */
    public fun progress(): FramesProgress = mapping { ffi.progress().toPublic() }

    /** The frames that are here. */
    public fun frames(): List<String> = mapping { ffi.frames() }

    /** The bytes, once all frames are here; null before. Fails with `bundle_damaged` if they are not those that were sent. */
    public fun bytes(): ByteArray? = mapping { ffi.bytes() }

    /** Lets go of it. */
    override fun close() {
        ffi.close()
    }
}
