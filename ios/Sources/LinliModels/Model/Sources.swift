// Where a rule comes from, in words.

import Linli

extension RuleStatus {
    var word: AppWord {
        switch self {
        case .text: .statusText
        case .law: .statusLaw
        case .default: .statusDefault
        case .unverified: .statusUnverified
        }
    }
}
