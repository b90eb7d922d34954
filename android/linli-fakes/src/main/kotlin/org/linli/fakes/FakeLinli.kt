package org.linli.fakes

import kotlinx.coroutines.channels.BufferOverflow
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import org.linli.BallotDraft
import org.linli.ChangeSet
import org.linli.ClosedView
import org.linli.Commands
import org.linli.Committed
import org.linli.Correction
import org.linli.DocId
import org.linli.DraftField
import org.linli.DraftKey
import org.linli.EntityId
import org.linli.FormEntry
import org.linli.HandedReturn
import org.linli.HazardDraft
import org.linli.LinliException
import org.linli.LogDraft
import org.linli.MatterOpened
import org.linli.PhotoDraft
import org.linli.RecordId
import org.linli.RegisterDraft
import org.linli.ReturnView
import org.linli.ScopeName
import org.linli.Screens
import org.linli.StepDraft
import org.linli.StepTaken
import org.linli.SyncOptions
import org.linli.SyncOutcome
import org.linli.TallyDraft
import org.linli.TopicDraft
import org.linli.Transport
import org.linli.VisitDraft
import java.time.Instant
import java.util.Collections

/**
 * Screens and commands in memory: for previews, and for tests of an app's models that need neither library nor disk. What a
 * person does at a door, with a draft, a vote or a sync shows on the screens afterwards; everything else is noted in [done], and
 * its answer is a sample. No rule of the standard is judged here: what may be done, and what follows, only the library knows.
 *
 * @param start what the screens show at first
 * @property clock tells the time
 */
public class FakeLinli(
    start: FakeWorld = FakeWorld(),
    public val clock: () -> Instant = { Samples.now },
) {
    private val state = MutableStateFlow(start)
    private val told =
        MutableSharedFlow<ChangeSet>(extraBufferCapacity = 64, onBufferOverflow = BufferOverflow.DROP_OLDEST)
    private val calls = Collections.synchronizedList(mutableListOf<String>())
    private val fails = MutableStateFlow<LinliException?>(null)
    private val work = FakeWork(state, clock)

    /** What the screens show now. */
    public val world: FakeWorld get() = state.value

    /** The names of the commands that were given, oldest first. */
    public val done: List<String> get() = calls.toList()

    /** The screens of the world. */
    public val screens: Screens = FakeScreens(state, told, work::unsent)

    /** Commands that change the world, and tell it. */
    public val commands: Commands = Telling()

    /** Shows another world, and tells it. */
    public fun show(
        changes: ChangeSet,
        world: (FakeWorld) -> FakeWorld,
    ) {
        state.value = world(state.value)
        told.tryEmit(changes)
    }

    /** Lets the next command fail. */
    public fun failNext(error: LinliException) {
        fails.value = error
    }

    private inline fun <T> command(
        name: String,
        changes: ChangeSet = ChangeSet.EMPTY,
        work: () -> T,
    ): T {
        calls += name
        fails.value?.let {
            fails.value = null
            throw it
        }
        val answer = work()
        if (!changes.isEmpty()) told.tryEmit(changes)
        return answer
    }

    /** Everything that is commanded is noted, may be told to fail, and is told. */
    private inner class Telling : Commands {
        override suspend fun recordVisit(draft: VisitDraft): RecordId =
            command("recordVisit", work.changed(Lists.VISITS, draft.household)) { work.recordVisit(draft) }

        override suspend fun correct(
            target: EntityId,
            correction: Correction,
            reason: String,
        ): RecordId = command("correct", work.changed(Lists.VISITS, target.value)) { work.nextRecord() }

        override suspend fun withdraw(
            target: EntityId,
            reason: String,
        ): RecordId = command("withdraw", work.changed(Lists.VISITS, target.value)) { work.withdraw(target) }

        override suspend fun startRound(
            place: ScopeName,
            template: String,
        ): DocId = command("startRound", work.changed(Lists.ROUNDS)) { work.startRound(template) }

        override suspend fun logEntry(draft: LogDraft): RecordId =
            command("logEntry", work.changed(Lists.ROUNDS, draft.round.value)) { work.logEntry(draft) }

        override suspend fun reportHazard(draft: HazardDraft): DocId =
            command("reportHazard", work.changed(Lists.HAZARDS)) { work.reportHazard(draft) }

        override suspend fun collectTopic(draft: TopicDraft): DocId =
            command("collectTopic", work.changed(Lists.TOPICS)) { work.collectTopic(draft) }

        override suspend fun editAgenda(
            field: String,
            value: String,
            agenda: DocId?,
            scope: ScopeName?,
        ): DocId = command("editAgenda", work.changed(Lists.AGENDAS)) { agenda ?: work.nextDoc() }

        override suspend fun openTally(draft: TallyDraft): DocId = command("openTally") { work.nextDoc() }

        override suspend fun castBallot(draft: BallotDraft): RecordId =
            command("castBallot", work.changedTally(draft.tally)) { work.castBallot(draft) }

        override suspend fun collectingDone(tally: DocId): ReturnView = command("collectingDone") { Samples.returnView }

        override suspend fun signIn(
            tally: DocId,
            voters: List<String>,
        ): Int = command("signIn", work.changedTally(tally)) { work.signIn(voters) }

        override suspend fun closeTally(
            tally: DocId,
            returns: List<HandedReturn>,
        ): ClosedView = command("closeTally", work.changedTally(tally)) { work.closeTally(tally) }

        override suspend fun handOverKey(tally: DocId): RecordId =
            command("handOverKey", work.changedTally(tally)) { work.nextRecord() }

        override suspend fun resolve(
            document: DocId,
            field: String,
            value: String,
        ): RecordId = command("resolve", work.changed(Lists.REGISTER, document.value)) { work.resolve(document, field) }

        override suspend fun openMatter(
            flow: String,
            scope: ScopeName,
            draft: StepDraft,
        ): MatterOpened = command("openMatter", work.changed(Lists.MATTERS)) { MatterOpened(work.nextDoc(), work.nextRecord()) }

        override suspend fun takeStep(
            matter: DocId,
            draft: StepDraft,
        ): StepTaken =
            command("takeStep", work.changed(Lists.MATTERS, matter.value)) { StepTaken(work.nextRecord(), emptyList()) }

        override suspend fun amendStep(
            step: RecordId,
            values: List<FormEntry>,
            reason: String,
        ): RecordId = command("amendStep", work.changed(Lists.MATTERS, step.value)) { work.nextRecord() }

        override suspend fun withdrawStep(
            step: RecordId,
            reason: String,
        ): RecordId = command("withdrawStep", work.changed(Lists.MATTERS, step.value)) { work.nextRecord() }

        override suspend fun comment(
            matter: DocId,
            text: String,
            step: RecordId?,
        ): RecordId = command("comment", work.changed(Lists.MATTERS, matter.value)) { work.nextRecord() }

        override suspend fun proposeChange(draft: RegisterDraft): RecordId =
            command("proposeChange", work.changed(Lists.REGISTER, draft.household)) { work.proposeChange(draft) }

        override suspend fun decideChange(
            change: RecordId,
            accept: Boolean,
            reason: String?,
        ): RecordId = command("decideChange", work.changed(Lists.REGISTER)) { work.decideChange(change, accept, reason) }

        override suspend fun returnRecord(
            record: RecordId,
            note: String,
        ): RecordId = command("returnRecord", work.changed(Lists.CONTESTED, record.value)) { work.nextRecord() }

        override suspend fun saveDraft(
            key: DraftKey,
            fields: List<DraftField>,
        ): Unit = command("saveDraft", work.changed(Lists.DRAFTS)) { work.saveDraft(key, fields) }

        override suspend fun commitDraft(key: DraftKey): Committed =
            command("commitDraft", work.changed(Lists.DRAFTS, key.thing)) { work.commitDraft(key) }

        override suspend fun undo(record: RecordId): Unit =
            command("undo", work.changed(Lists.VISITS, record.value)) { work.undo(record) }

        override suspend fun attachPhoto(draft: PhotoDraft): RecordId =
            command("attachPhoto", work.changed(Lists.PHOTOS, draft.entity.value)) { work.nextRecord() }

        override suspend fun withdrawPhoto(
            photo: RecordId,
            reason: String,
        ): RecordId = command("withdrawPhoto", work.changed(Lists.PHOTOS, photo.value)) { work.nextRecord() }

        override suspend fun wantPhoto(photo: RecordId): Unit = command("wantPhoto", work.changed(Lists.PHOTOS, photo.value)) { }

        override suspend fun join(invitation: String): String = command("join", work.changed(Lists.ROSTER)) { work.join() }

        override suspend fun answerChallenge(challenge: String): String =
            command("answerChallenge", work.changed(Lists.ROSTER)) { work.answerChallenge() }

        override suspend fun sync(
            options: SyncOptions,
            transport: Transport?,
        ): SyncOutcome = command("sync", work.changed(Lists.SYNC)) { work.sync() }
    }
}
