package kz.zhospar.ui.settings

import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Checked
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.evidence.Meter
import kz.zhospar.ui.framed

/** Reads and verifies everything, and says what is damaged. */
class CheckScreen(private val shell: Shell) : Screen() {
    private var meter: Meter? = null
    private var checked: Checked? = null
    private var problem: String? = null

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.check_title)))
        with(kit) {
            problem?.let { content.put(warning(it)) }
            val (now, found) = meter to checked
            if (now != null) content.put(now.view(this)) else content.put(body(words(R.string.check_about)))
            if (found != null) {
                content.put(if (found.damaged.isEmpty()) card(body(found.says)) else warning(found.says))
                found.damaged.forEach { content.put(note(it)) }
            }
            if (now == null) content.put(primary(words(R.string.check_now)) { check() })
        }
        return kit.framed(shell, this, content)
    }

    private fun check() {
        val counting = Meter(R.string.check_running, null, inBytes = false)
        meter = counting
        checked = null
        problem = null
        shell.redraw(this)
        val tongue = shell.tongue
        shell.askLong({ copies.check(counting.gauge, tongue) }) { answer ->
            meter = null
            if (answer is Answer.Done) checked = answer.value
            if (answer is Answer.Not) problem = answer.problem.words
            shell.redraw(this)
        }
    }
}
