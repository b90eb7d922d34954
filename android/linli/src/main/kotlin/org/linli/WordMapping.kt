package org.linli

import org.linli.ffi.BallotAuthority as FfiBallotAuthority
import org.linli.ffi.BallotKind as FfiBallotKind
import org.linli.ffi.Choice as FfiChoice
import org.linli.ffi.ItemResult as FfiItemResult
import org.linli.ffi.PersonKind as FfiPersonKind
import org.linli.ffi.Role as FfiRole
import org.linli.ffi.Severity as FfiSeverity
import org.linli.ffi.TopicSource as FfiTopicSource
import org.linli.ffi.VisitMode as FfiVisitMode
import org.linli.ffi.VisitOutcome as FfiVisitOutcome

internal fun FfiTopicSource.toPublic(): TopicSource =
    when (this) {
        FfiTopicSource.VISIT -> TopicSource.VISIT
        FfiTopicSource.RESIDENT_REPORT -> TopicSource.RESIDENT_REPORT
        FfiTopicSource.SUGGESTION_BOX -> TopicSource.SUGGESTION_BOX
        FfiTopicSource.OWNERS_GROUP -> TopicSource.OWNERS_GROUP
        FfiTopicSource.RECEPTION_DAY -> TopicSource.RECEPTION_DAY
        FfiTopicSource.STAIRWELL -> TopicSource.STAIRWELL
    }

internal fun FfiVisitOutcome.toPublic(): VisitOutcome =
    when (this) {
        FfiVisitOutcome.HOME -> VisitOutcome.HOME
        FfiVisitOutcome.NOT_HOME -> VisitOutcome.NOT_HOME
        FfiVisitOutcome.REFUSED -> VisitOutcome.REFUSED
        FfiVisitOutcome.MOVED -> VisitOutcome.MOVED
        FfiVisitOutcome.VACANT -> VisitOutcome.VACANT
        FfiVisitOutcome.STAIRWELL_LOCKED -> VisitOutcome.STAIRWELL_LOCKED
    }

internal fun FfiVisitMode.toPublic(): VisitMode =
    when (this) {
        FfiVisitMode.DOOR -> VisitMode.DOOR
        FfiVisitMode.DOWNSTAIRS -> VisitMode.DOWNSTAIRS
        FfiVisitMode.PHONE -> VisitMode.PHONE
    }

internal fun FfiPersonKind.toPublic(): PersonKind =
    when (this) {
        FfiPersonKind.OWNER -> PersonKind.OWNER
        FfiPersonKind.RESIDENT -> PersonKind.RESIDENT
        FfiPersonKind.TENANT -> PersonKind.TENANT
    }

internal fun FfiItemResult.toPublic(): ItemResult =
    when (this) {
        FfiItemResult.OK -> ItemResult.OK
        FfiItemResult.FAULT -> ItemResult.FAULT
        FfiItemResult.NOT_APPLICABLE -> ItemResult.NOT_APPLICABLE
    }

internal fun FfiSeverity.toPublic(): Severity =
    when (this) {
        FfiSeverity.LOW -> Severity.LOW
        FfiSeverity.MEDIUM -> Severity.MEDIUM
        FfiSeverity.HIGH -> Severity.HIGH
    }

internal fun FfiChoice.toPublic(): Choice =
    when (this) {
        FfiChoice.YES -> Choice.YES
        FfiChoice.NO -> Choice.NO
        FfiChoice.ABSTAIN -> Choice.ABSTAIN
        FfiChoice.BLANK -> Choice.BLANK
        FfiChoice.INVALID -> Choice.INVALID
    }

internal fun FfiBallotKind.toPublic(): BallotKind =
    when (this) {
        FfiBallotKind.CAST -> BallotKind.CAST
        FfiBallotKind.CORRECT -> BallotKind.CORRECT
        FfiBallotKind.WITHDRAW -> BallotKind.WITHDRAW
    }

internal fun FfiBallotAuthority.toPublic(): BallotAuthority =
    when (this) {
        FfiBallotAuthority.COLLECTOR -> BallotAuthority.COLLECTOR
        FfiBallotAuthority.SLIP -> BallotAuthority.SLIP
        FfiBallotAuthority.SUPERVISOR -> BallotAuthority.SUPERVISOR
    }

internal fun FfiRole.toPublic(): Role =
    when (this) {
        FfiRole.COMMUNITY_OFFICE -> Role.COMMUNITY_OFFICE
        FfiRole.COMMITTEE -> Role.COMMITTEE
        FfiRole.SUPERVISORS -> Role.SUPERVISORS
        FfiRole.PARTY -> Role.PARTY
        FfiRole.PROPERTY_COMPANY -> Role.PROPERTY_COMPANY
        FfiRole.GRID_LEADER -> Role.GRID_LEADER
        FfiRole.GRID_WORKER -> Role.GRID_WORKER
        FfiRole.BUILDING_LEADER -> Role.BUILDING_LEADER
        FfiRole.HOUSEHOLD_REPRESENTATIVE -> Role.HOUSEHOLD_REPRESENTATIVE
        FfiRole.OWNERS_REPRESENTATIVE -> Role.OWNERS_REPRESENTATIVE
        FfiRole.MEDIATOR -> Role.MEDIATOR
        FfiRole.SOCIAL_WORKER -> Role.SOCIAL_WORKER
        FfiRole.SOCIAL_ORGANISATION -> Role.SOCIAL_ORGANISATION
    }
