package kz.zhospar.screens

import kz.zhospar.R
import kz.zhospar.choice
import kz.zhospar.core.Choice
import kz.zhospar.core.Identity
import kz.zhospar.openPolice
import kz.zhospar.pickDay
import kz.zhospar.rows
import kz.zhospar.tapRow
import kz.zhospar.typeInto
import kz.zhospar.word
import java.time.LocalDate

/** Reports and measures, what runs out, what may be a breach. */
val POLICE = Walk("police") {
    with(hand) {
        start().firstRun()
        pin("7391")
        app.shell.ask({ people.attach(null, Identity("number", "87010000001"), null) })
        openPolice()
        stop("police-empty")
        tap(R.string.report_add)
        stop("report-new")
        tap(choice(Choice.WAY, "station"))
        typeInto(word("field-talon"), "нөмірсіз, без номера")
        typeInto(word("field-kui"), "1834")
        type(R.string.report_officer, "Учаскелік инспектор А. Б.")
        back()
        tapRow("1834")
        stop("report")
        scrollDown()
        stop("report-foot")
        back()
        tap(R.string.measure_add)
        stop("measure-new")
        tap(choice(Choice.MEASURE, "protective-order"))
        pickDay(words(R.string.measure_to, "").trim(), LocalDate.of(2026, 12, 2))
        tapRow("+77010000001")
        type(R.string.measure_number, "17-3/204")
        pass(11)
        stop("measure")
        scrollDown()
        stop("measure-foot")
        back()
        repeat(2) { back() }
        begin("visit")
        type(R.string.what, "Есік алдында күтіп тұрды. Ждал у двери и звонил в домофон.")
        tap(R.string.more)
        type(R.string.numbers, "87010000001")
        back()
        stop("today-reminders")
        openPolice()
        stop("police")
        rows("Есік алдында").single().performClick()
        settle()
        stop("breach")
        scrollDown()
        tap(R.string.breach_dismiss)
        stop("breach-no-reason")
        type(R.string.breach_reason, "Заттарын алып кетуге келісілген")
        tap(R.string.breach_dismiss)
        scrollDown()
        stop("police-foot")
        tap(word("bring"))
        stop("bring")
    }
}
