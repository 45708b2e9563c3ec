package kz.zhospar.ui.alert

import android.view.View
import kz.zhospar.R
import kz.zhospar.core.AlertPhase
import kz.zhospar.core.AlertView
import kz.zhospar.core.Part
import kz.zhospar.core.PartSaid
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.lock.NumbersScreen

/** What is known of one message. The network is named where it is the one who says so, and she is spoken to and not of. */
fun Kit.words(said: PartSaid): String = when (said.part) {
    Part.HANDED -> words(R.string.part_handed)
    Part.DELIVERED -> words(R.string.part_delivered)
    Part.UNKNOWN -> words(R.string.part_unknown)
    else -> said.words
}

/** She presses call in the phone's own app. */
fun Kit.callPolice(shell: Shell): View = primary(words(R.string.call, words(R.string.call_102))) {
    if (!shell.dial("102")) shell.go(NumbersScreen(shell))
}

/** What runs, as Today shows it; null if nothing does. */
fun Kit.runCard(shell: Shell, view: AlertView?): View? {
    val seeming = shell.alert.seeming
    val checkIn = view?.checkIn.takeIf { view?.phase == AlertPhase.WAITING }
    val toCheckIn = plain(words(R.string.checkin_open)) { shell.go(CheckInScreen(shell)) }
    return when {
        view?.isRunning == true -> {
            val toRun = plain(words(R.string.alert_open)) { shell.alert.look() }
            card(heading(words(R.string.alert_running)), body(view.phaseWords), toRun)
        }
        checkIn != null -> card(heading(words(R.string.checkin)), body(checkIn.dueWords), toCheckIn)
        view?.phase == AlertPhase.SAFE -> {
            val toHeard = plain(words(R.string.alert_who_heard)) { shell.go(RunScreen(shell)) }
            card(heading(words(R.string.alert_is_over)), toHeard)
        }
        seeming != null -> card(heading(words(R.string.checkin)), body(words(R.string.checkin_due, clock(seeming))), toCheckIn)
        else -> null
    }
}
