package kz.zhospar.core

import kz.zhospar.core.generated.DayClass
import kz.zhospar.core.generated.Habit
import kz.zhospar.core.generated.LeftOut
import kz.zhospar.core.generated.PanaException
import kz.zhospar.core.generated.Phase
import kz.zhospar.core.generated.Position
import kz.zhospar.core.generated.Route
import kz.zhospar.core.generated.RouteBook
import kz.zhospar.core.generated.RouteSaid
import kz.zhospar.core.generated.RouteSettings
import kz.zhospar.core.generated.Tags
import kz.zhospar.core.generated.TextArg
import kz.zhospar.core.generated.Trace
import kz.zhospar.core.generated.Trip
import kz.zhospar.core.generated.Way
import kz.zhospar.core.generated.WayRequest
import kz.zhospar.core.generated.Week
import kz.zhospar.core.generated.dateText
import kz.zhospar.core.generated.dateTimeText
import kz.zhospar.core.generated.routeTagKeys
import kz.zhospar.core.generated.text
import java.time.DayOfWeek
import java.time.LocalDate
import java.util.Locale
import kz.zhospar.core.generated.Evening as CoreEvening
import kz.zhospar.core.generated.Moment as CoreMoment

/** Her places, approved ways and trips, and the way for tomorrow. */
class WayCalls internal constructor(private val calls: Calls) {
    fun all(tongue: Tongue): Ways = book { book ->
        val now = calls.now()
        val places = book.places(now).map { WayPlace(it.id, it.name) }
        val habits = book.habits(tongue.language, now)
        Ways(places, book.routes(false, now).map { it.toValue(places, tongue) }, book.weeks(now).map { picture(it, places, habits, tongue) })
    }

    /** Degrees that are none are refused by the core in words. */
    fun addPlace(name: String, lat: String, lon: String) {
        book { it.addPlace(name.trim(), Position(degrees(lat), degrees(lon), null), calls.now()) }
    }

    fun removePlace(id: String) = book { it.removePlace(id, calls.now()) }

    /** `line` is a GPX file with the way on the ground, if there is one; with it this may be a long call. */
    fun addWay(way: NewWay, line: Where?) {
        val tags = Tags(WayTag.LIT in way.tags, WayTag.BUSY in way.tags, WayTag.DAY_ONLY in way.tags, WayTag.COMPANY in way.tags)
        val minutes = (way.minutes.trim().toIntOrNull() ?: 0).coerceIn(0, UShort.MAX_VALUE.toInt()).toUShort()
        val said = RouteSaid(way.name.trim(), way.from, way.to, minutes, tags, way.oneWay)
        if (line == null) return book { it.addRoute(said, null, calls.now()) }
        Trace.ofGpx(line.toCore()).use { trace -> book { it.addRoute(said, trace, calls.now()) } }
    }

    fun removeWay(id: String) = book { it.removeRoute(id, calls.now()) }

    /** The words of the ticks. */
    fun tags(tongue: Tongue): List<String> = routeTagKeys().map { word("route-tag-$it", tongue.language) }

    /** The id of the trip, or none if it was noted before. */
    fun went(way: String, back: Boolean, left: Moment): String? = book { it.addTrip(way, back, left.toCore(), null, calls.now())?.id }

    fun trips(skip: Int, tongue: Tongue): TripsMade = book { book ->
        val now = calls.now()
        val places = book.places(now).map { WayPlace(it.id, it.name) }
        val ways = book.routes(true, now)
        val page = book.trips(skip.toUInt(), now)
        TripsMade(page.trips.map { it.toValue(ways, places, tongue) }, page.all.toInt())
    }

    fun removeTrip(id: String) = book { it.removeTrip(id, calls.now()) }

    fun forgetTrips() {
        book { it.forgetTrips(calls.now()) }
    }

    /** Draws the way for tomorrow, or gives what was drawn for it before. */
    fun tomorrow(wish: Wish, tongue: Tongue): Tomorrow = book { book ->
        val now = calls.now()
        val request = WayRequest(
            wish.from, wish.to, tomorrow().toString(), minuteOf(wish.earliest, "earliest"), minuteOf(wish.arriveBy, "arrive-by"), EXTRA_MIN, wish.company,
        )
        val ways = book.routes(false, now)
        val names = ways.associate { it.id to it.said.name }
        // With one way there is nothing to choose but the time.
        val onlyTime = word("route-hint-one-route", tongue.language).takeIf { ways.count { connects(it, wish.from, wish.to) } == 1 }
        when (val way = book.advise(request, now.wall.offsetMin, tongue.language, now)) {
            is Way.Drawn -> Tomorrow(
                says = said("route-tomorrow", tongue, "route" to way.route.said.name, "time" to clockOf(way.leaveAt)),
                isWay = true,
                because = listOfNotNull(way.explanation, onlyTime, word("route-drawn-before", tongue.language).takeIf { way.drawnBefore }) +
                    way.withoutLine.map { said("route-without-line", tongue, "route" to it) },
                leftOut = told(way.leftOut, names, tongue),
            )
            is Way.Approved -> Tomorrow(way.says, isWay = true, listOfNotNull(said("route-without-line", tongue, "route" to way.route.said.name).takeUnless { way.lineKnown }))
            is Way.Nothing -> Tomorrow(
                says = word("route-nothing-left", tongue.language),
                isWay = false,
                leftOut = told(way.leftOut, names, tongue),
                help = way.relax.ifEmpty { listOf(word("route-relax-more", tongue.language)) },
            )
        }
    }

    fun settings(tongue: Tongue): WaySettings = book { it.settings(calls.now()) }.let { set ->
        val ahead = set.pausedUntil?.let(LocalDate::parse)?.takeIf { it > today() }
        WaySettings(set.muted, ahead?.let { pause(it, tongue) }, set.child, set.keptDays.toInt())
    }

    fun set(settings: WaySettings) = book {
        val now = calls.now()
        val kept = settings.keptDays.coerceAtLeast(0).toUInt()
        it.set(RouteSettings(settings.muted, settings.pausedUntil?.day, settings.child, kept, it.settings(now).reminded), now)
    }

    /** So many days from today on. */
    fun pause(days: Long, tongue: Tongue): Pause = pause(today().plusDays(days), tongue)

    private fun pause(until: LocalDate, tongue: Tongue) = Pause(until.toString(), dateText(CoreMoment(until.toEpochDay() * MS_PER_DAY, 0), tongue.language))

    /** What there is to say of this evening. A reminder that is due is taken for given: she sees it now. */
    fun evening(tongue: Tongue): Evening = book { book ->
        val now = calls.now()
        val expected = expected(book, tongue)
        when (val evening = book.evening(false, alertRuns(), tongue.language, now)) {
            is CoreEvening.OfferAlert -> Evening(offersAlert = evening.says)
            is CoreEvening.Nothing -> Evening(expected = expected)
            is CoreEvening.Remind -> {
                val isDue = evening.at.utcMs <= now.wall.utcMs
                if (isDue) book.wasReminded(now)
                Evening(inside = evening.inside.takeIf { isDue }.orEmpty(), expected = expected)
            }
        }
    }

    /** When she is to be reminded, this evening or on one of the next two weeks: she may not open the app before. */
    fun remindersAhead(tongue: Tongue): List<Moment> = book { book ->
        val now = calls.now()
        val tonight = (book.evening(false, alertRuns(), tongue.language, now) as? CoreEvening.Remind)?.at?.takeIf { it.utcMs > now.wall.utcMs }
        (listOfNotNull(tonight) + book.remindersAhead(now)).map { it.toValue() }
    }

    /** Changes what reminders follow from; returns when there is none any more. */
    fun unreminding(tongue: Tongue, change: WayCalls.() -> Unit): List<Moment> {
        val before = remindersAhead(tongue)
        change()
        return before - remindersAhead(tongue).toSet()
    }

    /** Trips she makes on days such as tomorrow. A child has the approved way, and is not asked when. */
    private fun expected(book: RouteBook, tongue: Tongue): List<Evening.Expected> {
        val now = calls.now()
        val weekend = tomorrow().dayOfWeek.let { it == DayOfWeek.SATURDAY || it == DayOfWeek.SUNDAY }
        val places = book.places(now).associate { it.id to it.name }
        val ways = book.routes(false, now)
        val habits = book.habits(tongue.language, now).filter { (it.days == DayClass.WEEKEND) == weekend }
        return habits.mapNotNull { habit ->
            val taking = ways.filter { way -> connects(way, habit.from, habit.to) }.maxOfOrNull { it.said.minutes.toInt() }
            val at = habit.preferredMin?.toInt()
            if (taking == null || at == null) return@mapNotNull null
            val wish = Wish(habit.from, habit.to, clockOf(at - EARLIER_MIN), clockOf(at + taking + LATER_MIN), company = false)
            Evening.Expected("${places[habit.from].orEmpty()} → ${places[habit.to].orEmpty()}", wish)
        }
    }

    private fun connects(way: Route, from: String, to: String): Boolean = way.said.let { said ->
        (said.from == from && said.to == to) || (!said.oneWay && said.from == to && said.to == from)
    }

    /** While contacts are being told nothing else is said. */
    private fun alertRuns(): Boolean = try {
        calls.phone().view(calls.opened(), calls.now())?.phase in UNDER_WAY
    } catch (error: PanaException) {
        if (error is PanaException.Locked) throw error
        false
    }

    private fun picture(week: Week, places: List<WayPlace>, habits: List<Habit>, tongue: Tongue): WeekPicture {
        val language = tongue.language
        val dates = listOfNotNull(week.first, week.last).joinToString(" – ") { dateText(it, language) }
        val cells = week.leaving.map { HalfHour(it.weekday.toInt(), it.halfHour.toInt(), it.trips.toInt()) }
        return WeekPicture(
            title = "${named(places, week.from)} → ${named(places, week.to)}",
            trips = "${counted("route-trips", week.trips.toLong(), tongue)} · $dates",
            days = WEEKDAYS.map { word("weekday-$it", language) },
            cells = cells,
            shares = week.routes.map { share -> "${share.name.ifEmpty { word("route-week-gone", language) }} · ${share.trips} · ${share.percent} %" },
            habits = habits.filter { it.from == week.from && it.to == week.to }.map { habit ->
                HabitSaid(word(if (habit.days == DayClass.WEEKEND) "route-weekends" else "route-workdays", language), habit.sentences)
            },
        )
    }

    private fun Route.toValue(places: List<WayPlace>, tongue: Tongue): ApprovedWay {
        val place = { id: String -> places.firstOrNull { it.id == id } ?: WayPlace(id, "") }
        val ticks = with(said.tags) { listOf(lit, busy, dayOnly, company) }
        val tags = routeTagKeys().filterIndexed { at, _ -> ticks[at] }.map { word("route-tag-$it", tongue.language) }
        val line = listOfNotNull(word("route-no-line", tongue.language).takeUnless { hasLine })
        val leads = "${place(said.from).name} ${if (said.oneWay) "→" else "↔"} ${place(said.to).name}"
        val about = listOf(leads, counted("route-minutes-count", said.minutes.toLong(), tongue)) + tags + line
        return ApprovedWay(id, said.name, place(said.from), place(said.to), said.oneWay, about.joinToString(" · "))
    }

    private fun Trip.toValue(ways: List<Route>, places: List<WayPlace>, tongue: Tongue): TripMade {
        val way = ways.firstOrNull { it.id == route }?.said
        val ends = listOfNotNull(way?.from, way?.to).map { named(places, it) }.let { if (back) it.reversed() else it }
        val name = way?.name ?: word("route-week-gone", tongue.language)
        return TripMade(id, listOf(ends.joinToString(" → "), name).filter(String::isNotEmpty).joinToString(" · "), dateTimeText(left, tongue.language))
    }

    /** That it would only be too late goes without saying, unless nothing else is said of a way that is wholly left out. */
    private fun told(leftOut: List<LeftOut>, names: Map<String, String>, tongue: Tongue): List<String> {
        val late = word("route-not-in-time", tongue.language)
        val reasons = leftOut.groupingBy { it.route }.eachCount()
        return leftOut.filter { it.why != late || (it.wholly && reasons[it.route] == 1) }.map { out ->
            val times = out.leaveMin.map { clockOf(it.toInt()) }.takeUnless { out.wholly || it.isEmpty() }
            val which = times?.let { listOf(it.first(), it.last()).distinct().joinToString(" – ", " (", ")") }.orEmpty()
            "${names[out.route].orEmpty()}$which: ${out.why}"
        }
    }

    private fun named(places: List<WayPlace>, id: String): String = places.firstOrNull { it.id == id }?.name.orEmpty()

    private fun today(): LocalDate = calls.now().wall.let { LocalDate.ofEpochDay(Math.floorDiv(it.utcMs + it.offsetMin * Moment.MS_PER_MINUTE, MS_PER_DAY)) }

    private fun tomorrow(): LocalDate = today().plusDays(1)

    private fun said(key: String, tongue: Tongue, vararg words: Pair<String, String>): String =
        text(key, tongue.language, words.associate { (name, said) -> name to TextArg.Words(said) })

    private fun counted(key: String, count: Long, tongue: Tongue): String = text(key, tongue.language, mapOf("count" to TextArg.Number(count.toULong())))

    private fun clockOf(at: CoreMoment): String =
        clockOf(Math.floorMod(Math.floorDiv(at.utcMs, Moment.MS_PER_MINUTE) + at.offsetMin, MIN_PER_DAY.toLong()).toInt())

    private fun clockOf(minute: Int): String = Math.floorMod(minute, MIN_PER_DAY).let { String.format(Locale.ROOT, "%02d:%02d", it / 60, it % 60) }

    private fun minuteOf(typed: String, field: String): UShort {
        val (hour, minute) = CLOCK.matchEntire(typed.trim())?.destructured ?: throw PanaException.Refused("not-a-clock-time", field, emptyMap())
        return (hour.toInt() * 60 + minute.toInt()).toUShort()
    }

    private fun degrees(typed: String): Double = typed.trim().replace(',', '.').toDoubleOrNull() ?: Double.NaN

    private fun <T> book(work: (RouteBook) -> T): T = calls.held { routeBook() }.use(work)

    private companion object {
        val UNDER_WAY = setOf(Phase.COUNTDOWN, Phase.CLIMBING, Phase.ANSWERED, Phase.NOBODY_REACHED)
        val WEEKDAYS = listOf("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        val CLOCK = Regex("([01]?\\d|2[0-3])[:.]([0-5]\\d)")

        /** Minutes of effort that a draw may cost on average: the core's own proposal. */
        const val EXTRA_MIN = 8.0

        /** Around the time she mostly leaves there must be something to draw from. */
        const val EARLIER_MIN = 45
        const val LATER_MIN = 45
        const val MIN_PER_DAY = 1_440
        const val MS_PER_DAY = 86_400_000L
    }
}
