package kz.zhospar.ui.lock

import android.os.Handler
import android.os.Looper
import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Problem
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.first.FirstRunScreen
import kz.zhospar.ui.page
import kz.zhospar.ui.pinPage
import kz.zhospar.ui.today.TodayScreen

/** The PIN, and what is there without it. */
class LockScreen(private val shell: Shell) : Screen() {
    override val isOpen: Boolean get() = false

    private val main = Handler(Looper.getMainLooper())
    private val look = Runnable { begin() }
    private var said: String? = null
    private var mayTry = true
    private var isTrying = false

    /** Asks whether a PIN may be tried, so that none is typed in vain. */
    override fun begin() = shell.ask({ mayTry() }) { answer ->
        when (answer) {
            is Answer.Done -> if (!mayTry) allow(null) else Unit
            is Answer.Not -> refuse(answer.problem)
        }
    }

    override fun leave() = main.removeCallbacks(look)

    override fun draw(kit: Kit): View {
        val more = kit.plain(kit.words(R.string.lock_more)) { shell.go(NumbersScreen(shell)) }
        val warning = if (isTrying) kit.words(R.string.wait) else said
        val (content, pad) = kit.pinPage(kit.words(R.string.app_name), null, warning, more) { tryPin(it) }
        pad.allow(mayTry && !isTrying)
        return kit.page(this, content)
    }

    private fun tryPin(pin: String) {
        isTrying = true
        shell.redraw(this)
        val tongue = shell.tongue
        shell.ask({ unlock(pin, tongue) }) { answer ->
            isTrying = false
            if (shell.top !== this) return@ask
            when (answer) {
                is Answer.Done -> shell.home(TodayScreen(shell, answer.value.notices))
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
