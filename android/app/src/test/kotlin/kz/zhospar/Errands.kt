package kz.zhospar

import kz.zhospar.platform.Folders
import java.time.LocalDate
import java.time.ZoneOffset

// What stories about the log, ways and copies have in common.

const val ALMATY_OFFSET_MIN = 300

/** On Today of a new log. */
fun Hand.opened(second: String? = null): Hand = start().firstRun(second = second).apply { pin("7391") }

/** From Today: what has no tab. */
fun Hand.more(name: Int): Hand {
    tap(R.string.ways)
    tap(name)
    return this
}

/** From Today: what she can choose, after the PIN. */
fun Hand.settings(): Hand {
    more(R.string.settings)
    pin("7391")
    return this
}

/** From Today, and back to it. */
fun Hand.writeOne(what: String, kind: String = "loiter") {
    begin(kind)
    type(R.string.what, what)
    back()
}

fun Hand.ways(): Hand = more(R.string.way_title)

/** From the places and ways: adds one. */
fun Hand.addPlace(name: String, lat: String, lon: String) {
    tap(R.string.way_place_add)
    type(R.string.way_name, name)
    type(R.string.way_lat, lat)
    type(R.string.way_lon, lon)
    tap(R.string.way_keep)
}

/** Home and work, and two ways between them. */
fun Hand.addWays(home: String = "Home", work: String = "Work", names: List<String> = listOf("Park", "Street")) {
    addPlace(home, "43.2389", "76.9455")
    addPlace(work, "43,2567", "76,9286")
    names.forEachIndexed { at, name ->
        tap(R.string.way_add)
        type(R.string.way_name, name)
        type(R.string.way_minutes, "${25 + at * 5}")
        tap(R.string.way_keep)
    }
}

/** Trips by the first way at eight on workdays, and on two of them by the second at another hour. */
fun Hand.makeTrips(days: List<LocalDate> = WORKDAYS) {
    app.shell.ask({
        val (first, second) = ways.all(app.shell.tongue).ways
        days.forEachIndexed { at, day ->
            val (way, hour) = if (at == 1 || at == 3) second to 9 else first to 8
            val left = day.atTime(hour, 5).toInstant(ZoneOffset.ofTotalSeconds(ALMATY_OFFSET_MIN * 60)).toEpochMilli()
            ways.went(way.id, back = false, kz.zhospar.core.Moment(left, ALMATY_OFFSET_MIN))
        }
    })
    settle()
}

/** The two weeks before the clock of the tests stands still. */
val WORKDAYS: List<LocalDate> = (13L..26L).map { LocalDate.of(2026, 11, it.toInt()) }.filter { it.dayOfWeek.value <= 5 }

/** From a copy that is to be written, up to where it lies: `seconds` away, in the list of files. */
fun Hand.backUp(other: OtherApp, name: String = "plan.age") {
    more(R.string.copy_title)
    tap(R.string.copy_now)
    pin("7391")
    tap(R.string.copy_place)
    comesBack(other.place(name))
}

/** A phone on which nothing is. */
fun Hand.startOnNewPhone() {
    app.kill()
    Folders.of(app).run { listOf(vault, device) }.forEach { check(it.deleteRecursively()) }
    app.keyring.lose()
    start()
}

/** From the first question: the file, the code, and a PIN twice. */
fun Hand.bringBack(other: OtherApp, name: String, code: String, pin: String = "5208") {
    tap(R.string.copy_pick)
    comesBack(other.place(name))
    type(R.string.recovery, code)
    tap(R.string.next)
    repeat(2) { pin(pin) }
}
