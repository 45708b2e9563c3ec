package kz.zhospar.ui.people

import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Calls
import kz.zhospar.core.Choice
import kz.zhospar.core.Precision
import kz.zhospar.core.RefusalDraft
import kz.zhospar.core.Sentence
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

/** Her "no": when, how, to whom, and the words. Everything after it was against her will. */
class RefusalScreen(shell: Shell, id: String?) : EntryScreen<RefusalDraft>(shell, id, RefusalDraft(shell.now())) {
    private var offered = emptyList<Sentence>()

    override fun Calls.write(id: String?, draft: RefusalDraft): String = people.keepRefusal(id, draft)

    override fun Calls.writeLeaving(id: String?, draft: RefusalDraft, tongue: Tongue): String = people.leaveRefusal(id, draft, tongue)

    override fun Calls.read(id: String, tongue: Tongue): Written<RefusalDraft> = people.refusal(id, tongue)

    override fun isEnough(draft: RefusalDraft): Boolean = draft.words.isNotBlank()

    override fun begin() {
        super.begin()
        val tongue = shell.tongue
        shell.ask({ people.offeredWords(tongue) }) { answer ->
            if (answer is Answer.Done && offered.isEmpty()) turn { offered = answer.value }
        }
    }

    override fun Kit.fill(content: LinearLayout) {
        content.put(title(words(R.string.refusal)))
        standing(content)
        content.put(body(shell.word("refusal-advice")))
        content.put(line(words(R.string.refusal_words), draft.words, lines = 3) { draft, words -> draft.copy(words = words) })
        if (draft.words.isBlank()) {
            content.put(note(words(R.string.refusal_offered)))
            offered.flatMap { listOf(it.short, it.long) }.forEach { sentence -> content.put(plain(sentence) { change { it.copy(words = sentence) } }) }
        }
        whenPart(content)
        content.put(heading(shell.word("field-channel")), gap = 24)
        content.put(oneOf(Choice.CHANNEL, draft.channel) { draft, channel -> draft.copy(channel = channel ?: "other") })
        content.put(heading(words(R.string.refusal_to)), gap = 24)
        if (people.isNotEmpty()) content.put(oneOf(people, draft.person) { draft, person -> draft.copy(person = person) })
        content.put(line(words(R.string.refusal_to_words), draft.to) { draft, words -> draft.copy(to = words) })
    }

    private fun Kit.whenPart(content: LinearLayout) {
        content.put(heading(words(R.string.`when`)), gap = 24)
        val date = day(R.string.date, draft.at, isPast = true) { picked -> change { it.copy(at = it.at.on(picked)) } }
        val hour = plain(words(R.string.hour, clock(draft.at))) {
            pickTime(local(draft.at)) { hour, minute -> change { it.copy(at = moved(it.at, local(it.at).withHour(hour).withMinute(minute))) } }
        }
        content.put(flow(listOfNotNull(date, hour.takeIf { draft.precision in WITH_HOUR })))
        content.put(flow(PRECISIONS.map { (precision, name) ->
            choice(words(name), draft.precision == precision) { change { it.copy(precision = precision) } }
        }))
    }

    private companion object {
        val PRECISIONS = listOf(
            Precision.EXACT to R.string.precision_exact,
            Precision.ABOUT to R.string.precision_about,
            Precision.DAY to R.string.precision_day,
        )
        val WITH_HOUR = setOf(Precision.EXACT, Precision.ABOUT)
    }
}
