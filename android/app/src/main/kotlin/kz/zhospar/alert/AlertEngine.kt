package kz.zhospar.alert

import android.os.Handler
import android.os.Looper
import kz.zhospar.core.AlertCalls
import kz.zhospar.core.AlertEffect
import kz.zhospar.core.AlertEvent
import kz.zhospar.core.AlertNews
import kz.zhospar.core.AlertScreen
import kz.zhospar.core.AlertView
import kz.zhospar.core.Answer
import kz.zhospar.core.Core
import kz.zhospar.core.Moment
import kz.zhospar.core.Tongue
import kz.zhospar.platform.Able
import kz.zhospar.platform.Facts
import kz.zhospar.platform.RadioReport

/** The window, as far as an alert needs one. */
interface AlertWindow {
    /** Whether someone can see it. */
    val isInSight: Boolean

    /** A press outside came to nothing: [AlertEngine.takeMissed] says why. */
    fun pressMissed()

    /** The core wants this seen. */
    fun show(screen: AlertScreen?, news: AlertNews)

    /** Opens the messages app with this in it; false if nobody is there to press Send. */
    fun open(sheet: AlertEffect.Sheet): Boolean
}

/**
 * Does what the core decides, and tells it what came of that. Screens, receivers and the service share the one that lives in the app; it is used on the main
 * thread. Before anything else it goes on with what ran when the process ended.
 */
class AlertEngine(private val core: Core, val body: Body, private val tongue: () -> Tongue) {
    var window: AlertWindow? = null

    /** A message that waits for her hand. */
    var sheet: AlertEffect.Sheet? = null
        private set

    /** What is said where a kill would lose the last step. */
    var unsaved: String? = null
        private set

    /** Why a press came to nothing that nobody has read of yet. */
    private var missed: String? = null

    /** Whether anyone who looks at the phone may see that something runs or waits; null while nobody has asked. */
    private var isSeen: Boolean? = null

    private val main = Handler(Looper.getMainLooper())
    private val tick = Runnable { wake() }

    /** How often in a row what ran could not be read. */
    private var tries = 0

    /** Until when a check-in looks begun that is none, on the clock that can't be set, and whether the app was locked since. */
    private var seemsUntilNanos: Long? = null
    private var wasLocked = false
    private val seemsOver = Runnable { wake() }

    fun able(): Able = body.abilities.now()

    fun facts(): Facts = body.abilities.facts()

    /** Goes on with what ran, and does what is due. */
    fun wake(done: () -> Unit = {}) = go({ answer ->
        val isUnread = if (answer is Answer.Done) answer.value?.isUnread == true else core.hasDevice()
        if (isUnread) tryAgain() else tries = 0
        if (seemsUntilNanos?.let { body.clock.now().uptimeNanos >= it } == true) seem(null)
        done()
    }) { step(AlertEvent.Tick, it) }

    /** A phone that has just started may not have its keys yet, and nobody else would wake it for what ran. Soon at first, then less and less often. */
    private fun tryAgain() {
        val waitMs = (FIRST_TRY_MS shl tries).coerceAtMost(LAST_TRY_MS)
        if (tries < TRIES_COUNTED) tries++
        body.alarms.tryAgainAt(body.clock.now().uptimeNanos + waitMs * NANOS_PER_MS)
    }

    /** The button was held. */
    fun press(then: (Answer<*>) -> Unit = {}) {
        val able = able()
        resume {}
        ask(then, isTouched = true) { press(able, it) }
    }

    /** The button was touched outside the app. If nothing comes of it, a window says why, now or once it is there. */
    fun pressOutside(done: () -> Unit = {}) = press { answer ->
        if (answer is Answer.Not) {
            missed = answer.problem.words
            body.notices.asksToOpen()
            window?.pressMissed()
        }
        done()
    }

    /** Tells once why a press came to nothing. */
    fun takeMissed(): String? = missed.also {
        missed = null
        if (it != null) body.notices.clear()
    }

    fun step(event: AlertEvent, then: (Answer<*>) -> Unit = {}) {
        if (event is AlertEvent.SheetClosed && event.wentOut != null && event.send == sheet?.send) sheet = null
        go({ answer ->
            if (answer is Answer.Done && (event == AlertEvent.Over || event == AlertEvent.Cancel)) seem(null)
            then(answer)
        }) { step(event, it) }
    }

    /** The radio's word counts before what ran is taken up again: what it reports on would be handed out a second time. */
    fun hear(event: AlertEvent, done: () -> Unit) {
        if (event is AlertEvent.Radio) body.awake.endMessage(event.send)
        ask({}) { step(event, it) }
        resume(done)
    }

    fun checkIn(contact: String?, due: Moment, then: (Answer<*>) -> Unit) {
        val able = able()
        begin(due, then) { checkIn(able, contact, due, it) }
    }

    fun extend(due: Moment, then: (Answer<*>) -> Unit) = begin(due, then) { extend(due, it) }

    private fun begin(due: Moment, then: (Answer<*>) -> Unit, work: AlertCalls.(Tongue) -> AlertNews) = go({ answer ->
        if (answer is Answer.Done) seem(due.takeIf { answer.value?.isWaiting == false })
        then(answer)
    }, work)

    /**
     * Behind the second PIN a check-in only looks begun, and from outside it has to look like any other: until it is ended, or the app is opened again, or
     * contacts would be told.
     */
    private fun seem(due: Moment?) {
        val now = body.clock.now()
        seemsUntilNanos = due?.let { now.uptimeNanos + (it.utcMs - now.utcMs + GRACE_MS) * NANOS_PER_MS }
        wasLocked = false
        main.removeCallbacks(seemsOver)
        seemsUntilNanos?.let { until ->
            main.postDelayed(seemsOver, (until - now.uptimeNanos) / NANOS_PER_MS)
            // Not the alarm of the steps: one of the owner's may wait behind this.
            body.alarms.tryAgainAt(until)
        }
        keep()
    }

    fun locked() {
        wasLocked = seemsUntilNanos != null
    }

    fun drill(only: String?, then: (Answer<*>) -> Unit) {
        val able = able()
        go(then) { drill(able, only, it) }
    }

    /** What may be seen; of a locked phone what anyone may see. */
    fun view(isOpen: Boolean, then: (AlertView?) -> Unit) {
        resume {}
        val spoken = tongue()
        core.alert(spoken, { view(spoken, isOpen) }) { answer ->
            if (isOpen && wasLocked) seem(null) else keep()
            then((answer as? Answer.Done)?.value)
        }
    }

    private fun go(then: (Answer<AlertNews?>) -> Unit, work: AlertCalls.(Tongue) -> AlertNews) {
        resume {}
        ask(then, work = work)
    }

    private fun resume(done: () -> Unit) {
        val able = able()
        ask({ done() }) { resume(able, it) }
    }

    private fun ask(then: (Answer<AlertNews?>) -> Unit, isTouched: Boolean = false, work: AlertCalls.(Tongue) -> AlertNews?) {
        val spoken = tongue()
        core.alert(spoken, { work(spoken) }) { answer ->
            if (answer is Answer.Done) answer.value?.let { carryOut(it, isTouched) }
            then(answer)
        }
    }

    private fun carryOut(news: AlertNews, isTouched: Boolean) {
        unsaved = news.unsaved
        // Behind the second PIN it only looks over, and goes on.
        if (news.effects.none { it is AlertEffect.WakeAt } && news.effects.any { it is AlertEffect.Show && it.screen.isOver }) body.awake.endStep()
        var shown: AlertScreen? = null
        for (effect in news.effects) when (effect) {
            is AlertEffect.Hand -> hand(effect)
            is AlertEffect.Sheet -> {
                sheet = effect
                if (window?.open(effect) != true) body.notices.needsOpening()
            }
            is AlertEffect.WakeAt -> wakeAt(effect.uptimeNanos)
            is AlertEffect.AskPlace -> body.where.ask { step(AlertEvent.Located(it)) }
            is AlertEffect.StopPlace -> body.where.stop()
            is AlertEffect.Say -> body.notices.say(effect.words)
            is AlertEffect.Show -> {
                shown = effect.screen
                if (shown.isOver) forget()
            }
        }
        isSeen = news.isSeen || news.isWaiting
        keep(isTouched)
        window?.show(shown, news)
    }

    /** Before the first news it is not known whether anything is to be kept. */
    private fun keep(isTouched: Boolean = false) = isSeen?.let { body.keeper.keep(it || seemsUntilNanos != null, isTouched, window?.isInSight == true) }

    private fun hand(message: AlertEffect.Hand) {
        val isTaken = body.messages.hand(message.send, message.number, message.text, message.sim)
        if (isTaken) body.awake.forMessage(message.send) else step(AlertEvent.Radio(message.send, RadioReport.FAILED))
    }

    /** While the process lives its own clock is to the second; the alarm is there if it does not. */
    private fun wakeAt(uptimeNanos: Long) {
        body.alarms.wakeAt(uptimeNanos)
        val inMs = ((uptimeNanos - body.clock.now().uptimeNanos) / NANOS_PER_MS + 1).coerceAtLeast(0)
        body.awake.forStep(inMs)
        main.removeCallbacks(tick)
        main.postDelayed(tick, inMs)
    }

    private fun forget() {
        sheet = null
        body.notices.clear()
    }

    private companion object {
        const val NANOS_PER_MS = 1_000_000L

        const val FIRST_TRY_MS = 30_000L
        const val LAST_TRY_MS = 900_000L
        const val TRIES_COUNTED = 5

        /** So long after it was due a check-in becomes an alert. */
        const val GRACE_MS = 600_000L
    }
}
