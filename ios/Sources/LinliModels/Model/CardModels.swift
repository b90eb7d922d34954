// 我的工作证, 核验工作证.

import Foundation
import Linli
import Observation

/// One's own card, and what else one could show.
struct OwnCard: Sendable {
    /// The card.
    let made: CardMade
    /// The roles that one holds.
    let roles: [Role]
}

/// 我的工作证: what a worker shows at a door. A resident's phone checks it without a network.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class CardModel: Model {
    let desk: Desk
    let isPrivate = false
    private var role: Role?
    var shown = Shown<OwnCard>.waiting

    init(_ desk: Desk) {
        self.desk = desk
    }

    func title(_ words: Words, _: OwnCard?) -> String { words[.myCard] }

    func read() async throws -> OwnCard {
        var roles: [Role] = []
        for grant in try await desk.store.me().grants where !roles.contains(grant.role) { roles.append(grant.role) }
        return OwnCard(made: try await desk.store.card(in: desk.settings.language, as: role), roles: roles)
    }

    func validUntil(_ value: OwnCard) -> Date? { value.made.card.until }

    func show(_ value: OwnCard, on page: Drawing) {
        let (words, card) = (page.words, value.made.card)
        page.who(card)
        page.code(words[.myCard], value.made.text)
        page.facts(card)
        page.line(.cardHow, .quiet)
        if !card.standsAlone { page.line(.cardNeedsApp, .quiet) }
        if value.roles.count > 1 {
            let options = value.roles.map { one in
                Block.Option(words.of(one), isChosen: one == card.role) { [self] in act { [self] in role = one } }
            }
            page.choice(words[.role], options)
        }
        page.button(.checkCard) { [desk] in desk.open(.checkCard) }
    }
}

/// What is known of a card that was seen.
struct SeenCard: Sendable {
    /// Who looks.
    let me: Me
    /// The card, once one was checked.
    let seen: CheckedCard?
}

/// 核验工作证: what a phone says of a worker's card, of one's own community or, with the number of a notice, of any.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class CheckCardModel: Model {
    let desk: Desk
    let isPrivate = false
    private let typing: Typing
    private var seen: CheckedCard?
    var shown = Shown<SeenCard>.waiting
    var typed: Typing? { typing }

    init(_ desk: Desk) {
        self.desk = desk
        typing = Typing(desk, "check-card", known: ["text", "community"])
    }

    func title(_ words: Words, _: SeenCard?) -> String { words[.checkCard] }

    func read() async throws -> SeenCard { SeenCard(me: try await desk.store.me(), seen: seen) }

    func show(_ value: SeenCard, on page: Drawing) {
        let (words, isStranger) = (page.words, value.me.communityName == nil)
        page.line(.checkCardHow, .quiet)
        scan("text", on: page)
        page.text(.cardText, typing, "text", isLong: true)
        if isStranger { page.text(.communityNumber, typing, "community", hint: .hintCommunityNumber) }
        let whyNot = typing["text"].isBlank ? words[.nothingTyped] : nil
        page.button(.check, isMain: true, whyNot: whyNot) { [self] in check(isStranger) }
        guard let seen = value.seen else { return }
        page.heading(words.of(seen.state))
        let holds = seen.state == .genuine || seen.state == .proven
        page.line(holds ? .cardLookAtFace : .cardCallCommunity, holds ? .good : .warning)
        page.who(seen.card)
        page.facts(seen.card)
    }

    private func check(_ isStranger: Bool) {
        act { [self] in
            seen = nil
            let number = typing["community"]
            seen = try await desk.store.checkCard(typing["text"], of: isStranger && !number.isBlank ? number : nil)
        }
    }
}

extension Drawing {
    fileprivate func who(_ card: CardView) {
        fact(.name, words.of(card.name))
        fact(.role, words.of(card.role))
    }

    fileprivate func facts(_ card: CardView) {
        fact(.place, words.of(card.place))
        fact(.community, card.communityName)
        fact(.cardNumber, card.number)
        line(words[.until, words.time(card.until)])
        let digits = Array(card.community.rawValue.uppercased())
        let groups = stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<min($0 + 4, digits.count)]) }
        fact(.communityNumber, groups.joined(separator: " "))
    }
}
