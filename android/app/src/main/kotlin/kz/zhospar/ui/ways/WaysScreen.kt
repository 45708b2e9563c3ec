package kz.zhospar.ui.ways

import android.view.View
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.ApprovedWay
import kz.zhospar.core.WayPlace
import kz.zhospar.core.Ways
import kz.zhospar.core.WeekPicture
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

/** Her habit as a picture and in a sentence, the way for tomorrow, approved ways and places. */
class WaysScreen(private val shell: Shell) : Screen() {
    private var ways: Ways? = null
    private var problem: String? = null

    override fun begin() {
        val tongue = shell.tongue
        shell.ask({ ways.all(tongue) }) { answer ->
            if (answer is Answer.Done) ways = answer.value
            if (answer is Answer.Not) problem = answer.problem.words
            shell.redraw(this)
        }
    }

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.way_title)))
        with(kit) {
            problem?.let { content.put(warning(it)) }
            val known = ways
            if (known != null) {
                habits(content, known)
                val isReady = known.places.size >= ENDS
                if (isReady) approved(content, known)
                places(content, known, isReady)
            }
            content.put(plain(words(R.string.way_settings)) { shell.go(WaySettingsScreen(shell)) }, gap = 24)
        }
        return kit.framed(shell, this, content)
    }

    private fun Kit.habits(content: LinearLayout, known: Ways) {
        if (known.pictures.isEmpty()) content.put(body(words(R.string.way_about)))
        known.pictures.forEach { content.put(pictured(it)) }
        if (known.ways.isNotEmpty()) {
            content.put(primary(words(R.string.way_went)) { shell.go(WentScreen(shell, known)) })
            content.put(plain(words(R.string.way_tomorrow)) { shell.go(TomorrowScreen(shell, known)) })
        }
        // Trips outlive the ways they were made by.
        if (known.ways.isNotEmpty() || known.pictures.isNotEmpty()) content.put(plain(words(R.string.way_trips)) { shell.go(TripsScreen(shell)) })
    }

    private fun Kit.pictured(picture: WeekPicture): View {
        val said = picture.habits.flatMap { habit -> listOf(note(habit.days)) + habit.sentences.map(::body) }
        val shares = picture.shares.map(::note)
        return card(heading(picture.title), note(picture.trips), WeekView(this, picture), *said.toTypedArray(), *shares.toTypedArray())
    }

    private fun Kit.approved(content: LinearLayout, known: Ways) {
        content.put(heading(words(R.string.way_approved)), gap = 24)
        known.ways.forEach { content.put(approved(it)) }
        val add = { shell.go(NewWayScreen(shell, known.places)) }
        // Without a way there is nothing else to do here.
        content.put(if (known.ways.isEmpty()) primary(words(R.string.way_add), add) else plain(words(R.string.way_add), add))
    }

    private fun Kit.approved(way: ApprovedWay): View {
        val drop = plain(words(R.string.way_drop)) {
            shell.go(DropScreen(shell, way.name, { it.words(R.string.way_drop_way) }) { ways.removeWay(way.id) })
        }
        drop.contentDescription = words(R.string.way_drop_one, way.name)
        return card(body(way.name), note(way.about), drop)
    }

    /** Two of them come before everything else. */
    private fun Kit.places(content: LinearLayout, known: Ways, isReady: Boolean) {
        content.put(heading(words(R.string.way_places)), gap = 24)
        if (!isReady) content.put(body(words(R.string.way_places_first)))
        known.places.forEach { content.put(place(it, known)) }
        val add = { shell.go(NewPlaceScreen(shell)) }
        content.put(if (isReady) plain(words(R.string.way_place_add), add) else primary(words(R.string.way_place_add), add))
    }

    private fun Kit.place(place: WayPlace, known: Ways): View {
        val drop = plain(words(R.string.way_place_drop)) { shell.go(DropScreen.ofPlace(shell, place, known)) }
        drop.contentDescription = words(R.string.way_drop_one, place.name)
        return card(body(place.name), drop)
    }

    private companion object {
        /** Of a way. */
        const val ENDS = 2
    }
}
