package kz.zhospar.core

import java.time.DateTimeException
import java.time.LocalDate
import java.util.Locale

// Dates that are typed, of which the day, or even the month, may be unknown.

private val DAY = Regex("(\\d{1,2})[.](\\d{1,2})[.](\\d{4})")
private val MONTH = Regex("(\\d{1,2})[.](\\d{4})")
private val WRITTEN = Regex("(\\d{4})(?:-(\\d{2}))?(?:-(\\d{2}))?")

/** As the core writes it: `05.12.2022` and `12.2022` are understood where `2022-12-05` and `2022-12` are. What is no date stays as it was typed. */
internal fun partialDate(typed: String): String {
    val said = typed.trim()
    DAY.matchEntire(said)?.destructured?.let { (day, month, year) -> return "$year-${two(month)}-${two(day)}" }
    MONTH.matchEntire(said)?.destructured?.let { (month, year) -> return "$year-${two(month)}" }
    return said
}

/** As people read it: `05.12.2022`. */
internal fun partialDateShown(written: String): String = WRITTEN.matchEntire(written)?.groupValues?.drop(1)?.filter(String::isNotEmpty)?.reversed()?.joinToString(".") ?: written

/** Whether the core takes it. It says so of two dates together, and she has to know which one it is. */
internal fun isPartialDate(typed: String): Boolean {
    val (year, month, day) = WRITTEN.matchEntire(partialDate(typed))?.destructured ?: return false
    return try {
        LocalDate.of(year.toInt(), month.ifEmpty { "1" }.toInt(), day.ifEmpty { "1" }.toInt()).year in YEARS
    } catch (_: DateTimeException) {
        false
    }
}

private fun two(digits: String): String = String.format(Locale.ROOT, "%02d", digits.toInt())

private val YEARS = 1900 until 2200
