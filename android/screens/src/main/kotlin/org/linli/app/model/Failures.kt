package org.linli.app.model

import kotlinx.coroutines.CancellationException
import org.linli.LinliException
import org.linli.Said
import org.linli.app.words.AppWord
import org.linli.app.words.said
import java.io.IOException

/** What a screen is about is not here, or not any more. */
internal class Gone : Exception()

/**
 * Why something did not work, for whoever tapped it. What the library refuses it says itself; a file, a full disk and an app that is
 * not there have words of ours. Work that is given up is no failure: it is thrown on.
 */
internal fun said(failure: Exception): Said =
    when (failure) {
        is CancellationException -> throw failure
        is LinliException -> Said(failure.zh, failure.en)
        is Gone -> AppWord.GONE.said
        is IOException, is SecurityException -> AppWord.FILE_FAILED.said
        else -> AppWord.WENT_WRONG.said
    }
