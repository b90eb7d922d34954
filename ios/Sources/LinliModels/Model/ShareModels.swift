// 分享, 分享记录, 收到的照片.

import Foundation
import Linli
import Observation

/// 分享: what another app is given of a notice, a vote or a hazard, before it is given.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class ShareModel: Model {
    let desk: Desk
    let isPrivate = false
    private let thing: String
    var shown = Shown<SharedText>.waiting

    init(_ desk: Desk, _ thing: String) {
        self.desk = desk
        self.thing = thing
    }

    func title(_ words: Words, _: SharedText?) -> String { words[.share] }

    func read() async throws -> SharedText {
        try await desk.store.previewShare(thing, in: desk.settings.language)
    }

    func show(_ value: SharedText, on page: Drawing) {
        for one in value.text.components(separatedBy: "\n") { page.line(one) }
        page.line(.shareHow, .quiet)
        page.button(.share, isMain: true) { [self] in
            act { [self] in
                let given = try await desk.store.share(thing, in: desk.settings.language)
                await desk.files.share(given.text)
                desk.tell(.givenAway)
            }
        }
        if !value.photos.isEmpty { page.heading(.photos) }
        for (at, photo) in value.photos.enumerated() {
            let marks = photo.here ? [] : [Mark(page.words[.notHere])]
            let taken = page.words.time(photo.at)
            page.row(photo.photo.rawValue, page.words[.photoNumber, at + 1], [taken], marks) { [desk, thing] in
                desk.open(.sharePhoto(thing: thing, photo: photo.photo.rawValue))
            }
        }
        page.button(.shares) { [desk] in desk.open(.shares) }
    }
}

extension Notice {
    /// Another app has it.
    static var givenAway: Notice {
        Notice("已交给别的应用，并记在分享记录里。", "Handed to another app, and noted under what was shared.")
    }
}

/// 分享记录: what was given from this phone to other apps.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class SharesModel: Model {
    let desk: Desk
    var shown = Shown<[ShareView]>.waiting

    init(_ desk: Desk) {
        self.desk = desk
    }

    func title(_ words: Words, _: [ShareView]?) -> String { words[.shares] }

    func read() async throws -> [ShareView] { try await desk.store.shares() }

    func show(_ value: [ShareView], on page: Drawing) {
        let words = page.words
        page.line(.sharesHow, .quiet)
        if value.isEmpty { page.line(.noShares, .quiet) }
        for one in value {
            let said = words.beside([String(one.number), words.of(one.kind), words.time(one.at)])
            page.row(String(one.number), one.title, [said])
        }
    }
}

@available(iOS 17, macOS 14, *)
extension Drawing {
    /// A button by which what is shown is shared.
    func share(_ thing: String, _ desk: Desk) {
        button(.share) { desk.open(.share(thing)) }
    }
}

@available(iOS 17, macOS 14, *)
extension Drawing {
    /// Says that pictures which came are attached to what is written down here.
    func handed(_ count: Int) {
        if count == 1 { line(.handedAttached) }
        if count > 1 { line(words[.handedAttachedMany, count]) }
    }
}

/// Pictures that wait.
struct HandedShown: Sendable {
    /// How many do.
    let count: Int
    /// The first of them; none of one that cannot be opened here.
    let seen: Listed<(any SeenPicture)?>
}

/// 收到的照片: pictures that other apps handed over, until it is said what they are of.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class HandedModel: Model {
    let desk: Desk
    private let shots: Shots
    var shown = Shown<HandedShown>.waiting

    init(_ desk: Desk) {
        self.desk = desk
        shots = Shots(desk)
    }

    func title(_ words: Words, _: HandedShown?) -> String { words[.handed] }

    func read() async throws -> HandedShown {
        let asked = try await desk.askedPictures()
        return HandedShown(count: asked.count, seen: await shots.waiting(asked))
    }

    func show(_ value: HandedShown, on page: Drawing) {
        let (words, count) = (page.words, value.count)
        if count == 0 {
            page.line(.nothingHanded, .quiet)
            return
        }
        if count == 1 { page.line(.handedHow) } else { page.line(words[.handedHowMany, count]) }
        for (at, seen) in value.seen.items.enumerated() {
            let name = words[.photoNumber, at + 1]
            if let seen { page.image(name, seen) } else { page.fact(name, words[.noPicture], .warning) }
        }
        shots.more(value.seen.hasMore, on: page) { [self] in act {} }
        page.button(.handedTopic, isMain: true) { [self] in
            act { [desk] in try await desk.keepHanded(for: .newTopic()) }
        }
        page.button(.handedHazard) { [self] in act { [desk] in try await desk.keepHanded(for: .newHazard()) } }
        page.button(.discard) { [self] in
            act { [desk] in
                try await desk.dropAsked()
                desk.back()
            }
        }
    }
}
