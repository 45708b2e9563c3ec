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
import kz.zhospar.core.Begun
import kz.zhospar.core.Reminder
import kz.zhospar.core.Taken
import kz.zhospar.core.Where
import kz.zhospar.platform.TakenSort
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Tab
import kz.zhospar.ui.Told
import kz.zhospar.ui.alert.runCard
import kz.zhospar.ui.capture.CaptureScreen
import kz.zhospar.ui.capture.RecordScreen
import kz.zhospar.ui.capture.capture
import kz.zhospar.ui.capture.photograph
import kz.zhospar.ui.capture.whyNoPhoto
import kz.zhospar.ui.copies.CopyCard
import kz.zhospar.ui.design.HoldRing
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed
import kz.zhospar.ui.incident.IncidentScreen
import kz.zhospar.ui.incident.KindsScreen
import kz.zhospar.ui.incident.newIncident
import kz.zhospar.ui.log.LogScreen
import kz.zhospar.ui.more.MoreScreen
import kz.zhospar.ui.police.remind
import kz.zhospar.ui.ways.WayCard
import java.io.File

/** The day, what the unlock had to tell, and the way to write. */
class TodayScreen(private val shell: Shell, private var notices: List<String> = emptyList()) : Screen() {
    private var day = ""
    private var unconfirmed = 0L
    private var reminders = emptyList<Reminder>()
    private val ways = WayCard(shell, this)
    private val copy = CopyCard(shell, this)
    private var runs: AlertView? = null
    private var said: Told? = null
    private var isBusy = false

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
            content.addView(Space(context), LinearLayout.LayoutParams(MATCH_PARENT, 0, 1f))
            content.put(HoldRing(this, words(R.string.alert_hold), isRound = true, shell.alert).centred())
            content.put(primary(words(R.string.write)) { shell.go(KindsScreen(shell, R.string.incident_new) { newIncident(shell, it) }) })
            if (isBusy) content.put(note(words(R.string.wait))) else content.put(row(listOf(
                plain(words(R.string.ev_photo)) { photo(this) },
                plain(words(R.string.ev_voice)) { record() },
            )))
            // Whatever there is to say stands below: nothing pushes the button and the ways to write out of reach.
            said?.let { content.put(warning(it.say(this))) }
            notices(content)
            content.put(runCard(shell, runs) ?: body(words(R.string.today_empty)))
            ways.put(this, content)
            remind(shell, content, reminders)
            if (unconfirmed > 0) content.put(plain(waiting(this)) { shell.home(LogScreen(shell)) })
            copy.put(this, content)
        }
        return kit.framed(shell, this, content, Tab.TODAY, more)
    }

    private fun Kit.notices(content: LinearLayout) {
        if (notices.isEmpty()) return
        notices.forEach { content.put(warning(it)) }
        content.put(plain(words(R.string.noted)) {
            notices = emptyList()
            shell.redraw(this@TodayScreen)
        })
    }

    private fun photo(kit: Kit) {
        said = null
        if (!photograph(shell, kit.context) { keep(it, TakenSort.PHOTO) }) tell(whyNoPhoto(shell, R.string.cap_no_camera))
    }

    private fun record() {
        said = null
        val note = Triple(R.string.rec_refused_note, R.string.write) { shell.replace(KindsScreen(shell, R.string.incident_new) { newIncident(shell, it) }) }
        shell.go(RecordScreen(shell, isOpen = true, note) { keep(it, TakenSort.SOUND) })
    }

    /** It is kept first; what it is of she says then, or later. */
    private fun keep(file: File, sort: TakenSort) {
        val tongue = shell.tongue
        isBusy = true
        shell.redraw(this)
        shell.ask({ evidence.begin(sort.capture, sort.fileName, Where.Path(file.path), tongue) }) { answer ->
            isBusy = false
            val begun = if (answer is Answer.Done) answer.value else Begun(null, Taken(Taken.Place.NOWHERE, (answer as Answer.Not).problem.words))
            val (incident, taken) = begun
            if (taken.place != Taken.Place.NOWHERE) shell.media.temporary.erase(file)
            when {
                incident != null -> if (shell.top === this) shell.go(IncidentScreen(shell, incident.id, incident.draft))
                taken.place == Taken.Place.CAPTURES -> tell(Told(R.string.cap_kept))
                else -> tell(Told(R.string.ev_later, taken.words))
            }
        }
    }

    /** The lock may have come first: then it is said in front of the PIN, without a word of what it was. */
    private fun tell(words: Told) {
        said = words
        if (shell.isOpen) shell.redraw(this) else shell.go(CaptureScreen(shell, words))
    }

    private fun waiting(kit: Kit): String = unconfirmed.toInt().let { kit.context.resources.getQuantityString(R.plurals.cap_waiting, it, it) }

    private fun View.centred(): View {
        val place = FrameLayout.LayoutParams(WRAP_CONTENT, WRAP_CONTENT, Gravity.CENTER_HORIZONTAL)
        return FrameLayout(context).also { it.addView(this, place) }
    }
}
