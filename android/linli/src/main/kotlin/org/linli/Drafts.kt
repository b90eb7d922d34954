package org.linli

/** What somebody is typing, and undoing what was committed. */
public class Drafts internal constructor(
    private val calls: Calls,
) : DraftCommands {
    override suspend fun saveDraft(
        key: DraftKey,
        fields: List<DraftField>,
    ): Unit = calls.run { it.saveDraft(key.toFfi(), fields.map { it.toFfi() }) }

    override suspend fun commitDraft(key: DraftKey): Committed = calls.run { it.commitDraft(key.toFfi()).toPublic() }

    override suspend fun undo(record: RecordId): Unit = calls.run { it.undo(record.value) }
}
