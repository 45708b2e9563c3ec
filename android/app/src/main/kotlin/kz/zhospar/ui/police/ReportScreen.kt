package kz.zhospar.ui.police

import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Calls
import kz.zhospar.core.Choice
import kz.zhospar.core.Moment
import kz.zhospar.core.ReportDraft
import kz.zhospar.core.Tongue
import kz.zhospar.core.Written
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.design.pickTime
import kz.zhospar.ui.entry.EntryScreen
import kz.zhospar.ui.entry.word
import kz.zhospar.ui.incident.clock
import kz.zhospar.ui.incident.local
import kz.zhospar.ui.incident.moved

/** A report to the police: how and when, the numbers on its papers, and what they answered. */
class ReportScreen(shell: Shell, id: String?) : EntryScreen<ReportDraft>(shell, id, ReportDraft(way = "", at = shell.now())) {
    private var typedAt: Moment? = null

    override fun Calls.write(id: String?, draft: ReportDraft): String = police.keepReport(id, draft)

    override fun Calls.writeLeaving(id: String?, draft: ReportDraft, tongue: Tongue): String = police.leaveReport(id, draft, tongue)

    override fun Calls.read(id: String, tongue: Tongue): Written<ReportDraft> = police.report(id, tongue)

    /** The way is what there is at the least: it is chosen with one touch. */
    override fun isEnough(draft: ReportDraft): Boolean = draft.way.isNotEmpty()

    override fun Kit.fill(content: LinearLayout) {
        content.put(title(words(R.string.report)))
        standing(content)
        content.put(oneOf(Choice.WAY, draft.way) { draft, way -> draft.copy(way = way ?: draft.way) })
        val date = day(R.string.date, draft.at, isPast = true) { picked -> change { it.copy(at = it.at.on(picked)) } }
        val hour = plain(words(R.string.hour, clock(draft.at))) {
            pickTime(local(draft.at)) { hour, minute -> change { it.copy(at = moved(it.at, local(it.at).withHour(hour).withMinute(minute))) } }
        }
        content.put(flow(listOf(date, hour)))
        content.put(line(shell.word("field-talon"), draft.talon) { draft, words -> draft.copy(talon = words) }, gap = 24)
        content.put(note(words(R.string.report_talon_about)))
        content.put(line(shell.word("field-kui"), draft.kui) { draft, words -> draft.copy(kui = words) })
        content.put(line(shell.word("field-erdr"), draft.erdr) { draft, words -> draft.copy(erdr = words) })
        content.put(note(words(R.string.report_numbers_about)))
        content.put(line(words(R.string.report_place), draft.place) { draft, words -> draft.copy(place = words) })
        content.put(line(words(R.string.report_officer), draft.officer) { draft, words -> draft.copy(officer = words) })
        content.put(heading(shell.word("field-answer")), gap = 24)
        val no = plain(words(R.string.report_no_answer)) { change { it.copy(answeredAt = null, answer = "") } }.takeIf { draft.answeredAt != null }
        val answered = day(R.string.report_answered, draft.answeredAt, isPast = true) { picked ->
            change { it.copy(answeredAt = (it.answeredAt ?: shell.now()).on(picked)) }
        }
        content.put(flow(listOfNotNull(answered, no)))
        content.put(line(words(R.string.report_answer), draft.answer, lines = 3) { draft, words -> draft.copy(answer = words, answeredAt = dayOf(words, draft)) })
    }

    /** An answer that is typed came today, unless she says otherwise; one that is erased again never came. */
    private fun dayOf(answer: String, draft: ReportDraft): Moment? =
        if (answer.isBlank() && draft.answeredAt == typedAt) null else draft.answeredAt ?: shell.now().also { typedAt = it }
}
