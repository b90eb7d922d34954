package org.linli

import java.time.Instant

/** Matters: what the standard's flows prescribe, step by step; and the packs that hold the flows. */
public class Matters internal constructor(
    private val calls: Calls,
) : MatterScreens,
    MatterCommands {
    /** The packs that this store knows: those of this version, then the community's own. */
    public suspend fun packs(): List<PackView> = calls.run { it.packs().map { it.toPublic() } }

    /** A flow with its forms and words, by its name or as `pack/flow`: an app draws the form of any step from it. */
    public suspend fun flow(flow: String): FlowView = calls.run { it.flow(flow).toPublic() }

    /**
     * Takes up a pack of the community's own, as its file says it; it travels in the roster. Fails with `pack_unsound` where
     * `linli pack check` finds a fault.
     */
    public suspend fun adoptPack(pack: ByteArray): PackAdopted = calls.run { it.adoptPack(pack).toPublic() }

    /**
     * Opens a matter of a flow (its name, or `pack/flow`) at a place. Fails with `need_unmet`, in whose words the numbers
     * stand, or with the field of the form that does not fit.
     */
    override suspend fun openMatter(
        flow: String,
        scope: ScopeName,
        draft: StepDraft,
    ): MatterOpened = calls.run { it.openMatter(flow, scope.toFfi(), draft.toFfi()).toPublic() }

    /**
     * Takes a step of a matter; `settle` decides a conflict. A step that opens another matter writes that one's opening as
     * well.
     */
    override suspend fun takeStep(
        matter: DocId,
        draft: StepDraft,
    ): StepTaken = calls.run { it.takeStep(matter.value, draft.toFfi()).toPublic() }

    /** Gives other values for some fields of a step of one's own. */
    override suspend fun amendStep(
        step: RecordId,
        values: List<FormEntry>,
        reason: String,
    ): RecordId = calls.run { RecordId(it.amendStep(step.value, values.map { it.toFfi() }, reason)) }

    /** Takes a step of one's own back, as long as nothing was built on it. */
    override suspend fun withdrawStep(
        step: RecordId,
        reason: String,
    ): RecordId = calls.run { RecordId(it.withdrawStep(step.value, reason)) }

    /** Says a few words about a matter, or about one of its steps. */
    override suspend fun comment(
        matter: DocId,
        text: String,
        step: RecordId?,
    ): RecordId = calls.run { RecordId(it.comment(matter.value, text, step?.value)) }

    /** A matter: its steps, its state, what may be done next and by whom. */
    override suspend fun matter(matter: DocId): MatterView = calls.run { it.matter(matter.value).toPublic() }

    /** Matters, newest first. */
    override suspend fun listMatters(
        filter: MatterFilter,
        limit: Int,
        after: String?,
    ): Page<MatterSummary> = calls.run { it.listMatters(filter.toFfi(), page(limit, after)).toPublic() }

    /** The file of a matter, as JSON, from which `linli flow` comes to the same answer. */
    public suspend fun matterFile(matter: DocId): String = calls.run { it.matterFile(matter.value) }

    /** The pages that a matter can be printed on: those of its pack, then the common ones. */
    public suspend fun pages(matter: DocId): List<PageView> = calls.run { it.pages(matter.value).map { it.toPublic() } }

    /**
     * A matter on a page, as one HTML file for A4 paper that needs nothing else. It holds what this store may read; words that
     * were erased are marked.
     */
    public suspend fun page(
        matter: DocId,
        page: String,
        language: Language = Language.ZH,
    ): String = calls.run { it.page(matter.value, page, language.ffi) }

    /** What is due between two times: clocks of matters, and duties that recur. */
    override suspend fun obligations(
        since: Instant,
        until: Instant,
    ): List<Obligation> = calls.run { it.obligations(since, until).map { it.toPublic() } }
}
