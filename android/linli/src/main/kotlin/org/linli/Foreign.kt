package org.linli

import org.linli.ffi.CallbackException
import org.linli.ffi.KeyKeeper as FfiKeyKeeper
import org.linli.ffi.KeySource as FfiKeySource
import org.linli.ffi.LogLevel as FfiLogLevel
import org.linli.ffi.LogSink as FfiLogSink
import org.linli.ffi.SyncListener as FfiSyncListener
import org.linli.ffi.SyncProgress as FfiSyncProgress
import org.linli.ffi.Transport as FfiTransport
import org.linli.ffi.TransportRequest as FfiTransportRequest
import org.linli.ffi.TransportResponse as FfiTransportResponse

/** Gives the database's key, unwrapped by the platform's key store: 32 random bytes, the same for ever. */
public fun interface KeySource {
    /** The key. Called once, while the store is opened, on a thread of the library. Whatever it throws is the cause of `key_unavailable`. */
    public fun key(): ByteArray
}

/** Keeps a database's key, wrapped by the platform's key store. */
public fun interface KeyKeeper {
    /** Keeps 32 bytes, durably, before it returns. If it throws, nothing is restored, and that is the cause. */
    public fun keep(key: ByteArray)
}

/** Takes lines of the log: names of operations and codes, never a resident's data. */
public fun interface LogSink {
    /** One line. What it throws is ignored. */
    public fun log(
        level: LogLevel,
        line: String,
    )
}

/**
 * Carries requests to the hub in place of the library's own HTTPS: through a background session of the system, a company's
 * proxy, a cable.
 */
public fun interface Transport {
    /** Sends one request and blocks until the answer is there, on a thread of the library. If it throws, there is no network. */
    public fun send(request: TransportRequest): TransportResponse
}

/**
 * A request for an own network to send.
 *
 * @property address the hub's address, as `https://host:port`
 * @property pin the hash of the hub's key, 64 hexadecimal digits; the answer's signature is checked in any case
 * @property method `POST`, `GET` or `PUT`
 * @property path what follows the address
 * @property headerName the one header that matters: its name
 * @property headerValue and its value
 * @property body the body
 */
public class TransportRequest(
    public val address: String,
    public val pin: String,
    public val method: String,
    public val path: String,
    public val headerName: String,
    public val headerValue: String,
    public val body: ByteArray,
)

/**
 * The answer that came back.
 *
 * @property status HTTP's number
 * @property retryAfter seconds of `Retry-After`, if it said so
 * @property body the body
 */
public class TransportResponse(
    public val status: Int,
    public val retryAfter: Int?,
    public val body: ByteArray,
)

/**
 * The app's own code, called by the library: whatever it throws becomes the one failure that the library knows. An `Error`
 * as well, which the generated code would let through as if nothing had happened. Its message stays here: it may name people.
 */
internal inline fun <T> guarded(block: () -> T): T =
    try {
        block()
    } catch (e: Throwable) {
        throw CallbackException.Failed(e.javaClass.name)
    }

/** The exception that the app's own code threw during a call: it cannot cross the library, and waits here for the call to end. */
internal class Asked {
    @Volatile
    var thrown: Throwable? = null
        private set

    inline fun <T> noting(block: () -> T): T =
        guarded {
            try {
                block()
            } catch (e: Throwable) {
                note(e)
                throw e
            }
        }

    fun note(e: Throwable) {
        thrown = e
    }
}

internal fun KeySource.toFfi(asked: Asked): FfiKeySource =
    object : FfiKeySource {
        override fun key(): ByteArray = asked.noting { this@toFfi.key() }
    }

internal fun KeyKeeper.toFfi(asked: Asked): FfiKeyKeeper =
    object : FfiKeyKeeper {
        override fun keep(key: ByteArray) = asked.noting { this@toFfi.keep(key) }
    }

internal fun LogSink.toFfi(): FfiLogSink =
    object : FfiLogSink {
        override fun log(
            level: FfiLogLevel,
            line: String,
        ) = guarded { this@toFfi.log(level.toPublic(), line) }
    }

internal fun ((SyncProgress) -> Unit).toFfi(): FfiSyncListener =
    object : FfiSyncListener {
        override fun progressed(progress: FfiSyncProgress) = guarded { this@toFfi(progress.toPublic()) }
    }

internal fun Transport.toFfi(): FfiTransport =
    object : FfiTransport {
        override fun send(request: FfiTransportRequest): FfiTransportResponse =
            guarded { this@toFfi.send(request.toPublic()).toFfi() }
    }

internal fun FfiTransportRequest.toPublic(): TransportRequest =
    TransportRequest(
        address = address,
        pin = pin,
        method = method,
        path = path,
        headerName = headerName,
        headerValue = headerValue,
        body = body,
    )

internal fun TransportResponse.toFfi(): FfiTransportResponse =
    FfiTransportResponse(
        status = status.toUShort(),
        retryAfter = retryAfter?.toUInt(),
        body = body,
    )
