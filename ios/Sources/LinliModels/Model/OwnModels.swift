// 我的, 加入.

import Linli
import Observation

/// 我的: who one is here, and how one wants the app.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class MeModel: Model {
    let desk: Desk
    var shown = Shown<Me>.waiting

    init(_ desk: Desk) {
        self.desk = desk
    }

    func title(_ words: Words, _: Me?) -> String { words[.me] }

    func read() async throws -> Me { try await desk.store.me() }

    func show(_ value: Me, on page: Drawing) {
        let words = page.words
        if let member = value.member { page.fact(.name, words.of(member)) }
        if let name = value.communityName { page.fact(.community, name) }
        for one in value.grants { page.fact(words.of(one.role), words.of(one.placeSaid)) }
        if value.registrar { page.line(.registrar) }
        if case .revoked(let kept, let notCounted) = value.enrolment {
            page.line(words[.revoked, kept, notCounted], .warning)
        }
        page.button(.sync) { [desk] in desk.open(.sync) }
        page.button(.myCard) { [desk] in desk.open(.card) }
        page.button(.shares) { [desk] in desk.open(.shares) }
        page.button(.invite) { [desk] in desk.open(.invite) }
        settings(on: page)
        page.fact(.version, (try? Workspace.libraryVersion()) ?? "")
    }

    private func settings(on page: Drawing) {
        let (words, now) = (page.words, desk.settings)
        page.heading(.settings)
        let languages = Language.allCases.map { one in
            Block.Option(one.own, isChosen: now.language == one) { [desk] in desk.choose { $0.language = one } }
        }
        page.choice(words[.language], languages)
        let scales = AppSettings.scales.map { one in
            Block.Option("\(one)%", isChosen: now.scale == one) { [desk] in desk.choose { $0.scale = one } }
        }
        page.choice(words[.sizeOfType], scales)
        let looks = Look.allCases.map { one in
            Block.Option(words[one.word], isChosen: now.look == one) { [desk] in desk.choose { $0.look = one } }
        }
        page.choice(words[.look], looks)
    }
}

/// 加入: an invitation, six digits read aloud, and one is in; seen again where it stood after the app was killed.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class EnrolModel: Model {
    let desk: Desk
    let isPrivate = false
    private let typing: Typing
    var shown = Shown<Me>.waiting
    var typed: Typing? { typing }

    init(_ desk: Desk) {
        self.desk = desk
        typing = Typing(desk, "enrol")
    }

    func title(_ words: Words, _: Me?) -> String { words[.enrol] }

    func read() async throws -> Me { try await desk.store.me() }

    func show(_ value: Me, on page: Drawing) {
        let words = page.words
        switch value.enrolment {
        case .none:
            invited(on: page)
        case .asked(let digits, let expires):
            if let digits { read(digits, on: page) } else { challenged(on: page) }
            page.line(words[.until, words.time(expires)], .quiet)
            takeIn(on: page)
        case .waiting:
            page.line(.enrolWaiting)
            takeIn(on: page)
        case .admitted:
            page.line(.admitted, .good)
            page.button(.toToday, isMain: true) { [desk] in desk.tab(.today()) }
        case .revoked(let kept, let notCounted):
            page.line(words[.revoked, kept, notCounted], .warning)
        }
    }

    private func invited(on page: Drawing) {
        page.line(.enrolFirst)
        scan("invitation", on: page)
        page.text(.invitation, typing, "invitation", isLong: true)
        page.button(.join, isMain: true, whyNot: missing("invitation", page.words)) { [self] in
            act { [self] in
                let enrolment = try await desk.store.join(invitation: typing["invitation"].trimmed)
                try await typing.clear()
                typing.put("enrolment", enrolment)
            }
        }
        page.button(.checkCard) { [desk] in desk.open(.checkCard) }
    }

    private func read(_ digits: String, on page: Drawing) {
        page.line(.readDigits)
        page.heading("\(digits.prefix(3)) \(digits.dropFirst(3))")
    }

    private func challenged(on page: Drawing) {
        page.line(.enrolSecond)
        if !typing["enrolment"].isEmpty { page.code(page.words[.enrolment], typing["enrolment"]) }
        scan("challenge", on: page)
        page.text(.challenge, typing, "challenge", isLong: true)
        page.button(.answer, isMain: true, whyNot: missing("challenge", page.words)) { [self] in
            act { [self] in _ = try await desk.store.answerChallenge(typing["challenge"].trimmed) }
        }
    }

    private func takeIn(on page: Drawing) {
        page.button(.getByCode) { [desk] in desk.open(.get) }
        page.button(.writeRequest) { [self] in act { [desk] in try await desk.writeRequest() } }
        page.button(.takeIn) { [self] in act { [desk] in _ = try await desk.takeIn() } }
    }

    private func missing(_ field: String, _ words: Words) -> String? {
        typing[field].isBlank ? words[.nothingTyped] : nil
    }
}
