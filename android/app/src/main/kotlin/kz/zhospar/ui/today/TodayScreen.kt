package kz.zhospar.ui.today

import android.view.Gravity
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.FrameLayout
import android.widget.LinearLayout
import android.widget.Space
import kz.zhospar.R
import kz.zhospar.core.AlertView
import kz.zhospar.core.Answer
import kz.zhospar.core.Reminder
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Tab
import kz.zhospar.ui.copies.CopyCard
import kz.zhospar.ui.alert.runCard
import kz.zhospar.ui.design.HoldRing
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed
import kz.zhospar.ui.incident.KindsScreen
import kz.zhospar.ui.incident.newIncident
import kz.zhospar.ui.log.LogScreen
import kz.zhospar.ui.more.MoreScreen
import kz.zhospar.ui.police.remind
import kz.zhospar.ui.ways.WayCard

/** The day, what the unlock had to tell, and the way to write. */
class TodayScreen(private val shell: Shell, private var notices: List<String> = emptyList()) : Screen() {
    private var day = ""
    private var unconfirmed = 0L
    private var reminders = emptyList<Reminder>()
    private val ways = WayCard(shell, this)
    private val copy = CopyCard(shell, this)
    private var runs: AlertView? = null

    override fun begin() {
        ways.begin()
        copy.begin()
        val tongue = shell.tongue
        shell.ask({ police.reminders(tongue) }) { answer ->
            if (answer is Answer.Done) reminders = answer.value
            shell.redraw(this)
        }
        shell.ask({ today(tongue) to captures.unconfirmed() }) { answer ->
            if (answer is Answer.Done) answer.value.let { (today, waiting) ->
                day = today
                unconfirmed = waiting
            }
            shell.redraw(this)
        }
        moved()
    }

    override fun moved() = shell.alert.engine.view(shell.isOpen) { view ->
        runs = view
        shell.redraw(this)
    }

    override fun draw(kit: Kit): View {
        val more = kit.plain(kit.words(R.string.ways)) { shell.go(MoreScreen(shell)) }
        val content = kit.column(kit.title(kit.words(R.string.today)), kit.note(day).takeIf { day.isNotEmpty() })
        with(kit) {
            if (notices.isNotEmpty()) {
                notices.forEach { content.put(warning(it)) }
                content.put(plain(words(R.string.noted)) {
                    notices = emptyList()
                    shell.redraw(this@TodayScreen)
                })
            }
            content.addView(Space(context), LinearLayout.LayoutParams(MATCH_PARENT, 0, 1f))
            content.put(HoldRing(this, words(R.string.alert_hold), isRound = true, shell.alert).centred())
            // Below the button, which nothing may push out of reach.
            content.put(runCard(shell, runs) ?: body(words(R.string.today_empty)))
            content.put(primary(words(R.string.write)) { shell.go(KindsScreen(shell, R.string.incident_new) { newIncident(shell, it) }) })
            ways.put(this, content)
            remind(shell, content, reminders)
            if (unconfirmed > 0) content.put(plain(waiting(this)) { shell.home(LogScreen(shell)) })
            copy.put(this, content)
        }
        return kit.framed(shell, this, content, Tab.TODAY, more)
    }

    private fun waiting(kit: Kit): String = unconfirmed.toInt().let { kit.context.resources.getQuantityString(R.plurals.cap_waiting, it, it) }

    private fun View.centred(): View {
        val place = FrameLayout.LayoutParams(WRAP_CONTENT, WRAP_CONTENT, Gravity.CENTER_HORIZONTAL)
        return FrameLayout(context).also { it.addView(this, place) }
    }
}
