package kz.zhospar

import android.content.Intent
import kz.zhospar.ui.ways.WeekView
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** Places, ways and trips, and what is drawn from them. */
@RunWith(RobolectricTestRunner::class)
class WaysTest {
    private val hand = Hand()

    /** Removes something, with the second word for it. */
    private fun Hand.drop(name: String) {
        tap("Remove: $name")
        tap(R.string.way_drop_yes)
    }

    @Test
    fun `ways and trips that were typed make a picture, and what it says is the core's`() {
        hand.opened().ways().addWays()
        assertTrue(hand.text(), hand.sees("Home ↔ Work · 25 min · line not known"))
        hand.tap(R.string.way_went)
        hand.type(R.string.way_left, "8:05")
        hand.tap("Park: Home → Work")
        assertTrue(hand.text(), hand.sees("Noted: Park: Home → Work"))
        hand.tap(R.string.way_note_undo)
        assertTrue(hand.text(), hand.sees("Taken back: Park: Home → Work"))
        hand.tap("Park: Home → Work")
        assertTrue("it is not there any more: " + hand.text(), hand.sees("Noted: Park: Home → Work"))
        hand.tap("Park: Home → Work")
        assertFalse("what was noted before is not taken back here", hand.sees(hand.words(R.string.way_note_undo)))
        assertTrue("a trip is noted once: " + hand.text(), hand.sees("noted already"))
        hand.type(R.string.way_left, "half past eight")
        hand.tap("Park: Home → Work")
        assertTrue(hand.text(), hand.sees("Write the time such as 08:30."))
        hand.type(R.string.way_left, "23:50")
        hand.tap("Park: Home → Work")
        assertTrue(hand.text(), hand.sees("This time has not come yet."))
        hand.back()
        assertTrue("one trip tells no habit: " + hand.text(), hand.sees("1 trip ·"))
        hand.makeTrips()
        hand.back()
        hand.tap(R.string.way_title)
        assertTrue(hand.text(), hand.sees("11 trips · 13 Nov 2026 – 27 Nov 2026"))
        assertTrue(hand.text(), hand.sees("At a place that every route passes, as your door, it was 9 of 11: there only the time helps."))
        assertTrue(hand.text(), hand.sees("Park · 9 · 82 %"))
        val picture = hand.views().filterIsInstance<WeekView>().single()
        assertTrue(hand.said(picture), hand.said(picture)!!.contains("Fri: 08:00 × 3"))
        hand.tap(R.string.way_trips)
        assertTrue(hand.text(), hand.sees("Home → Work · Street"))
        hand.tap(R.string.way_forget)
        hand.back()
        assertTrue("a step back forgets nothing: " + hand.text(), hand.sees("Home → Work · Street"))
        hand.tap(R.string.way_forget)
        hand.tap(R.string.way_forget_yes)
        assertTrue(hand.text(), hand.sees("No trips are noted."))
    }

    @Test
    fun `what is drawn stays when it is looked at again, and what is left out has its reason`() {
        hand.opened().ways().addWays()
        hand.tap(R.string.way_tomorrow)
        hand.type(R.string.way_earliest, "nine")
        hand.tap(R.string.way_draw)
        assertTrue(hand.text(), hand.sees("Write the time as 08:30."))
        hand.type(R.string.way_earliest, "8:00")
        hand.type(R.string.way_arrive_by, "8:42")
        hand.tap(R.string.way_draw)
        val drawn = hand.text().lines().single { it.startsWith("Tomorrow: ") }
        assertTrue(drawn, drawn.startsWith("Tomorrow: Park, leave 08:"))
        assertTrue(hand.text(), hand.sees("Street: It would arrive too late."))
        hand.back()
        hand.type(R.string.way_arrive_by, "9:30")
        hand.tap(R.string.way_draw)
        assertTrue(hand.text(), hand.sees(drawn))
        assertTrue(hand.text(), hand.sees("asking again draws nothing new"))
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.ways().tap(R.string.way_tomorrow)
        hand.tap(R.string.way_draw)
        assertTrue(hand.text(), hand.sees(drawn))
        hand.back()
        hand.type(R.string.way_earliest, "8:20")
        hand.type(R.string.way_arrive_by, "8:30")
        hand.tap(R.string.way_draw)
        assertTrue("nothing is left, and it is said in what to give way: " + hand.text(), hand.sees("Nothing is left with these conditions."))
        assertTrue(hand.text(), hand.sees("It would work if"))
    }

    @Test
    fun `without a second way the draw says that only the time helps`() {
        hand.opened().ways()
        assertTrue(hand.sees("Add two places first"))
        hand.addWays(names = listOf("Park"))
        hand.tap(R.string.way_tomorrow)
        hand.type(R.string.way_earliest, "8:00")
        hand.type(R.string.way_arrive_by, "8:42")
        hand.tap(R.string.way_draw)
        assertTrue(hand.text(), hand.sees("Only one route and quarter-hour came into question; within it the minute was drawn by chance."))
        assertTrue(hand.text(), hand.sees("leave 15–20 minutes earlier or later, or go with someone."))
        hand.back()
        hand.back()
        hand.tap("Remove: Park")
        assertTrue("asked before: " + hand.text(), hand.sees("Remove “Park”?"))
        hand.back()
        assertTrue("a step back removes nothing: " + hand.text(), hand.sees("Home ↔ Work"))
        hand.tap("Remove: Home")
        assertTrue("a way begins there: " + hand.text(), hand.sees("These ways begin or end there: Park."))
        assertFalse(hand.text(), hand.sees(hand.words(R.string.way_drop_yes)))
        hand.back()
        hand.drop("Park")
        assertFalse(hand.text(), hand.sees("Home ↔ Work"))
    }

    @Test
    fun `a place that is nowhere and a way that leads nowhere are refused in words`() {
        hand.opened().ways().tap(R.string.way_place_add)
        hand.type(R.string.way_name, "Home")
        hand.type(R.string.way_lat, "north")
        hand.type(R.string.way_lon, "76.9")
        hand.tap(R.string.way_keep)
        assertTrue(hand.text(), hand.text().lines().any { it.startsWith("Place on the map:") || "not on earth" in it || "degrees" in it.lowercase() })
        assertEquals("north", hand.field(R.string.way_lat).text.toString())
        hand.back()
        hand.addWays(names = emptyList())
        hand.tap(R.string.way_add)
        hand.type(R.string.way_name, "Park")
        hand.tap(R.string.way_keep)
        assertTrue(hand.text(), hand.sees("Give from one minute to two days."))
        hand.back()
        hand.drop("Home")
        assertFalse(hand.text(), hand.sees("Home"))
    }

    @Test
    fun `a trip goes once she says so twice, and a place at which trips began only after them`() {
        hand.opened().ways()
        assertFalse("there is nothing to draw a way between: " + hand.text(), hand.sees(hand.words(R.string.way_add)))
        hand.addWays(names = listOf("Park"))
        hand.tap(R.string.way_went)
        hand.type(R.string.way_left, "8:05")
        hand.tap("Park: Home → Work")
        hand.back()
        hand.drop("Park")
        hand.drop("Home")
        assertTrue(hand.text(), hand.sees(hand.words(R.string.way_drop_place_trips)))
        hand.back()
        hand.tap(R.string.way_trips)
        hand.drop(hand.views().mapNotNull { hand.said(it) }.single { it.startsWith("Remove: ") }.removePrefix("Remove: "))
        assertTrue(hand.text(), hand.sees("No trips are noted."))
        hand.back()
        hand.drop("Home")
        assertFalse(hand.text(), hand.sees("Home"))
    }

    @Test
    fun `a file that is no way says why, and one that is gives the way its line`() {
        val other = OtherApp.installed()
        other.lend("photo.png", byteArrayOf(1, 2, 3))
        other.lend("park.gpx", GPX.toByteArray())
        hand.opened().ways().addWays(names = emptyList())
        hand.tap(R.string.way_add)
        hand.type(R.string.way_name, "Park")
        hand.type(R.string.way_minutes, "25")
        hand.tap(R.string.way_line_pick)
        assertEquals(Intent.ACTION_OPEN_DOCUMENT, hand.errand().action)
        hand.comesBack(other.place("photo.png"))
        assertTrue("what was typed is still there", hand.field(R.string.way_name).text.toString() == "Park")
        hand.tap(R.string.way_keep)
        assertTrue(hand.text(), hand.sees("This is not a GPX file."))
        hand.tap(R.string.way_line_pick)
        hand.comesBack(other.place("gone.gpx"))
        hand.tap(R.string.way_keep)
        assertTrue(hand.text(), hand.sees("This file can't be read."))
        hand.tap(R.string.way_line_none)
        assertTrue(hand.text(), hand.sees("You can do without."))
        hand.tap(R.string.way_line_pick)
        hand.comesBack(other.place("park.gpx"))
        hand.tap(R.string.way_keep)
        assertTrue(hand.text(), hand.sees("Home ↔ Work · 25 min"))
        assertFalse(hand.text(), hand.sees("line not known"))
    }

    @Test
    fun `an app that stalls while it lends a way holds up neither the lock nor the PIN`() {
        val other = OtherApp.installed()
        val stalled = other.stall("park.gpx", GPX.toByteArray().copyOf(300))
        hand.opened().ways().addWays(names = emptyList())
        hand.tap(R.string.way_add)
        hand.type(R.string.way_name, "Park")
        hand.type(R.string.way_minutes, "25")
        hand.tap(R.string.way_line_pick)
        hand.comesBack(other.place("park.gpx"))
        hand.waitsForFiles = false
        hand.tap(R.string.way_keep)
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.ways()
        assertTrue(hand.text(), hand.sees("Home"))
        assertFalse(hand.text(), hand.sees("Park"))
        stalled.close()
        hand.waitsForFiles = true
        hand.settle()
        assertFalse(hand.text(), hand.sees("Park"))
        assertEquals(emptyList<Any>(), hand.leftOutside())
    }

    private companion object {
        /** From home to work, a point every few hundred metres. */
        val GPX: String = (0..20).joinToString("", "<gpx xmlns=\"http://www.topografix.com/GPX/1/1\" version=\"1.1\"><trk><trkseg>", "</trkseg></trk></gpx>") {
            "<trkpt lat=\"${43.2389 + (43.2567 - 43.2389) * it / 20}\" lon=\"${76.9455 + (76.9286 - 76.9455) * it / 20}\"/>"
        }
    }
}
