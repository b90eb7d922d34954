// A phone's microphone and speaker.

import AVFoundation
import Foundation
import LinliModels
import Observation

/// M4A of some 32 kbit/s: a minute of it is a quarter of what the library takes.
@MainActor @Observable
final class PhoneRecorder: NSObject, Recorder, AVAudioPlayerDelegate {
    private(set) var isOn = false
    private(set) var whyNot: AppWord?

    @ObservationIgnored private var recorder: AVAudioRecorder?
    @ObservationIgnored private var player: AVAudioPlayer?
    @ObservationIgnored private var played: CheckedContinuation<Void, Never>?

    func begin() async -> Bool {
        guard await AVAudioApplication.requestRecordPermission() else {
            whyNot = .noMicrophoneAllowed
            return false
        }
        whyNot = nil
        let settings: [String: Any] = [
            AVFormatIDKey: kAudioFormatMPEG4AAC, AVSampleRateKey: 16_000, AVNumberOfChannelsKey: 1,
            AVEncoderBitRateKey: 32_000,
        ]
        do {
            try AVAudioSession.sharedInstance().setCategory(.playAndRecord, options: .defaultToSpeaker)
            try AVAudioSession.sharedInstance().setActive(true)
            let made = try AVAudioRecorder(url: try Folders.sound(), settings: settings)
            isOn = made.record(forDuration: Double(Recording.longestMs) / 1000)
            recorder = made
            return isOn
        } catch {
            return false
        }
    }

    func end() async -> Recording? {
        isOn = false
        guard let recorder else { return nil }
        self.recorder = nil
        recorder.stop()
        // After it ended by itself the recorder's own time is 0: the file knows.
        let seconds = (try? AVAudioPlayer(contentsOf: recorder.url))?.duration ?? 0
        if seconds <= 0 {
            Folders.remove(recorder.url)
            return nil
        }
        return Recording(file: recorder.url, lengthMs: min(Recording.longestMs, max(1, Int(seconds * 1000))))
    }

    func play(_ write: @MainActor (URL) async throws -> Void) async throws -> Bool {
        let file = try Folders.sound()
        defer { Folders.remove(file) }
        try await write(file)
        guard let player = try? AVAudioPlayer(contentsOf: file) else { return false }
        player.delegate = self
        stopped()
        self.player = player
        guard player.play() else { return false }
        await withCheckedContinuation { played = $0 }
        return true
    }

    private func stopped() {
        player?.stop()
        player = nil
        played?.resume()
        played = nil
    }

    nonisolated func audioPlayerDidFinishPlaying(_: AVAudioPlayer, successfully _: Bool) {
        Task { @MainActor in stopped() }
    }

    func discard(_ file: URL) async { Folders.remove(file) }
}
