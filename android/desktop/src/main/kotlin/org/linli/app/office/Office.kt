package org.linli.app.office

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import org.linli.ScopeName
import org.linli.app.model.Desk
import org.linli.app.words.AppWord

/** A part of the office. */
enum class Part(
    val word: AppWord,
) {
    REGISTER(AppWord.OFFICE_REGISTER),
    IMPORT(AppWord.OFFICE_IMPORT),
    MEMBERS(AppWord.OFFICE_MEMBERS),
    REQUESTS(AppWord.OFFICE_REQUESTS),
    MATTERS(AppWord.OFFICE_MATTERS),
    CONFLICTS(AppWord.CONFLICTS),
    ELSEWHERE(AppWord.ELSEWHERE),
    PACKS(AppWord.OFFICE_PACKS),
    STATISTICS(AppWord.OFFICE_STATISTICS),

    /** The screens of a phone, where there is no room for them beside a table. */
    SCREENS(AppWord.OFFICE_SCREENS),
}

/**
 * The office at its computer: tables, and the screens of a phone beside them.
 *
 * @property desk the screens, on the same store
 */
class Office(
    val desk: Desk,
    private val paper: Paper,
) {
    private val chosen = MutableStateFlow(Part.REGISTER)
    private val models = mutableMapOf<Part, OfficeModel<*>>()

    /** Where one is. */
    val part: StateFlow<Part> = chosen.asStateFlow()

    /** Goes to a part. */
    fun go(part: Part) {
        desk.tell(null)
        chosen.value = part
    }

    /** The model of a part: it keeps its order and what was chosen. None of the phone's screens, which have their own. */
    fun model(part: Part): OfficeModel<*>? =
        models[part] ?: when (part) {
            Part.REGISTER -> RegisterModel(desk, paper)
            Part.IMPORT -> ImportModel(desk, paper)
            Part.MEMBERS -> MembersModel(desk, paper)
            Part.REQUESTS -> RequestsModel(desk, paper)
            Part.MATTERS -> OfficeMattersModel(desk, paper)
            Part.CONFLICTS -> OfficeConflictsModel(desk, paper)
            Part.ELSEWHERE -> OfficeElsewhereModel(desk, paper)
            Part.PACKS -> PacksModel(desk, paper)
            Part.STATISTICS -> StatisticsModel(desk, paper)
            Part.SCREENS -> null
        }?.also { models[part] = it }

    companion object {
        /** Whether somebody works for the whole community: the window is an office then. */
        suspend fun isFor(desk: Desk): Boolean =
            desk.store.screens
                .me()
                .grants
                .any { it.scope is ScopeName.Community }
    }
}
