// The whole window.

import Linli
import LinliModels
import SwiftUI

/// The window, or the reason why there is none.
struct PhoneView: View {
    let phone: Phone

    var body: some View {
        @Bindable var files = phone.files
        Group {
            if let desk = phone.desk {
                DeskView(desk: desk, wakings: phone.wakings)
            } else if let failure = phone.failure {
                FailureView(failure: failure) {
                    Task { await phone.open() }
                }
            } else {
                ProgressView()
            }
        }
        .fileImporter(isPresented: $files.isChoosing, allowedContentTypes: phone.files.kind.types) { result in
            phone.files.chosen(try? result.get())
        }
        .sheet(isPresented: $files.isSharing, onDismiss: phone.files.isShared) {
            SharingView(shared: phone.files.shared, words: Words(phone.desk?.settings.language ?? .zh))
        }
        .onOpenURL { file in
            Task { await phone.handed(file) }
        }
    }
}

/// What another app is given, and the system's own way to give it.
struct SharingView: View {
    let shared: ChosenFiles.Shared
    let words: Words

    var body: some View {
        VStack(alignment: .leading, spacing: 16) {
            switch shared {
            case .text(let text):
                Text(text).font(.body)
                ShareLink(words[.share], item: text).target()
            case .picture(let file):
                Text(words[.sharePhotoHow]).font(.body)
                ShareLink(words[.share], item: file).target()
            }
        }
        .padding()
    }
}

/// The store cannot be opened: nothing of the app is there to say it in.
struct FailureView: View {
    let failure: LinliError
    let again: @MainActor () -> Void

    var body: some View {
        let words = Words(.zh)
        VStack(spacing: 16) {
            Text(failure.zh).font(.title3)
            Text(failure.en).font(.body)
            Button(words[.again], action: again)
        }
        .padding()
    }
}

/// The screen where one is, what just happened, and the bar at the bottom.
struct DeskView: View {
    let desk: Desk
    let wakings: Int

    private var scheme: ColorScheme? {
        switch desk.settings.look {
        case .system: nil
        case .light: .light
        case .dark: .dark
        }
    }

    var body: some View {
        let words = Words(desk.settings.language)
        NavigationStack {
            ScreenView(desk: desk, screen: desk.stack.top, words: words)
                .id(Shown(screen: desk.stack.top, wakings: wakings, arrivals: desk.arrivals))
                .toolbar {
                    if desk.stack.canGoBack {
                        ToolbarItem(placement: .navigation) {
                            Button(words[.back]) { desk.back() }
                        }
                    }
                }
                .safeAreaInset(edge: .bottom) {
                    VStack(spacing: 0) {
                        if let notice = desk.notice { NoticeView(desk: desk, notice: notice, words: words) }
                        if desk.stack.screens.first != .enrol { TabsView(desk: desk, words: words) }
                    }
                    .background(.bar)
                }
        }
        .preferredColorScheme(scheme)
        .environment(\.locale, words.locale)
        .modifier(TypeSize(scale: desk.settings.scale))
    }

    private struct Shown: Hashable {
        let screen: Screen
        let wakings: Int
        let arrivals: Int
    }
}

/// The size of type that was asked for on top of the system's.
private struct TypeSize: ViewModifier {
    let scale: Int

    func body(content: Content) -> some View {
        switch scale {
        case 150: content.dynamicTypeSize(.accessibility1)
        case 200: content.dynamicTypeSize(.accessibility3)
        default: content.dynamicTypeSize(.xSmall ... .accessibility5)
        }
    }
}

/// What just happened, and the way to take it back as long as there is one.
private struct NoticeView: View {
    let desk: Desk
    let notice: Notice
    let words: Words

    var body: some View {
        HStack {
            Text((notice.isFailure ? Tone.warning.sign : "") + words.of(notice.said))
                .frame(maxWidth: .infinity, alignment: .leading)
            if notice.undo != nil {
                Button(words[.undo]) { desk.undo() }.target()
            }
            Button(words[.closeNotice]) { desk.tell(nil) }.target()
        }
        .padding()
        .task(id: notice) { await forget() }
    }

    /// What can be taken back no more is not offered any more.
    private func forget() async {
        guard let until = notice.until else { return }
        let rest = max(0, until.timeIntervalSinceNow)
        try? await Task.sleep(nanoseconds: UInt64(rest * 1e9))
        if !Task.isCancelled && desk.notice == notice { desk.tell(nil) }
    }
}

/// The bar at the bottom.
private struct TabsView: View {
    let desk: Desk
    let words: Words

    private static let tabs: [(AppWord, Screen)] = [
        (.todayTab, .today()), (.work, .work), (.search, .search), (.me, .me),
    ]

    var body: some View {
        HStack {
            ForEach(Self.tabs.indices, id: \.self) { at in
                let (word, screen) = Self.tabs[at]
                let isHere = desk.stack.screens.first == screen
                Button(words[word]) { desk.tab(screen) }
                    .bold(isHere)
                    .frame(maxWidth: .infinity)
                    .target()
                    .accessibilityAddTraits(isHere ? .isSelected : [])
            }
        }
    }
}
