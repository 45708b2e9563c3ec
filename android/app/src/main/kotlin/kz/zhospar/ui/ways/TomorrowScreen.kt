package kz.zhospar.ui.ways

import android.text.InputType
import android.view.View
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Tomorrow
import kz.zhospar.core.Ways
import kz.zhospar.core.Wish
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

/** The way for tomorrow: what she wants, then what was drawn. Asking again draws nothing new. */
class TomorrowScreen(private val shell: Shell, private val known: Ways, wish: Wish? = null) : Screen() {
    private var wish = wish ?: known.trips.first().let { (from, to) -> Wish(from.id, to.id, "07:30", "09:00", company = false) }
    private var tomorrow: Tomorrow? = null
    private var problem: String? = null

    override fun back(): Boolean {
        if (tomorrow == null) return false
        tomorrow = null
        scrolledTo = 0
        shell.redraw(this)
        return true
    }

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.way_tomorrow)))
        with(kit) { tomorrow?.let { drawn(content, it) } ?: form(content) }
        return kit.framed(shell, this, content)
    }

    private fun Kit.form(content: LinearLayout) {
        problem?.let { content.put(warning(it)) }
        content.put(flow(known.trips.map { (from, to) ->
            val chosen = from.id == wish.from && to.id == wish.to
            choice("${from.name} → ${to.name}", chosen) { turn { wish = wish.copy(from = from.id, to = to.id) } }
        }))
        content.put(field(words(R.string.way_earliest), wish.earliest, type = TIME) { type(wish.copy(earliest = it)) }, gap = 24)
        content.put(field(words(R.string.way_arrive_by), wish.arriveBy, type = TIME) { type(wish.copy(arriveBy = it)) })
        content.put(tick(words(R.string.way_company), wish.company) { turn { wish = wish.copy(company = !wish.company) } })
        content.put(primary(words(R.string.way_draw)) { draw() }, gap = 24)
        content.put(note(words(R.string.way_draw_about)))
    }

    private fun Kit.drawn(content: LinearLayout, drawn: Tomorrow) {
        content.put(if (drawn.isWay) card(heading(drawn.says)) else warning(drawn.says))
        drawn.help.forEach { content.put(body(it)) }
        drawn.because.forEach { content.put(body(it)) }
        if (drawn.leftOut.isEmpty()) return
        content.put(heading(words(R.string.way_left_out)), gap = 24)
        drawn.leftOut.forEach { content.put(body(it)) }
    }

    private fun type(to: Wish) {
        wish = to
        // A keyboard's keys are no touches of this window.
        shell.touched()
    }

    private fun draw() {
        val (asked, tongue) = wish to shell.tongue
        shell.ask({ ways.tomorrow(asked, tongue) }) { answer ->
            turn {
                scrolledTo = 0
                problem = (answer as? Answer.Not)?.problem?.words
                tomorrow = (answer as? Answer.Done)?.value
            }
        }
    }

    private fun turn(how: () -> Unit) {
        how()
        shell.redraw(this)
    }

    private companion object {
        const val TIME = InputType.TYPE_CLASS_DATETIME or InputType.TYPE_DATETIME_VARIATION_TIME
    }
}
