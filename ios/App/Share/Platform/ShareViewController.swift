// The share extension's window.

import LinliHandover
import SwiftUI
import UIKit
import UniformTypeIdentifiers

/// Takes a text or a picture of another app, puts it where the app finds it, and says so. It opens no store and has no key.
final class ShareViewController: UIViewController {
    private let host = UIHostingController(rootView: HandingView(handing: .reading, done: {}))

    override func viewDidLoad() {
        super.viewDidLoad()
        addChild(host)
        host.view.frame = view.bounds
        host.view.autoresizingMask = [.flexibleWidth, .flexibleHeight]
        view.addSubview(host.view)
        host.didMove(toParent: self)
        Task { show(await take()) }
    }

    private func show(_ handing: Handing) {
        host.rootView = HandingView(handing: handing) { [weak self] in
            self?.extensionContext?.completeRequest(returningItems: nil)
        }
    }

    private func take() async -> Handing {
        let group = FileManager.default.containerURL(forSecurityApplicationGroupIdentifier: "group.org.linli.handover")
        guard let group else { return .refused(nil) }
        let items = extensionContext?.inputItems.compactMap { $0 as? NSExtensionItem } ?? []
        var (texts, pictures): ([String], [Data]) = ([], [])
        for provider in items.flatMap({ $0.attachments ?? [] }) {
            if provider.hasItemConformingToTypeIdentifier(UTType.image.identifier) {
                if let data = await Self.data(provider, .image) { pictures.append(data) }
            } else if let data = await Self.data(provider, .plainText), let text = String(data: data, encoding: .utf8) {
                texts.append(text)
            }
        }
        let folder = group.appendingPathComponent("handover", isDirectory: true)
        return Handing.put(texts, pictures, into: Handover(folder))
    }

    private static func data(_ provider: NSItemProvider, _ type: UTType) async -> Data? {
        await withCheckedContinuation { given in
            _ = provider.loadDataRepresentation(for: type) { data, _ in given.resume(returning: data) }
        }
    }
}
