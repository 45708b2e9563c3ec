package kz.zhospar.ui.dossier

import android.view.View
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Incident
import kz.zhospar.core.Look
import kz.zhospar.core.Page
import kz.zhospar.core.Plan
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed
import kz.zhospar.ui.log.firstLine

/** Which incidents of the time that she chose go into a dossier, a page at a time. Each change is told at once: a step back loses none. */
class WhichScreen(private val shell: Shell, private var plan: Plan, private val changed: (Plan) -> Unit) : Screen() {
    private var pages = listOf<Page>()
    private var isLoaded = false
    private var problem: String? = null

    override fun begin() = load()

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.dos_which)), kit.body(kit.words(R.string.dos_which_about)))
        with(kit) {
            problem?.let { content.put(warning(it)) }
            val found = pages.flatMap(Page::incidents)
            if (isLoaded && found.isEmpty() && problem == null) content.put(body(words(R.string.log_none)))
            found.forEachIndexed { place, incident ->
                if (place == 0 || found[place - 1].day != incident.day) content.put(heading(incident.day), gap = 24)
                choice(content, incident)
            }
            pages.lastOrNull()?.next?.let { next -> content.put(plain(words(R.string.log_earlier)) { load(next) }) }
        }
        return kit.framed(shell, this, content)
    }

    private fun Kit.choice(content: LinearLayout, incident: Incident) {
        val isShown = plan.shows(incident)
        val said = listOfNotNull(incident.kindName, firstLine(incident).ifEmpty { null }, words(R.string.unconfirmed).takeIf { incident.unconfirmed })
        content.put(tick(said.joinToString(" · "), isShown) { turn(plan.showing(incident, !isShown)) }, gap = 8)
        if (incident.draft.kind != IMAGE || !isShown || incident.pieces == 0 || incident.unconfirmed) return
        val areShown = incident.id in plan.added
        content.put(tick(words(R.string.dos_files_too), areShown) { turn(plan.showingFiles(incident, !areShown)) }, gap = 8)
    }

    /** The first page, or the one after those that are shown. */
    private fun load(after: String? = null) {
        val (look, tongue) = Look(days = plan.days) to shell.tongue
        shell.ask({ page(look, after, tongue) }) { answer ->
            problem = (answer as? Answer.Not)?.problem?.words
            if (answer is Answer.Done) pages = if (after == null) listOf(answer.value) else pages + answer.value
            isLoaded = true
            shell.redraw(this)
        }
    }

    private fun turn(to: Plan) {
        plan = to
        changed(to)
        shell.redraw(this)
    }

    private companion object {
        /** Of incidents of this kind the files stay out unless they are asked for: they are what was done to her. */
        const val IMAGE = "image"
    }
}
