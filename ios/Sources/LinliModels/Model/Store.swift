// What the models ask of a store.

import Foundation
import Linli

/// What the models ask of a store: its screens and commands, and what a desk or the inviter's phone needs besides.
public protocol Store: Screens, Commands {
    /// The packs that this store knows.
    func packs() async throws(LinliError) -> [PackView]

    /// A flow with its forms and words, as `pack/flow`.
    func flow(_ flow: String) async throws(LinliError) -> FlowView

    /// Inspection rounds, newest first.
    func listRounds(limit: Int, after: String?) async throws(LinliError) -> Page<RoundView>

    /// Everybody who works for the community.
    func members(limit: Int, after: String?) async throws(LinliError) -> Page<MemberView>

    /// The rules by which a vote can be opened at a place.
    func openableRules(in scope: ScopeName) async throws(LinliError) -> [OpenableRule]

    /// Tallies.
    func listTallies() async throws(LinliError) -> [TallySummary]

    /// The grids of this store.
    func grids() async throws(LinliError) -> [GridView]

    /// The places of this store.
    func places() async throws(LinliError) -> [PlaceView]

    /// Visits, newest first.
    func listVisits(household: String?, limit: Int, after: String?) async throws(LinliError) -> Page<VisitView>

    /// Agendas, newest first.
    func listAgendas(limit: Int, after: String?) async throws(LinliError) -> Page<AgendaView>

    /// An agenda.
    func agenda(_ agenda: DocId) async throws(LinliError) -> AgendaView

    /// The other systems that the packs name.
    func elsewhereSystems() async throws(LinliError) -> [ElsewhereSystem]

    /// Matters that are still to be typed into another system, newest first; with `all`, those that are typed too.
    func toType(in system: String, all: Bool, limit: Int, after: String?) async throws(LinliError) -> Page<ElsewhereRow>

    /// Notes which number another system gives a thing.
    func setExternalId(of entity: some EntityId, system: String, number: String) async throws(LinliError)

    /// Invites somebody: a text to show as a QR code.
    func invite(_ name: String, as role: Role, in scope: ScopeName) async throws(LinliError) -> String

    /// The challenge to show to the new phone.
    func challenge(enrolment: String) async throws(LinliError) -> String

    /// Admits the device whose owner reads the right digits aloud.
    @discardableResult
    func admit(enrolment: String, digits: String) async throws(LinliError) -> Admitted

    /// One's own card to show at a door.
    func card(in language: Language, as role: Role?) async throws(LinliError) -> CardMade

    /// What can be said of a card that a worker shows.
    func checkCard(_ text: String, of community: String?) async throws(LinliError) -> CheckedCard

    /// What another app would be given.
    func previewShare(_ thing: String, in language: Language) async throws(LinliError) -> SharedText

    /// What another app is given; that it was given is kept.
    func share(_ thing: String, in language: Language) async throws(LinliError) -> SharedText

    /// The line that stands on a picture that another app is given; that it was given is kept.
    func sharePhoto(_ photo: RecordId, in language: Language) async throws(LinliError) -> SharedText

    /// The photos of a thing, and of a visit its voice notes.
    func photos(of entity: some EntityId) async throws(LinliError) -> [PhotoView]

    /// Fetches a photo with the next sync that carries photos.
    func wantPhoto(_ photo: RecordId) async throws(LinliError)

    /// What was shared from this phone.
    func shares() async throws(LinliError) -> [ShareView]

    /// Keeps what was said at a visit.
    @discardableResult
    func attachVoice(_ draft: VoiceDraft) async throws(LinliError) -> RecordId

    /// Writes a photo or a voice note, unsealed, into a file of the app's.
    func exportPhoto(_ photo: RecordId, size: PhotoSize, to file: URL) async throws(LinliError)

    /// A signed list of what this store has.
    func request() async throws(LinliError) -> String

    /// Everything that a request lacks and its device may read.
    func bundle(for request: String) async throws(LinliError) -> Data

    /// Takes a bundle in.
    @discardableResult
    func receive(_ bundle: Data) async throws(LinliError) -> Received
}

extension Workspace: Store {}
