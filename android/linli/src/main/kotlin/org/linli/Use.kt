package org.linli

/** Does something with a workspace and closes it, whatever happens. What fails first is thrown. */
public suspend inline fun <T> Workspace.use(block: (Workspace) -> T): T {
    var failed: Throwable? = null
    try {
        return block(this)
    } catch (e: Throwable) {
        failed = e
        throw e
    } finally {
        closeAfter(failed)
    }
}

/** Closes; what fails then does not hide what failed before. */
@PublishedApi
internal suspend fun Workspace.closeAfter(failed: Throwable?) {
    try {
        close()
    } catch (e: LinliException) {
        if (failed == null) throw e
        failed.addSuppressed(e)
    }
}
