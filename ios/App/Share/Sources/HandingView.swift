// What another app shares, on its way into the app.

import LinliHandover
import SwiftUI

/// How far it has come.
enum Handing: Hashable {
    /// It is being read.
    case reading
    /// The app has it when it is opened.
    case taken
    /// The reason why it is not taken; none if it could not be read.
    case refused(Handover.Refusal?)

    /// Puts it where the app finds it.
    static func put(_ texts: [String], _ pictures: [Data], into handover: Handover) -> Handing {
        do {
            if texts.isEmpty && pictures.isEmpty { return .refused(nil) }
            for text in texts { try handover.put(text: text) }
            for picture in pictures { try handover.put(picture: picture) }
            return .taken
        } catch {
            return .refused(error as? Handover.Refusal)
        }
    }

    /// In both languages: the extension does not know which one is chosen in the app.
    var said: [String] {
        switch self {
        case .reading: ["请稍候", "One moment"]
        case .taken: ["已收下。打开邻里，接着写完。", "Taken. Open Linli to go on with it."]
        case .refused(.empty): ["里面没有文字。", "There is no text in it."]
        case .refused(.tooLarge): ["太大了，请单独保存后在邻里里选用。", "It is too large: save it, then choose it in Linli."]
        case .refused(.full): ["已有太多待处理的，请先打开邻里。", "Too much waits already: open Linli first."]
        case .refused(nil): ["读不出来，请再试一次。", "It cannot be read; try again."]
        }
    }
}

/// What becomes of what is shared, and the way back.
struct HandingView: View {
    let handing: Handing
    let done: @MainActor () -> Void

    var body: some View {
        VStack(spacing: 16) {
            ForEach(handing.said.indices, id: \.self) { at in
                Text(handing.said[at]).font(at == 0 ? .title3 : .body)
            }
            Button("好 · OK", action: done).frame(minWidth: 44, minHeight: 44)
        }
        .padding()
    }
}
