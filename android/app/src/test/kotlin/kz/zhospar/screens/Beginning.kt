package kz.zhospar.screens

import kz.zhospar.R

/** The first questions, the lock screen and the settings. */
val BEGINNING = Walk("beginning") {
    with(hand) {
        start()
        stop("first-language")
        tap(R.string.next)
        stop("first-shared")
        tap(R.string.yes)
        stop("first-who")
        tap(R.string.skip)
        stop("first-name")
        tap(R.string.skip)
        stop("first-pin")
        pin("7391")
        pin("7392")
        stop("first-pin-differs")
        repeat(2) { pin("7391") }
        stop("first-second")
        tap(R.string.first_second_set)
        repeat(2) { pin("8264") }
        stop("first-code")
        noteCode()
        "739".forEach { tap(it.toString()) }
        stop("lock")
        tap(R.string.pin_erase)
        tap(R.string.lock_more)
        stop("numbers")
        tap(R.string.recovery)
        stop("recovery")
        tap(R.string.recovery_remove)
        stop("recovery-remove")
        repeat(3) { back() }
        tap(R.string.pin_open)
        pin("8264")
        tap(R.string.lock)
        repeat(5) { pin("0000") }
        stop("lock-wait")
        pass(601)
        pin("7391")
        stop("today-notice")
        tap(R.string.noted)
        tap(R.string.ways)
        stop("more")
        tap(R.string.settings)
        stop("settings-permit")
        pin("7391")
        stop("settings")
        scrollDown()
        stop("settings-foot")
        tap(R.string.set_pin)
        stop("settings-pin")
    }
}
