package org.linli.app.model

import org.linli.DocId
import org.linli.FlowView
import org.linli.MemberView
import org.linli.PackView
import org.linli.Said
import org.linli.StepDraft
import org.linli.StepForm
import org.linli.app.navigation.Screen
import org.linli.app.page.Drawing
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words

/** The flows of all packs, by pack. */
class FlowsModel(
    desk: Desk,
) : Model<List<PackView>>(desk) {
    override val private = false

    override fun title(
        words: Words,
        value: List<PackView>?,
    ) = words[AppWord.NEW_MATTER]

    override suspend fun read(): List<PackView> = desk.store.matters.packs()

    override fun Drawing.show(value: List<PackView>) {
        for (pack in value.filter { it.flows.isNotEmpty() }) {
            heading(words.of(pack.title))
            for (flow in pack.flows) {
                val name = "${pack.pack}/${flow.flow}"
                row(name, words.of(flow.title), listOf(flow.clause.orEmpty()), open = { desk.open(Screen.Open(name)) })
            }
        }
    }
}

/**
 * A step's form with what it offers to choose from.
 *
 * @property flow its flow
 * @property form the step
 * @property opening the opening of the matter that the step opens beside its own; none where it opens none, or one by a word of its form
 * @property links what a field may name beside people
 * @property members everybody whom a field may name
 * @property places the places at which one may be the one who opens a matter
 */
class FormShown internal constructor(
    val flow: FlowView,
    val form: StepForm,
    val opening: Opens?,
    internal val links: Links,
    val members: List<MemberView>,
    val places: List<Spot>,
)

/**
 * A matter that a step opens beside its own.
 *
 * @property flow its flow
 * @property form its opening, without the fields that both forms have
 */
class Opens(
    val flow: FlowView,
    val form: StepForm,
)

/** What both forms share: they are drawn from the pack, and nothing about a flow stands in the app. */
abstract class FormModel(
    desk: Desk,
) : Model<FormShown>(desk) {
    override fun title(
        words: Words,
        value: FormShown?,
    ) = value?.let { words.beside(listOf(words.of(it.flow.about.title), words.of(it.form.title))) } ?: words[AppWord.STEP]

    abstract override val typing: Typing

    protected suspend fun shown(
        flow: FlowView,
        form: StepForm,
    ): FormShown {
        typing.known = form.fields.map { it.field }.toSet()
        val opening = form.opens.singleOrNull()?.let { opens(flow, form, it) }
        val links = Links.read(desk, listOfNotNull(form, opening?.form))
        return FormShown(flow, form, opening, links, desk.allMembers(), desk.ownPlaces())
    }

    /** A step opens a matter of its own pack's flows. */
    private suspend fun opens(
        flow: FlowView,
        form: StepForm,
        name: String,
    ): Opens? {
        val opened = desk.store.matters.flow("${flow.pack}/$name")
        val opening = opened.steps.find { it.opening } ?: return null
        val own = form.fields.map { it.field }.toSet()
        return Opens(opened, opening.copy(fields = opening.fields.filter { it.field !in own }))
    }

    protected fun Drawing.form(
        shown: FormShown,
        send: suspend (StepDraft) -> Unit,
    ) {
        val form = Form(shown.form.fields, typing, shown.members, shown.links)
        shown.form.clause?.let { line(words[AppWord.CLAUSE, it], Tone.QUIET) }
        form.show(this)
        // Whoever names a document that is there already opens none.
        val opening = shown.opening?.takeIf { typing[it.flow.about.flow].isEmpty() }
        val opened = opening?.let { Form(it.form.fields, typing, shown.members, shown.links, OPENING) }
        if (opening != null && opened != null) {
            heading(words[AppWord.OPENS_TOO, words.of(opening.flow.about.title)])
            opened.show(this)
        }
        button(AppWord.SAVE, main = true) {
            act {
                send(StepDraft(shown.form.step, form.entries(), opening = opened?.entries().orEmpty()))
                typing.clear()
                desk.back()
                desk.tell(Notice(KEPT))
            }
        }
        discard(typing)
    }

    private companion object {
        /** Before what is typed of the matter that is opened beside; no field of a pack begins so. */
        const val OPENING = "@"
        val KEPT = Said("已保存在本机。", "Kept on this phone.")
    }
}

/** A step of a matter. */
class StepModel(
    desk: Desk,
    private val matter: String,
    private val step: String,
) : FormModel(desk) {
    override val typing = Typing(desk, "step", "$matter/$step")

    override suspend fun read(): FormShown {
        val view = desk.store.matters.matter(DocId(matter))
        val flow = desk.store.matters.flow("${view.pack}/${view.flow}")
        return shown(flow, flow.steps.find { it.step == step } ?: gone())
    }

    override fun Drawing.show(value: FormShown) =
        form(value) { draft ->
            val heads =
                desk.store.matters
                    .matter(DocId(matter))
                    .heads
            desk.store.matters.takeStep(DocId(matter), draft.copy(continues = heads))
        }
}

/** The opening of a matter, at one of the places that are one's own. */
class OpenModel(
    desk: Desk,
    private val flow: String,
    private val about: String,
) : FormModel(desk) {
    override val typing = Typing(desk, "open", "$flow/$about")

    override suspend fun read(): FormShown {
        val flow = desk.store.matters.flow(flow)
        return shown(flow, flow.steps.find { it.opening } ?: gone())
    }

    override fun Drawing.show(value: FormShown) {
        val chosen = place(value.places, typing, PLACE) ?: return
        form(value) { draft ->
            val documents = listOf(about).filter { it.isNotEmpty() }.map(::DocId)
            desk.store.matters.openMatter(flow, chosen, draft.copy(about = documents))
        }
    }

    private companion object {
        /** No field of a pack is called so. */
        const val PLACE = "@place"
    }
}
