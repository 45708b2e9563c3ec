package kz.zhospar.ui.alert

import android.os.Handler
import android.os.Looper
import android.view.Gravity
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.widget.LinearLayout
import android.widget.Space
import android.widget.TextView
import kz.zhospar.R
import kz.zhospar.core.AlertEvent
import kz.zhospar.core.AlertView
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.design.Palette
import kz.zhospar.ui.page

/** Dark and silent, until the first message goes out. */
class CountdownScreen(private val shell: Shell) : Screen() {
    override val isOpen: Boolean get() = false
    override val outlivesLock: Boolean get() = true

    private val main = Handler(Looper.getMainLooper())
    private val look = Runnable { begin() }
    private var view: AlertView? = null
    private var seconds: TextView? = null

    override fun begin() {
        main.removeCallbacks(look)
        shell.alert.engine.view(shell.isOpen) { now ->
            if (shell.top !== this) return@view
            if (now?.countdownS == null) {
                if (now?.isRunning == true) shell.replace(RunScreen(shell)) else shell.back()
                return@view
            }
            val before = view
            view = now
            if (before?.parties == now.parties) seconds?.text = now.countdownS.toString() else shell.redraw(this)
            main.postDelayed(look, EVERY_MS)
        }
    }

    override fun moved() = begin()

    override fun leave() = main.removeCallbacks(look)

    override fun draw(kit: Kit): View {
        val dark = Kit(kit.context, Palette.DARK)
        val nobody = view?.parties?.isEmpty() == true
        val content = dark.column(dark.note(dark.words(if (nobody) R.string.alert_countdown_nobody else R.string.alert_countdown)))
        with(dark) {
            seconds = title(view?.countdownS?.toString().orEmpty()).apply {
                textSize = 56f
                gravity = Gravity.CENTER_HORIZONTAL
            }.also { content.put(it) }
            view?.let { content.put(body(whoIsTold(this, it))) }
            view?.trouble?.let { content.put(body(it)) }
            if (nobody) content.put(callPolice(shell))
            content.addView(Space(context), LinearLayout.LayoutParams(MATCH_PARENT, 0, 1f))
            content.put(primary(words(R.string.alert_stop)) { shell.alert.stop(AlertEvent.Cancel) }.apply {
                textSize = 28f
                minimumHeight = dp(STOP)
            })
        }
        return dark.page(this, content).apply { setBackgroundColor(dark.palette.paper) }
    }

    /** Behind the PIN who it is, else only how many. */
    private fun whoIsTold(kit: Kit, view: AlertView): String {
        val names = view.parties.map { it.name }
        return when {
            names.isEmpty() -> kit.words(R.string.alert_nobody)
            shell.isOpen -> kit.words(R.string.alert_who, names.joinToString(", "))
            else -> kit.context.resources.getQuantityString(R.plurals.alert_told, names.size, names.size)
        }
    }

    private companion object {
        const val EVERY_MS = 1_000L
        const val STOP = 120
    }
}
