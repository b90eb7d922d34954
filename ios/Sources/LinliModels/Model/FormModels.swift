// The forms of flows: they are drawn from the pack, and nothing about a flow stands in the app.

import Linli
import Observation

/// The flows of all packs, by pack.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class FlowsModel: Model {
    let desk: Desk
    let isPrivate = false
    var shown = Shown<[PackView]>.waiting

    init(_ desk: Desk) {
        self.desk = desk
    }

    func title(_ words: Words, _: [PackView]?) -> String { words[.newMatter] }

    func read() async throws -> [PackView] { try await desk.store.packs() }

    func show(_ packs: [PackView], on page: Drawing) {
        let words = page.words
        for pack in packs where !pack.flows.isEmpty {
            page.heading(words.of(pack.title))
            for flow in pack.flows {
                let name = "\(pack.pack)/\(flow.flow)"
                page.row(name, words.of(flow.title), [flow.clause ?? ""]) { [desk] in desk.open(.open(flow: name)) }
            }
        }
    }
}

/// A step's form with what it offers to choose from.
struct FormShown: Sendable {
    /// Its flow.
    let flow: FlowView
    /// The step.
    let form: StepForm
    /// The opening of the matter that the step opens beside its own; none where it opens none, or one by a word of its form.
    let opening: Opens?
    /// What a field may name beside people.
    let links: Links
    /// Everybody whom a field may name.
    let members: [MemberView]
    /// The places at which one may be the one who opens a matter.
    let places: [Spot]
}

/// A matter that a step opens beside its own.
struct Opens: Sendable {
    /// Its flow.
    let flow: FlowView
    /// Its opening, without the fields that both forms have.
    var form: StepForm
}

/// What both forms share.
@available(iOS 17, macOS 14, *)
@MainActor
protocol FormModel: Model where Value == FormShown {
    var typing: Typing { get }
}

@available(iOS 17, macOS 14, *)
extension FormModel {
    var typed: Typing? { typing }

    func title(_ words: Words, _ value: FormShown?) -> String {
        guard let value else { return words[.step] }
        return words.beside([words.of(value.flow.about.title), words.of(value.form.title)])
    }

    func shown(_ flow: FlowView, _ form: StepForm?) async throws -> FormShown {
        guard let form else { throw Gone() }
        typing.known = Set(form.fields.map(\.field))
        let opening = form.opens.count == 1 ? try await opens(flow, form, form.opens[0]) : nil
        let links = try await Links(desk, [form] + [opening?.form].compactMap { $0 })
        let members = try await desk.allMembers()
        let places = try await desk.ownPlaces()
        return FormShown(flow: flow, form: form, opening: opening, links: links, members: members, places: places)
    }

    /// A step opens a matter of its own pack's flows.
    private func opens(_ flow: FlowView, _ form: StepForm, _ name: String) async throws -> Opens? {
        let opened = try await desk.store.flow("\(flow.pack)/\(name)")
        guard var opening = opened.steps.first(where: \.opening) else { return nil }
        let own = Set(form.fields.map(\.field))
        opening.fields = opening.fields.filter { !own.contains($0.field) }
        return Opens(flow: opened, form: opening)
    }

    func form(_ shown: FormShown, on page: Drawing, send: @escaping @MainActor (StepDraft) async throws -> Void) {
        let (members, links) = (shown.members, shown.links)
        let form = Form(fields: shown.form.fields, typing: typing, members: members, links: links)
        if let clause = shown.form.clause { page.line(page.words[.clause, clause], .quiet) }
        form.show(on: page)
        // Whoever names a document that is there already opens none. No field of a pack begins as what is typed of the other one.
        let opening = shown.opening.flatMap { typing[$0.flow.about.flow].isEmpty ? $0 : nil }
        let opened = opening.map {
            Form(fields: $0.form.fields, typing: typing, members: members, links: links, prefix: "@")
        }
        if let opening { page.heading(page.words[.opensToo, page.words.of(opening.flow.about.title)]) }
        opened?.show(on: page)
        page.button(.save, isMain: true) { [self] in
            act { [self] in
                var draft = StepDraft(step: shown.form.step, values: form.entries)
                draft.opening = opened?.entries ?? []
                try await send(draft)
                try await typing.clear()
                desk.back()
                desk.tell(Notice("已保存在本机。", "Kept on this phone."))
            }
        }
        discard(typing, on: page)
    }
}

/// A step of a matter.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class StepModel: FormModel {
    let desk: Desk
    let typing: Typing
    private let matter: String
    private let step: String
    var shown = Shown<FormShown>.waiting

    init(_ desk: Desk, _ matter: String, _ step: String) {
        self.desk = desk
        self.matter = matter
        self.step = step
        typing = Typing(desk, "step", "\(matter)/\(step)")
    }

    func read() async throws -> FormShown {
        let view = try await desk.store.matter(DocId(matter))
        let flow = try await desk.store.flow("\(view.pack)/\(view.flow)")
        return try await shown(flow, flow.steps.first { $0.step == step })
    }

    func show(_ value: FormShown, on page: Drawing) {
        form(value, on: page) { [self] draft in
            var draft = draft
            draft.continues = try await desk.store.matter(DocId(matter)).heads
            try await desk.store.takeStep(of: DocId(matter), draft)
        }
    }
}

/// The opening of a matter, at one of the places that are one's own.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class OpenModel: FormModel {
    let desk: Desk
    let typing: Typing
    private let flow: String
    private let about: String
    var shown = Shown<FormShown>.waiting

    init(_ desk: Desk, _ flow: String, _ about: String) {
        self.desk = desk
        self.flow = flow
        self.about = about
        typing = Typing(desk, "open", "\(flow)/\(about)")
    }

    func read() async throws -> FormShown {
        let flow = try await desk.store.flow(flow)
        return try await shown(flow, flow.steps.first { $0.opening })
    }

    func show(_ value: FormShown, on page: Drawing) {
        // No field of a pack is called so.
        guard let place = page.place(value.places, typing, "@place") else { return }
        form(value, on: page) { [self] draft in
            var draft = draft
            draft.about = about.isEmpty ? [] : [DocId(about)]
            try await desk.store.openMatter(flow, at: place, draft)
        }
    }
}
