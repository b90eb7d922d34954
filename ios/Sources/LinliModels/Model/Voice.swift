// 录音: what is said at a door instead of typed.

import Foundation
import Linli
import Observation

/// What is said at a door instead of typed. It lies beside what is typed there, and is there again after the app was killed.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class Voice {
    private let desk: Desk
    private let key: DraftKey
    private var kept: Recording?

    init(_ desk: Desk, _ household: String) {
        self.desk = desk
        key = DraftKey(screen: "voice", thing: household)
    }

    /// Brings back what was recorded before.
    func load() async throws {
        let texts = try await desk.store.drafts().first { $0.key == key }?.texts ?? [:]
        guard let file = texts["file"].flatMap(desk.kept), let length = texts["length_ms"].flatMap(Int.init) else {
            kept = nil
            return
        }
        kept = Recording(file: file, lengthMs: length)
    }

    /// Buttons by which `act` records, ends, plays and drops it.
    func show(on page: Drawing, act: @escaping @MainActor (@escaping @MainActor () async throws -> Void) -> Void) {
        let recorder = desk.recorder
        if recorder.isOn {
            page.line(.recording, .warning)
            page.button(.stopRecording) { [self] in act { [self] in try await end() } }
        } else if let recording = kept {
            page.fact(.voiceNote, page.words[.seconds, seconds(recording.lengthMs)])
            page.button(.play) { [desk] in
                act { try await desk.hear { file in try FileManager.default.copyItem(at: recording.file, to: file) } }
            }
            page.button(.deleteVoice) { [self] in act { [self] in try await drop() } }
        } else {
            page.button(.record, whyNot: recorder.whyNot.map { page.words[$0] }) { [desk] in
                act { if await !recorder.begin() { desk.tell(Self.noSound) } }
            }
        }
    }

    private static let noSound = Notice(
        Said(zh: "没有录到声音，请再试一次。", en: "Nothing was recorded; try again."), isFailure: true)

    private func end() async throws {
        guard let recording = await desk.recorder.end() else {
            desk.tell(Self.noSound)
            return
        }
        kept = recording
        let texts = ["file": desk.written(recording.file), "length_ms": String(recording.lengthMs)]
        try await desk.store.saveDraft(key, fields(texts))
    }

    /// Gives it to a visit; whether there was any.
    func attach(to visit: RecordId) async throws -> Bool {
        if desk.recorder.isOn { try await end() }
        guard let recording = kept else { return false }
        let draft = VoiceDraft(visit: visit.rawValue, file: recording.file, lengthMs: recording.lengthMs)
        try await desk.store.attachVoice(draft)
        try await drop()
        return true
    }

    /// Throws it away.
    func drop() async throws {
        if desk.recorder.isOn, let recording = await desk.recorder.end() { await desk.recorder.discard(recording.file) }
        if let kept { await desk.recorder.discard(kept.file) }
        kept = nil
        try await desk.store.saveDraft(key, [])
    }
}

@available(iOS 17, macOS 14, *)
extension Desk {
    /// Plays a recording, or tells that it cannot be played here.
    fileprivate func hear(_ write: @MainActor (URL) async throws -> Void) async throws {
        if try await recorder.play(write) { return }
        let said = Said(zh: "这台设备放不了这段录音。", en: "This device cannot play the recording.")
        tell(Notice(said, isFailure: true))
    }
}

private func seconds(_ milliseconds: Int) -> Int { (milliseconds + 500) / 1000 }

@available(iOS 17, macOS 14, *)
extension Drawing {
    /// What was said at a visit, to be heard.
    func voices(
        _ voices: [PhotoView], _ desk: Desk,
        act: @escaping @MainActor (@escaping @MainActor () async throws -> Void) -> Void
    ) {
        for voice in voices {
            guard let length = voice.lengthMs else { continue }
            fact(.voiceNote, words[.seconds, seconds(length)])
            if voice.here {
                button(.play) {
                    act {
                        try await desk.hear { file in
                            try await desk.store.exportPhoto(voice.photo, size: .full, to: file)
                        }
                    }
                }
            } else {
                line(.voiceNotHere, .quiet)
                button(.fetchFile) { act { try await desk.store.wantPhoto(voice.photo) } }
            }
        }
    }
}
