package org.linli

import com.sun.jna.Callback
import com.sun.jna.CallbackThreadInitializer
import com.sun.jna.Native
import java.util.concurrent.atomic.AtomicInteger

/**
 * The library's threads as they appear in the JVM. Left alone, JNA attaches the calling thread anew for every single callback, as
 * a thread that keeps the JVM alive. Here a thread is attached once, for as long as it lives, as a daemon.
 */
internal object CallbackThreads {
    private const val GENERATED = "org.linli.ffi"
    private val interfaces = listOf("ChangeListener", "KeyKeeper", "KeySource", "LogSink", "SyncListener", "Transport")
    private val number = AtomicInteger()

    private val initializer =
        object : CallbackThreadInitializer(true, false) {
            override fun getName(callback: Callback): String = "linli-${number.incrementAndGet()}"
        }

    init {
        // The generated objects are internal to their module, so they are found by name; the consumer rules keep the names.
        val future = Class.forName("$GENERATED.uniffiRustFutureContinuationCallbackImpl")
        val methods = interfaces.flatMap { Class.forName("$GENERATED.uniffiCallbackInterface$it").declaredClasses.asList() }
        for (one in methods + future) {
            val callback = one.getField("INSTANCE").get(null)
            if (callback is Callback) Native.setCallbackThreadInitializer(callback, initializer)
        }
    }

    /** To be called before anything that can call back. */
    fun prepare() = Unit
}
