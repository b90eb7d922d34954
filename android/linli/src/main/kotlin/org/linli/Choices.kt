package org.linli

import org.linli.ffi.Level as FfiLevel
import org.linli.ffi.PhotoPolicy as FfiPhotoPolicy
import org.linli.ffi.PhotoSize as FfiPhotoSize
import org.linli.ffi.RootPolicy as FfiRootPolicy

/** What a place is. */
public enum class Level(
    internal val ffi: FfiLevel,
) {
    /** 社区: the whole. */
    COMMUNITY(FfiLevel.COMMUNITY),

    /** 小区. */
    COMPOUND(FfiLevel.COMPOUND),

    /** 幢. */
    BUILDING(FfiLevel.BUILDING),

    /** 楼道, 单元. */
    STAIRWELL(FfiLevel.STAIRWELL),
}

/** How many of the root's keys must sign together to replace the registrar. */
public enum class RootPolicy(
    internal val ffi: FfiRootPolicy,
) {
    /** One key. */
    ONE_OF_ONE(FfiRootPolicy.ONE_OF_ONE),

    /** Two of three: for every real community. */
    TWO_OF_THREE(FfiRootPolicy.TWO_OF_THREE),
}

/** Which form of a photo. */
public enum class PhotoSize(
    internal val ffi: FfiPhotoSize,
) {
    /** As it was taken. */
    FULL(FfiPhotoSize.FULL),

    /** The small one. */
    THUMBNAIL(FfiPhotoSize.THUMBNAIL),
}

/** Which photos a sync carries. */
public enum class PhotoPolicy(
    internal val ffi: FfiPhotoPolicy,
) {
    /** Thumbnails alone: for networks that cost money. */
    THUMBNAILS(FfiPhotoPolicy.THUMBNAILS),

    /** Everything that waits. */
    EVERYTHING(FfiPhotoPolicy.EVERYTHING),
}

internal fun FfiLevel.toPublic(): Level =
    when (this) {
        FfiLevel.COMMUNITY -> Level.COMMUNITY
        FfiLevel.COMPOUND -> Level.COMPOUND
        FfiLevel.BUILDING -> Level.BUILDING
        FfiLevel.STAIRWELL -> Level.STAIRWELL
    }
