// The clipboard, by which a text goes into another app's field.

import UIKit

enum Clipboard {
    static func copy(_ text: String) {
        UIPasteboard.general.string = text
    }
}
