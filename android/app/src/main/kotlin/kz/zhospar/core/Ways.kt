package kz.zhospar.core

/** An end of her trips. */
data class WayPlace(val id: String, val name: String)

/** What she can say of a way. */
enum class WayTag { LIT, BUSY, DAY_ONLY, COMPANY }

/** A way she is about to approve, as it was typed. */
data class NewWay(
    val name: String,
    val from: String,
    val to: String,
    val minutes: String,
    val tags: Set<WayTag>,
    val oneWay: Boolean,
)

/** A way she approved. */
data class ApprovedWay(
    val id: String,
    val name: String,
    val from: WayPlace,
    val to: WayPlace,
    val oneWay: Boolean,
    /** Where it leads, how long it takes and what is said of it, in words. */
    val about: String,
)

/** A way in one direction. */
data class Leg(val way: ApprovedWay, val back: Boolean) {
    val from: WayPlace get() = if (back) way.to else way.from
    val to: WayPlace get() = if (back) way.from else way.to
}

/** Trips that began in one half hour of one day of the week, of which 0 is Monday. */
data class HalfHour(val weekday: Int, val halfHour: Int, val trips: Int)

/** The picture of her trips between two places, with everything that is said of it in words. */
data class WeekPicture(
    val title: String,
    /** How many, and from when to when. */
    val trips: String,
    /** Short names of the days, Monday first. */
    val days: List<String>,
    val cells: List<HalfHour>,
    /** The ways with their shares, the most used first. */
    val shares: List<String>,
    val habits: List<HabitSaid>,
) {
    val most: Int get() = cells.maxOfOrNull(HalfHour::trips) ?: 0

    /** Whole hours of half hours to draw. */
    val halfHours: IntRange
        get() = if (cells.isEmpty()) IntRange.EMPTY else cells.minOf { it.halfHour } / 2 * 2..cells.maxOf { it.halfHour } / 2 * 2 + 1

    fun at(weekday: Int, halfHour: Int): Int = cells.firstOrNull { it.weekday == weekday && it.halfHour == halfHour }?.trips ?: 0
}

/** A habit on one kind of day. */
data class HabitSaid(val days: String, val sentences: List<String>)

/** Everything about her ways. */
data class Ways(val places: List<WayPlace>, val ways: List<ApprovedWay>, val pictures: List<WeekPicture>) {
    /** The ways in the directions she takes them. */
    val legs: List<Leg> get() = ways.flatMap { way -> listOfNotNull(Leg(way, back = false), Leg(way, back = true).takeUnless { way.oneWay }) }

    /** From where to where there is a way. */
    val trips: List<Pair<WayPlace, WayPlace>> get() = legs.map { it.from to it.to }.distinct()
}

/** The trip she wants to make tomorrow, as it was typed. */
data class Wish(val from: String, val to: String, val earliest: String, val arriveBy: String, val company: Boolean)

/** The way for tomorrow, in words. */
data class Tomorrow(
    val says: String,
    /** Whether it is a way, and not that there is none. */
    val isWay: Boolean,
    val because: List<String> = emptyList(),
    /** What was left out, each with its reason. */
    val leftOut: List<String> = emptyList(),
    /** In what to give way. */
    val help: List<String> = emptyList(),
)

/** A trip in words. */
data class TripMade(val id: String, val about: String, val left: String)

/** Trips, newest first. */
data class TripsMade(val trips: List<TripMade>, val all: Int)

/** What she set about her ways. */
data class WaySettings(val muted: Boolean, val pausedUntil: Pause?, val child: Boolean, val keptDays: Int)

/** No reminders on days before this one, as settings name it and as people do. */
data class Pause(val day: String, val said: String)

/** What there is to say of this evening. */
data class Evening(
    /** The alert is offered in these words: this is no time for tips. */
    val offersAlert: String? = null,
    /** Shown once it is time. */
    val inside: List<String> = emptyList(),
    /** Trips that are expected tomorrow, with the times she would have. */
    val expected: List<Expected> = emptyList(),
) {
    data class Expected(val title: String, val wish: Wish)
}
