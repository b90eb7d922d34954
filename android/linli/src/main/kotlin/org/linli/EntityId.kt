package org.linli

/** The id of something that a correction, a photo or another system's number can be about. */
public sealed interface EntityId {
    /** The id as text: lower-case hexadecimal. The library checks it. */
    public val value: String
}
