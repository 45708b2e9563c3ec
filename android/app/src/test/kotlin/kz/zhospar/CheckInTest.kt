package kz.zhospar

import android.Manifest
import android.app.Activity
import android.content.Intent
import kz.zhospar.alert.WakeReceiver
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** Check-ins that run. */
@RunWith(RobolectricTestRunner::class)
open class CheckInTest : CheckInStories() {
    private fun begun(contact: String?): Hand {
        opened()
        open(R.string.checkin)
        hand.tap("1 hour")
        contact?.let(hand::tap)
        hand.tap(R.string.checkin_begin)
        return hand
    }

    @Test
    fun `a check-in that is missed is told by the phone itself`() {
        begun("Дана")
        val (number, text) = radio.next()!!
        assertEquals(FIRST, number)
        assertTrue(text, "срок 10:40" in text)
        radio.report(Activity.RESULT_OK)
        hand.settle()
        assertTrue(hand.text(), hand.sees("Due:"))
        hand.tap(R.string.lock)
        hand.pass(51 * 60)
        assertTrue("${notices()}", notices().any { it == "Plan: Due in 10 minutes" })
        hand.pass(10 * 60)
        assertNull(radio.next())
        hand.pass(10 * 60)
        val (told, missed) = radio.next()!!
        assertEquals(FIRST, told)
        assertTrue(missed, "нет вестей, срок 10:40" in missed)
        assertFalse(notices().any { "Дана" in it.orEmpty() })
    }

    @Test
    fun `without a message at its beginning it is said that a phone that is off tells nobody`() {
        opened()
        open(R.string.checkin)
        assertTrue(hand.text(), hand.sees("If this phone is off, nobody is told."))
        hand.tap("Дана")
        assertTrue(hand.text(), hand.sees("If this phone goes off or is taken, that person can notice that there is no word from you."))
        hand.tap("Nobody")
        hand.tap(R.string.checkin_begin)
        assertNull(radio.next())
        assertTrue(hand.text(), hand.sees("If this phone is off, nobody is told."))
        assertTrue(hand.text(), hand.sees("Contacts are told in 70 min"))
    }

    @Test
    fun `who arrives ends it, and whoever knew of it hears so`() {
        begun("Дана")
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.tap(R.string.checkin_arrived)
        val (number, text) = radio.next()!!
        assertEquals(FIRST, number)
        assertTrue(text, "помощь больше не нужна" in text)
        radio.report(Activity.RESULT_OK)
        hand.pass(2 * 3_600)
        assertNull(radio.next())
    }

    @Test
    fun `more time is told anew and holds`() {
        begun("Дана")
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.tap("30 min more")
        assertTrue(radio.next()!!.second, "срок 11:10" in radio.taken!!.text)
        radio.report(Activity.RESULT_OK)
        assertTrue(hand.text(), hand.sees("11:10"))
        hand.tap(R.string.lock)
        hand.pass(75 * 60)
        assertNull(radio.next())
    }

    @Test
    fun `a check-in outlives a kill and a start of the phone, before it is unlocked`() {
        begun("Дана")
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.window.pause().stop().destroy()
        hand.app.kill()
        hand.app.ticks.pass(71 * 60)
        hand.app.ticks.restart()
        hand.app.sendBroadcast(Intent(Intent.ACTION_LOCKED_BOOT_COMPLETED).setPackage(hand.app.packageName))
        hand.settle()
        assertTrue(radio.next()!!.second, "нет вестей" in radio.taken!!.text)
    }

    @Test
    fun `a check-in goes on when the app was replaced by a newer one`() {
        begun("Дана")
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.window.pause().stop().destroy()
        hand.app.kill()
        hand.app.ticks.pass(71 * 60)
        hand.app.sendBroadcast(Intent(Intent.ACTION_MY_PACKAGE_REPLACED).setPackage(hand.app.packageName))
        hand.settle()
        assertTrue(radio.next()!!.second, "нет вестей" in radio.taken!!.text)
    }

    @Test
    fun `what the radio says moves what is shown`() {
        begun("Дана")
        radio.next()
        assertTrue(hand.text(), hand.sees("If this phone is off, nobody is told."))
        radio.report(Activity.RESULT_OK)
        assertTrue(hand.text(), hand.sees("Message with your time: handed to the network"))
        assertTrue(hand.text(), hand.sees("If this phone goes off, that contact can notice"))
    }

    @Test
    fun `Today shows the check-in that runs`() {
        begun(null)
        hand.back()
        hand.back()
        assertTrue(hand.text(), hand.sees("10:40"))
        hand.tap(R.string.checkin_open)
        assertTrue(hand.text(), hand.sees("I arrived"))
    }

    private fun turned(days: Int) {
        begun("Дана")
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.tap(R.string.lock)
        hand.app.ticks.turn(days * DAY_S)
        hand.pass(60 * 60)
        assertNull("not a minute sooner", radio.next())
        hand.pass(9 * 60)
        assertNull(radio.next())
        hand.pass(61)
        assertTrue(radio.next()!!.second, "нет вестей, срок 10:40" in radio.taken!!.text)
    }

    @Test
    fun `a clock that is turned on by a day makes nobody overdue`() = turned(1)

    @Test
    fun `a clock that is turned back by a day puts nothing off`() = turned(-1)

    @Test
    fun `leave to write that is taken back meanwhile is seen when it is missed`() {
        begun("Дана")
        radio.next()
        radio.report(Activity.RESULT_OK)
        radio.deny(Manifest.permission.SEND_SMS)
        hand.window.pause().stop().destroy()
        // The system ends the process then.
        hand.app.kill()
        hand.app.ticks.pass(71 * 60)
        hand.app.sendBroadcast(Intent(hand.app, WakeReceiver::class.java))
        hand.settle()
        assertNull(radio.next())
        hand.start()
        assertTrue(hand.text(), hand.sees(hand.words(R.string.call_102)))
    }

    @Test
    fun `a time that is too near or an alert that runs is refused in words`() {
        begun(null)
        hand.back()
        hand.back()
        open(R.string.drill)
        hand.tap("Test with Дана")
        assertTrue(hand.text(), hand.sees("An alert or another check-in is running."))
        assertNull(radio.next())
    }

    private companion object {
        const val DAY_S = 86_400L
    }
}
