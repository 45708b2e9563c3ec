package kz.zhospar.screens

import android.Manifest
import android.app.Activity
import kz.zhospar.R
import kz.zhospar.Radio
import kz.zhospar.contact

private const val DANA = "+77010000001"
private const val YERLAN = "+77010000002"
private const val RUNNING = 7.0

/** The button, the countdown and the alert that runs. */
val ALERT = Walk("alert") {
    val radio = Radio(hand)
    with(hand) {
        radio.allow(*Radio.ALL)
        start().firstRun()
        pin("7391")
        stop("today")
        hold()
        stop("countdown-nobody")
        pass(11)
        stop("run-nobody", RUNNING)
        tap(R.string.alert_over)
        pin("7391")
        contact("Дана Сейітқызы", DANA)
        contact("Ерлан, брат из Караганды", YERLAN, tier = 2)
        hold()
        stop("countdown")
        tap(R.string.alert_stop)
        stop("stop-pin")
        pin("7391")
        tap(R.string.lock)
        stop("lock")
        hold()
        stop("countdown-locked")
        radio.locate(43.238949, 76.889709)
        pass(11)
        stop("run-locked", RUNNING)
        radio.next()
        radio.report(Activity.RESULT_OK)
        radio.deliver()
        radio.next()
        radio.report(Activity.RESULT_OK)
        back()
        stop("lock-running")
        pin("7391")
        stop("today-running")
        tap(R.string.alert_open)
        stop("run", RUNNING)
        scrollDown()
        stop("run-foot", RUNNING)
        pass(125)
        pass(125)
        stop("run-nobody-answers", RUNNING)
        tap(R.string.alert_over)
        pin("7391")
        tap(R.string.alert_who_heard)
        stop("run-over", RUNNING)
    }
}

/** Check-ins, the drill, and the filled-in message where nothing may go out by itself. */
val CHECK_IN = Walk("check-in") {
    val radio = Radio(hand)
    with(hand) {
        radio.allow()
        start().firstRun()
        pin("7391")
        tap(R.string.ways)
        stop("more")
        tap(R.string.checkin)
        stop("check-in-nobody")
        scrollDown()
        stop("check-in-nobody-foot")
        contact("Дана Сейітқызы", DANA)
        contact("Ерлан, брат из Караганды", YERLAN, tier = 2)
        back()
        tap(R.string.drill)
        stop("drill")
        tap(words(R.string.drill_one, "Дана Сейітқызы"))
        radio.next()
        radio.report(Activity.RESULT_OK)
        stop("drill-begun")
        scrollDown()
        stop("drill-foot")
        back()
        radio.allow(*Radio.ALL)
        tap(R.string.drill)
        scrollDown()
        stop("drill-place")
        back()
        tap(R.string.checkin)
        tap("Дана Сейітқызы")
        scrollDown()
        stop("check-in")
        tap(R.string.checkin_begin)
        radio.next()
        radio.report(Activity.RESULT_OK)
        stop("check-in-runs")
        back()
        back()
        stop("today-check-in")
        tap(R.string.checkin_open)
        tap(R.string.checkin_arrived)
        radio.next()
        radio.report(Activity.RESULT_OK)
        radio.deny(Manifest.permission.SEND_SMS)
        hold()
        pass(11)
        stop("run-sheet", RUNNING)
    }
}
