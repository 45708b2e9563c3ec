package kz.zhospar.ui.incident

import android.app.DatePickerDialog
import android.app.Dialog
import android.app.TimePickerDialog
import android.os.Handler
import android.os.Looper
import android.view.View
import android.view.WindowManager
import android.widget.LinearLayout
import android.widget.TextView
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Certainty
import kz.zhospar.core.Draft
import kz.zhospar.core.Incident
import kz.zhospar.core.Line
import kz.zhospar.core.Precision
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.evidence.EvidenceScreen
import kz.zhospar.ui.framed
import kz.zhospar.ui.lock.NumbersScreen

/**
 * One incident: what, when and where first, the rest under "more". A new one is kept a moment after the first words, later changes after a longer rest and
 * whenever it is left: each is an amendment that stays in the history.
 */
class IncidentScreen(private val shell: Shell, @Volatile private var id: String?, private var draft: Draft) : Screen() {
    private val main = Handler(Looper.getMainLooper())
    private val keepNow = Runnable { keep() }
    private var kept: Draft? = draft.takeIf { id != null }
    private var incident: Incident? = null
    private var day = ""
    private var showsMore = false
    private var problem: String? = null
    private var isUnsaved = false

    /** She was told that it could not be saved, and it was tried once more. */
    private var mayLose = false
    private var state: TextView? = null
    private var danger: LinearLayout? = null

    override fun begin() {
        id?.let(::load)
        nameDay()
    }

    override fun leave() {
        main.removeCallbacks(keepNow)
        keep()
    }

    /** What could not be saved is tried once more before it is left behind. */
    override fun back(): Boolean {
        if (!isUnsaved || mayLose) return false
        mayLose = true
        keep()
        return true
    }

    override fun draw(kit: Kit): View {
        val content = kit.column()
        with(kit) {
            essentials(content)
            content.put(plain(piecesHeld(this)) { openEvidence() }, gap = 24)
            if (showsMore) more(content)
            content.put(plain(words(if (showsMore) R.string.less else R.string.more)) { turn { showsMore = !showsMore } })
            foot(content)
        }
        return kit.framed(shell, this, content)
    }

    private fun Kit.essentials(content: LinearLayout) {
        content.put(title(words(R.string.incident)))
        danger = column().also { content.put(it) }
        state = note("").also { content.put(it) }
        tell()
        val kind = shell.catalogue?.kinds?.firstOrNull { it.id == draft.kind }?.name.orEmpty()
        content.put(plain(words(R.string.kind, kind)) { chooseKind() })
        content.put(line(Line.WHAT, words(R.string.what), lines = 4))

        content.put(heading(words(R.string.`when`)), gap = 24)
        val hour = plain(words(R.string.hour, clock(draft))) { pickTime(this) }.takeIf { draft.precision in WITH_HOUR }
        content.put(flow(listOfNotNull(plain(words(R.string.date, day)) { pickDate(this) }, hour)))
        content.put(flow(PRECISIONS.map { (precision, name) ->
            choice(words(name), draft.precision == precision) { change { it.copy(precision = precision) } }
        }))

        content.put(heading(words(R.string.where)), gap = 24)
        content.put(flow(shell.catalogue?.places.orEmpty().map { place ->
            val chosen = draft.placeKind == place.id
            choice(place.name, chosen) { change { it.copy(placeKind = place.id.takeUnless { chosen }) } }
        }))
        content.put(line(Line.PLACE, words(R.string.where_label)))
    }

    private fun Kit.more(content: LinearLayout) {
        content.put(line(Line.WORDS, words(R.string.words), lines = 3), gap = 24)
        content.put(line(Line.WHO, words(R.string.who)))
        content.put(line(Line.NUMBERS, words(R.string.numbers)))
        content.put(note(words(R.string.sure)))
        content.put(flow(Certainty.entries.map { sure ->
            val chosen = draft.sure == sure
            choice(said("sure-${sure.name.lowercase()}"), chosen) { change { it.copy(sure = sure.takeUnless { chosen }) } }
        }))
        content.put(note(words(R.string.answered)))
        content.put(flow(listOf(true to R.string.yes, false to R.string.no).map { (answer, name) ->
            val chosen = draft.answered == answer
            choice(words(name), chosen) { change { it.copy(answered = answer.takeUnless { chosen }) } }
        }))
        content.put(line(Line.WITNESS, words(R.string.witness)), gap = 24)
        content.put(line(Line.WITNESS_CONTACT, words(R.string.witness_contact)))
        content.put(line(Line.WITNESS_SAW, words(R.string.witness_saw), lines = 2))
        content.put(heading(words(R.string.harm)), gap = 24)
        HARM.forEach { content.put(line(it, said("harm-${it.name.lowercase()}"))) }
    }

    private fun Kit.foot(content: LinearLayout) {
        val shown = incident ?: return
        val lines = listOfNotNull(
            words(R.string.unconfirmed).takeIf { shown.unconfirmed },
            words(R.string.history, shown.written),
            words(R.string.mark_late).takeIf { shown.writtenLate },
            shown.amended?.let { words(R.string.history_changed, it) },
        )
        content.put(card(*lines.map(::note).toTypedArray()), gap = 24)
        if (shown.unconfirmed) content.put(primary(words(R.string.cap_confirm)) { move { captures.confirm(it) } })
        if (shown.withdrawn) {
            content.put(plain(words(R.string.restore)) { move { restore(it) } })
            shown.erased?.let { content.put(warning(it)) }
            if (shown.erased == null) content.put(plain(words(R.string.erase)) { shell.go(EraseScreen(shell, shown.id, shown.draft.kind == IMAGE)) })
            else content.put(plain(words(R.string.erase_cancel)) { move { copies.cancelErase(it) } })
        } else {
            content.put(plain(words(R.string.withdraw)) { move { withdraw(it) } })
            content.put(note(words(R.string.withdraw_about)))
        }
    }

    private fun Kit.line(line: Line, label: String, lines: Int = 1): View = field(label, draft.says(line), lines) { words ->
        draft = draft.with(line, words)
        // A keyboard's keys are no touches of this window.
        shell.touched()
        keepSoon()
    }

    private fun said(key: String): String = shell.catalogue?.words?.get(key).orEmpty()

    private fun chooseKind() = shell.go(
        KindsScreen(shell, R.string.incident_new, draft.kind) { kind ->
            draft = draft.copy(kind = kind ?: draft.kind)
            shell.back()
            // Another kind may be a sign of danger.
            keep()
        },
    )

    private fun piecesHeld(kit: Kit): String {
        val pieces = incident?.pieces ?: 0
        return if (pieces == 0) kit.words(R.string.ev_title) else kit.context.resources.getQuantityString(R.plurals.evidence, pieces, pieces)
    }

    /** A photo says enough: what it belongs to is kept before there is a word. */
    private fun openEvidence() {
        keep(evenEmpty = true)
        shell.ask({ id }) { answer ->
            val known = (answer as? Answer.Done)?.value
            if (known != null && shell.top === this) shell.go(EvidenceScreen(shell, known))
        }
    }

    private fun change(how: (Draft) -> Draft) = turn {
        draft = how(draft)
        keepSoon()
    }

    private fun turn(how: () -> Unit) {
        how()
        shell.redraw(this)
    }

    private fun keepSoon() {
        main.removeCallbacks(keepNow)
        main.postDelayed(keepNow, if (id == null) ADD_AFTER_MS else AMEND_AFTER_MS)
    }

    /** Saves what differs. A kind alone says nothing yet: a touch by mistake leaves nothing behind. */
    private fun keep(evenEmpty: Boolean = false) {
        val now = draft
        if (now == kept || (!evenEmpty && id == null && now.lines.values.all(String::isBlank) && now.placeKind == null)) return
        kept = now
        val tongue = shell.tongue
        shell.ask({ keep(id, now, tongue).also { id = it.incident.id } }) { answer ->
            isUnsaved = answer is Answer.Not
            when (answer) {
                is Answer.Done -> {
                    mayLose = false
                    incident = answer.value.incident
                    problem = answer.value.refused
                }
                is Answer.Not -> {
                    problem = answer.problem.words
                    // So that the next change, or leaving, tries again.
                    if (kept == now) kept = null
                    // She has left it meanwhile, and has not read that it could not be saved.
                    if (shell.isOpen && !shell.holds(this) && !mayLose) return@ask shell.go(this)
                }
            }
            tell()
        }
    }

    /** Says what became of the last save, while she goes on typing. */
    private fun tell() {
        val view = state ?: return
        val kit = Kit(view.context)
        val words = problem?.let { if (isUnsaved) kit.words(R.string.not_saved, it) else it }
        view.text = words ?: if (id != null) kit.words(R.string.saved) else ""
        view.setTextColor(if (words == null) kit.palette.muted else kit.palette.warn)
        danger?.let { show(kit, it) }
    }

    /** What should not wait stands above all else as soon as it is known. */
    private fun show(kit: Kit, danger: LinearLayout) = with(kit) {
        danger.removeAllViews()
        val urgent = incident?.urgent ?: return@with
        danger.put(warning(urgent))
        danger.put(plain(words(R.string.emergency)) { shell.go(NumbersScreen(shell)) })
    }

    private fun load(id: String) {
        val tongue = shell.tongue
        shell.ask({ incident(id, tongue) }) { answer ->
            if (answer is Answer.Done) {
                incident = answer.value
                // What she typed meanwhile stands.
                if (draft == kept) draft = answer.value.draft.also { kept = it }
            } else if (answer is Answer.Not) {
                problem = answer.problem.words
            }
            nameDay()
            shell.redraw(this)
        }
    }

    private fun move(work: kz.zhospar.core.Calls.(String) -> Unit) {
        val known = id ?: return
        keep()
        shell.ask({ work(known) }) { answer ->
            problem = (answer as? Answer.Not)?.problem?.words
            load(known)
        }
    }

    private fun nameDay() {
        val at = draft.at
        val tongue = shell.tongue
        shell.ask({ day(at, tongue) }) { answer ->
            if (answer is Answer.Done && answer.value != day) turn { day = answer.value }
        }
    }

    private fun pickDate(kit: Kit) {
        val at = local(draft)
        val dialog = DatePickerDialog(kit.context, { _, year, month, date ->
            change { it.copy(at = moved(it, local(it).withYear(year).withDayOfYear(1).withMonth(month + 1).withDayOfMonth(date))) }
            nameDay()
        }, at.year, at.monthValue - 1, at.dayOfMonth)
        dialog.datePicker.maxDate = shell.now().utcMs
        secret(dialog)
    }

    private fun pickTime(kit: Kit) {
        val at = local(draft)
        secret(TimePickerDialog(kit.context, { _, hour, minute ->
            change { it.copy(at = moved(it, local(it).withHour(hour).withMinute(minute))) }
        }, at.hour, at.minute, true))
    }

    /** Not in screenshots either. */
    private fun secret(dialog: Dialog) {
        dialog.window?.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
        dialog.show()
    }

    private companion object {
        const val IMAGE = "image"
        const val ADD_AFTER_MS = 1_500L
        const val AMEND_AFTER_MS = 10_000L
        val PRECISIONS = listOf(
            Precision.EXACT to R.string.precision_exact,
            Precision.ABOUT to R.string.precision_about,
            Precision.DAY to R.string.precision_day,
        )
        val WITH_HOUR = setOf(Precision.EXACT, Precision.ABOUT)
        val HARM = listOf(Line.FEAR, Line.SLEEP, Line.MOVED, Line.WORK, Line.MEDICAL, Line.COST)
    }
}
