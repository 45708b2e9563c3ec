package kz.zhospar.ui.alert

import android.app.TimePickerDialog
import android.os.Handler
import android.os.Looper
import android.view.View
import android.view.WindowManager
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.AlertPhase
import kz.zhospar.core.AlertView
import kz.zhospar.core.Answer
import kz.zhospar.core.Moment
import kz.zhospar.core.Named
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed
import kz.zhospar.ui.people.PeopleScreen
import java.time.LocalDateTime
import java.time.ZoneOffset
import java.util.Locale

/** On the way: until when, and who is told of it. While it runs: what is left, and that she has arrived. */
class CheckInScreen(private val shell: Shell) : Screen() {
    private val main = Handler(Looper.getMainLooper())
    private val look = Runnable { look() }
    private var view: AlertView? = null
    private var contacts: List<Named> = emptyList()
    private var chosen: String? = null
    private var due: Moment = later(shell.now(), DEFAULT_MIN)
    private var minutes: Int? = DEFAULT_MIN
    private var problem: String? = null
    private var isBusy = false
    private var isLoaded = false

    override fun begin() {
        shell.ask({ alert.contacts() }) { answer ->
            isLoaded = answer is Answer.Done
            if (answer is Answer.Done) contacts = answer.value else problem = (answer as Answer.Not).problem.words
            look()
        }
    }

    private fun look() {
        main.removeCallbacks(look)
        shell.alert.engine.view(shell.isOpen) { now ->
            if (shell.top !== this) return@view
            view = now
            shell.redraw(this)
            if (runs(now)) main.postDelayed(look, EVERY_MS)
        }
    }

    override fun moved() = look()

    override fun leave() = main.removeCallbacks(look)

    private fun runs(now: AlertView?) = now?.phase == AlertPhase.WAITING && now.checkIn != null

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.checkin)))
        problem?.let { with(kit) { content.put(warning(it)) } }
        val now = view
        val seeming = shell.alert.seeming
        when {
            isBusy -> with(kit) { content.put(body(words(R.string.wait))) }
            now != null && runs(now) -> running(kit, content, now)
            seeming != null -> seems(kit, content, seeming)
            else -> begins(kit, content)
        }
        return kit.framed(shell, this, content)
    }

    private fun begins(kit: Kit, content: LinearLayout) = with(kit) {
        content.put(body(words(R.string.checkin_about)))
        if (contacts.isEmpty() && isLoaded) {
            content.put(warning(words(R.string.checkin_no_contacts)))
            content.put(primary(words(R.string.checkin_to_people)) { shell.home(PeopleScreen(shell)) }, gap = 24)
            return@with
        }
        content.put(heading(words(R.string.checkin_until)), gap = 24)
        content.put(flow(SPANS_MIN.map { span -> choice(span(this, span), minutes == span) { choose(span) } }))
        content.put(plain(words(R.string.hour, clock(due))) { pick(this) })
        content.put(heading(words(R.string.checkin_who)), gap = 24)
        content.put(flow(listOf(choice(words(R.string.checkin_nobody), chosen == null) { tell(null) }) +
            contacts.map { contact -> choice(contact.name, chosen == contact.id) { tell(contact.id) } }))
        content.put(body(words(if (chosen == null) R.string.checkin_without else R.string.checkin_with)))
        if (!shell.reminders.areAllowed) {
            content.put(warning(words(R.string.checkin_no_notices)))
            content.put(plain(words(R.string.permit_notices)) { shell.errands.permitNotices { shell.redraw(this@CheckInScreen) } })
        }
        if (!shell.alert.engine.able().silentSend) content.put(warning(words(R.string.checkin_by_hand)))
        content.put(primary(words(R.string.checkin_begin)) { start() }, gap = 24)
    }

    private fun running(kit: Kit, content: LinearLayout, now: AlertView) = with(kit) {
        val checkIn = requireNotNull(now.checkIn)
        content.put(heading(checkIn.dueWords))
        content.put(body(left(this, checkIn.due)))
        checkIn.overdueWords?.let { content.put(body(it)) }
        now.parties.filter { it.tier == 0 }.forEach { party ->
            content.put(card(heading(party.name.ifEmpty { words(R.string.alert_contact, 1) }), body(words(R.string.checkin_told, words(party.first)))))
        }
        content.put(body(if (checkIn.countsWhenOff) words(R.string.checkin_counts) else checkIn.offWords))
        ends(this, content, checkIn.due)
    }

    /** How long she has. */
    private fun left(kit: Kit, due: Moment): String {
        val minutes = ((due.utcMs - shell.now().utcMs + MS_PER_MIN - 1) / MS_PER_MIN).coerceAtLeast(0).toInt()
        val parts = listOf(R.plurals.span_hours to minutes / MIN_PER_H, R.plurals.span_minutes to minutes % MIN_PER_H)
        val said = parts.filter { (_, count) -> count > 0 }.joinToString(" ") { (name, count) -> kit.context.resources.getQuantityString(name, count, count) }
        return if (minutes == 0) kit.words(R.string.checkin_now) else kit.words(R.string.checkin_left, said)
    }

    /** As it looks to someone whose word does not count. */
    private fun seems(kit: Kit, content: LinearLayout, seeming: Moment) = with(kit) {
        content.put(heading(words(R.string.checkin_due, clock(seeming))))
        content.put(body(left(this, seeming)))
        ends(this, content, seeming)
    }

    private fun ends(kit: Kit, content: LinearLayout, due: Moment) = with(kit) {
        content.put(primary(words(R.string.checkin_arrived)) { shell.alert.arrived() }, gap = 24)
        content.put(heading(words(R.string.checkin_extend)), gap = 24)
        content.put(flow(EXTENSIONS_MIN.map { more -> plain(words(R.string.checkin_plus, span(this, more))) { extend(later(due, more)) } }))
    }

    private fun choose(span: Int) = turn {
        minutes = span
        due = later(shell.now(), span)
    }

    private fun tell(contact: String?) = turn { chosen = contact }

    private fun turn(how: () -> Unit) {
        how()
        shell.redraw(this)
    }

    private fun pick(kit: Kit) {
        val at = wall(due)
        val dialog = TimePickerDialog(kit.context, { _, hour, minute ->
            turn {
                minutes = null
                due = next(shell.now(), hour, minute)
            }
        }, at.hour, at.minute, true)
        dialog.window?.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
        dialog.show()
    }

    private fun start() {
        val until = minutes?.let { later(shell.now(), it) } ?: due
        val contact = chosen
        wait { done -> shell.alert.engine.checkIn(contact, until) { done(it, until) } }
    }

    private fun extend(until: Moment) = wait { done -> shell.alert.engine.extend(until) { done(it, until) } }

    private fun wait(work: ((Answer<*>, Moment) -> Unit) -> Unit) {
        problem = null
        turn { isBusy = true }
        work { answer, until ->
            isBusy = false
            scrolledTo = 0
            problem = (answer as? Answer.Not)?.problem?.words
            shell.alert.engine.view(shell.isOpen) { now ->
                view = now
                if (answer is Answer.Done && !runs(now)) shell.alert.begun(until)
                look()
            }
        }
    }

    private companion object {
        const val EVERY_MS = 30_000L
        const val DEFAULT_MIN = 60
        val SPANS_MIN = listOf(15, 30, 60, 120, 240, 480)
        val EXTENSIONS_MIN = listOf(15, 30, 60)
        const val MIN_PER_H = 60

        fun span(kit: Kit, minutes: Int): String {
            val isShort = minutes < MIN_PER_H
            val count = if (isShort) minutes else minutes / MIN_PER_H
            return kit.context.resources.getQuantityString(if (isShort) R.plurals.span_minutes else R.plurals.span_hours, count, count)
        }
    }
}

private const val MS_PER_S = 1_000L
private const val MS_PER_MIN = 60_000L
private const val MS_PER_DAY = 86_400_000L

private fun wall(at: Moment): LocalDateTime = LocalDateTime.ofEpochSecond(Math.floorDiv(at.wallMs, MS_PER_S), 0, ZoneOffset.UTC)

/** The hour as the clock on the wall will show it. */
fun clock(at: Moment): String = wall(at).let { String.format(Locale.ROOT, "%02d:%02d", it.hour, it.minute) }

private fun later(at: Moment, minutes: Int): Moment = at.copy(utcMs = at.utcMs + minutes * MS_PER_MIN)

/** When the clock on the wall shows this next. */
private fun next(now: Moment, hour: Int, minute: Int): Moment {
    val wanted = wall(now).withHour(hour).withMinute(minute).withSecond(0).toEpochSecond(ZoneOffset.UTC) * MS_PER_S
    val ms = if (wanted > now.wallMs) wanted else wanted + MS_PER_DAY
    return now.copy(utcMs = ms - now.offsetMin * MS_PER_MIN)
}
