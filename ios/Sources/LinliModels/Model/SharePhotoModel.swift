// 分享照片.

import Foundation
import Linli
import Observation

/// What is to be shared.
struct PhotoShown: Sendable {
    /// The thing's first line, as another app is given it.
    let title: String
    /// Whether the picture is on this phone.
    let isHere: Bool
    /// The picture; none if it is not here, or cannot be opened.
    let seen: (any SeenPicture)?
}

/// 分享照片: a picture of a hazard or a notice, on which a person covers what nobody is to see; nothing leaves before that was
/// looked at.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class SharePhotoModel: Model {
    let desk: Desk
    private let thing: String
    private let photo: RecordId
    private let typing: Typing
    /// What was covered before each step, the first one first.
    private var before: [String] = []
    @ObservationIgnored private var seen: (any SeenPicture)?
    var shown = Shown<PhotoShown>.waiting
    var typed: Typing? { typing }

    private static let covers = "covers"
    private static let chosen = "chosen"
    private static let looked = "looked"
    private static let yes = "yes"

    init(_ desk: Desk, _ thing: String, _ photo: String) {
        self.desk = desk
        self.thing = thing
        self.photo = RecordId(rawValue: photo)
        typing = Typing(desk, "cover", photo)
    }

    func title(_ words: Words, _: PhotoShown?) -> String { words[.sharePhoto] }

    func read() async throws -> PhotoShown {
        let given = try await desk.store.previewShare(thing, in: desk.settings.language)
        guard let found = given.photos.first(where: { $0.photo == photo }) else { throw Gone() }
        if found.here && seen == nil { seen = try await desk.pictures.see(longest: PictureSide.longest, write) }
        return PhotoShown(title: given.title, isHere: found.here, seen: seen)
    }

    private func write(_ file: URL) async throws {
        try await desk.store.exportPhoto(photo, size: .full, to: file)
    }

    private var covers: [Cover] { Cover.read(typing[Self.covers]) }
    private var chosen: Int? { Int(typing[Self.chosen]).flatMap { covers.indices.contains($0) ? $0 : nil } }
    private var isLooked: Bool { typing[Self.looked] == Self.yes }

    func show(_ value: PhotoShown, on page: Drawing) {
        let words = page.words
        page.line(value.title)
        if !value.isHere {
            page.line(.photoNotHere, .quiet)
            page.button(.fetchFile) { [self] in
                act { [desk, photo] in try await desk.store.wantPhoto(photo) }
            }
            return
        }
        guard let seen = value.seen else {
            page.line(.noPicture, .warning)
            return
        }
        covering(seen, on: page)
        page.line(.sharePhotoHow, .quiet)
        let yes = Block.Option(words[.lookedYes], isChosen: isLooked) { [self] in
            typing.put(Self.looked, isLooked ? "" : Self.yes)
        }
        page.choice(words[.lookedQuestion], [yes])
        page.button(.share, isMain: true, whyNot: isLooked ? nil : words[.lookedFirst]) { [self] in
            act { [self] in try await give() }
        }
    }

    private func covering(_ seen: any SeenPicture, on page: Drawing) {
        let words = page.words
        let (all, chosen) = (covers, chosen)
        let names = all.indices.map { words[.coverNumber, $0 + 1] }
        page.line(.coverHow, .quiet)
        page.picture(
            Block.Picture(
                label: words[.sharePhoto], seen: seen,
                covers: all.indices.map { at in
                    Block.Covered(name: names[at], corner: words[.coverCorner, names[at]], cover: all[at])
                },
                chosen: chosen, addSaid: words[.cover],
                add: { [self] x, y in put(covers + [Cover.around(x, y)], covers.count) },
                put: { [self] at, cover in replace(at, cover) },
                choose: { [self] at in typing.put(Self.chosen, String(at)) }
            )
        )
        page.button(.cover) { [self] in
            put(covers + [Cover.around(Cover.whole / 2, Cover.whole / 2)], covers.count)
        }
        if !all.isEmpty { page.heading(.covers) }
        for at in all.indices {
            let marks = at == chosen ? [Mark(words[.chosen], .good)] : []
            page.row(String(at), names[at], [words.at(all[at])], marks) { [self] in
                typing.put(Self.chosen, String(at))
            }
            if at == chosen { tools(at, all[at], on: page) }
        }
        page.button(.coverUndo, whyNot: before.isEmpty ? words[.nothingToUndo] : nil) { [self] in undo() }
    }

    private func tools(_ at: Int, _ cover: Cover, on page: Drawing) {
        let step = Cover.step
        let made: [(AppWord, Cover)] = [
            (.coverLeft, cover.moved(right: -step, down: 0)), (.coverRight, cover.moved(right: step, down: 0)),
            (.coverUp, cover.moved(right: 0, down: -step)), (.coverDown, cover.moved(right: 0, down: step)),
            (.coverWider, cover.grown(wider: step, taller: 0)), (.coverNarrower, cover.grown(wider: -step, taller: 0)),
            (.coverTaller, cover.grown(wider: 0, taller: step)), (.coverLower, cover.grown(wider: 0, taller: -step)),
        ]
        var buttons = made.map { word, cover in
            Block.Button(page.words[word]) { [self] in replace(at, cover) }
        }
        buttons.append(
            Block.Button(page.words[.coverRemove]) { [self] in
                var all = covers
                if all.indices.contains(at) { all.remove(at: at) }
                put(all, nil)
            })
        page.buttons(buttons)
    }

    private func replace(_ at: Int, _ cover: Cover) {
        var all = covers
        if all.indices.contains(at) { all[at] = cover }
        put(all, at)
    }

    private func put(_ all: [Cover], _ which: Int?) {
        before.append(typing[Self.covers])
        keep(all.map(\.text).joined(separator: "\n"), which)
    }

    private func undo() {
        guard let last = before.popLast() else { return }
        keep(last, nil)
    }

    /// What was looked at is another picture now.
    private func keep(_ text: String, _ which: Int?) {
        typing.put(Self.covers, text)
        typing.put(Self.chosen, which.map(String.init) ?? "")
        typing.put(Self.looked, "")
    }

    /// It is noted first: what left without a note would be worse than a note of what did not leave.
    private func give() async throws {
        let given = try await desk.store.sharePhoto(photo, in: desk.settings.language)
        guard let file = try await desk.pictures.covered(covers, given.text, write) else {
            let said = Said(
                zh: "这台设备做不出遮好的照片，没有交出去。",
                en: "This device cannot make the covered picture; nothing was handed over."
            )
            desk.tell(Notice(said, isFailure: true))
            return
        }
        await desk.files.sharePicture(file)
        try await typing.clear()
        before = []
        desk.back()
        desk.tell(.givenAway)
    }
}

extension Words {
    fileprivate func at(_ cover: Cover) -> String {
        let percent = { (thousandths: Int) in (thousandths + 5) / 10 }
        return self[.coverAt, percent(cover.left), percent(cover.top), percent(cover.width), percent(cover.height)]
    }
}
