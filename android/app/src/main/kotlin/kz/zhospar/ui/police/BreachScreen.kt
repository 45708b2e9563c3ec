package kz.zhospar.ui.police

import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Breach
import kz.zhospar.core.Calls
import kz.zhospar.core.Line
import kz.zhospar.core.Tongue
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.entry.FormScreen
import kz.zhospar.ui.entry.word

/** An incident in the time of a measure: whether it broke it, she alone says. What stands in the form is why it did not. */
class BreachScreen(shell: Shell, private val breach: Breach) : FormScreen<String, Unit>(shell, "") {
    override val fields = setOf("breach-reason")

    override fun Calls.keep(draft: String, tongue: Tongue) = police.dismiss(breach.incident.id, breach.measure, draft)

    override fun kept(answer: Unit) = leaveBehind()

    override fun Kit.fill(content: LinearLayout) {
        val incident = breach.incident
        content.put(title(words(R.string.breach)))
        standing(content)
        val said = incident.draft.says(Line.WHAT).trim()
        content.put(card(note("${incident.time} · ${incident.kindName}"), body(said).takeIf { said.isNotEmpty() }))
        content.put(plain(words(R.string.breach_incident)) { openIncident(shell, incident.id) })
        content.put(card(body(breach.measureWords)))
        content.put(note(shell.word("breach-confirm")))
        content.put(primary(words(R.string.breach_confirm)) {
            act({ police.confirm(incident.id, breach.measure) }) { leaveBehind() }
        }.apply { isEnabled = !isBusy })
        content.put(heading(words(R.string.breach_none)), gap = 24)
        line(content, words(R.string.breach_reason), draft, of = "breach-reason", lines = 2) { _, words -> words }
        content.put(plain(words(R.string.breach_dismiss)) { keep() }.apply { isEnabled = !isBusy })
    }
}
