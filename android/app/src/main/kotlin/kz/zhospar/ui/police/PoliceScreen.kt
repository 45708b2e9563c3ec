package kz.zhospar.ui.police

import android.view.View
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Breach
import kz.zhospar.core.Dismissed
import kz.zhospar.core.Line
import kz.zhospar.core.PolicePage
import kz.zhospar.core.Row
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.design.row
import kz.zhospar.ui.entry.word
import kz.zhospar.ui.framed

/** What runs out first, then what may be a breach, then reports and measures. */
class PoliceScreen(private val shell: Shell) : Screen() {
    private var page: PolicePage? = null
    private var showsWithdrawn = false
    private var problem: String? = null

    override fun begin() {
        val (withdrawn, tongue) = showsWithdrawn to shell.tongue
        shell.ask({ police.page(withdrawn, tongue) }) { answer ->
            problem = (answer as? Answer.Not)?.problem?.words
            if (answer is Answer.Done) page = answer.value
            shell.redraw(this)
        }
    }

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.police)))
        with(kit) {
            problem?.let { content.put(warning(it)) }
            page?.let { fill(content, it) }
        }
        return kit.framed(shell, this, content)
    }

    private fun Kit.fill(content: LinearLayout, page: PolicePage) {
        if (page.reminders.isNotEmpty()) {
            content.put(heading(words(R.string.reminders)), gap = 24)
            page.reminders.forEach { content.put(reminder(shell, it)) }
            content.put(note(shell.word("law-no-advice")))
        }
        if (page.breaches.isNotEmpty()) {
            content.put(heading(words(R.string.breaches)), gap = 24)
            content.put(note(shell.word("breach-confirm")))
            page.breaches.forEach { content.put(breach(it)) }
            val more = page.moreBreaches
            if (more > 0) content.put(note(context.resources.getQuantityString(R.plurals.breaches_more, more, more)))
        }
        content.put(heading(words(R.string.reports)), gap = 24)
        if (page.reports.isEmpty()) content.put(note(words(R.string.reports_about)))
        rows(content, page.reports) { ReportScreen(shell, it) }
        content.put(plain(words(R.string.report_add)) { shell.go(ReportScreen(shell, null)) })
        content.put(plain(shell.word("bring")) { shell.go(BringScreen(shell)) }, gap = 8)
        content.put(heading(words(R.string.measures)), gap = 24)
        if (page.measures.isEmpty()) content.put(note(words(R.string.measures_about)))
        rows(content, page.measures) { MeasureScreen(shell, it) }
        content.put(plain(words(R.string.measure_add)) { shell.go(MeasureScreen(shell, null)) })
        if (page.dismissed.isNotEmpty()) {
            content.put(heading(words(R.string.dismissed)), gap = 24)
            page.dismissed.forEach { dismissed(content, it) }
        }
        content.put(tick(words(R.string.show_withdrawn), showsWithdrawn) {
            showsWithdrawn = !showsWithdrawn
            begin()
        }, gap = 24)
    }

    /** Only a proposal, so it is outlined. */
    private fun Kit.breach(breach: Breach): View {
        val incident = breach.incident
        val said = incident.draft.says(Line.WHAT).trim()
        return row("${incident.time} · ${incident.kindName}", listOf(said, breach.measureWords).filter(String::isNotEmpty), outlined = true) {
            shell.go(BreachScreen(shell, breach))
        }
    }

    private fun Kit.rows(content: LinearLayout, rows: List<Row>, screen: (String) -> Screen) = rows.forEach { row ->
        val hidden = words(R.string.log_withdrawn).takeIf { row.withdrawn }
        content.put(row(row.title, row.notes + listOfNotNull(hidden), outlined = row.withdrawn) { shell.go(screen(row.id)) })
    }

    private fun Kit.dismissed(content: LinearLayout, dismissed: Dismissed) {
        content.put(card(body(dismissed.words), note(dismissed.reason)))
        content.put(plain(words(R.string.breach_again)) {
            shell.ask({ police.proposeAgain(dismissed.incident, dismissed.measure) }) { answer ->
                if (answer is Answer.Done) begin() else tell(answer as Answer.Not)
            }
        }, gap = 8)
    }

    private fun tell(answer: Answer.Not) {
        problem = answer.problem.words
        scrolledTo = 0
        shell.redraw(this)
    }
}
