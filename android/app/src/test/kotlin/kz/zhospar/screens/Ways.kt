package kz.zhospar.screens

import android.widget.ScrollView
import kz.zhospar.OtherApp
import kz.zhospar.R
import kz.zhospar.addWays
import kz.zhospar.backUp
import kz.zhospar.bringBack
import kz.zhospar.comesBack
import kz.zhospar.makeTrips
import kz.zhospar.more
import kz.zhospar.settings
import kz.zhospar.startOnNewPhone
import kz.zhospar.tapPart
import kz.zhospar.writeOne

private const val HOME = "Үй, Абай даңғылы"
private const val WORK = "Жұмыс, Төле би"
private const val PARK = "Саябақ арқылы"
private const val STREET = "Шевченко көшесімен, аялдама жағынан"

/** Ways, trips and what comes of them. */
val WAYS = Walk("ways") {
    with(hand) {
        app.ticks.pass(2 * 86_400L)
        start().firstRun()
        pin("7391")
        more(R.string.way_title)
        stop("ways-empty")
        tap(R.string.way_place_add)
        type(R.string.way_name, HOME)
        type(R.string.way_lat, "100")
        type(R.string.way_lon, "76.9")
        tap(R.string.way_keep)
        stop("place-refused")
        back()
        addWays(HOME, WORK, listOf(PARK, STREET))
        tap(R.string.way_add)
        tap(R.string.way_keep)
        stop("way-refused")
        scrollDown()
        stop("way-foot")
        back()
        tap(R.string.way_went)
        type(R.string.way_left, "08:05")
        tap("$PARK: $HOME → $WORK")
        stop("went")
        back()
        tap(words(R.string.way_drop_one, HOME))
        stop("place-used")
        back()
        tap(words(R.string.way_drop_one, PARK))
        stop("way-drop")
        back()
        makeTrips()
        back()
        tap(R.string.way_title)
        stop("ways")
        views().filterIsInstance<ScrollView>().single().scrollTo(0, activity.window.decorView.height)
        settle()
        stop("ways-sentences")
        scrollDown()
        stop("ways-foot")
        tap(R.string.way_tomorrow)
        stop("tomorrow")
        type(R.string.way_earliest, "08:00")
        type(R.string.way_arrive_by, "08:42")
        tap(R.string.way_draw)
        stop("tomorrow-drawn")
        back()
        type(R.string.way_earliest, "08:20")
        tap(R.string.way_draw)
        stop("tomorrow-nothing")
        repeat(2) { back() }
        tap(R.string.way_trips)
        stop("trips")
        tap(R.string.way_forget)
        stop("trips-forget")
        repeat(2) { back() }
        tap(R.string.way_settings)
        stop("way-settings")
        type(R.string.way_kept_days, "90")
        scrollDown()
        stop("way-settings-foot")
        repeat(3) { back() }
        stop("today")
        pass(11 * 3_600)
        pin("7391")
        stop("today-evening")
    }
}

/** Copies, anchors, and what stands in the settings for bad days. */
val COPIES = Walk("copies") {
    val other = OtherApp.installed()
    with(hand) {
        start()
        tap(R.string.copy_have)
        tap(R.string.next)
        stop("restore-no-file")
        back()
        firstRun()
        pin("7391")
        more(R.string.copy_title)
        stop("copies")
        tap(R.string.copy_now)
        stop("copy-pin")
        pin("7391")
        stop("copy-whom")
        tap(R.string.copy_own)
        tap(R.string.copy_place)
        comesBack(other.place("none.age"))
        stop("copy-refused")
        repeat(2) { back() }
        back()
        backUp(other)
        stop("copy-done")
        back()
        tap(R.string.copy_now)
        pin("7391")
        tap(R.string.copy_hand_on)
        comesBack(null)
        stop("copy-handed")
        back()
        stop("copies-handed")
        tap(R.string.anchor_make)
        stop("anchor")
        back()
        tap(R.string.anchor_check)
        type(R.string.anchor_code, "ABCD")
        tap(R.string.anchor_compare)
        stop("anchor-refused")
        repeat(3) { back() }
        writeOne("Жазба")
        tap(R.string.log)
        tapPart("Жазба")
        tap(R.string.withdraw)
        tap(R.string.erase)
        stop("erase")
        tap(R.string.erase_yes)
        pin("7391")
        scrollDown()
        stop("erase-asked")
        back()
        tap(R.string.today)
        settings()
        stop("settings")
        tap(R.string.check_title)
        tap(R.string.check_now)
        stop("check")
        back()
        tap(R.string.renew_title)
        stop("renew")
        tap(R.string.next)
        pin("7391")
        repeat(2) { pin("5208") }
        stop("renew-code")
        val code = this.code.replace('-', ' ')
        startOnNewPhone()
        tap(R.string.copy_have)
        bringBack(other, "none.age", code)
        stop("restore-refused")
        tap(R.string.copy_pick_other)
        comesBack(other.place("plan.age"))
        tap(R.string.next)
        repeat(2) { pin("5208") }
        stop("restored")
    }
}
