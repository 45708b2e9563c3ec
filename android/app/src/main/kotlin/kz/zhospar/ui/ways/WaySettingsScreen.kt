package kz.zhospar.ui.ways

import android.text.InputType
import android.view.View
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Moment
import kz.zhospar.core.WaySettings
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

/** Whether there are reminders, whether a child goes these ways, and how long trips stand. */
class WaySettingsScreen(private val shell: Shell) : Screen() {
    private var settings: WaySettings? = null
    private var days = ""
    private var problem: String? = null

    override fun begin() {
        val tongue = shell.tongue
        shell.ask({ ways.settings(tongue) }, ::show)
    }

    private fun show(answer: Answer<WaySettings>) {
        if (answer is Answer.Not) problem = answer.problem.words
        if (answer is Answer.Done) {
            // What she typed stands while other things are set.
            if (settings == null) days = answer.value.keptDays.toString()
            settings = answer.value
        }
        shell.redraw(this)
    }

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.way_settings)))
        with(kit) {
            problem?.let { content.put(warning(it)) }
            settings?.let { all(content, it) }
        }
        return kit.framed(shell, this, content)
    }

    private fun Kit.all(content: LinearLayout, now: WaySettings) {
        content.put(heading(words(R.string.way_reminder_title)))
        content.put(body(words(R.string.way_reminder_about, words(shell.choices.wording.reminder))))
        if (!now.muted && !shell.reminders.areAllowed) {
            content.put(warning(words(R.string.way_not_allowed)))
            content.put(plain(words(R.string.way_allow)) { shell.errands.permitNotices { shell.redraw(this@WaySettingsScreen) } })
        }
        content.put(flow(listOf(
            choice(words(R.string.way_reminder_on), !now.muted) { set(now.copy(muted = false)) },
            choice(words(R.string.way_reminder_off), now.muted) { set(now.copy(muted = true)) },
        )))
        val paused = now.pausedUntil
        val pause = if (paused == null) words(R.string.way_pause) else words(R.string.way_paused, paused.said)
        content.put(tick(pause, paused != null) { if (paused == null) pause(now) else set(now.copy(pausedUntil = null)) })
        content.put(heading(words(R.string.way_child)), gap = 24)
        content.put(body(words(R.string.way_child_about)))
        content.put(flow(listOf(
            choice(words(R.string.yes), now.child) { set(now.copy(child = true)) },
            choice(words(R.string.no), !now.child) { set(now.copy(child = false)) },
        )))
        content.put(heading(words(R.string.way_kept)), gap = 24)
        // Not kept by itself: the first digit of a longer time would erase almost all of them.
        val keep = plain(words(R.string.way_kept_keep)) { set(now.copy(keptDays = days.trim().toIntOrNull() ?: 0)) }
        val offer = { keep.visibility = if (days.trim().toIntOrNull() == now.keptDays) View.GONE else View.VISIBLE }
        content.put(field(words(R.string.way_kept_days), days, type = InputType.TYPE_CLASS_NUMBER) {
            days = it
            offer()
            shell.touched()
        })
        content.put(note(words(R.string.way_kept_about)))
        content.put(keep)
        offer()
    }

    private fun pause(now: WaySettings) {
        val tongue = shell.tongue
        shell.ask({ ways.pause(PAUSE_DAYS, tongue) }) { answer ->
            if (answer is Answer.Done) set(now.copy(pausedUntil = answer.value))
        }
    }

    private fun set(to: WaySettings) {
        val tongue = shell.tongue
        shell.ask({ ways.unreminding(tongue) { set(to) } }) { answer ->
            problem = (answer as? Answer.Not)?.problem?.words
            if (answer is Answer.Done) {
                // What is wanted besides the next look at Today sets.
                shell.reminders.remove(answer.value.map(Moment::utcMs))
                begin()
            } else {
                scrolledTo = 0
                shell.redraw(this)
            }
        }
    }

    private companion object {
        const val PAUSE_DAYS = 7L
    }
}
