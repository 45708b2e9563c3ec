package kz.zhospar.ui.log

import android.os.Handler
import android.os.Looper
import android.view.View
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Incident
import kz.zhospar.core.Line
import kz.zhospar.core.Look
import kz.zhospar.core.Named
import kz.zhospar.core.Page
import kz.zhospar.core.Precision
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Tab
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed
import kz.zhospar.ui.incident.IncidentScreen
import kz.zhospar.ui.incident.KindsScreen
import kz.zhospar.ui.incident.clock
import kz.zhospar.ui.incident.newIncident

/** The incidents, newest first, a page at a time. */
class LogScreen(private val shell: Shell) : Screen() {
    private val main = Handler(Looper.getMainLooper())
    private val lookNow = Runnable { load() }
    private var look = Look()
    private var pages = listOf<Page>()
    private var isLoaded = false

    /** Those who are not withdrawn. */
    private var people = emptyList<Named>()
    private var problem: String? = null
    private var rows: Pair<Kit, LinearLayout>? = null

    override fun begin() {
        load()
        val tongue = shell.tongue
        shell.ask({ people.names(tongue) }) { answer ->
            if (answer !is Answer.Done || answer.value == people) return@ask
            people = answer.value
            shell.redraw(this)
        }
    }

    override fun leave() = main.removeCallbacks(lookNow)

    override fun draw(kit: Kit): View {
        val write = kit.plain(kit.words(R.string.write)) { shell.go(KindsScreen(shell, R.string.incident_new) { newIncident(shell, it) }) }
        val kind = shell.catalogue?.kinds?.firstOrNull { it.id == look.kind }
        val chips = listOfNotNull(
            kit.choice(kind?.name ?: kit.words(R.string.log_kind), kind != null) { chooseKind() },
            person(kit),
            kit.choice(kit.words(R.string.show_withdrawn), look.withdrawn) { turn(look.copy(withdrawn = !look.withdrawn)) },
        )
        val periods = DAYS.map { days ->
            val chosen = look.days == days
            kit.choice(kit.context.resources.getQuantityString(R.plurals.days, days, days), chosen) { turn(look.copy(days = days.takeUnless { chosen })) }
        }
        val list = kit.column()
        rows = kit to list
        fill(kit, list)
        val search = kit.field(kit.words(R.string.log_search), look.words) { words ->
            look = look.copy(words = words)
            shell.touched()
            main.removeCallbacks(lookNow)
            main.postDelayed(lookNow, LOOK_AFTER_MS)
        }
        return kit.framed(shell, this, kit.column(search, kit.flow(chips.dropLast(1) + periods + chips.last()), list), Tab.LOG, write)
    }

    private fun fill(kit: Kit, list: LinearLayout) = with(kit) {
        list.removeAllViews()
        problem?.let { list.put(warning(it)) }
        val found = pages.flatMap(Page::incidents)
        if (isLoaded && found.isEmpty() && problem == null) list.put(body(words(if (look == Look()) R.string.log_empty else R.string.log_none)))
        found.forEachIndexed { place, incident ->
            if (place == 0 || found[place - 1].day != incident.day) list.put(heading(incident.day), gap = 24)
            list.put(row(incident))
        }
        val next = pages.lastOrNull()?.next
        if (next != null) list.put(plain(words(R.string.log_earlier)) { load(next) })
    }

    private fun Kit.row(incident: Incident): View {
        val time = when (incident.draft.precision) {
            Precision.EXACT -> clock(incident.draft)
            Precision.ABOUT -> words(R.string.about_time, clock(incident.draft))
            else -> null
        }
        val marks = listOfNotNull(
            words(R.string.unconfirmed).takeIf { incident.unconfirmed },
            context.resources.getQuantityString(R.plurals.evidence, incident.pieces, incident.pieces).takeIf { incident.pieces > 0 },
            words(R.string.mark_late).takeIf { incident.writtenLate },
            words(R.string.mark_breach).takeIf { incident.breach },
            words(R.string.mark_refusal).takeIf { incident.afterRefusal },
        )
        val above = (listOfNotNull(time, incident.placeName.takeIf(String::isNotEmpty)) + marks).joinToString(" · ")
        val said = firstLine(incident)
        val row = card(note(above).takeIf { above.isNotEmpty() }, body(incident.kindName), note(said).takeIf { said.isNotEmpty() })
        // Uncertain things look uncertain: outlined, not filled.
        if (incident.unconfirmed) row.background = paint(palette.paper, palette.muted)
        row.minimumHeight = dp(Kit.TARGET)
        row.contentDescription = listOf(incident.day, above, incident.kindName, said).filter(String::isNotEmpty).joinToString(". ")
        row.setOnClickListener { shell.go(IncidentScreen(shell, incident.id, incident.draft)) }
        row.accessibilityDelegate = AsButton
        return row
    }

    /** Where there is someone to choose. */
    private fun person(kit: Kit): View? {
        if (people.isEmpty()) return null
        val chosen = people.firstOrNull { it.id == look.person }
        return kit.choice(chosen?.name ?: kit.words(R.string.log_person), chosen != null) {
            shell.go(WhoScreen(shell, people, look.person) { person ->
                look = look.copy(person = person)
                shell.back()
            })
        }
    }

    private fun chooseKind() = shell.go(
        KindsScreen(shell, R.string.log_kind, look.kind, R.string.log_all) { kind ->
            look = look.copy(kind = kind)
            shell.back()
        },
    )

    private fun turn(to: Look) {
        look = to
        shell.redraw(this)
        load()
    }

    /** The first page, or the one after those that are shown. */
    private fun load(after: String? = null) {
        val (asked, tongue) = look to shell.tongue
        shell.ask({ page(asked, after, tongue) }) { answer ->
            if (asked != look) return@ask
            problem = (answer as? Answer.Not)?.problem?.words
            if (answer is Answer.Done) pages = if (after == null) listOf(answer.value) else pages + answer.value
            isLoaded = true
            // The field that is being typed in stays as it is.
            rows?.let { (kit, list) -> fill(kit, list) }
        }
    }

    private object AsButton : View.AccessibilityDelegate() {
        override fun onInitializeAccessibilityNodeInfo(host: View, info: android.view.accessibility.AccessibilityNodeInfo) {
            super.onInitializeAccessibilityNodeInfo(host, info)
            info.className = android.widget.Button::class.java.name
        }
    }

    private companion object {
        val DAYS = listOf(7, 30)
        const val LOOK_AFTER_MS = 300L
    }
}

/** What happened, in one line that is not too long. */
internal fun firstLine(incident: Incident): String {
    val line = incident.draft.says(Line.WHAT).trim().lineSequence().first()
    return if (line.length <= LINE_MAX_CHARS) line else line.take(LINE_MAX_CHARS).trimEnd() + "…"
}

private const val LINE_MAX_CHARS = 120
