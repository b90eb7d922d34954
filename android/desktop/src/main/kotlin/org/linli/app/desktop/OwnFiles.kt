package org.linli.app.desktop

import java.nio.file.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.createTempFile

/** A new file of the app's own in a folder, for its owner alone: what is said at a door and what was pasted are residents' data. */
internal fun newFile(
    folder: Path,
    suffix: String,
): Path = createTempFile(folder.createDirectories(), "linli-", suffix)
