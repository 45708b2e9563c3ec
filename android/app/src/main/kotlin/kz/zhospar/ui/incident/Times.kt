package kz.zhospar.ui.incident

import kz.zhospar.core.Draft
import kz.zhospar.core.Moment
import java.time.LocalDateTime
import java.time.ZoneId
import java.time.ZoneOffset
import java.util.Locale

/** What the clock on the wall showed. */
fun local(at: Moment): LocalDateTime = LocalDateTime.ofEpochSecond(Math.floorDiv(at.wallMs, MS_PER_S), 0, ZoneOffset.UTC)

fun local(draft: Draft): LocalDateTime = local(draft.at)

fun clock(at: Moment): String = local(at).let { String.format(Locale.ROOT, "%02d:%02d", it.hour, it.minute) }

fun clock(draft: Draft): String = clock(draft.at)

/** Another time of the wall clock, with the offset that clocks here had then. */
fun moved(at: Moment, to: LocalDateTime): Moment {
    if (to == local(at)) return at
    val zoned = to.atZone(ZoneId.systemDefault())
    return Moment(zoned.toInstant().toEpochMilli(), zoned.offset.totalSeconds / S_PER_MINUTE)
}

fun moved(draft: Draft, to: LocalDateTime): Moment = moved(draft.at, to)

private const val MS_PER_S = 1_000L
private const val S_PER_MINUTE = 60
