package kz.zhospar.ui

import android.os.Handler
import android.os.Looper
import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Problem
import kz.zhospar.ui.design.Kit

/** That the PIN was given once more. Lives no longer than the page that was opened with it: an open app is no authority. */
class Permit {
    var isGiven = false
        internal set
}

/** Opens what only the PIN may change, after it if that was not given yet. `about` says what it is for. */
fun Shell.permitted(permit: Permit, about: Int, screen: () -> Screen) = go(if (permit.isGiven) screen() else PermitScreen(this, permit, about, screen))

/** The PIN once more. A wrong one is charged as on the lock screen. */
class PermitScreen(private val shell: Shell, private val permit: Permit, private val about: Int, private val next: () -> Screen) : Screen() {
    private val main = Handler(Looper.getMainLooper())
    private val look = Runnable { begin() }
    private var problem: Problem? = null
    private var isTrying = false

    override fun begin() = shell.ask({ mayTry() }) { answer ->
        val found = (answer as? Answer.Not)?.problem
        if (found != null || problem?.let(::isWait) == true) show(found)
    }

    override fun leave() = main.removeCallbacks(look)

    override fun draw(kit: Kit): View {
        val warning = if (isTrying) kit.words(R.string.wait) else problem?.words
        val (content, pad) = kit.pinPage(kit.words(R.string.permit), kit.words(about), warning, entered = ::tryPin)
        pad.allow(!isTrying && problem?.let(::isWait) != true)
        return kit.framed(shell, this, content)
    }

    private fun tryPin(pin: String) {
        isTrying = true
        shell.redraw(this)
        shell.ask({ confirmPin(pin) }) { answer ->
            isTrying = false
            if (shell.top !== this) return@ask
            when (answer) {
                is Answer.Done -> {
                    permit.isGiven = true
                    shell.replace(next())
                }
                is Answer.Not -> show(answer.problem)
            }
        }
    }

    private fun show(found: Problem?) {
        problem = found
        main.removeCallbacks(look)
        // The words of a wait grow old.
        if (found != null && isWait(found)) main.postDelayed(look, minOf(found.waitS, LOOK_EVERY_S) * MS_PER_S)
        shell.redraw(this)
    }

    private fun isWait(problem: Problem) = problem.waitS > 0

    private companion object {
        const val LOOK_EVERY_S = 30L
        const val MS_PER_S = 1_000L
    }
}
