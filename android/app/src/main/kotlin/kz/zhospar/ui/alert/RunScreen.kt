package kz.zhospar.ui.alert

import android.os.Handler
import android.os.Looper
import android.view.View
import android.widget.LinearLayout
import android.widget.TextView
import kz.zhospar.R
import kz.zhospar.core.AlertEvent
import kz.zhospar.core.AlertPhase
import kz.zhospar.core.AlertView
import kz.zhospar.core.Answer
import kz.zhospar.core.Party
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.barred
import kz.zhospar.ui.footed
import kz.zhospar.ui.framed

/** A running alert: who was told and what is known of it, what comes next, and what she can do. Who it is stands there behind the PIN alone. */
class RunScreen(private val shell: Shell) : Screen() {
    override val isOpen: Boolean get() = false
    override val outlivesLock: Boolean get() = true

    private val main = Handler(Looper.getMainLooper())
    private val look = Runnable { begin() }
    private var view: AlertView? = null
    private var drawn: Any? = null
    private var next: TextView? = null
    private var place: TextView? = null
    private var problem: String? = null

    override fun begin() {
        main.removeCallbacks(look)
        shell.alert.engine.view(shell.isOpen) { now ->
            if (shell.top !== this) return@view
            if (now == null) {
                shell.back()
                return@view
            }
            if (now.countdownS != null) return@view shell.replace(CountdownScreen(shell))
            // News stands at the top.
            if (view?.phase != now.phase) scrolledTo = 0
            view = now
            // A screen reader keeps its place where only the time has moved on.
            if (drawn == shape(now)) tell(now) else shell.redraw(this)
            main.postDelayed(look, EVERY_MS)
        }
    }

    override fun leave() = main.removeCallbacks(look)

    override fun moved() = begin()

    /** Everything that is shown but the time. */
    private fun shape(now: AlertView): Any {
        val still = now.copy(nextWords = null, updateInS = null, placeAgeMin = null)
        return listOf(still, shell.alert.engine.sheet, shell.alert.engine.unsaved, shell.isOpen, problem)
    }

    override fun draw(kit: Kit): View {
        val now = view ?: return kit.framed(shell, this, kit.body(kit.words(R.string.wait)))
        drawn = shape(now)
        val content = kit.column(kit.title(phase(kit, now)).apply { if (now.phase.isAlert) setTextColor(kit.palette.alert) })
        with(kit) {
            listOfNotNull(problem, shell.alert.engine.unsaved, now.trouble).forEach { content.put(loud(it)) }
            if (now.parties.isEmpty()) content.put(loud(words(R.string.alert_nobody)))
            sheet(content)
            now.parties.forEachIndexed { place, party -> content.put(party(this, place, party, now)) }
            place = body("").also { content.put(it) }
            next = body("").also { content.put(it) }
            if (!now.answersAreSeen && now.phase.isAlert) content.put(body(words(R.string.alert_answers_unseen)))
            if (shell.isOpen && now.phase.isAlert && now.parties.isNotEmpty()) content.put(plain(words(R.string.alert_place_again)) { order(AlertEvent.SendPlace) })
        }
        tell(now, kit)
        if (!now.phase.isAlert) return kit.framed(shell, this, content)
        val over = kit.plain(kit.words(R.string.alert_over)) { shell.alert.stop(AlertEvent.Over) }
        return kit.barred(shell, this, kit.footed(this, content, kit.callPolice(shell), over.apply { minimumHeight = kit.dp(Kit.PRIMARY) }))
    }

    private fun tell(now: AlertView) = next?.let { tell(now, Kit(it.context)) } ?: Unit

    private fun tell(now: AlertView, kit: Kit) {
        place?.text = placeWords(kit, now)
        // Where nobody is told anything, neither is a place.
        place?.visibility = if (now.parties.isEmpty()) View.GONE else View.VISIBLE
        next?.text = nextWords(kit, now).orEmpty()
        next?.visibility = if (next?.text.isNullOrEmpty()) View.GONE else View.VISIBLE
    }

    private fun phase(kit: Kit, now: AlertView): String = when {
        now.phase == AlertPhase.SAFE -> kit.words(R.string.alert_is_over)
        now.phase.isAlert && now.parties.isEmpty() -> kit.words(R.string.alert_nobody_told)
        shell.alert.engine.sheet != null && now.parties.none { it.first.part.isOut } -> kit.words(R.string.alert_not_out)
        else -> now.phaseWords
    }

    private fun nextWords(kit: Kit, now: AlertView): String? =
        now.updateInS?.let { kit.words(R.string.alert_next_place, it.toInt()) } ?: now.nextWords

    private fun placeWords(kit: Kit, now: AlertView): String {
        val age = now.placeAgeMin ?: return kit.words(R.string.alert_no_place)
        val minutes = if (age == 0L) kit.words(R.string.alert_place_now) else kit.context.resources.getQuantityString(R.plurals.alert_place_age, age.toInt(), age.toInt())
        val told = kit.words(R.string.alert_place, minutes, (now.placeAccuracyM ?: 0).toInt())
        // To be read out to 102, by whoever knows the PIN. The core tells it to the owner alone.
        return if (shell.isOpen && now.place != null) "$told\n${now.place}" else told
    }

    /** Where messages leave by her hand alone. */
    private fun Kit.sheet(content: LinearLayout) {
        val sheet = shell.alert.engine.sheet ?: return
        content.put(loud(words(R.string.alert_press_send)))
        content.put(primary(words(R.string.alert_open_messages)) {
            if (!shell.alert.write(sheet)) {
                problem = words(R.string.alert_no_messages)
                shell.redraw(this@RunScreen)
            }
        })
        content.put(flow(listOf(
            plain(words(R.string.alert_went_out)) { order(AlertEvent.SheetClosed(sheet.send, true)) },
            plain(words(R.string.alert_stayed)) { order(AlertEvent.SheetClosed(sheet.send, false)) },
        )))
    }

    private fun party(kit: Kit, place: Int, party: Party, now: AlertView): View {
        val name = if (shell.isOpen && party.name.isNotEmpty()) party.name else kit.words(R.string.alert_contact, place + 1)
        val known = if (party.tier == 0) kit.words(R.string.alert_tier_named) else kit.words(R.string.alert_tier, party.tier)
        val answer = party.answered?.let { kit.words(R.string.alert_answered, it) } ?: kit.words(R.string.alert_unanswered)
        val canAnswer = shell.isOpen && party.answered == null && now.phase.isAlert
        return kit.card(
            kit.heading(name),
            kit.body(known),
            kit.body(kit.words(R.string.alert_first, kit.words(party.first))),
            kit.body(kit.words(R.string.alert_second, kit.words(party.second))),
            kit.body(answer),
            party.over?.let { kit.body(kit.words(R.string.alert_over_message, kit.words(it))) },
            if (canAnswer) kit.plain(kit.words(R.string.alert_has_answered, name)) { order(AlertEvent.Answered(party.id)) } else null,
        )
    }

    private fun order(event: AlertEvent) = shell.alert.engine.step(event) { answer ->
        problem = (answer as? Answer.Not)?.problem?.words
        begin()
    }

    /** Read out as soon as it stands there. */
    private fun Kit.loud(words: String): TextView = body(words).apply {
        setTextColor(palette.alert)
        accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_POLITE
    }

    private companion object {
        const val EVERY_MS = 1_000L
    }
}
