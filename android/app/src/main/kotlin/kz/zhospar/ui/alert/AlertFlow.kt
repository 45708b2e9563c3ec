package kz.zhospar.ui.alert

import android.content.Intent
import android.net.Uri
import android.os.Handler
import android.os.Looper
import kz.zhospar.R
import kz.zhospar.alert.AlertEngine
import kz.zhospar.alert.AlertWindow
import kz.zhospar.core.AlertEffect
import kz.zhospar.core.AlertEvent
import kz.zhospar.core.AlertNews
import kz.zhospar.core.AlertScreen
import kz.zhospar.core.Answer
import kz.zhospar.core.Moment
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Hold
import kz.zhospar.ui.lock.LockScreen
import kz.zhospar.ui.lock.NumbersScreen
import kz.zhospar.ui.today.TodayScreen

/** Which screen of an alert is in sight. */
class AlertFlow(private val shell: Shell, val engine: AlertEngine) : AlertWindow, Hold {
    /**
     * When a check-in is due of which the core shows nothing: behind the second PIN it only looks begun. Kept no longer than the session is open, or the owner
     * would read of one that does not run.
     */
    var seeming: Moment? = null
        private set

    private val main = Handler(Looper.getMainLooper())

    /** What runs is shown to whoever opens the app, and not to whoever turns the phone: what stands there stays. */
    fun attach(isTurned: Boolean) {
        engine.window = this
        engine.body.notices.showAtHand()
        engine.wake { if (!isTurned) look() }
    }

    /** Someone sees the window again. */
    fun entered() {
        engine.takeMissed()?.let { shell.go(NumbersScreen(shell, it)) }
    }

    override fun pressMissed() {
        if (isInSight) entered()
    }

    fun detach() {
        if (engine.window === this) engine.window = null
    }

    fun locked() {
        seeming = null
        engine.locked()
    }

    /** Whether a finger is on the button. */
    var isHolding = false
        private set

    private var undrawn: Screen? = null

    /** Draws this once the button is let go. */
    fun drawLater(screen: Screen) {
        undrawn = screen
    }

    override fun holding(isHeld: Boolean) {
        if (isHolding == isHeld) return
        isHolding = isHeld
        if (!isHeld) undrawn?.let { main.post { shell.redraw(it) } }
        undrawn = null
    }

    override fun held() = engine.press { answer ->
        // Whatever stands in the way of a call for help, the numbers do not depend on it.
        if (answer is Answer.Not) shell.go(NumbersScreen(shell, answer.problem.words))
    }

    /** Shows what runs, if anything does. */
    fun look() = engine.view(shell.isOpen) { view ->
        when {
            view == null || isAsking() -> Unit
            view.countdownS != null -> bring(CountdownScreen(shell))
            view.isRunning || engine.sheet != null -> bring(RunScreen(shell))
        }
    }

    /** Asks for the PIN, and tells the core then whose it is. That the app is open is no authority: it is locked first. */
    fun stop(event: AlertEvent) {
        shell.lock()
        shell.go(LockScreen(shell, R.string.alert_pin, stopsCountdown = event == AlertEvent.Cancel) { opened ->
            engine.step(event) { answer ->
                seeming = null
                val problem = (answer as? Answer.Not)?.problem?.words
                shell.home(TodayScreen(shell, opened.notices + listOfNotNull(problem)))
                look()
            }
        })
    }

    /** The same for whatever runs now, asked for from outside the app; of what only looks begun nothing is known any more, and the PIN is asked for too. */
    fun stopWhatRuns() = engine.view(isOpen = false) { view ->
        if (!isAsking()) stop(if (view?.countdownS != null) AlertEvent.Cancel else AlertEvent.Over)
    }

    /** Of a check-in: she has arrived. The session that is open says whose word it is. */
    fun arrived() = engine.step(AlertEvent.Over) { answer ->
        if (answer is Answer.Not) return@step shell.redraw(shell.top)
        seeming = null
        shell.home(TodayScreen(shell))
        look()
    }

    fun begun(due: Moment) {
        if (shell.isOpen) seeming = due
    }

    override fun show(screen: AlertScreen?, news: AlertNews) {
        if (isAsking()) return
        when (screen) {
            AlertScreen.COUNTDOWN -> bring(CountdownScreen(shell))
            AlertScreen.RUNNING -> if (news.view?.isRunning == true) bring(RunScreen(shell))
            AlertScreen.CHECK_IN, AlertScreen.GONE, AlertScreen.ENDED, null -> Unit
        }
        shell.top.moved()
    }

    override val isInSight: Boolean get() = shell.isInSight

    override fun open(sheet: AlertEffect.Sheet): Boolean = isInSight && write(sheet)

    /** The messages app with everything in it; Send is hers to press. */
    fun write(sheet: AlertEffect.Sheet): Boolean {
        // Commas stand between numbers, so they are not escaped (RFC 5724); a plus is: some apps would read a blank.
        val to = Uri.parse("smsto:" + sheet.numbers.joinToString(",", transform = Uri::encode))
        val isOpen = shell.start(Intent(Intent.ACTION_SENDTO, to).putExtra("sms_body", sheet.text))
        if (isOpen) engine.body.notices.clear()
        return isOpen
    }

    /** What is typed on the pad is not taken away. */
    private fun isAsking() = (shell.top as? LockScreen)?.isAsking == true

    private fun bring(screen: Screen) {
        val top = shell.top
        when {
            top.javaClass == screen.javaClass -> top.begin()
            top is CountdownScreen || top is RunScreen -> shell.replace(screen)
            else -> shell.go(screen)
        }
    }
}
