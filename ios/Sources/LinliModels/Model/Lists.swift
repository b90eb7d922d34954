// Lists, places, and the blocks that several screens share.

import Linli

/// The beginning of a list.
struct Listed<Item: Sendable>: Sendable {
    /// Its rows.
    let items: [Item]
    /// Whether there are others.
    let hasMore: Bool
}

/// How many rows of a list are shown: more when they are asked for.
@MainActor
final class Length {
    private static let step = 100
    private var rows = step

    /// Reads so many rows, in pages.
    func read<Item>(_ page: (Int, String?) async throws -> Page<Item>) async throws -> Listed<Item> {
        var (items, after): ([Item], String?) = ([], nil)
        repeat {
            let next = try await page(min(rows - items.count, mostAtOnce), after)
            items += next.items
            after = next.next
        } while after != nil && items.count < rows
        return Listed(items: items, hasMore: after != nil)
    }

    /// The button that asks for more.
    func more(_ hasMore: Bool, on page: Drawing, again: @escaping Action) {
        if !hasMore { return }
        page.button(.more) { [self] in
            rows += Self.step
            again()
        }
    }
}

/// A place where one may begin something.
struct Spot: Sendable, Equatable {
    /// The place, as the library takes it.
    let scope: ScopeName
    /// The place, as people say it.
    let said: Said
}

extension PlaceRef {
    /// A place as the library takes it.
    var scope: ScopeName {
        switch level {
        case .community: .community
        case .compound: .compound(label)
        case .building: .building(label)
        case .stairwell: .stairwell(label)
        }
    }
}

extension Words {
    /// Marks of what became of something after it was written.
    func marks(_ standing: Standing) -> [Mark] {
        switch standing {
        case .asWritten: []
        case .conflicted: [Mark(of(standing), .warning)]
        default: [Mark(of(standing))]
        }
    }
}

/// The most rows that the library hands over in a page.
private let mostAtOnce = 200

/// The first row of a list, to its end, that is the one asked for.
@available(iOS 17, macOS 14, *)
@MainActor
func firstOf<Row>(
    where isIt: (Row) -> Bool, _ page: @MainActor (_ limit: Int, _ after: String?) async throws -> Page<Row>
) async throws -> Row? {
    var after: String?
    repeat {
        let next = try await page(mostAtOnce, after)
        if let row = next.items.first(where: isIt) { return row }
        after = next.next
    } while after != nil
    return nil
}

@available(iOS 17, macOS 14, *)
extension Desk {
    /// Everybody who works for the community or did, to the end: a choice among a part of them would leave somebody out.
    func allMembers() async throws -> [MemberView] {
        var (all, after): ([MemberView], String?) = ([], nil)
        repeat {
            let next = try await store.members(limit: mostAtOnce, after: after)
            all += next.items
            after = next.next
        } while after != nil
        return all
    }

    /// The places at which one may begin something: of a grid, which is none itself, each of its stairwells.
    func ownPlaces() async throws -> [Spot] {
        var own: [Spot] = []
        for grant in try await store.me().grants {
            let places: [Spot] =
                if case .grid(let name) = grant.scope {
                    try await gridPlaces(name)
                } else {
                    [Spot(scope: grant.scope, said: grant.placeSaid)]
                }
            for place in places where !own.contains(place) { own.append(place) }
        }
        return own
    }

    private func gridPlaces(_ name: String) async throws -> [Spot] {
        let places = try await store.places()
        let grid = try await store.grids().first { $0.name == name }
        return (grid?.stairwells ?? []).map { stairwell in
            let said = places.first { $0.name == stairwell }?.said
            return Spot(scope: .stairwell(stairwell), said: said ?? Said(zh: stairwell, en: stairwell))
        }
    }

    /// A scope, as people say it; none of what is no place of the community any more.
    func said(_ scope: ScopeName) async throws -> Said? {
        if case .grid(let name) = scope { return Said(zh: name, en: name) }
        let (level, name): (Level, String?) =
            switch scope {
            case .community, .grid: (.community, nil)
            case .compound(let name): (.compound, name)
            case .building(let label): (.building, label)
            case .stairwell(let label): (.stairwell, label)
            }
        return try await store.places().first { $0.level == level && (name == nil || $0.name == name) }?.said
    }

    /// The grids whose rounds one can choose to go; none where there is nothing to choose.
    func ownGrids() async throws -> [String] {
        let scopes = Set(try await store.me().grants.map(\.scope))
        let isWide = scopes.contains { scope in
            switch scope {
            case .community, .compound: true
            default: false
            }
        }
        let own = try await store.grids().map(\.name).filter { isWide || scopes.contains(.grid($0)) }
        return own.count == 1 && scopes == [.grid(own[0])] ? [] : own
    }
}

@available(iOS 17, macOS 14, *)
extension Drawing {
    /// A choice among words of a vocabulary, kept as a field of what is typed.
    func wordChoice<W: Word>(_ label: AppWord, _ typing: Typing, _ field: String, _ all: W.Type) {
        let options = W.allCases.map { word in
            Block.Option(words.of(word), isChosen: typing[field] == word.rawValue) { typing.put(field, word.rawValue) }
        }
        choice(words[label], options, mistake: typing.mistake(field, words))
    }

    /// A text to type, kept as a field of what is typed.
    func text(_ label: String, _ typing: Typing, _ field: String, isLong: Bool = false, hint: String? = nil) {
        self.field(
            Block.Field(
                key: field, label: label, text: typing[field], hint: hint, isLong: isLong,
                mistake: typing.mistake(field, words)
            ) { typing.put(field, $0) }
        )
    }

    /// A text to type, kept as a field of what is typed.
    func text(_ label: AppWord, _ typing: Typing, _ field: String, isLong: Bool = false, hint: AppWord? = nil) {
        text(words[label], typing, field, isLong: isLong, hint: hint.map { words[$0] })
    }

    /// The place that was chosen among one's own; the first one without a choice.
    func place(
        _ own: [Spot], _ typing: Typing, _ field: String = "place", chosenNow: @escaping @MainActor () -> Void = {}
    ) -> ScopeName? {
        let chosen = own.chosen(typing[field])
        if own.count > 1 {
            let options = own.map { spot in
                Block.Option(words.of(spot.said), isChosen: spot == chosen) {
                    typing.put(field, written(spot.scope))
                    chosenNow()
                }
            }
            choice(words[.place], options)
        }
        if chosen == nil { line(.noPlace, .warning) }
        return chosen?.scope
    }
}

extension [Spot] {
    /// The place that was chosen and written down; the first one without a choice.
    func chosen(_ text: String) -> Spot? { first { written($0.scope) == text } ?? first }
}
