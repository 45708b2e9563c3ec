package kz.zhospar.ui.lock

import android.os.Handler
import android.os.Looper
import android.view.View
import android.widget.TextView
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Opened
import kz.zhospar.core.Problem
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.HoldRing
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.design.Palette
import kz.zhospar.ui.first.FirstRunScreen
import kz.zhospar.ui.footed
import kz.zhospar.ui.framed
import kz.zhospar.ui.pinPage
import kz.zhospar.ui.today.TodayScreen

/** The PIN, and what is there without it. Where the PIN is asked for in order to do something, only that. */
class LockScreen(
    private val shell: Shell,
    private val about: Int? = null,
    /** It stops a countdown: as dark and silent as that is, with the seconds that are left. */
    private val stopsCountdown: Boolean = false,
    private val opened: (Opened) -> Unit = { shell.home(TodayScreen(shell, it.notices)) },
) : Screen() {
    override val isOpen: Boolean get() = false

    /** Whether it asks in order to do something. */
    val isAsking: Boolean get() = about != null

    private val main = Handler(Looper.getMainLooper())
    private val look = Runnable { begin() }
    private val count = Runnable { countDown() }
    private var left: TextView? = null
    private var secondsLeft: Int? = null
    private var begun: String? = null
    private var said: String? = null
    private var mayTry = true
    private var isTrying = false
    private var runs = false

    /** Asks whether a PIN may be tried, so that none is typed in vain, and whether anything runs that may be seen. */
    override fun begin() {
        shell.ask({ mayTry() }) { answer ->
            when (answer) {
                is Answer.Done -> if (!mayTry) allow(null)
                is Answer.Not -> refuse(answer.problem)
            }
        }
        moved()
        if (stopsCountdown) countDown()
    }

    /** What was typed on the pad stays meanwhile. */
    private fun countDown() {
        main.removeCallbacks(count)
        if (shell.top !== this) return
        shell.alert.engine.view(isOpen = false) { view ->
            secondsLeft = view?.countdownS?.toInt()
            // It may have run out while she typed.
            begun = view?.phaseWords.takeIf { secondsLeft == null }
            left?.let { it.text = leftWords(Kit(it.context)) }
            if (secondsLeft != null) main.postDelayed(count, MS_PER_S)
        }
    }

    private fun leftWords(kit: Kit): String = secondsLeft?.let { kit.words(R.string.alert_left, it) } ?: begun.orEmpty()

    override fun moved() {
        if (!isAsking) shell.alert.engine.view(isOpen = false) { view ->
            val before = runs
            runs = view?.isRunning == true
            // What was typed on the pad goes with it, so only if there is news.
            if (runs != before) shell.redraw(this)
        }
    }

    override fun leave() {
        main.removeCallbacks(look)
        main.removeCallbacks(count)
    }

    override fun draw(kit: Kit): View {
        val drawn = if (stopsCountdown) Kit(kit.context, Palette.DARK) else kit
        val warning = if (isTrying) drawn.words(R.string.wait) else said
        val (content, pad) = drawn.pinPage(drawn.words(about ?: R.string.app_name), null, warning) { tryPin(it) }
        pad.allow(mayTry && !isTrying)
        if (!isAsking) return drawn.footed(this, content, *withoutPin(drawn))
        if (stopsCountdown) left = drawn.body(leftWords(drawn)).also { content.addView(it, 1) }
        return drawn.framed(shell, this, content).apply { if (stopsCountdown) setBackgroundColor(drawn.palette.paper) }
    }

    private fun withoutPin(kit: Kit): Array<View?> = arrayOf(
        HoldRing(kit, kit.words(R.string.alert_hold), isRound = false, shell.alert),
        if (runs) kit.plain(kit.words(R.string.alert_open)) { shell.alert.look() } else null,
        kit.plain(kit.words(R.string.lock_more)) { shell.go(NumbersScreen(shell)) },
    )

    private fun tryPin(pin: String) {
        isTrying = true
        shell.redraw(this)
        val tongue = shell.tongue
        shell.ask({ unlock(pin, tongue) }) { answer ->
            isTrying = false
            if (shell.top !== this) return@ask shell.leaveShut()
            when (answer) {
                is Answer.Done -> opened(answer.value)
                is Answer.Not -> refuse(answer.problem)
            }
        }
    }

    private fun refuse(problem: Problem) {
        // A first run that was cut off left folders behind and nothing in them to open.
        if (problem.sort == Problem.Sort.NO_VAULT && shell.top === this) return shell.home(FirstRunScreen(shell))
        said = problem.words
        mayTry = problem.waitS == 0L && problem.sort != Problem.Sort.KEY_MISSING
        main.removeCallbacks(look)
        if (problem.waitS > 0) main.postDelayed(look, minOf(problem.waitS, LOOK_EVERY_S) * MS_PER_S)
        shell.redraw(this)
    }

    private fun allow(words: String?) {
        said = words
        mayTry = true
        shell.redraw(this)
    }

    private companion object {
        /** The words of a wait grow old. */
        const val LOOK_EVERY_S = 30L
        const val MS_PER_S = 1_000L
    }
}
