package kz.zhospar.ui.ways

import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Evening
import kz.zhospar.core.Moment
import kz.zhospar.core.Ways
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit

/** What Today says of her ways: the reminder of this evening, and the way to tomorrow's. */
class WayCard(private val shell: Shell, private val on: Screen) {
    private var evening = Evening()
    private var inside = listOf<String>()
    private var known: Ways? = null

    fun begin() {
        val tongue = shell.tongue
        shell.ask({ ways.evening(tongue) to ways.all(tongue) }) { answer ->
            if (answer !is Answer.Done) return@ask
            evening = answer.value.first
            known = answer.value.second
            // Said once a day: what stands there stays until she leaves the page.
            inside = evening.inside.ifEmpty { inside }
            shell.redraw(on)
        }
        shell.ask({ ways.remindersAhead(tongue) }) { answer ->
            if (answer is Answer.Done) shell.reminders.add(answer.value.map(Moment::utcMs))
        }
    }

    fun put(kit: Kit, content: LinearLayout) = with(kit) {
        val ways = known?.takeIf { it.ways.isNotEmpty() } ?: return@with
        evening.offersAlert?.let { content.put(warning(it)) }
        if (inside.isNotEmpty()) content.put(card(*inside.map(::body).toTypedArray()))
        evening.expected.forEach { trip ->
            val look = plain(words(R.string.way_look)) { shell.go(TomorrowScreen(shell, ways, trip.wish)) }
            look.contentDescription = words(R.string.way_look_one, trip.title)
            content.put(card(heading(words(R.string.way_tomorrow)), body(trip.title), look))
        }
    }
}
