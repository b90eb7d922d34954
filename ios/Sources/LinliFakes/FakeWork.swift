// The effect of commands on a world.

import Foundation
import Linli

extension FakeLinli.State {
    private func place(_ household: String?) throws(LinliError) -> Int? {
        guard let household else { return nil }
        guard let index = world.door(household) else { throw unknown(.householdUnknown, "household") }
        return index
    }

    private func member(_ field: String) throws(LinliError) -> MemberRef {
        guard let member = world.me.member else { throw unknown(.notEnrolled, field) }
        return member
    }

    func meter(_ tally: DocId) throws(LinliError) -> Int {
        guard let index = world.meters.firstIndex(where: { $0.tally == tally }) else {
            throw unknown(.tallyUnknown, "tally")
        }
        return index
    }

    private mutating func row(_ household: HouseholdId, _ change: (inout DoorRow) -> Void) {
        for floor in world.today.floors.indices {
            for door in world.today.floors[floor].doors.indices
            where world.today.floors[floor].doors[door].household == household {
                change(&world.today.floors[floor].doors[door])
            }
        }
    }

    mutating func visit(_ draft: VisitDraft, _ now: Date) throws(LinliError) -> RecordId {
        guard let index = try place(draft.household) else { throw unknown(.householdUnknown, "household") }
        let by = try member("household")
        let door = world.doors[index]
        var visit = Samples.visitView
        visit.visit = nextRecord()
        visit.household = door.door
        visit.householdId = door.household
        visit.outcome = draft.outcome
        visit.mode = draft.mode ?? .door
        visit.note = draft.note
        visit.met = draft.met
        visit.callBack = draft.callBack
        visit.topics = draft.topics
        visit.at = now
        visit.by = by.id
        visit.who = by
        world.doors[index].visits.insert(visit, at: 0)
        world.today.plan.removeAll { $0 == door.household }
        let missed = draft.outcome == .notHome || draft.outcome == .stairwellLocked
        row(door.household) { row in
            row.last = Contact(visit: visit.visit, at: now, by: by, outcome: draft.outcome, why: draft.note)
            row.due = nil
            row.missed = missed ? row.missed + 1 : 0
            row.callBack = draft.callBack
            row.unsent += 1
        }
        owe(now)
        return visit.visit
    }

    mutating func log(_ draft: LogDraft, _ now: Date) throws(LinliError) -> RecordId {
        guard let index = world.rounds.firstIndex(where: { $0.round == draft.round }) else {
            throw unknown(.recordUnknown, "round")
        }
        let by = try member("round")
        let answer = RoundAnswer(
            entry: nextRecord(), result: draft.result, note: draft.note, by: by, at: now, relayed: false)
        var lines = world.rounds[index].lines
        if let line = lines.firstIndex(where: { $0.item == draft.item }) {
            lines[line].answers = [answer]
        } else {
            lines.append(RoundLine(item: draft.item, answers: [answer], before: nil))
        }
        world.rounds[index].lines = lines
        world.rounds[index].left = lines.filter(\.answers.isEmpty).count
        owe(now)
        return answer.entry
    }

    mutating func collect(_ draft: TopicDraft, _ now: Date) throws(LinliError) -> DocId {
        let index = try place(draft.household)
        var topic = Samples.topicView
        topic.topic = nextDoc()
        topic.source = draft.source
        topic.household = index.map { world.doors[$0].door }
        topic.title = draft.title
        topic.text = draft.text
        topic.at = now
        var screen = Samples.topicScreen
        screen.topic = topic
        screen.household = index.map { world.doors[$0].household }
        screen.photos = []
        world.topics.insert(screen, at: 0)
        if let index {
            world.doors[index].topics.insert(topic, at: 0)
            row(world.doors[index].household) { $0.openTopics += 1 }
        }
        owe(now)
        return topic.topic
    }

    mutating func cast(_ draft: BallotDraft, _ now: Date) throws(LinliError) -> RecordId {
        let index = try meter(draft.tally)
        if let voter = world.rolls.firstIndex(where: { $0.voter == draft.voter }) {
            if world.rolls[voter].state == .notYet, draft.kind != .withdraw {
                world.meters[index].heads.have += 1
            }
            world.rolls[voter].state = draft.kind == .withdraw ? .takenBack : .voted
            world.rolls[voter].choice = draft.choice
        }
        owe(now)
        return nextRecord()
    }

    mutating func propose(_ draft: RegisterDraft, _ now: Date) throws(LinliError) -> RecordId {
        guard let index = try place(draft.household) else { throw unknown(.householdUnknown, "household") }
        var proposal = Samples.proposedChange
        proposal.change = nextRecord()
        proposal.household = world.doors[index].household
        proposal.door = world.doors[index].door
        proposal.by = try member("household")
        proposal.at = now
        proposal.evidence = draft.evidence
        proposal.decided = nil
        world.doors[index].proposals.append(proposal)
        world.proposals.append(proposal)
        owe(now)
        return proposal.change
    }

    mutating func commit(_ key: DraftKey, _ now: Date) throws(LinliError) -> Committed {
        var before = world
        let draft = try one(world.drafts, "screen") { $0.key == key }
        let typed = Dictionary(draft.fields.map { ($0.field, $0.text) }, uniquingKeysWith: { $1 })
        let household = typed["household"] ?? (key.thing.isEmpty ? nil : key.thing)
        let record: RecordId
        switch key.screen {
        case "visit":
            guard let outcome = typed["outcome"].flatMap(VisitOutcome.init(rawValue:)) else {
                throw unknown(.wordUnknown, "outcome")
            }
            let mode = typed["mode"].flatMap(VisitMode.init(rawValue:))
            record = try visit(
                VisitDraft(
                    household: household ?? "", outcome: outcome, mode: mode, note: typed["note"], met: typed["met"]),
                now)
        case "topic":
            guard let source = typed["source"].flatMap(TopicSource.init(rawValue:)) else {
                throw unknown(.wordUnknown, "source")
            }
            _ = try collect(
                TopicDraft(
                    source: source, title: typed["title"] ?? "", text: typed["text"] ?? "", household: household), now)
            record = nextRecord()
        default:
            throw unknown(.fieldUnknown, "screen")
        }
        world.drafts.removeAll { $0.key == key }
        before.drafts = world.drafts
        let committed = Committed(record: record, until: now.addingTimeInterval(10))
        undoable = (committed, before)
        return committed
    }
}
