package kz.zhospar.screens

import kz.zhospar.Hand
import kz.zhospar.R
import kz.zhospar.core.Draft
import kz.zhospar.core.Line
import kz.zhospar.core.Tongue

private const val SAID = "Машинасымен үй алдында екі сағат тұрды. Стоял с включёнными фарами."
private const val THREAT = "Қорқытты: «Сені бәрібір табамын». Написал с нового номера, что всё равно найдёт, и перечислил, куда я хожу по будням, с точностью до часа."
private const val CALLS = "Түнде 14 рет қоңырау шалды"

/** Incidents: written, listed, read. */
val LOGGING = Walk("log") {
    with(hand) {
        start().firstRun()
        pin("7391")
        tap(R.string.log)
        stop("log-empty")
        fill()
        tap(R.string.write)
        stop("kinds")
        tap(kind("loiter"))
        type(R.string.what, SAID)
        pass(2)
        stop("incident")
        tap(R.string.more)
        scrollDown()
        stop("incident-more")
        back()
        stop("log")
        views().first { it.isClickable && said(it)!!.contains(words(R.string.mark_late)) }.performClick()
        settle()
        scrollDown()
        stop("incident-foot")
        back()
        tap(R.string.today)
        stop("today")
        begin("assault")
        type(R.string.what, SAID)
        pass(2)
        stop("incident-danger")
    }
}

private fun Hand.fill() {
    val now = app.shell.now()
    val long = Draft("threat", now.copy(utcMs = now.utcMs - 40 * 3_600_000L), placeKind = "online").with(Line.WHAT, THREAT)
    val call = Draft("call", now.copy(utcMs = now.utcMs - 3 * 3_600_000L)).with(Line.WHAT, CALLS)
    app.shell.ask({ listOf(long, call).forEach { keep(null, it, Tongue.EN) } })
    settle()
}
