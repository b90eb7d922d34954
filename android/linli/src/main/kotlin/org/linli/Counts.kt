package org.linli

/** A count as the library takes it: what does not fit its type becomes the nearest that does. */
internal fun Long.toU32(): UInt = coerceIn(0, UInt.MAX_VALUE.toLong()).toUInt()

/** The same for greater counts. */
internal fun Long.toU64(): ULong = coerceAtLeast(0).toULong()
