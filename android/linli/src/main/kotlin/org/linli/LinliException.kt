package org.linli

import kotlinx.coroutines.CancellationException
import org.linli.ffi.InternalException
import java.util.Locale
import org.linli.ffi.LinliException as FfiException

/**
 * The reason why an operation was not done. Nothing was changed then. The kind says what an app can do about it. If the app's
 * own key source or keeper threw, that is the cause.
 *
 * @property code stable, and listed in the documentation; a later version may know more than [ErrorCode] has constants for
 * @property zh a sentence for a person, in Chinese, without any resident's data; also the [message]
 * @property en the same in English
 */
public sealed class LinliException(
    public val code: ErrorCode,
    public val zh: String,
    public val en: String,
    cause: Throwable?,
) : Exception(zh, cause) {
    /** Chinese where the machine speaks it, English elsewhere. */
    override fun getLocalizedMessage(): String = if (Locale.getDefault().language == "zh") zh else en

    /**
     * The input is wrong: another one may help.
     *
     * @property field which part of it, if one is to blame
     */
    public class Input(
        code: ErrorCode,
        public val field: String?,
        zh: String,
        en: String,
        cause: Throwable? = null,
    ) : LinliException(code, zh, en, cause)

    /** This device may not do it, as the community's roster stands. */
    public class NotAllowed(
        code: ErrorCode,
        zh: String,
        en: String,
        cause: Throwable? = null,
    ) : LinliException(code, zh, en, cause)

    /** It cannot be done in this store, or not now. */
    public class State(
        code: ErrorCode,
        zh: String,
        en: String,
        cause: Throwable? = null,
    ) : LinliException(code, zh, en, cause)

    /** The store cannot be used: wrong key, damaged file, full disk and the like. */
    public class Store(
        code: ErrorCode,
        zh: String,
        en: String,
        cause: Throwable? = null,
    ) : LinliException(code, zh, en, cause)

    /** The hub cannot be reached, or is not the community's: trying later may help. */
    public class Network(
        code: ErrorCode,
        zh: String,
        en: String,
        cause: Throwable? = null,
    ) : LinliException(code, zh, en, cause)

    /** Somebody called it off. */
    public class Cancelled(
        code: ErrorCode,
        zh: String,
        en: String,
        cause: Throwable? = null,
    ) : LinliException(code, zh, en, cause)

    /** A fault of the library or of what the app handed in. The store is whole. */
    public class Internal(
        code: ErrorCode,
        zh: String,
        en: String,
        cause: Throwable? = null,
    ) : LinliException(code, zh, en, cause)
}

internal fun Throwable.toPublic(because: Throwable = this): Throwable =
    when (this) {
        is FfiException.Input -> LinliException.Input(ErrorCode(code), field, zh, en, because)
        is FfiException.NotAllowed -> LinliException.NotAllowed(ErrorCode(code), zh, en, because)
        is FfiException.State -> LinliException.State(ErrorCode(code), zh, en, because)
        is FfiException.Store -> LinliException.Store(ErrorCode(code), zh, en, because)
        is FfiException.Network -> LinliException.Network(ErrorCode(code), zh, en, because)
        is FfiException.Cancelled -> LinliException.Cancelled(ErrorCode(code), zh, en, because)
        is FfiException.Internal -> LinliException.Internal(ErrorCode(code), zh, en, because)
        is InternalException -> internal(this)
        else -> this
    }

/** A panic in the caller's own thread: the generated code has no code and no words for it. */
private fun internal(cause: Throwable) =
    LinliException.Internal(
        ErrorCode.INTERNAL,
        "程序内部错误，没有保存。请重试并告知开发者。",
        "An internal error; nothing was saved. Try again and tell the developers.",
        cause,
    )

/** The library's error of a store that is suspended; after [Workspace.close] there is nobody left to say it. */
internal fun storeClosed(cause: Throwable? = null): LinliException =
    LinliException.Store(ErrorCode.STORE_CLOSED, "存储已关闭。", "The store is closed.", cause)

/** The same as [mapping]; what the app's own code threw meanwhile is the cause. */
internal inline fun <T> blaming(
    asked: Asked,
    block: () -> T,
): T =
    try {
        block()
    } catch (e: CancellationException) {
        throw e
    } catch (e: Exception) {
        throw e.toPublic(asked.thrown ?: e)
    }

/** Runs [block] and maps what the generated code throws. Cancelling passes as it is. */
internal inline fun <T> mapping(block: () -> T): T =
    try {
        block()
    } catch (e: CancellationException) {
        throw e
    } catch (e: Exception) {
        throw e.toPublic()
    }
