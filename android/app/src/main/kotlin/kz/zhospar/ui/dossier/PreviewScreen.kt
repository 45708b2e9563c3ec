package kz.zhospar.ui.dossier

import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Plan
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Told
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

/** What the person it is about would learn if the dossier came into his hands. */
class PreviewScreen(private val shell: Shell, private val plan: Plan) : Screen() {
    private var lines = listOf<Pair<String, String>>()
    private var problem: Told? = null

    override fun begin() {
        val (plan, tongue) = plan to shell.tongue
        shell.ask({ dossier.preview(plan, tongue) }) { answer ->
            if (answer is Answer.Done) lines = answer.value
            problem = (answer as? Answer.Not)?.let { Told(null, it.problem.words) }
            shell.redraw(this)
        }
    }

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.dos_preview)), kit.body(kit.words(R.string.dos_preview_about)))
        with(kit) {
            problem?.let { content.put(warning(it.say(this))) }
            lines.forEach { (name, learns) -> content.put(card(note(name), body(learns))) }
        }
        return kit.framed(shell, this, content)
    }
}
