// The office's day.

import Foundation
import Linli

extension Day {
    func office() async throws -> Subjects {
        try await found()
        let hub = try await board.json("hub.json", as: Hub.self)
        try await workspace.claimHub(address: hub.url, pin: hub.pin, token: hub.token)
        for collector in script.collectors {
            let invitation = try await workspace.invite(collector.name, as: collector.role, in: collector.scope.name)
            try board.put("invitation-\(collector.name).txt", invitation)
        }
        var members: [String: String] = [:]
        for collector in script.collectors {
            let enrolment = try await board.text("enrolment-\(collector.name).txt")
            let challenge = try await workspace.challenge(enrolment: enrolment)
            try board.put("challenge-\(collector.name).txt", challenge)
            let digits = try await board.text("digits-\(collector.name).txt")
            let admitted = try await workspace.admit(enrolment: enrolment, digits: digits)
            members[collector.name] = admitted.member.rawValue
        }
        let agenda = try await begin()
        try await syncAll()
        try board.put("open.json", json: Opened(agenda: agenda.rawValue, members: members))
        let voting = try await board.json("tally.json", as: Voting.self)
        for collector in script.collectors {
            _ = try await board.take("worked-\(collector.name)")
        }
        try await syncAll()
        let left = try await contradicted(agenda)
        guard left.isEmpty else { throw Trouble("the agenda is still contradicted: \(left)") }
        try board.put("closed", "")
        return Subjects(agenda: agenda, tally: DocId(voting.tally))
    }

    private func found() async throws {
        _ = try await workspace.createCommunity(name: script.community, compound: script.compound)
        let register = script.folder.appendingPathComponent(script.register)
        let imported = try await workspace.importRegister(from: register)
        guard imported.imported == script.expected.households, imported.problems.isEmpty else {
            throw Trouble("imported \(imported.imported) rows, problems in \(imported.problems.count)")
        }
        let stairwells = script.grid.stairwells.map { ScopeName.stairwell($0) }
        try await workspace.defineGrid(script.grid.name, stairwells: stairwells)
    }

    private func begin() async throws -> DocId {
        var agenda: DocId?
        for (name, value) in script.agenda.fields.pairs {
            let scope = agenda == nil ? script.agenda.scope.name : nil
            agenda = try await workspace.editAgenda(agenda, scope: scope, field: name, value: value)
        }
        guard let agenda else { throw Trouble("the agenda has no fields") }
        return agenda
    }
}
