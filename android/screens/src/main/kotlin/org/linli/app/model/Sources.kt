package org.linli.app.model

import org.linli.RuleStatus
import org.linli.app.words.AppWord

/** Where a rule comes from, in words. */
fun RuleStatus.word(): AppWord =
    when (this) {
        RuleStatus.TEXT -> AppWord.STATUS_TEXT
        RuleStatus.LAW -> AppWord.STATUS_LAW
        RuleStatus.DEFAULT -> AppWord.STATUS_DEFAULT
        RuleStatus.UNVERIFIED -> AppWord.STATUS_UNVERIFIED
    }
