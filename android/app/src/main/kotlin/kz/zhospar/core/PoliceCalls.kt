package kz.zhospar.core

import kz.zhospar.core.generated.Answer
import kz.zhospar.core.generated.Entry
import kz.zhospar.core.generated.Fact
import kz.zhospar.core.generated.Language
import kz.zhospar.core.generated.Measure
import kz.zhospar.core.generated.ProposedBreach
import kz.zhospar.core.generated.Report
import kz.zhospar.core.generated.Said
import kz.zhospar.core.generated.Sort
import kz.zhospar.core.generated.TextArg
import kz.zhospar.core.generated.dateText
import kz.zhospar.core.generated.dateTimeText
import kz.zhospar.core.generated.text
import kz.zhospar.core.generated.whatToBring
import java.time.LocalDate
import java.time.ZoneOffset
import kz.zhospar.core.generated.Moment as CoreMoment
import kz.zhospar.core.generated.Reminder as CoreReminder

/** Reports, measures, and what follows from them. */
class PoliceCalls internal constructor(private val calls: Calls) {
    private val desk = EntryDesk(calls)

    fun page(withWithdrawn: Boolean, tongue: Tongue): PolicePage {
        val proposed = calls.opened().entries().use { it.proposedBreaches() }
        return PolicePage(
            reminders(tongue),
            breaches(proposed.take(BREACHES_SHOWN), tongue),
            maxOf(0, proposed.size - BREACHES_SHOWN),
            desk.list(Sort.REPORT, withWithdrawn).map { reportRow(it, tongue.language) },
            desk.list(Sort.MEASURE, withWithdrawn).map { measureRow(it, tongue) },
            dismissed(tongue),
        )
    }

    fun bring(tongue: Tongue): Bring = whatToBring(tongue.language).let { Bring(it.things, rule(it.talon, tongue.language)) }

    /** What runs out now, the most pressing first. */
    fun reminders(tongue: Tongue): List<Reminder> =
        calls.opened().entries().use { it.reminders(tongue.language, calls.now()) }.map { inWords(it, tongue) }

    fun report(id: String, tongue: Tongue): Written<ReportDraft> = desk.read(id, tongue) { (it as? Said.ReportSaid)?.report?.toDraft() }

    fun keepReport(id: String?, draft: ReportDraft): String = desk.keep(id) { Said.ReportSaid(draft.toCore()) }

    /** As it is left: times that can't be stay as words. */
    fun leaveReport(id: String?, draft: ReportDraft, tongue: Tongue): String = desk.leaving({ keepReport(id, draft) }) {
        val now = calls.now().wall
        val at = draft.at.orNow(now)
        val answered = draft.answeredAt?.orNow(now)?.let { if (it.utcMs < at.utcMs) at else it }
        val typed = { moment: Moment?, kept: Moment? -> moment?.takeIf { it != kept }?.let { dateTimeText(it.toCore(), tongue.language) }.orEmpty() }
        val place = together(draft.place, typed(draft.at, at))
        keepReport(id, draft.copy(at = at, answeredAt = answered, place = place, answer = together(draft.answer, typed(draft.answeredAt, answered))))
    }

    fun measure(id: String, tongue: Tongue): Written<MeasureDraft> = desk.read(id, tongue) { (it as? Said.MeasureSaid)?.measure?.toDraft() }

    fun keepMeasure(id: String?, draft: MeasureDraft): String = desk.keep(id) { Said.MeasureSaid(draft.toCore()) }

    /** As it is left: an end that lies before the beginning stays as words. */
    fun leaveMeasure(id: String?, draft: MeasureDraft, tongue: Tongue): String = desk.leaving({ keepMeasure(id, draft) }) {
        val end = draft.to?.let { dateText(it.toCore(), tongue.language) }.orEmpty()
        keepMeasure(id, draft.copy(to = null, number = together(draft.number, end)))
    }

    /** Marks the incident as a breach of the measure. */
    fun confirm(incident: String, measure: String) = calls.opened().entries().use { it.confirmBreach(incident, measure, calls.now()) }

    /** Says that it is none, and why. */
    fun dismiss(incident: String, measure: String, reason: String) {
        calls.opened().entries().use { it.dismissBreach(incident, measure, reason, calls.now()) }
    }

    fun proposeAgain(incident: String, measure: String) = calls.opened().entries().use { it.proposeAgain(incident, measure, calls.now()) }

    private fun breaches(proposals: List<ProposedBreach>, tongue: Tongue): List<Breach> = proposals.map { proposed ->
        Breach(calls.incident(proposed.incident, tongue), proposed.measure, measureLine(proposed.measure, tongue))
    }

    private fun dismissed(tongue: Tongue): List<Dismissed> = desk.list(Sort.DISMISSAL).mapNotNull { entry ->
        val said = (entry.said as Said.DismissalSaid).dismissal
        desk.unlessGone {
            val words = calls.incident(said.incident, tongue).let { "${it.time} · ${it.kindName}" }
            Dismissed(said.incident, said.measure, words + " · " + measureLine(said.measure, tongue), said.reason)
        }
    }

    private fun measureLine(id: String, tongue: Tongue): String = measureRow(desk.entry(id), tongue).let { (listOf(it.title) + it.notes).joinToString(" · ") }

    private fun inWords(reminder: CoreReminder, tongue: Tongue): Reminder {
        val language = tongue.language
        val (about, lead) = when (reminder.kind) {
            "order-ends", "arrest-ends" -> measureLine(reminder.subject, tongue) to Lead.MEASURE
            "cctv" -> calls.incident(reminder.subject, tongue).let { "${it.time} · ${it.kindName}" } to Lead.INCIDENT
            else -> reportRow(desk.entry(reminder.subject), language).title to Lead.REPORT
        }
        return Reminder(
            words = word("reminder-${reminder.kind}", language).replaceFirstChar(Char::uppercase),
            // How long a camera keeps a recording nobody knows: a date would look like one.
            day = dateText(reminder.due, language).takeIf { reminder.kind != "cctv" },
            about = about,
            rule = reminder.fact?.let { rule(it, language) },
            leadsTo = lead,
            id = reminder.subject,
        )
    }

    /** What is our own choice has no source to name. */
    private fun rule(fact: Fact, language: Language): String {
        if (fact.status == "own-choice") return fact.says
        val noon = LocalDate.parse(fact.checkedOn).atTime(NOON, 0).toInstant(ZoneOffset.UTC).toEpochMilli()
        val checked = dateText(CoreMoment(noon, 0), language)
        val source = mapOf("source" to fact.source, "date" to checked, "status" to word("law-${fact.status}", language)).mapValues { TextArg.Words(it.value) }
        return fact.says + " " + text("law-source", language, source)
    }

    private fun reportRow(entry: Entry, language: Language): Row {
        val report = (entry.said as? Said.ReportSaid)?.report ?: throw desk.gone()
        val numbers = listOf("talon" to report.talon, "kui" to report.kui, "erdr" to report.erdr)
            .filter { it.second.isNotBlank() }.map { (field, number) -> word("field-$field", language) + " " + number }
        val answer = report.answer?.let { word("field-answer", language) + " " + dateText(it.at, language) + ": " + it.text }
        val notes = listOf((listOf(report.place) + numbers).filter(String::isNotBlank).joinToString(" · "), answer.orEmpty())
        val title = dateTimeText(report.at, language) + " · " + word("way-${report.way}", language)
        return Row(entry.id, title, notes.filter(String::isNotEmpty), entry.withdrawn != null)
    }

    private fun measureRow(entry: Entry, tongue: Tongue): Row {
        val measure = (entry.said as? Said.MeasureSaid)?.measure ?: throw desk.gone()
        val language = tongue.language
        val days = dateText(measure.from, language) + " – " + measure.to?.let { dateText(it, language) }.orEmpty()
        val person = measure.person?.let { desk.unlessGone { desk.nameOf(desk.entry(it), tongue) } }
        val notes = listOf(days, listOfNotNull(person, measure.number, measure.authority, measure.article).filter(String::isNotBlank).joinToString(" · "))
        return Row(entry.id, word("measure-${measure.kind}", language), notes.filter(String::isNotEmpty), entry.withdrawn != null)
    }

    private companion object {
        const val NOON = 12

        /** As many as anyone goes through at once. */
        const val BREACHES_SHOWN = 20
    }
}

private fun Report.toDraft() = ReportDraft(way, at.toValue(), place, talon, kui, erdr, officer, answer?.at?.toValue(), answer?.text.orEmpty())

private fun ReportDraft.toCore() = Report(
    way.ifEmpty { UNSAID }, at.toCore(), place.trim(), talon.trim(), kui.trim(), erdr.trim(), officer.trim(), answeredAt?.let { Answer(it.toCore(), answer.trim()) },
)

private fun Measure.toDraft() = MeasureDraft(kind, from.toValue(), to?.toValue(), number, authority, article, person)

private fun MeasureDraft.toCore() = Measure(kind.ifEmpty { UNSAID }, number.trim(), authority.trim(), article.trim(), person, from.toCore(), to?.toCore())

/** What she left open is kept as another way, or another measure: everything else she typed must not wait for it. */
private const val UNSAID = "other"
