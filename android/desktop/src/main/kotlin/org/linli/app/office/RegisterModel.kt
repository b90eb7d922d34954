package org.linli.app.office

import org.linli.ExportKind
import org.linli.Flag
import org.linli.HouseholdFilter
import org.linli.HouseholdRow
import org.linli.PageView
import org.linli.PlaceView
import org.linli.ScopeName
import org.linli.app.model.Desk
import org.linli.app.model.Typing
import org.linli.app.model.named
import org.linli.app.navigation.Screen
import org.linli.app.page.Drawing
import org.linli.app.page.Option
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words

/**
 * The register as it is shown.
 *
 * @property total how many households there are, where they were counted
 * @property place of which place
 * @property pages what the place can be printed on
 * @property flag with which mark
 * @property isKnown whether the place that was typed is one
 */
data class RegisterShown(
    val total: Long?,
    val place: ScopeName?,
    val pages: List<PageView>,
    val flag: Flag?,
    val isKnown: Boolean,
)

/** 名册: the households of a place, by pages of the library. */
class RegisterModel(
    desk: Desk,
    paper: Paper,
) : OfficeModel<RegisterShown>(desk, paper) {
    override val typing = Typing(desk, "office-register", "")
    private var flag: Flag? = null
    private var places: List<PlaceView> = emptyList()
    private var stairwells: Map<String, String> = emptyMap()
    private var total: Long? = null

    override val table: Table<HouseholdRow> =
        Table(
            listOf(
                Column(AppWord.DOOR, 2f, { pinyin(it.door) }) { it.door },
                Column(AppWord.OFFICE_FLOOR, 1f, { it.floor }) { it.floor?.toString().orEmpty() },
                Column(AppWord.OFFICE_STAIRWELL, 1.5f, { pinyin(stairwells[it.stairwell.value]) }) {
                    stairwells[it.stairwell.value].orEmpty()
                },
                Column(AppWord.OFFICE_NAMES, 3f, { row -> pinyin(row.names.firstOrNull()) }) { listed(it.names) },
                Column(AppWord.OFFICE_FLAGS, 2f, { row -> -row.flags.size }) { row -> listed(row.flags.map { of(it) }) },
            ),
            key = { it.household.value },
        )

    override fun title(
        words: Words,
        value: RegisterShown?,
    ) = words[AppWord.OFFICE_REGISTER]

    override fun open() {
        table.here?.let { desk.open(Screen.Door(it.household.value)) }
    }

    override suspend fun load() {
        places = desk.store.community.places()
        stairwells = places.associate { it.place.value to it.name }
        val find =
            table.state.value.find
                .trim()
        val filter = HouseholdFilter(place(), find.ifEmpty { null }, flag)
        val listed =
            rows { limit, after ->
                desk.store.screens
                    .households(filter, limit, after)
                    .also { total = it.total ?: total }
            }
        table.show(listed.items, listed.hasMore)
    }

    private fun place(): ScopeName? = typing[PLACE].takeIf { it.isNotBlank() }?.let(places::named)

    override suspend fun shown(): RegisterShown {
        val place = place()
        val pages = place?.let { desk.store.matters.placePages(it) }.orEmpty()
        return RegisterShown(total, place, pages, flag, isKnown = place != null || typing[PLACE].isBlank())
    }

    override fun Drawing.show(value: RegisterShown) {
        typed(PLACE, AppWord.PLACE, typing[PLACE], AppWord.HINT_SCOPE) {
            typing.put(PLACE, it)
            again()
        }
        value.total?.let { line(words[AppWord.OFFICE_ROWS, it]) }
        if (!value.isKnown) line(AppWord.PLACE_UNKNOWN, Tone.WARNING)
        val none = Option(words[AppWord.ALL], value.flag == null) { choose(null) }
        val flags = Flag.entries.map { Option(words.of(it), value.flag == it) { choose(it) } }
        choice(words[AppWord.OFFICE_FLAGS], listOf(none) + flags)
        for (page in value.pages) {
            button("${words[AppWord.OFFICE_PRINT]} · ${words.of(page.title)}") {
                acting { value.place?.let { paper.show(desk.store.matters.placePage(it, page.page, words.language)) } }
            }
        }
        button(AppWord.OFFICE_LEDGER) {
            acting { desk.files.give("名册.xlsx") { desk.store.office.export(ExportKind.REGISTER, it, words.language) } }
        }
    }

    private fun choose(one: Flag?) {
        act { flag = one }
    }

    private companion object {
        const val PLACE = "place"
    }
}
