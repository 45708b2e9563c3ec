package kz.zhospar.ui.police

import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Calls
import kz.zhospar.core.Choice
import kz.zhospar.core.MeasureDraft
import kz.zhospar.core.Moment
import kz.zhospar.core.Tongue
import kz.zhospar.core.Written
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.entry.EntryScreen
import kz.zhospar.ui.entry.word
import kz.zhospar.ui.incident.local
import kz.zhospar.ui.incident.moved
import java.time.LocalDate

/** A measure that an authority took: what, against whom, from when until when. */
class MeasureScreen(shell: Shell, id: String?) : EntryScreen<MeasureDraft>(shell, id, MeasureDraft(kind = "", from = shell.now().startOf())) {
    override fun Calls.write(id: String?, draft: MeasureDraft): String = police.keepMeasure(id, draft)

    override fun Calls.writeLeaving(id: String?, draft: MeasureDraft, tongue: Tongue): String = police.leaveMeasure(id, draft, tongue)

    override fun Calls.read(id: String, tongue: Tongue): Written<MeasureDraft> = police.measure(id, tongue)

    override fun isEnough(draft: MeasureDraft): Boolean = draft.kind.isNotEmpty()

    override fun Kit.fill(content: LinearLayout) {
        content.put(title(words(R.string.measure)))
        standing(content)
        content.put(oneOf(Choice.MEASURE, draft.kind) { draft, kind -> draft.copy(kind = kind ?: draft.kind) })
        content.put(heading(words(R.string.measure_days)), gap = 24)
        val from = day(R.string.measure_from, draft.from, isPast = false) { picked -> change { it.copy(from = it.from.startOf(picked)) } }
        val to = day(R.string.measure_to, draft.to, isPast = false) { picked -> change { it.copy(to = (it.to ?: it.from).endOf(picked)) } }
        val open = plain(words(R.string.measure_no_end)) { change { it.copy(to = null) } }.takeIf { draft.to != null }
        content.put(flow(listOfNotNull(from, to, open)))
        content.put(heading(words(R.string.measure_against)), gap = 24)
        if (people.isEmpty()) content.put(note(words(R.string.measure_nobody)))
        content.put(oneOf(people, draft.person) { draft, person -> draft.copy(person = person) })
        if (draft.person == null) content.put(note(shell.word("order-without-person")))
        content.put(line(words(R.string.measure_number), draft.number) { draft, words -> draft.copy(number = words) }, gap = 24)
        content.put(line(words(R.string.measure_authority), draft.authority) { draft, words -> draft.copy(authority = words) })
        content.put(line(words(R.string.measure_article), draft.article) { draft, words -> draft.copy(article = words) })
    }
}

private fun Moment.startOf(day: LocalDate = local(this).toLocalDate()): Moment = moved(this, day.atStartOfDay())

/** The last day belongs to it as a whole. */
private fun Moment.endOf(day: LocalDate): Moment = moved(this, day.plusDays(1).atStartOfDay().minusSeconds(1))
