// The app: one window over the store of this phone.

import SwiftUI

@main
struct LinliApp: App {
    @State private var phone = Phone()
    @Environment(\.scenePhase) private var phase

    var body: some Scene {
        WindowGroup {
            PhoneView(phone: phone)
                .task { await phone.open() }
                .onChange(of: phase) { _, now in
                    Task { await phone.turned(to: now) }
                }
        }
    }
}
