// Pictures that a screen shows.

import Foundation
import Linli

/// A picture of a thing.
struct Shot: Sendable {
    /// What is known of it.
    let photo: PhotoView
    /// The picture; none while it is not here, or if it cannot be opened.
    let seen: (any SeenPicture)?

    /// Whether it is on this phone.
    var isHere: Bool { photo.isAnyHere }
}

extension PhotoView {
    /// Whether it is on this phone, large or small.
    fileprivate var isAnyHere: Bool { here || thumbnailHere }
}

/// Pictures that a screen shows, small and each opened once: as many as are seen, whatever there are.
@available(iOS 17, macOS 14, *)
@MainActor
final class Shots {
    /// What writes a picture into a file.
    typealias Writing = @MainActor (URL) async throws -> Void

    /// So many are opened at first: few enough for a cheap phone's memory.
    private static let step = 6

    private let desk: Desk
    private var most = step
    private var opened: [String: any SeenPicture] = [:]

    init(_ desk: Desk) {
        self.desk = desk
    }

    /// Opens the first of a thing's pictures: its voice notes, and what was withdrawn, are none.
    func read(_ photos: [PhotoView]) async -> Listed<Shot> {
        let all = photos.filter { $0.lengthMs == nil && !$0.withdrawn }
        let first = Array(all.prefix(most))
        let seen = await open(
            first.map { [desk] photo -> (String, Writing)? in
                guard photo.isAnyHere else { return nil }
                return (
                    photo.photo.rawValue,
                    { file in
                        let size: PhotoSize = photo.thumbnailHere ? .thumbnail : .full
                        try await desk.store.exportPhoto(photo.photo, size: size, to: file)
                    }
                )
            })
        return Listed(
            items: zip(first, seen).map { Shot(photo: $0, seen: $1) }, hasMore: all.count > most)
    }

    /// Opens the first of those that wait until it is said what they are of.
    func waiting(_ all: [HandedPicture]) async -> Listed<(any SeenPicture)?> {
        let seen = await open(
            all.prefix(most).map { one -> (String, Writing)? in
                (one.file.path, { file in try FileManager.default.copyItem(at: one.file, to: file) })
            })
        return Listed(items: seen, hasMore: all.count > most)
    }

    /// Opens pictures, each by its name and what writes it into a file; none of what has neither. What is shown no longer is
    /// let go.
    private func open(_ all: [(String, Writing)?]) async -> [(any SeenPicture)?] {
        var now: [String: any SeenPicture] = [:]
        var seen: [(any SeenPicture)?] = []
        for one in all {
            guard let (name, write) = one else {
                seen.append(nil)
                continue
            }
            var picture = opened[name]
            // A file that is broken or gone closes no screen: it is one that cannot be opened.
            if picture == nil { picture = try? await desk.pictures.see(longest: PictureSide.small, write) }
            if let picture { now[name] = picture }
            seen.append(picture)
        }
        opened = now
        return seen
    }

    /// The button that asks for more.
    func more(_ hasMore: Bool, on page: Drawing, again: @escaping Action) {
        if !hasMore { return }
        page.button(.more) { [self] in
            most += Self.step
            again()
        }
    }
}

@available(iOS 17, macOS 14, *)
extension Drawing {
    /// Pictures of a thing, each with its number and time; of one that is not here, that it is not.
    func shots(
        _ shots: [Shot], _ desk: Desk,
        act: @escaping @MainActor (@escaping @MainActor () async throws -> Void) -> Void
    ) {
        for (at, shot) in shots.enumerated() {
            let name = words[.photoNumber, at + 1]
            let told = words.beside([name, words.time(shot.photo.at), shot.photo.caption ?? ""])
            if let seen = shot.seen {
                image(told, seen)
            } else if shot.isHere {
                fact(told, words[.noPicture], .warning)
            } else {
                fact(told, words[.photoNotHere], .quiet)
            }
        }
        let missing = shots.filter { !$0.isHere }
        if missing.isEmpty { return }
        button(.fetchFile) {
            act {
                for shot in missing { try await desk.store.wantPhoto(shot.photo.photo) }
            }
        }
    }
}
