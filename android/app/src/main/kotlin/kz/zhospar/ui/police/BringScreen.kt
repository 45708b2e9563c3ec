package kz.zhospar.ui.police

import android.view.View
import kz.zhospar.core.Answer
import kz.zhospar.core.Bring
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.entry.word
import kz.zhospar.ui.framed

/** What to take along to a report in person, and what to ask for there. */
class BringScreen(private val shell: Shell) : Screen() {
    private var bring: Bring? = null
    private var problem: String? = null

    override fun begin() {
        val tongue = shell.tongue
        shell.ask({ police.bring(tongue) }) { answer ->
            problem = (answer as? Answer.Not)?.problem?.words
            if (answer is Answer.Done) bring = answer.value
            shell.redraw(this)
        }
    }

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(shell.word("bring")))
        with(kit) {
            problem?.let { content.put(warning(it)) }
            bring?.let { found ->
                content.put(note(shell.word("bring-about")))
                found.things.forEach { content.put(body("– $it")) }
                content.put(card(body(found.talon)), gap = 24)
                content.put(note(shell.word("law-no-advice")))
            }
        }
        return kit.framed(shell, this, content)
    }
}
