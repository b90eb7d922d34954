// 邀请.

import Linli
import Observation

/// 邀请: the other side of joining. Three texts go to and fro, six digits are read aloud, and a phone is in.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class InviteModel: Model {
    let desk: Desk
    private let typing: Typing
    var shown = Shown<[PlaceView]>.waiting
    var typed: Typing? { typing }

    init(_ desk: Desk) {
        self.desk = desk
        typing = Typing(desk, "invite", known: ["name", "place", "enrolment", "digits"])
    }

    func title(_ words: Words, _: [PlaceView]?) -> String { words[.invite] }

    func read() async throws -> [PlaceView] { try await desk.store.places() }

    func show(_ places: [PlaceView], on page: Drawing) {
        if typing["invitation"].isEmpty { invite(places, on: page) } else { admit(on: page) }
    }

    private func invite(_ places: [PlaceView], on page: Drawing) {
        page.text(.name, typing, "name")
        page.wordChoice(.role, typing, "role", Role.self)
        page.text(.place, typing, "place", hint: .hintScope)
        let (role, scope) = (Role(rawValue: typing["role"]), scope(places))
        let lacks: AppWord? =
            typing["name"].isBlank ? .nameMissing : role == nil ? .chooseRole : scope == nil ? .placeUnknown : nil
        page.button(.makeInvitation, isMain: true, whyNot: lacks.map { page.words[$0] }) { [self] in
            guard let role, let scope else { return }
            act { [self] in
                let text = try await desk.store.invite(typing["name"].trimmed, as: role, in: scope)
                typing.put("invitation", text)
            }
        }
    }

    private func scope(_ places: [PlaceView]) -> ScopeName? {
        let typed = typing["place"].trimmed
        if typed.isEmpty { return .community }
        guard let place = places.first(where: { $0.name == typed }) else { return nil }
        return switch place.level {
        case .community: .community
        case .compound: .compound(place.name)
        case .building: .building(place.name)
        case .stairwell: .stairwell(place.name)
        }
    }

    private func admit(on page: Drawing) {
        let words = page.words
        page.line(.inviteFirst)
        page.code(words[.invitation], typing["invitation"])
        scan("enrolment", on: page)
        page.text(.enrolmentOfPhone, typing, "enrolment", isLong: true)
        page.button(.makeChallenge, whyNot: typing["enrolment"].isBlank ? words[.nothingTyped] : nil) { [self] in
            act { [self] in
                typing.put("challenge", try await desk.store.challenge(enrolment: typing["enrolment"].trimmed))
            }
        }
        if !typing["challenge"].isEmpty {
            page.line(.inviteSecond)
            page.code(words[.challenge], typing["challenge"])
            page.text(.digits, typing, "digits", hint: .hintDigits)
            let whyNot = typing["digits"].isBlank ? words[.nothingTyped] : nil
            page.button(.admit, isMain: true, whyNot: whyNot) { [self] in letIn() }
        }
        page.line(.inviteEnds, .quiet)
        page.button(.discard) { [self] in act { [typing] in try await typing.clear() } }
    }

    private func letIn() {
        act { [self] in
            let digits = typing["digits"].filter(\.isNumber)
            try await desk.store.admit(enrolment: typing["enrolment"].trimmed, digits: digits)
            try await typing.clear()
            desk.back()
            desk.tell(Notice("已加入。请同步，或给对方装一包文件。", "The phone is in. Sync, or pack a file for it."))
        }
    }
}
