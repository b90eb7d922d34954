// The community: its members, its places, and the decisions of officers.

import Foundation
internal import LinliCore

extension Workspace {
    /// Founds a community: this store becomes its office. The recovery texts are the root: print them, lock them away.
    public func createCommunity(name: String, compound: String? = nil, root: RootPolicy = .twoOfThree)
        async throws(LinliError) -> CommunityCreated
    {
        try await crossing {
            CommunityCreated(try await core.createCommunity(name: name, compound: compound, root: root.core))
        }
    }

    /// Invites somebody: a text to show as a QR code, good for one phone and 24 hours.
    public func invite(_ name: String, as role: Role, in scope: ScopeName) async throws(LinliError) -> String {
        try await crossing { try await core.invite(role: role.core, scope: scope.core, name: name) }
    }

    /// Invites another device of a member who is there: what he did before stays his own.
    public func inviteDevice(of member: MemberId) async throws(LinliError) -> String {
        try await crossing { try await core.inviteDevice(member: member.rawValue) }
    }

    /// Joins with an invitation: gives the enrolment to hand over to the inviter.
    public func join(invitation: String) async throws(LinliError) -> String {
        try await crossing { try await core.join(invitation: invitation) }
    }

    /// On the inviting store, with the enrolment at hand: the challenge to show to the new phone.
    public func challenge(enrolment: String) async throws(LinliError) -> String {
        try await crossing { try await core.challenge(enrolment: enrolment) }
    }

    /// On the new store: the six digits that follow from the challenge, to be read aloud.
    public func answerChallenge(_ challenge: String) async throws(LinliError) -> String {
        try await crossing { try await core.answerChallenge(challenge: challenge) }
    }

    /// Admits the device that was challenged and whose owner reads the right digits aloud.
    @discardableResult
    public func admit(enrolment: String, digits: String) async throws(LinliError) -> Admitted {
        try await crossing { Admitted(try await core.admit(enrolment: enrolment, digits: digits)) }
    }

    /// Makes a member a household's representative (户代表), or takes it from whoever it was. While the representative
    /// before him holds his grant, that is revoked first.
    public func appointRepresentative(of household: String, _ member: MemberId?) async throws(LinliError) {
        try await crossing { try await core.appointRepresentative(household: household, member: member?.rawValue) }
    }

    /// Gives a member who is there another role, or the same over another scope. Gives the number of the roster's entry.
    @discardableResult
    public func grant(_ member: MemberId, as role: Role, in scope: ScopeName) async throws(LinliError) -> Int {
        try await crossing {
            Int(try await core.grant(member: member.rawValue, role: role.core, scope: scope.core))
        }
    }

    /// Passes on what one member holds within a scope to another. What the first did stays as it was.
    @discardableResult
    public func handover(from: MemberId, to: MemberId, in scope: ScopeName) async throws(LinliError) -> HandedOver {
        try await crossing {
            HandedOver(try await core.handover(from: from.rawValue, to: to.rawValue, scope: scope.core))
        }
    }

    /// Everybody who is or was a member, a page at a time; what was taken away is marked.
    public func members(limit: Int = 50, after: String? = nil) async throws(LinliError) -> Page<MemberView> {
        try await crossing { Page(try await core.members(page: rows(limit, after))) }
    }

    /// Takes a grant or a device away. Gives the number of the roster's entry.
    @discardableResult
    public func revoke(_ target: RevokeTarget) async throws(LinliError) -> Int {
        try await crossing { Int(try await core.revoke(target: target.core)) }
    }

    /// Makes another device the registrar, with the root's recovery texts.
    @discardableResult
    public func replaceRegistrar(recovery: [String], device: DeviceId) async throws(LinliError) -> Int {
        try await crossing { Int(try await core.replaceRegistrar(recovery: recovery, device: device.rawValue)) }
    }

    /// The requests of officers to the registrar.
    public func listRequests() async throws(LinliError) -> [RequestView] {
        try await crossing { try await core.listRequests().map(RequestView.init) }
    }

    /// Signs another officer's revocation as well: with two signatures it holds at once. Gives whether it does.
    @discardableResult
    public func agree(to request: RequestId) async throws(LinliError) -> Bool {
        try await crossing { try await core.agree(request: request.rawValue) }
    }

    /// On the registrar's store: enters what a request asks for, or declines it.
    @discardableResult
    public func decideRequest(_ request: RequestId, accept: Bool) async throws(LinliError) -> Int {
        try await crossing { Int(try await core.decideRequest(request: request.rawValue, accept: accept)) }
    }

    /// Contested records.
    public func listContested() async throws(LinliError) -> [ContestedView] {
        try await crossing { try await core.listContested().map(ContestedView.init) }
    }

    /// Lets contested work count. Gives how many records.
    @discardableResult
    public func adopt(_ target: ReviewTarget) async throws(LinliError) -> Int {
        try await crossing { Int(clamping: try await core.adopt(target: target.core)) }
    }

    /// Leaves contested work out for good. Gives how many records.
    @discardableResult
    public func setAside(_ target: ReviewTarget) async throws(LinliError) -> Int {
        try await crossing { Int(clamping: try await core.setAside(target: target.core)) }
    }

    /// Erases the words of records, on a ground that is kept. Signatures still hold. Gives how many.
    @discardableResult
    public func eraseBodies(of records: [RecordId], ground: String) async throws(LinliError) -> Int {
        try await crossing {
            Int(clamping: try await core.eraseBodies(records: records.map(\.rawValue), ground: ground))
        }
    }

    /// Erases an agenda's text everywhere, on a ground that is kept, and lets it start again. Gives how many changes.
    @discardableResult
    public func eraseText(of agenda: DocId, as text: String, ground: String) async throws(LinliError) -> Int {
        try await crossing {
            Int(clamping: try await core.eraseText(agenda: agenda.rawValue, text: text, ground: ground))
        }
    }

    /// Erases a member's name and the numbers that other systems give him. Gives the roster's index.
    @discardableResult
    public func eraseMemberWords(_ member: MemberId) async throws(LinliError) -> Int {
        try await crossing { Int(try await core.eraseMemberWords(member: member.rawValue)) }
    }

    /// Adds a place by hand.
    @discardableResult
    public func addPlace(_ place: ScopeName) async throws(LinliError) -> PlaceView {
        try await crossing { PlaceView(try await core.addPlace(place: place.core)) }
    }

    /// Draws a grid, or draws it anew.
    @discardableResult
    public func defineGrid(_ name: String, stairwells: [ScopeName]) async throws(LinliError) -> GridView {
        try await crossing { GridView(try await core.defineGrid(name: name, stairwells: stairwells.map(\.core))) }
    }

    /// The places of this store.
    public func places() async throws(LinliError) -> [PlaceView] {
        try await crossing { try await core.places().map(PlaceView.init) }
    }

    /// The grids of this store.
    public func grids() async throws(LinliError) -> [GridView] {
        try await crossing { try await core.grids().map(GridView.init) }
    }

    /// A member's name, if it is here.
    public func memberName(_ member: MemberId) async throws(LinliError) -> String? {
        try await crossing { try await core.memberName(member: member.rawValue) }
    }

    /// One's own card to show at a door, good to the end of the day: under a role that one holds, or the first one.
    public func card(in language: Language, as role: Role? = nil) async throws(LinliError) -> CardMade {
        try await crossing { CardMade(try await core.card(language: language.core, role: role?.core)) }
    }

    /// What can be said of a card that a worker shows: by this store's roster, or, where it has joined nothing or `community`
    /// (the number on a notice board) is another one, by the entries that the card carries. Asks no network.
    public func checkCard(_ text: String, of community: String? = nil) async throws(LinliError) -> CheckedCard {
        try await crossing { CheckedCard(try await core.checkCard(text: text, community: community)) }
    }
}
