package kz.zhospar.ui.ways

import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Moment
import kz.zhospar.core.TripMade
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

/** The trips that are noted, and the way to forget them. */
class TripsScreen(private val shell: Shell) : Screen() {
    private var trips = listOf<TripMade>()
    private var all = 0
    private var isLoaded = false
    private var asksToForget = false
    private var problem: String? = null

    override fun begin() = load(0)

    override fun back(): Boolean {
        if (!asksToForget) return false
        asksToForget = false
        shell.redraw(this)
        return true
    }

    override fun draw(kit: Kit): View {
        val content = if (asksToForget) kit.column(
            kit.title(kit.words(R.string.way_forget)),
            kit.body(kit.words(R.string.way_forget_about)),
            kit.primary(kit.words(R.string.way_forget_yes)) { forget() },
        ) else list(kit)
        return kit.framed(shell, this, content)
    }

    private fun list(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.way_trips)))
        with(kit) {
            problem?.let { content.put(warning(it)) }
            if (isLoaded && trips.isEmpty()) content.put(body(words(R.string.way_trips_none)))
            trips.forEach { trip ->
                val name = "${trip.about}, ${trip.left}"
                val drop = plain(words(R.string.way_trip_drop)) {
                    shell.go(DropScreen(shell, name, { it.words(R.string.way_drop_trip) }) { ways.removeTrip(trip.id) })
                }
                drop.contentDescription = words(R.string.way_drop_one, name)
                content.put(card(body(trip.about), note(trip.left), drop))
            }
            if (trips.size < all) content.put(plain(words(R.string.log_earlier)) { load(trips.size) })
            if (trips.isNotEmpty()) content.put(plain(words(R.string.way_forget)) {
                asksToForget = true
                shell.redraw(this@TripsScreen)
            }, gap = 24)
        }
        return content
    }

    private fun load(skip: Int) {
        val tongue = shell.tongue
        shell.ask({ ways.trips(skip, tongue) }) { answer ->
            if (answer is Answer.Not) problem = answer.problem.words
            if (answer is Answer.Done) {
                trips = trips.take(skip) + answer.value.trips
                all = answer.value.all
                isLoaded = true
            }
            shell.redraw(this)
        }
    }

    private fun forget() {
        asksToForget = false
        val tongue = shell.tongue
        shell.ask({ ways.unreminding(tongue) { forgetTrips() } }) { answer ->
            if (answer is Answer.Done) shell.reminders.remove(answer.value.map(Moment::utcMs))
            problem = (answer as? Answer.Not)?.problem?.words
            load(0)
        }
    }
}
