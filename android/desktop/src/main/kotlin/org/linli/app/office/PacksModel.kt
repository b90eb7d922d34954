package org.linli.app.office

import org.linli.DutySummary
import org.linli.FlowSummary
import org.linli.PackChoice
import org.linli.PackSwitch
import org.linli.PackView
import org.linli.RuleStatus
import org.linli.Said
import org.linli.ScopeName
import org.linli.SwitchChoice
import org.linli.app.model.Desk
import org.linli.app.model.word
import org.linli.app.page.Drawing
import org.linli.app.page.Option
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words

/**
 * A pack as the community goes by it.
 *
 * @property view the edition that it goes by
 * @property editions all that are here, oldest first
 * @property choice what it takes of the pack; none where the pack is off
 */
class PackGone(
    val view: PackView,
    val editions: List<String>,
    val choice: PackChoice?,
)

/** Something that the community goes by, or does not. */
sealed interface Going {
    /** The pack that it belongs to. */
    val of: PackGone

    data class Pack(
        override val of: PackGone,
    ) : Going

    data class Flow(
        override val of: PackGone,
        val flow: FlowSummary,
    ) : Going

    data class Duty(
        override val of: PackGone,
        val duty: DutySummary,
    ) : Going

    data class Switch(
        override val of: PackGone,
        val switch: PackSwitch,
    ) : Going
}

/** 规则包: by which packs, flows, duties and words of switches the community goes, with clause and source; changed by whoever may. */
class PacksModel(
    desk: Desk,
    paper: Paper,
) : OfficeModel<List<Going>>(desk, paper) {
    override val private = false

    override val table: Table<Going> =
        Table(
            listOf(
                Column(AppWord.OFFICE_WHAT, 4f, { pinyin(it.title().zh) }) { of(it.title()) },
                Column(AppWord.KIND, 1.2f, { it.kind() }) { this[it.kind()] },
                Column(AppWord.OFFICE_CLAUSE, 1.6f, { it.clause() }) { it.clause().orEmpty() },
                Column(AppWord.SOURCE, 1.6f, { it.status() }) { row -> row.status()?.let { this[it.word()] }.orEmpty() },
                Column(AppWord.OFFICE_NOW, 1.6f, { pinyin(ZH.now(it)) }) { now(it) },
            ),
            key = { it.key() },
            texts = { it.title().both() + it.clause().orEmpty() },
        )

    override fun title(
        words: Words,
        value: List<Going>?,
    ) = words[AppWord.OFFICE_PACKS]

    override suspend fun load() {
        val packs =
            desk.store.matters
                .packs()
                .groupBy { it.pack }
                .values
        table.show(packs.map(::gone).flatMap { it.rows() })
    }

    override suspend fun shown(): List<Going> = listOfNotNull(table.here)

    override fun Drawing.show(value: List<Going>) {
        val row = value.singleOrNull()
        if (row == null) {
            line(AppWord.OFFICE_CHOOSE_ROW)
            return
        }
        heading(words.of(row.title()))
        row.clause()?.let { fact(words[AppWord.OFFICE_CLAUSE], it) }
        row.status()?.let { fact(words[AppWord.SOURCE], words[it.word()]) }
        val whyNot = row.of.view.whyNot
        if (whyNot == null) {
            change(row)
            line(AppWord.OFFICE_PACKS_GO_ON, Tone.QUIET)
        } else {
            fact(words[AppWord.OFFICE_NOW], words.now(row))
            line(words.of(whyNot), Tone.WARNING)
        }
        elsewhere(row)
    }

    private fun Drawing.change(row: Going) {
        val (pack, choice) = row.of.view to (row.of.choice ?: PackChoice())
        if (row !is Going.Pack && row.of.choice == null) {
            line(AppWord.OFFICE_PACK_IS_OFF, Tone.WARNING)
            return
        }
        when (row) {
            is Going.Pack -> {
                onOrOff(row.isOn()) { isOn -> choose(pack, choice.takeIf { isOn }) }
                if (row.isOn() && choice != PackChoice()) line(AppWord.OFFICE_PACK_FORGETS, Tone.QUIET)
                editions(row.of, choice)
            }

            is Going.Flow -> {
                onOrOff(row.isOn()) { isOn ->
                    choose(pack, choice.copy(withoutFlows = choice.withoutFlows.with(row.flow.flow, !isOn)))
                }
            }

            is Going.Duty -> {
                onOrOff(row.isOn()) { isOn ->
                    choose(pack, choice.copy(withoutDuties = choice.withoutDuties.with(row.duty.duty, !isOn)))
                }
            }

            is Going.Switch -> {
                words(row, pack, choice)
            }
        }
    }

    private fun Drawing.onOrOff(
        isOn: Boolean,
        choose: (Boolean) -> Unit,
    ) {
        val options =
            listOf(true to AppWord.OFFICE_ON, false to AppWord.OFFICE_OFF)
                .map { (on, word) -> option(words[word], isOn == on) { choose(on) } }
        choice(words[AppWord.OFFICE_NOW], options)
    }

    private fun Drawing.editions(
        pack: PackGone,
        choice: PackChoice,
    ) {
        if (pack.choice == null || pack.editions.size < 2) return
        val newest =
            option(words[AppWord.OFFICE_NEWEST], choice.edition == null) { choose(pack.view, choice.copy(edition = null)) }
        val each = pack.editions.map { option(it, choice.edition == it) { choose(pack.view, choice.copy(edition = it)) } }
        choice(words[AppWord.OFFICE_EDITION], listOf(newest) + each)
    }

    private fun Drawing.words(
        row: Going.Switch,
        pack: PackView,
        choice: PackChoice,
    ) {
        val now = row.word()
        val options =
            row.switch.words.map { word ->
                val title = words.of(word.title)
                val said = if (word.word == row.switch.initial) words[AppWord.OFFICE_INITIAL, title] else title
                option(said, word.word == now) {
                    val others = choice.switches.filter { it.name != row.switch.name }
                    choose(pack, choice.copy(switches = others + SwitchChoice(row.switch.name, word.word)))
                }
            }
        choice(words[AppWord.OFFICE_NOW], options)
    }

    /** One of several. A tap on the one that holds already writes nothing: every entry of the roster is read by everybody for good. */
    private fun option(
        text: String,
        holds: Boolean,
        choose: () -> Unit,
    ) = Option(text, holds) { if (!holds) choose() }

    private fun choose(
        pack: PackView,
        choice: PackChoice?,
    ) = act { desk.store.matters.choosePack(pack.pack, choice) }

    /** Compounds that go by the pack in a way of their own: what is chosen here does not reach them. */
    private fun Drawing.elsewhere(row: Going) {
        val others =
            row.of.view.choices
                .filter { it.scope !is ScopeName.Community }
        if (others.isEmpty()) return
        heading(AppWord.OFFICE_CHOSE_OTHERWISE)
        for (other in others) {
            val there = row.at(PackGone(row.of.view, row.of.editions, other.choice))
            fact(words.of(other.placeSaid), words.now(there))
        }
    }

    private companion object {
        val ZH = Words(org.linli.Language.ZH)
    }
}

/** All editions of one pack, as the community goes by them. */
private fun gone(editions: List<PackView>): PackGone {
    val newest = editions.last()
    val chosen = newest.choices.find { it.scope is ScopeName.Community }
    val choice = if (chosen == null) PackChoice() else chosen.choice
    val view = editions.find { it.edition == choice?.edition } ?: newest
    return PackGone(view, editions.map { it.edition }, choice)
}

private fun PackGone.rows(): List<Going> =
    listOf(Going.Pack(this)) + view.switches.map { Going.Switch(this, it) } + view.flows.map { Going.Flow(this, it) } +
        view.duties.map { Going.Duty(this, it) }

/** The same in another place. */
private fun Going.at(pack: PackGone): Going =
    when (this) {
        is Going.Pack -> Going.Pack(pack)
        is Going.Flow -> copy(of = pack)
        is Going.Duty -> copy(of = pack)
        is Going.Switch -> copy(of = pack)
    }

private fun Going.key(): String =
    when (this) {
        is Going.Pack -> of.view.pack
        is Going.Flow -> "${of.view.pack}/flow/${flow.flow}"
        is Going.Duty -> "${of.view.pack}/duty/${duty.duty}"
        is Going.Switch -> "${of.view.pack}/switch/${switch.name}"
    }

private fun Going.title(): Said =
    when (this) {
        is Going.Pack -> of.view.title
        is Going.Flow -> flow.title
        is Going.Duty -> duty.title
        is Going.Switch -> switch.title
    }

private fun Going.clause(): String? =
    when (this) {
        is Going.Pack -> null
        is Going.Flow -> flow.clause
        is Going.Duty -> duty.clause
        is Going.Switch -> switch.clause
    }

private fun Going.status(): RuleStatus? =
    when (this) {
        is Going.Pack, is Going.Flow -> null
        is Going.Duty -> duty.status
        is Going.Switch -> switch.status
    }

private fun Going.kind(): AppWord =
    when (this) {
        is Going.Pack -> AppWord.OFFICE_PACK
        is Going.Flow -> AppWord.OFFICE_FLOW
        is Going.Duty -> AppWord.OFFICE_DUTY
        is Going.Switch -> AppWord.OFFICE_SWITCH
    }

private fun Going.isOn(): Boolean {
    val choice = of.choice ?: return false
    return when (this) {
        is Going.Pack, is Going.Switch -> true
        is Going.Flow -> flow.flow !in choice.withoutFlows
        is Going.Duty -> duty.duty !in choice.withoutDuties && duty.flow !in choice.withoutFlows
    }
}

/** The word by which new matters go. */
private fun Going.Switch.word(): String =
    of.choice
        ?.switches
        ?.find { it.name == switch.name }
        ?.word
        ?.takeIf { word -> switch.words.any { it.word == word } } ?: switch.initial

private fun Words.now(row: Going): String {
    val word = (row as? Going.Switch)?.takeIf { it.isOn() }?.word()
    val title = word?.let { one -> row.switch.words.find { it.word == one } }?.title
    return title?.let { of(it) } ?: this[if (row.isOn()) AppWord.OFFICE_ON else AppWord.OFFICE_OFF]
}

private fun List<String>.with(
    name: String,
    isIn: Boolean,
): List<String> = if (isIn) (this + name).distinct() else this - name
