package org.linli

/** Changes of the register by hand, and records that are given back to their author. */
public class Register internal constructor(
    private val calls: Calls,
) : RegisterCommands {
    override suspend fun proposeChange(draft: RegisterDraft): RecordId = calls.run { RecordId(it.proposeChange(draft.toFfi())) }

    override suspend fun decideChange(
        change: RecordId,
        accept: Boolean,
        reason: String?,
    ): RecordId = calls.run { RecordId(it.decideChange(change.value, accept, reason)) }

    override suspend fun returnRecord(
        record: RecordId,
        note: String,
    ): RecordId = calls.run { RecordId(it.returnRecord(record.value, note)) }
}
