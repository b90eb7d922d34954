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
 * @property members everybody whom a field may name
 * @property places the places at which one may be the one who opens a matter
 */
class FormShown(
    val flow: FlowView,
    val form: StepForm,
    val members: List<MemberView>,
    val places: List<Spot>,
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
        return FormShown(flow, form, desk.allMembers(), desk.ownPlaces())
    }

    protected fun Drawing.form(
        shown: FormShown,
        send: suspend (StepDraft) -> Unit,
    ) {
        val form = Form(shown.form.fields, typing, shown.members)
        shown.form.clause?.let { line(words[AppWord.CLAUSE, it], Tone.QUIET) }
        form.show(this)
        button(AppWord.SAVE, main = true) {
            act {
                send(StepDraft(shown.form.step, form.entries()))
                typing.clear()
                desk.back()
                desk.tell(Notice(KEPT))
            }
        }
        discard(typing)
    }

    private companion object {
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
