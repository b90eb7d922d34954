package org.linli.app.model

import java.nio.file.Path

/** Codes that a device is to see. */
enum class Codes {
    /** A single one. */
    ONE,

    /** Those that another device shows in turn. */
    IN_TURN,
}

/**
 * Files that a person hands over and takes in: dialogs at a desk, the system's own on a phone. Each blocks no thread, and gives nothing
 * if he changes his mind.
 */
interface Files {
    /**
     * The folder below which the app's own files lie. Drafts keep their names in it: it moves with an update, another phone or a renamed
     * store. None where nothing is kept.
     */
    val own: Path? get() = null

    /** Hands a file over, by a name that is proposed: [write] is called with where it comes to lie. */
    suspend fun give(
        name: String,
        write: suspend (Path) -> Unit,
    )

    /** A file to read. */
    suspend fun take(): Path?

    /** A picture: taken now where there is a camera, chosen where there is none. */
    suspend fun picture(): Path?

    /** The texts of the codes that a person lets this device see, each once; none at all if he changes his mind. */
    suspend fun codes(which: Codes): List<String>? = null

    /** Hands a text to another app of this device: the system's own way of sharing on a phone, the clipboard at a desk. */
    suspend fun share(text: String) = Unit

    /** Hands a picture of our own to another app, likewise. */
    suspend fun sharePicture(picture: Path) = Unit

    /** A picture lies sealed in the store, or belongs to nothing: what a camera wrote for us is to go. A file of one's own stays. */
    suspend fun discard(picture: Path) = Unit

    /** Nobody is there to choose. */
    data object None : Files {
        override suspend fun give(
            name: String,
            write: suspend (Path) -> Unit,
        ) = Unit

        override suspend fun take(): Path? = null

        override suspend fun picture(): Path? = null
    }
}
