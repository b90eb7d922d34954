// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.AgendaPage as FfiAgendaPage
import org.linli.ffi.AgendaView as FfiAgendaView
import org.linli.ffi.ConflictOwner as FfiConflictOwner
import org.linli.ffi.ConflictPage as FfiConflictPage
import org.linli.ffi.ConflictView as FfiConflictView
import org.linli.ffi.TopicDraft as FfiTopicDraft
import org.linli.ffi.TopicPage as FfiTopicPage
import org.linli.ffi.TopicView as FfiTopicView

internal fun FfiAgendaPage.toPublic(): Page<AgendaView> = Page(items.map { it.toPublic() }, next)

/**
 * An agenda with all its fields.
 *
 * @property agenda its id
 * @property scope its place
 * @property fields fields in order of name; `text` is the merged text
 * @property contested whether contested changes stand in the text, neither adopted nor set aside
 * @property waiting changes of the text that are not shown, because what they stand on is not here yet, or was erased
 * @property ahead whether its time is later than it was first here, by more than an hour: a clock was wrong, and it stands
 *   in lists where it came
 */
public data class AgendaView(
    val agenda: DocId,
    val scope: String,
    val fields: List<FieldView>,
    val contested: Boolean,
    val waiting: Long,
    val ahead: Boolean,
)

internal fun FfiAgendaView.toPublic(): AgendaView =
    AgendaView(
        agenda = DocId(agenda),
        scope = scope,
        fields = fields.map { it.toPublic() },
        contested = contested,
        waiting = waiting.toLong(),
        ahead = ahead,
    )

/** The one who decides a contradiction. */
public sealed interface ConflictOwner {
    /**
     * Whoever has this role over the document's scope.
     *
     * @property role which
     */
    public data class Role(
        val role: org.linli.Role,
    ) : ConflictOwner

    /**
     * The author of what is contradicted: by correcting it once more.
     *
     * @property member its author
     */
    public data class Author(
        val member: MemberId,
    ) : ConflictOwner

    /**
     * Whoever has one of these roles over the document's scope: by the step that settles a matter.
     *
     * @property roles the roles; none where this store lacks the matter's pack
     */
    public data class Roles(
        val roles: List<org.linli.Role>,
    ) : ConflictOwner
}

internal fun FfiConflictOwner.toPublic(): ConflictOwner =
    when (this) {
        is FfiConflictOwner.Role -> ConflictOwner.Role(role.toPublic())
        is FfiConflictOwner.Author -> ConflictOwner.Author(MemberId(member))
        is FfiConflictOwner.Roles -> ConflictOwner.Roles(roles.map { it.toPublic() })
    }

internal fun FfiConflictPage.toPublic(): Page<ConflictView> = Page(items.map { it.toPublic() }, next)

/**
 * A contradiction that somebody must decide.
 *
 * @property document the document
 * @property kind its kind
 * @property field which field: in a register `<household or person id>/<field>`; of an agenda the field, of a round the
 *   item; of visits the id of the visit; of topics and hazards their id; of another step of a matter its record, of a matter
 *   that goes on in several ways `heads`; `external_ids.<system>` of a number that another system gives
 * @property title its name among people (`3-1-501 phone`)
 * @property values the values, each with the record that says so
 * @property owner the one who decides
 */
public data class ConflictView(
    val document: DocId,
    val kind: DocKind,
    val field: String,
    val title: Said,
    val values: List<ValueView>,
    val owner: ConflictOwner,
)

internal fun FfiConflictView.toPublic(): ConflictView =
    ConflictView(
        document = DocId(document),
        kind = kind.toPublic(),
        field = field,
        title = title.toPublic(),
        values = values.map { it.toPublic() },
        owner = owner.toPublic(),
    )

/**
 * A topic to collect.
 *
 * @property source its source
 * @property title in a few words
 * @property text in full
 * @property household from which household: a door number or an id
 * @property scope its place if it comes from no household; the narrowest place of one's own grants if not said
 */
public data class TopicDraft(
    val source: TopicSource,
    val title: String,
    val text: String,
    val household: String? = null,
    val scope: ScopeName? = null,
)

internal fun TopicDraft.toFfi(): FfiTopicDraft =
    FfiTopicDraft(
        source = source.ffi,
        title = title,
        text = text,
        household = household,
        scope = scope?.toFfi(),
    )

internal fun FfiTopicPage.toPublic(): Page<TopicView> = Page(items.map { it.toPublic() }, next)

/**
 * A topic as lists show it.
 *
 * @property topic its id
 * @property source its source
 * @property household the door, if it came from one that this store knows
 * @property title in a few words
 * @property text in full
 * @property at the time
 * @property by its collector
 * @property scope its place
 * @property placeSaid its place for people
 * @property standing its state after corrections
 * @property relayed whether its author could only relay it (○): it waits for confirmation
 * @property ahead whether its time is later than it was first here, by more than an hour: a clock was wrong, and it stands
 *   in lists where it came
 * @property changed a result that a step of it said, and that its vote no longer says
 */
public data class TopicView(
    val topic: DocId,
    val source: TopicSource,
    val household: String?,
    val title: String?,
    val text: String?,
    val at: Instant,
    val by: MemberId,
    val scope: String,
    val placeSaid: Said,
    val standing: Standing,
    val relayed: Boolean,
    val ahead: Boolean,
    val changed: ResultChanged?,
)

internal fun FfiTopicView.toPublic(): TopicView =
    TopicView(
        topic = DocId(topic),
        source = source.toPublic(),
        household = household,
        title = title,
        text = text,
        at = at,
        by = MemberId(by),
        scope = scope,
        placeSaid = placeSaid.toPublic(),
        standing = standing.toPublic(),
        relayed = relayed,
        ahead = ahead,
        changed = changed?.toPublic(),
    )
