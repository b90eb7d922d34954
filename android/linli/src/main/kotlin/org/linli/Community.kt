package org.linli

/** The community: its members, its places, and the decisions of officers. */
public class Community internal constructor(
    private val calls: Calls,
) : CommunityScreens,
    CommunityCommands {
    /** Founds a community: this store becomes its office. The recovery texts are the root: print them, lock them away. */
    public suspend fun createCommunity(
        name: String,
        compound: String? = null,
        root: RootPolicy = RootPolicy.TWO_OF_THREE,
    ): CommunityCreated = calls.run { it.createCommunity(name, compound, root.ffi).toPublic() }

    /** Invites somebody: a text to show as a QR code, good for one phone and 24 hours. */
    public suspend fun invite(
        role: Role,
        scope: ScopeName,
        name: String,
    ): String = calls.run { it.invite(role.ffi, scope.toFfi(), name) }

    /** Invites another device of a member who is there: what he did before stays his own. */
    public suspend fun inviteDevice(member: MemberId): String = calls.run { it.inviteDevice(member.value) }

    /** Joins with an invitation: gives the enrolment to hand over to the inviter. */
    override suspend fun join(invitation: String): String = calls.run { it.join(invitation) }

    /** On the inviting store, with the enrolment at hand: the challenge to show to the new phone. */
    public suspend fun challenge(enrolment: String): String = calls.run { it.challenge(enrolment) }

    /** On the new store: the six digits that follow from the challenge, to be read aloud. */
    override suspend fun answerChallenge(challenge: String): String = calls.run { it.answerChallenge(challenge) }

    /** Admits the device that was challenged and whose owner reads the right digits aloud. */
    public suspend fun admit(
        enrolment: String,
        digits: String,
    ): Admitted = calls.run { it.admit(enrolment, digits).toPublic() }

    /**
     * Makes a member a household's representative (户代表), or takes it from whoever it was. While the representative
     * before him holds his grant, that is revoked first.
     */
    public suspend fun appointRepresentative(
        household: String,
        member: MemberId?,
    ): Unit = calls.run { it.appointRepresentative(household, member?.value) }

    /** Gives a member who is there another role, or the same over another scope. Gives the number of the roster's entry. */
    public suspend fun grant(
        member: MemberId,
        role: Role,
        scope: ScopeName,
    ): Long = calls.run { it.grant(member.value, role.ffi, scope.toFfi()).toLong() }

    /** Passes on what one member holds within a scope to another. What the first did stays as it was. */
    public suspend fun handover(
        from: MemberId,
        to: MemberId,
        scope: ScopeName,
    ): HandedOver = calls.run { it.handover(from.value, to.value, scope.toFfi()).toPublic() }

    /** Everybody who is or was a member, a page at a time; what was taken away is marked. */
    override suspend fun members(
        limit: Int,
        after: String?,
    ): Page<MemberView> = calls.run { it.members(page(limit, after)).toPublic() }

    /** Takes a grant or a device away. Gives the number of the roster's entry. */
    public suspend fun revoke(target: RevokeTarget): Long = calls.run { it.revoke(target.toFfi()).toLong() }

    /** Makes another device the registrar, with the root's recovery texts. */
    public suspend fun replaceRegistrar(
        recovery: List<String>,
        device: DeviceId,
    ): Long = calls.run { it.replaceRegistrar(recovery, device.value).toLong() }

    /** The requests of officers to the registrar. */
    public suspend fun listRequests(): List<RequestView> = calls.run { it.listRequests().map { it.toPublic() } }

    /** Signs another officer's revocation as well: with two signatures it holds at once. Gives whether it does. */
    public suspend fun agree(request: RequestId): Boolean = calls.run { it.agree(request.value) }

    /** On the registrar's store: enters what a request asks for, or declines it. */
    public suspend fun decideRequest(
        request: RequestId,
        accept: Boolean,
    ): Long = calls.run { it.decideRequest(request.value, accept).toLong() }

    /** Contested records. */
    public suspend fun listContested(): List<ContestedView> = calls.run { it.listContested().map { it.toPublic() } }

    /** Lets contested work count. Gives how many records. */
    public suspend fun adopt(target: ReviewTarget): Long = calls.run { it.adopt(target.toFfi()).toLong() }

    /** Leaves contested work out for good. Gives how many records. */
    public suspend fun setAside(target: ReviewTarget): Long = calls.run { it.setAside(target.toFfi()).toLong() }

    /** Erases the words of records, on a ground that is kept. Signatures still hold. Gives how many. */
    public suspend fun eraseBodies(
        records: List<RecordId>,
        ground: String,
    ): Long = calls.run { it.eraseBodies(records.map { it.value }, ground).toLong() }

    /** Erases an agenda's text everywhere, on a ground that is kept, and lets it start again. Gives how many changes. */
    public suspend fun eraseText(
        agenda: DocId,
        text: String,
        ground: String,
    ): Long = calls.run { it.eraseText(agenda.value, text, ground).toLong() }

    /** Erases a member's name and the numbers that other systems give him. Gives the roster's index. */
    public suspend fun eraseMemberWords(member: MemberId): Long = calls.run { it.eraseMemberWords(member.value).toLong() }

    /** Adds a place by hand. */
    public suspend fun addPlace(place: ScopeName): PlaceView = calls.run { it.addPlace(place.toFfi()).toPublic() }

    /** Draws a grid, or draws it anew. */
    public suspend fun defineGrid(
        name: String,
        stairwells: List<ScopeName>,
    ): GridView = calls.run { it.defineGrid(name, stairwells.map { it.toFfi() }).toPublic() }

    /** The places of this store. */
    public suspend fun places(): List<PlaceView> = calls.run { it.places().map { it.toPublic() } }

    /** The grids of this store. */
    public suspend fun grids(): List<GridView> = calls.run { it.grids().map { it.toPublic() } }

    /** A member's name, if it is here. */
    public suspend fun memberName(member: MemberId): String? = calls.run { it.memberName(member.value) }

    /** One's own card to show at a door, good to the end of the day: under a [role] that one holds, or the first one. */
    public suspend fun card(
        language: Language,
        role: Role? = null,
    ): CardMade = calls.run { it.card(language.ffi, role?.ffi).toPublic() }

    /**
     * What can be said of a card that a worker shows: by this store's roster, or, where it has joined nothing or [community] (the
     * number on a notice board) is another one, by the entries that the card carries. Asks no network.
     */
    public suspend fun checkCard(
        text: String,
        community: String? = null,
    ): CheckedCard = calls.run { it.checkCard(text, community).toPublic() }
}
