// The store of this phone, as the system lets the app live.

import Foundation
import Linli
import LinliHandover
import LinliModels
import Observation
import SwiftUI

/// The store of this phone, and the window over it.
@MainActor @Observable
final class Phone {
    /// The reason why there is no window.
    private(set) var failure: LinliError?
    /// The window; none until the store is open.
    private(set) var desk: Desk?
    /// How often the store was awakened: what is shown is followed anew then.
    private(set) var wakings = 0
    let files = ChosenFiles()
    let recorder = PhoneRecorder()
    let pictures = PhonePictures()

    @ObservationIgnored private var store: Workspace?
    @ObservationIgnored private var isAsleep = false

    /// Opens the store, and comes back to where one was.
    func open() async {
        if desk != nil { return }
        failure = nil
        do {
            let store = try await Workspace.open(Folders.store(), key: KeychainKey())
            let desk = Desk(store, files: files, recorder: recorder, pictures: pictures)
            try await desk.begin()
            self.store = store
            self.desk = desk
            takeIn()
        } catch {
            failure = error as? LinliError
        }
    }

    /// A picture or a text that another app opens with this one: the system hands it over as a file.
    func handed(_ file: URL) async {
        await open()
        guard let desk, file.isFileURL, let own = Folders.keep(file) else { return }
        // Where the extension's things wait until a draft has them: a full disk loses nothing that lies there.
        if let folder = Folders.handover, putAside(own, Folders.isText(file), Handover(folder)) {
            Folders.remove(own)
            takeIn()
            return
        }
        if Folders.isText(file) {
            if let text = try? String(contentsOf: own, encoding: .utf8) { desk.handed(text) }
            Folders.remove(own)
        } else {
            desk.handed(picture: own)
        }
    }

    private func putAside(_ own: URL, _ isText: Bool, _ handover: Handover) -> Bool {
        do {
            if isText {
                try handover.put(text: try String(contentsOf: own, encoding: .utf8))
            } else {
                try handover.put(picture: try Data(contentsOf: own))
            }
            return true
        } catch {
            // It waits nowhere: a draft takes it at once, or tells why not.
            return false
        }
    }

    /// What the share extension put aside while the app was not there.
    private func takeIn() {
        if let folder = Folders.handover { desk?.takeIn(Handover(folder), keep: Folders.handed) }
    }

    /// The file is closed before the system sends the app to sleep, and open before anybody looks.
    func turned(to phase: ScenePhase) async {
        switch phase {
        case .background where !isAsleep:
            isAsleep = true
            try? await store?.suspend()
        case .active where isAsleep:
            isAsleep = false
            try? await store?.resume()
            wakings += 1
            takeIn()
        case .active:
            takeIn()
        default:
            break
        }
    }
}
