package org.linli.app.picture

import java.nio.file.Path
import kotlin.io.path.deleteIfExists

/** The file, if all of it was written: a part of a picture is for nobody, whatever went wrong, and does not stay. */
inline fun whole(
    file: Path,
    write: (Path) -> Boolean,
): Path? {
    var isWritten = false
    try {
        isWritten = write(file)
    } finally {
        if (!isWritten) file.deleteIfExists()
    }
    return file.takeIf { isWritten }
}
