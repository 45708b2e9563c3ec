package kz.zhospar

import android.app.Activity
import android.app.AlarmManager
import android.app.Notification
import kz.zhospar.alert.AlertService
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

/** What is seen of a check-in from outside, and of one that only looks begun. */
@RunWith(RobolectricTestRunner::class)
open class SeemingCheckInTest : CheckInStories() {
    @Test
    fun `behind the second PIN a check-in only looks begun, and looks like any other`() {
        beginSeeming()
        assertTrue(hand.text(), hand.sees("Due: 10:40"))
        assertTrue(hand.text(), hand.sees("Time left: 1 hour"))
        assertTrue(hand.text(), hand.sees("I arrived"))
        hand.pass(200)
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.tap(R.string.noted)
        assertFalse("nothing runs, and nothing says so: " + hand.text(), hand.sees("Check-in"))
    }

    @Test
    fun `a service begins with a check-in in sight, so that the place is known when it is missed, and ends with it`() {
        opened()
        radio.allow(*Radio.ALL)
        open(R.string.checkin)
        hand.tap(R.string.checkin_begin)
        val service = hand.serve()
        KeeperTest.assertTypes(KeeperTest.BOTH, service)
        assertEquals("Plan: in progress", shadowOf(service).lastForegroundNotification.extras.getString(Notification.EXTRA_TITLE))
        hand.tap(R.string.lock)
        forgetStopped()
        hand.pass(71 * 60)
        radio.locate(43.238949, 76.889709)
        assertTrue(radio.next()!!.second, "нет вестей" in radio.taken!!.text)
        radio.report(Activity.RESULT_OK)
        assertTrue(radio.next()!!.second, "43.2389" in radio.taken!!.text)
        assertNull(stopped())
        hand.tap(R.string.alert_over)
        hand.pin("7391")
        assertEquals(AlertService::class.java.name, stopped())
    }

    @Test
    fun `a check-in that is ended with the second PIN is not seen from outside any more`() {
        opened(second = "8264")
        open(R.string.checkin)
        hand.tap(R.string.checkin_begin)
        hand.serve()
        hand.tap(R.string.lock)
        hand.pin("8264")
        open(R.string.checkin)
        forgetStopped()
        hand.tap(R.string.checkin_arrived)
        assertEquals(AlertService::class.java.name, stopped())
    }

    /** Behind the second PIN, with a contact there. */
    private fun beginSeeming() {
        opened(second = "8264")
        hand.tap(R.string.lock)
        hand.pin("8264")
        hand.contact("Дана", FIRST)
        open(R.string.checkin)
        hand.tap(R.string.checkin_begin)
    }

    private fun seeming(): Hand {
        beginSeeming()
        val service = hand.serve()
        assertEquals("Plan: in progress", shadowOf(service).lastForegroundNotification.extras.getString(Notification.EXTRA_TITLE))
        forgetStopped()
        return hand
    }

    @Test
    fun `one that only looks begun looks so from outside until it is ended`() {
        seeming()
        hand.tap("30 min more")
        hand.pass(60)
        assertNull(stopped())
        hand.tap(R.string.checkin_arrived)
        assertEquals(AlertService::class.java.name, stopped())
    }

    @Test
    fun `one that only looks begun looks so over a lock, and its owner is not told that it runs`() {
        seeming().tap(R.string.lock)
        hand.pass(200)
        assertNull(stopped())
        hand.pin("7391")
        assertEquals(AlertService::class.java.name, stopped())
    }

    @Test
    fun `one that only looks begun ends when contacts would have been told`() {
        seeming().tap(R.string.lock)
        hand.pass(69 * 60)
        assertNull(stopped())
        hand.pass(61)
        assertEquals(AlertService::class.java.name, stopped())
    }

    @Test
    fun `it ends in time where the phone has slept meanwhile`() {
        seeming().tap(R.string.lock)
        hand.app.ticks.pass(71 * 60)
        assertNull("nobody was awake", stopped())
        shadowOf(hand.app.getSystemService(AlarmManager::class.java)).scheduledAlarms.minBy { it.triggerAtMs }.operation!!.send()
        hand.settle()
        assertEquals(AlertService::class.java.name, stopped())
    }
}
