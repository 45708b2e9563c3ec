package kz.zhospar.ui.incident

import kz.zhospar.core.Draft
import kz.zhospar.core.Moment
import java.time.LocalDateTime
import java.time.ZoneId
import java.time.ZoneOffset
import java.util.Locale

/** What the clock on the wall showed. */
fun local(draft: Draft): LocalDateTime =
    LocalDateTime.ofEpochSecond(Math.floorDiv(draft.at.wallMs, MS_PER_S), 0, ZoneOffset.UTC)

fun clock(draft: Draft): String = local(draft).let { String.format(Locale.ROOT, "%02d:%02d", it.hour, it.minute) }

/** The same incident at another time of the wall clock, with the offset that clocks here had then. */
fun moved(draft: Draft, to: LocalDateTime): Moment {
    if (to == local(draft)) return draft.at
    val zoned = to.atZone(ZoneId.systemDefault())
    return Moment(zoned.toInstant().toEpochMilli(), zoned.offset.totalSeconds / S_PER_MINUTE)
}

private const val MS_PER_S = 1_000L
private const val S_PER_MINUTE = 60
