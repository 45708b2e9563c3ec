package kz.zhospar.ui.ways

import android.app.DatePickerDialog
import android.text.InputType
import android.view.View
import android.view.WindowManager
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Draft
import kz.zhospar.core.Leg
import kz.zhospar.core.Moment
import kz.zhospar.core.Ways
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.design.row
import kz.zhospar.ui.framed
import java.time.LocalDate
import java.time.LocalDateTime
import java.time.ZoneOffset
import java.util.Locale

/** Notes a trip: one touch for one that begins now, or the day and hour first. What was noted by a slip is taken back at once. */
class WentScreen(private val shell: Shell, private val ways: Ways) : Screen() {
    private val now = shell.now()
    private var date: LocalDate = wall(now).toLocalDate()
    private var day = ""
    private var hour = wall(now).let { String.format(Locale.ROOT, "%02d:%02d", it.hour, it.minute) }
    private var problem: String? = null
    private var noted: String? = null

    /** The trip that was noted last, as long as it can be taken back here. */
    private var last: Pair<String, String>? = null

    override fun begin() {
        val tongue = shell.tongue
        val at = Moment(moment(12, 0).utcMs, now.offsetMin)
        shell.ask({ day(at, tongue) }) { answer ->
            if (answer is Answer.Done) day = answer.value
            shell.redraw(this)
        }
    }

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.way_went)))
        with(kit) {
            problem?.let { content.put(warning(it)) }
            val undo = last?.let { (trip, name) -> plain(words(R.string.way_note_undo)) { takeBack(this, trip, name) } }
            noted?.let { content.put(card(body(it), undo)) }
            content.put(body(words(R.string.way_went_about)))
            content.put(plain(words(R.string.date, day)) { pickDate(this) })
            content.put(field(words(R.string.way_left), hour, type = TIME) {
                hour = it
                shell.touched()
            })
            ways.legs.forEach { leg ->
                val name = "${leg.way.name}: ${leg.from.name} → ${leg.to.name}"
                content.put(row(name, emptyList()) { note(this, leg, name) })
            }
        }
        return kit.framed(shell, this, content)
    }

    private fun note(kit: Kit, leg: Leg, name: String) {
        noted = null
        last = null
        val (hours, minutes) = CLOCK.matchEntire(hour.trim())?.destructured ?: return refuse(kit.words(R.string.way_clock))
        val left = moment(hours.toInt(), minutes.toInt())
        val (isNew, isKnown) = kit.words(R.string.way_noted, name) to kit.words(R.string.way_noted_before, name)
        shell.ask({ ways.went(leg.way.id, leg.back, left) }) { answer ->
            problem = (answer as? Answer.Not)?.problem?.words
            if (answer is Answer.Done) {
                noted = if (answer.value != null) isNew else isKnown
                last = answer.value?.let { it to name }
            }
            scrolledTo = 0
            shell.redraw(this)
        }
    }

    private fun takeBack(kit: Kit, trip: String, name: String) {
        val isGone = kit.words(R.string.way_untaken, name)
        shell.ask({ ways.removeTrip(trip) }) { answer ->
            problem = (answer as? Answer.Not)?.problem?.words
            if (answer is Answer.Done) {
                noted = isGone
                last = null
            }
            shell.redraw(this)
        }
    }

    private fun refuse(words: String) {
        problem = words
        scrolledTo = 0
        shell.redraw(this)
    }

    /** The day and hour of the wall clock, with the offset it has now. */
    private fun moment(hours: Int, minutes: Int) =
        Moment(date.atTime(hours, minutes).toInstant(ZoneOffset.ofTotalSeconds(now.offsetMin * S_PER_MIN)).toEpochMilli(), now.offsetMin)

    private fun wall(at: Moment): LocalDateTime = LocalDateTime.ofEpochSecond(Math.floorDiv(at.wallMs, MS_PER_S), 0, ZoneOffset.UTC)

    private fun pickDate(kit: Kit) {
        val dialog = DatePickerDialog(kit.context, { _, year, month, of ->
            date = LocalDate.of(year, month + 1, of)
            begin()
        }, date.year, date.monthValue - 1, date.dayOfMonth)
        dialog.datePicker.maxDate = shell.now().utcMs
        // Not in screenshots either.
        dialog.window?.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
        dialog.show()
    }

    private companion object {
        const val MS_PER_S = 1_000L
        const val S_PER_MIN = 60
        val CLOCK = Regex("([01]?\\d|2[0-3])[:.]([0-5]\\d)")
        const val TIME = InputType.TYPE_CLASS_DATETIME or InputType.TYPE_DATETIME_VARIATION_TIME
    }
}
