// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.nio.file.Path
import java.time.Instant
import org.linli.ffi.PhotoDraft as FfiPhotoDraft
import org.linli.ffi.PhotoReport as FfiPhotoReport
import org.linli.ffi.PhotoView as FfiPhotoView
import org.linli.ffi.Picture as FfiPicture
import org.linli.ffi.VoiceDraft as FfiVoiceDraft

/**
 * A photo to be kept.
 *
 * @property entity the thing that it shows: the id of a visit, log entry, topic, agenda, round or hazard
 * @property file the picture's file; it is copied
 * @property thumbnail a small one that travels first, if the app has made one
 * @property mediaType its media type (`image/jpeg`)
 * @property caption a few words
 */
public data class PhotoDraft(
    val entity: EntityId,
    val file: Path,
    val thumbnail: Path? = null,
    val mediaType: String = "image/jpeg",
    val caption: String? = null,
)

internal fun PhotoDraft.toFfi(): FfiPhotoDraft =
    FfiPhotoDraft(
        entity = entity.value,
        file = file.toString(),
        thumbnail = thumbnail?.toString(),
        mediaType = mediaType,
        caption = caption,
    )

/**
 * The outcome of a transfer of photos. Records are counted elsewhere.
 *
 * @property sent files the hub has now
 * @property received files that came
 * @property bytesUp bytes of request bodies
 * @property bytesDown bytes of answers' bodies
 * @property waiting files that still wait to be sent
 */
public data class PhotoReport(
    val sent: Long,
    val received: Long,
    val bytesUp: Long,
    val bytesDown: Long,
    val waiting: Long,
)

internal fun FfiPhotoReport.toPublic(): PhotoReport =
    PhotoReport(
        sent = sent.toLong(),
        received = received.toLong(),
        bytesUp = bytesUp.toLong(),
        bytesDown = bytesDown.toLong(),
        waiting = waiting.toLong(),
    )

/**
 * A photo.
 *
 * @property photo its record
 * @property of the visit or log entry that it shows; none if it shows the document's subject
 * @property at the time at which it was taken
 * @property by its photographer
 * @property mediaType its media type; none while its words are not here
 * @property caption a few words
 * @property lengthMs milliseconds of a voice note; none of a picture, and of what is called one and is none
 * @property bytes bytes of the picture
 * @property here whether the picture is on this phone
 * @property thumbnailHere whether the thumbnail is
 * @property atHub whether the hub has the picture
 * @property withdrawn whether its author has withdrawn it
 */
public data class PhotoView(
    val photo: RecordId,
    val of: RecordId?,
    val at: Instant,
    val by: MemberId,
    val mediaType: String?,
    val caption: String?,
    val lengthMs: Long?,
    val bytes: Long?,
    val here: Boolean,
    val thumbnailHere: Boolean,
    val atHub: Boolean,
    val withdrawn: Boolean,
)

internal fun FfiPhotoView.toPublic(): PhotoView =
    PhotoView(
        photo = RecordId(photo),
        of = of?.let(::RecordId),
        at = at,
        by = MemberId(by),
        mediaType = mediaType,
        caption = caption,
        lengthMs = lengthMs?.toLong(),
        bytes = bytes?.toLong(),
        here = here,
        thumbnailHere = thumbnailHere,
        atHub = atHub,
        withdrawn = withdrawn,
    )

/**
 * A picture to be kept.
 *
 * @property file the picture's file; it is copied
 * @property thumbnail a small one that travels first, if the app has made one
 * @property mediaType its media type (`image/jpeg`)
 * @property caption a few words
 */
public data class Picture(
    val file: Path,
    val thumbnail: Path? = null,
    val mediaType: String = "image/jpeg",
    val caption: String? = null,
)

internal fun Picture.toFfi(): FfiPicture =
    FfiPicture(
        file = file.toString(),
        thumbnail = thumbnail?.toString(),
        mediaType = mediaType,
        caption = caption,
    )

/**
 * A voice note to be kept.
 *
 * @property visit the id of the visit at which it was said
 * @property file OGG, M4A, AMR, 3GP or WAV of at most 1 MiB; it is copied
 * @property lengthMs milliseconds, from 1 to 300,000
 */
public data class VoiceDraft(
    val visit: String,
    val file: Path,
    val lengthMs: Long,
)

internal fun VoiceDraft.toFfi(): FfiVoiceDraft =
    FfiVoiceDraft(
        visit = visit,
        file = file.toString(),
        lengthMs = lengthMs.toU32(),
    )
