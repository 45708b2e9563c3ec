package kz.zhospar.ui.alert

import android.view.View
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.AlertEvent
import kz.zhospar.core.AlertPhase
import kz.zhospar.core.AlertView
import kz.zhospar.core.Answer
import kz.zhospar.core.Finding
import kz.zhospar.core.Named
import kz.zhospar.core.Standing
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

/** What to look at before an alert is needed, and a test message to those who would get it; or, of one contact, the message alone. */
class DrillScreen(private val shell: Shell, private val only: String? = null) : Screen() {
    private var findings: List<Finding> = emptyList()
    private var contacts: List<Named> = emptyList()
    private var view: AlertView? = null
    private var wasBegun = false
    private var problem: String? = null

    override fun begin() {
        val able = shell.alert.engine.able()
        val facts = shell.alert.engine.facts()
        val tongue = shell.tongue
        shell.ask({ alert.review(able, facts, tongue) to alert.contacts() }) { answer ->
            when (answer) {
                is Answer.Done -> answer.value.let { (looked, people) ->
                    findings = looked
                    contacts = people.filter { only == null || it.id == only }
                }
                is Answer.Not -> problem = answer.problem.words
            }
            look()
        }
    }

    override fun moved() = begin()

    private fun look() = shell.alert.engine.view(shell.isOpen) { now ->
        view = now.takeIf { it?.phase == AlertPhase.DRILL }
        shell.redraw(this)
    }

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(if (only == null) R.string.drill else R.string.drill_test)))
        with(kit) {
            problem?.let { content.put(warning(it)) }
            if (only == null) content.put(heading(words(R.string.drill_test)))
            content.put(body(words(R.string.drill_about)))
            if (contacts.size > 1) content.put(primary(words(R.string.drill_all)) { test(null) })
            if (contacts.isNotEmpty()) content.put(flow(contacts.map { plain(words(R.string.drill_one, it.name)) { test(it.id) } }))
            if (wasBegun) content.put(body(words(R.string.drill_begun)))
            sheet(content)
            view?.parties?.filter { only == null || it.id == only }?.forEach { party ->
                val answer = party.answered?.let { words(R.string.alert_answered, it) } ?: words(R.string.alert_unanswered)
                content.put(card(heading(party.name.ifEmpty { words(R.string.alert_contact, 1) }), body(words(R.string.drill_message, words(party.first))), body(answer)))
            }
            if (only == null) found(content)
        }
        return kit.framed(shell, this, content)
    }

    private fun Kit.found(content: LinearLayout) {
        content.put(heading(words(R.string.drill_found)), gap = 24)
        findings.forEach { content.put(finding(this, it)) }
        val leaves = Leaves(shell, this)
        content.put(flow(leaves.all()), gap = 24)
        if (leaves.mayBeRefused) content.put(note(words(R.string.permit_settings_about)))
    }

    /** What is well is plain; what is not, or nobody knows, has its mark in words too. */
    private fun finding(kit: Kit, found: Finding): View {
        val mark = when (found.standing) {
            Standing.GOOD -> R.string.drill_good
            Standing.BAD -> R.string.drill_bad
            Standing.UNKNOWN -> R.string.drill_unknown
        }
        val said = "${kit.words(mark)}: ${found.words}"
        return if (found.standing == Standing.BAD) kit.warning(said) else kit.body(said)
    }

    private fun Kit.sheet(content: LinearLayout) {
        val sheet = shell.alert.engine.sheet?.takeIf { view != null } ?: return
        content.put(body(words(R.string.alert_press_send)))
        content.put(primary(words(R.string.alert_open_messages)) {
            if (!shell.alert.write(sheet)) problem = words(R.string.alert_no_messages)
            shell.redraw(this@DrillScreen)
        })
        content.put(flow(listOf(
            plain(words(R.string.alert_went_out)) { shell.alert.engine.step(AlertEvent.SheetClosed(sheet.send, true)) { look() } },
            plain(words(R.string.alert_stayed)) { shell.alert.engine.step(AlertEvent.SheetClosed(sheet.send, false)) { look() } },
        )))
    }

    private fun test(only: String?) = shell.alert.engine.drill(only) { answer ->
        problem = (answer as? Answer.Not)?.problem?.words
        wasBegun = answer is Answer.Done
        look()
    }
}
