// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.AgendaPage as FfiAgendaPage
import org.linli.ffi.AgendaView as FfiAgendaView
import org.linli.ffi.BallotDraft as FfiBallotDraft
import org.linli.ffi.BallotRemark as FfiBallotRemark
import org.linli.ffi.ConflictOwner as FfiConflictOwner
import org.linli.ffi.ConflictPage as FfiConflictPage
import org.linli.ffi.ConflictView as FfiConflictView
import org.linli.ffi.ReturnView as FfiReturnView
import org.linli.ffi.SheetAllotment as FfiSheetAllotment
import org.linli.ffi.SlipView as FfiSlipView
import org.linli.ffi.TallyDraft as FfiTallyDraft
import org.linli.ffi.TallySummary as FfiTallySummary
import org.linli.ffi.TallyView as FfiTallyView
import org.linli.ffi.TopicDraft as FfiTopicDraft
import org.linli.ffi.TopicPage as FfiTopicPage
import org.linli.ffi.TopicView as FfiTopicView
import org.linli.ffi.Voters as FfiVoters
import org.linli.ffi.WitnessView as FfiWitnessView

internal fun FfiAgendaPage.toPublic(): Page<AgendaView> = Page(items.map { it.toPublic() }, next)

/**
 * An agenda with all its fields.
 *
 * @property agenda its id
 * @property scope where it lies
 * @property fields fields in order of name; `text` is the merged text
 * @property contested whether contested changes stand in the text, neither adopted nor set aside
 */
public data class AgendaView(
    val agenda: DocId,
    val scope: String,
    val fields: List<FieldView>,
    val contested: Boolean,
)

internal fun FfiAgendaView.toPublic(): AgendaView =
    AgendaView(
        agenda = DocId(agenda),
        scope = scope,
        fields = fields.map { it.toPublic() },
        contested = contested,
    )

/**
 * A ballot taken at a door.
 *
 * @property tally the tally
 * @property voter a door number, a household's id, or the name for named voters
 * @property choice the answer; none on a withdrawal
 * @property kind a first ballot, a correction or a withdrawal
 * @property authority on whose authority
 * @property slip the voter's slip, as its text
 * @property supersedes the ballots that it names; if none are said, a correction or a withdrawal names those it can reach
 */
public data class BallotDraft(
    val tally: DocId,
    val voter: String,
    val choice: Choice?,
    val kind: BallotKind = BallotKind.CAST,
    val authority: BallotAuthority = BallotAuthority.COLLECTOR,
    val slip: String? = null,
    val supersedes: List<RecordId>? = null,
)

internal fun BallotDraft.toFfi(): FfiBallotDraft =
    FfiBallotDraft(
        tally = tally.value,
        voter = voter,
        choice = choice?.ffi,
        kind = kind.ffi,
        authority = authority.ffi,
        slip = slip,
        supersedes = supersedes?.map { it.value },
    )

/**
 * What is to be said of a ballot besides its answer.
 *
 * @property ballot the ballot
 * @property voter its voter, as the file names him
 * @property by who took it
 * @property sheet the number of its sheet
 * @property note that it is relayed, or why it has no effect
 */
public data class BallotRemark(
    val ballot: RecordId,
    val voter: String,
    val by: MemberId,
    val sheet: Long,
    val note: BallotNote,
)

internal fun FfiBallotRemark.toPublic(): BallotRemark =
    BallotRemark(
        ballot = RecordId(ballot),
        voter = voter,
        by = MemberId(by),
        sheet = sheet.toLong(),
        note = note.toPublic(),
    )

/** Who decides a contradiction. */
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
     * @property member who
     */
    public data class Author(
        val member: MemberId,
    ) : ConflictOwner
}

internal fun FfiConflictOwner.toPublic(): ConflictOwner =
    when (this) {
        is FfiConflictOwner.Role -> ConflictOwner.Role(role.toPublic())
        is FfiConflictOwner.Author -> ConflictOwner.Author(MemberId(member))
    }

internal fun FfiConflictPage.toPublic(): Page<ConflictView> = Page(items.map { it.toPublic() }, next)

/**
 * A contradiction that somebody must decide.
 *
 * @property document the document
 * @property kind its kind (`agenda`, `register`, …)
 * @property field which field: in a register `<household or person id>/<field>`; of an agenda the field, of a round the
 *   item; of visits the id of the visit; of topics and hazards their id; `external_ids.<system>` of a number that another
 *   system gives
 * @property title what a person calls it (`3-1-501 phone`)
 * @property values the values, each with the record that says so
 * @property owner who decides
 */
public data class ConflictView(
    val document: DocId,
    val kind: String,
    val field: String,
    val title: String,
    val values: List<ValueView>,
    val owner: ConflictOwner,
)

internal fun FfiConflictView.toPublic(): ConflictView =
    ConflictView(
        document = DocId(document),
        kind = kind,
        field = field,
        title = title,
        values = values.map { it.toPublic() },
        owner = owner.toPublic(),
    )

/**
 * A collector's return.
 *
 * @property text the whole return as text
 * @property spoken its spoken form: 26 characters of base 32
 */
public data class ReturnView(
    val text: String,
    val spoken: String,
)

internal fun FfiReturnView.toPublic(): ReturnView =
    ReturnView(
        text = text,
        spoken = spoken,
    )

/**
 * Numbered sheets allotted to a collector.
 *
 * @property member the collector
 * @property sheets how many
 */
public data class SheetAllotment(
    val member: MemberId,
    val sheets: Long,
)

internal fun SheetAllotment.toFfi(): FfiSheetAllotment =
    FfiSheetAllotment(
        member = member.value,
        sheets = sheets.toU32(),
    )

/**
 * A slip (票据) for its household's eyes alone: it is told once, and kept nowhere.
 *
 * @property voter whose it is, as the file names him
 * @property slip what the paper shows: `linli-slip:` and its secret
 */
public data class SlipView(
    val voter: String,
    val slip: String,
)

internal fun FfiSlipView.toPublic(): SlipView =
    SlipView(
        voter = voter,
        slip = slip,
    )

/**
 * A tally to open.
 *
 * @property title what is voted on
 * @property rule the rule (`stairwell`, `assembly-ordinary` and so on)
 * @property voters who may vote
 * @property deadline when ballots must be in
 * @property readings names of readings of the rule; its defaults if none
 * @property sheets numbered sheets allotted to collectors
 */
public data class TallyDraft(
    val title: String,
    val rule: String,
    val voters: Voters,
    val deadline: Instant,
    val readings: List<String> = emptyList(),
    val sheets: List<SheetAllotment> = emptyList(),
)

internal fun TallyDraft.toFfi(): FfiTallyDraft =
    FfiTallyDraft(
        title = title,
        rule = rule,
        voters = voters.toFfi(),
        deadline = deadline,
        readings = readings,
        sheets = sheets.map { it.toFfi() },
    )

/**
 * An open tally in a list.
 *
 * @property tally its id
 * @property title what is voted on
 * @property rule the rule
 * @property deadline when ballots must be in
 * @property voters how many voters
 * @property relayed whether who opened it could only relay it (○): it waits for confirmation
 */
public data class TallySummary(
    val tally: DocId,
    val title: String?,
    val rule: String,
    val deadline: Instant,
    val voters: Long,
    val relayed: Boolean,
)

internal fun FfiTallySummary.toPublic(): TallySummary =
    TallySummary(
        tally = DocId(tally),
        title = title,
        rule = rule,
        deadline = deadline,
        voters = voters.toLong(),
        relayed = relayed,
    )

/**
 * A tally: the file that anybody can recount, and its answer as far as it can be given.
 *
 * @property input the recount file, as JSON
 * @property answer its whole answer, as JSON; absent in a store that lacks a part of the tally
 * @property outcome the outcome's name (`passed`, `failed`, `undecided` and so on)
 * @property explanationZh the result with clause and arithmetic, in Chinese
 * @property explanationEn the same in English
 * @property disputed voters whose ballots contradict each other
 * @property provisional whether even a decided answer may still change: until the tally is closed
 * @property remarks ballots of which something is to be said, by id: those without effect, which are not in the file, and
 *   relayed ones
 */
public data class TallyView(
    val input: String,
    val answer: String?,
    val outcome: String?,
    val explanationZh: String?,
    val explanationEn: String?,
    val disputed: List<String>,
    val provisional: Boolean,
    val remarks: List<BallotRemark>,
)

internal fun FfiTallyView.toPublic(): TallyView =
    TallyView(
        input = input,
        answer = answer,
        outcome = outcome,
        explanationZh = explanationZh,
        explanationEn = explanationEn,
        disputed = disputed,
        provisional = provisional,
        remarks = remarks.map { it.toPublic() },
    )

/**
 * A topic to collect.
 *
 * @property source where it came from
 * @property title in a few words
 * @property text in full
 * @property household from which household: a door number or an id
 * @property scope where it belongs if it comes from no household; the narrowest place of one's own grants if not said
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
 * @property source where it came from
 * @property household the door, if it came from one that this store knows
 * @property title in a few words
 * @property text in full
 * @property at when
 * @property by who collected it
 * @property scope where it lies
 * @property withdrawn whether its collector withdrew it
 * @property conflicted whether versions of it contradict each other; the first one is shown
 * @property relayed whether its author could only relay it (○): it waits for confirmation
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
    val withdrawn: Boolean,
    val conflicted: Boolean,
    val relayed: Boolean,
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
        withdrawn = withdrawn,
        conflicted = conflicted,
        relayed = relayed,
    )

/** Who may vote. */
public sealed interface Voters {
    /**
     * Every household of a scope.
     *
     * @property scope the scope
     */
    public data class Scope(
        val scope: ScopeName,
    ) : Voters

    /**
     * Exactly these households: door numbers or ids.
     *
     * @property households door numbers or ids
     */
    public data class Households(
        val households: List<String>,
    ) : Voters

    /**
     * These names: members of a committee, bodies, representatives.
     *
     * @property names the names
     */
    public data class Names(
        val names: List<String>,
    ) : Voters
}

internal fun Voters.toFfi(): FfiVoters =
    when (this) {
        is Voters.Scope -> FfiVoters.Scope(scope.toFfi())
        is Voters.Households -> FfiVoters.Households(households)
        is Voters.Names -> FfiVoters.Names(names)
    }

/**
 * When the hub first saw a ballot.
 *
 * @property ballot the ballot
 * @property at by the hub's clock; it was there by then
 */
public data class WitnessView(
    val ballot: RecordId,
    val at: Instant,
)

internal fun FfiWitnessView.toPublic(): WitnessView =
    WitnessView(
        ballot = RecordId(ballot),
        at = at,
    )
