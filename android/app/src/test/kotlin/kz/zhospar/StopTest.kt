package kz.zhospar

import android.app.Activity
import android.app.NotificationManager
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

/** An alert that is stopped, that only looks so, and what stays awake for it. */
@RunWith(RobolectricTestRunner::class)
open class StopTest : AlertStories() {
    @Test
    fun `who stops in time tells nobody`() {
        radio.allow()
        locked().hold()
        hand.tap(R.string.alert_stop)
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees(hand.words(R.string.today)))
        hand.pass(200)
        assertNull(radio.next())
        assertFalse(hand.text(), hand.sees(hand.words(R.string.alert_running)))
    }

    @Test
    fun `a wrong PIN stops nothing`() {
        radio.allow()
        locked().hold()
        hand.tap(R.string.alert_stop)
        hand.pin("0000")
        assertTrue(hand.text(), hand.sees("does not open"))
        hand.pass(11)
        assertEquals(FIRST, radio.next()!!.first)
    }

    @Test
    fun `who was told hears that help is no longer needed, and nobody else does`() {
        pressed()
        radio.report(Activity.RESULT_OK)
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.tap(R.string.alert_over)
        hand.pin("7391")
        val (number, text) = radio.next()!!
        assertEquals(FIRST, number)
        assertTrue(text, "помощь больше не нужна" in text)
        radio.report(Activity.RESULT_OK)
        hand.pass(200)
        assertNull(radio.next())
        hand.tap(R.string.alert_who_heard)
        assertTrue(hand.text(), hand.sees("Message “help is not needed”: handed to the network"))
    }

    @Test
    fun `whoever opens the other log meanwhile learns of nobody in the owner's, and of no place`() {
        radio.allow(*Radio.ALL)
        locked(second = "8264").hold()
        radio.locate(43.238949, 76.889709)
        hand.pass(11)
        assertTrue(radio.next()!!.second, "43.2389" in radio.taken!!.text)
        radio.report(Activity.RESULT_OK)
        hand.back()
        hand.pin("8264")
        hand.tap(R.string.alert_open)
        assertTrue(hand.text(), hand.sees("Contact 1"))
        assertFalse(hand.text(), hand.sees("Дана") || hand.sees("43.2389"))
        hand.back()
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.tap(R.string.alert_open)
        assertTrue("the owner does: " + hand.text(), hand.sees("Дана") && hand.sees("43.2389"))
    }

    @Test
    fun `behind the second PIN it only looks stopped`() {
        pressed(second = "8264")
        radio.report(Activity.RESULT_OK)
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.tap(R.string.alert_over)
        hand.pin("8264")
        assertTrue(hand.text(), hand.sees(hand.words(R.string.today)))
        assertFalse(hand.sees(hand.words(R.string.alert_running)))
        assertEquals("the sentence that was agreed", FIRST to "купи хлеб", radio.next())
        val shown = hand.text()
        assertTrue("no notice is left", shadowOf(hand.app.getSystemService(NotificationManager::class.java)).allNotifications.isEmpty())
        hand.pass(125)
        assertEquals("the ladder goes on", SECOND, radio.next()!!.first)
        assertEquals(shown, hand.text())
        hand.tap(R.string.lock)
        assertFalse(hand.text(), hand.sees(hand.words(R.string.alert_open)))
        hand.pin("7391")
        hand.tap(R.string.noted)
        assertTrue("she sees that it runs: " + hand.text(), hand.sees(hand.words(R.string.alert_running)))
    }

    @Test
    fun `the processor stays awake while the next step is near and a message is with the radio, and no longer`() {
        radio.allow()
        locked()
        val awake = hand.app.alert.body.awake
        assertFalse(awake.isHeld)
        hand.hold()
        assertTrue(awake.isHeld)
        hand.tap(R.string.alert_stop)
        hand.pin("7391")
        assertFalse(awake.isHeld)
        hand.hold()
        hand.pass(11)
        radio.next()
        radio.report(Activity.RESULT_OK)
        radio.next()
        hand.tap(R.string.alert_over)
        hand.pin("7391")
        assertTrue("what is with the radio", awake.isHeld)
        radio.report(Activity.RESULT_OK)
        radio.next()
        radio.report(Activity.RESULT_OK)
        assertFalse(awake.isHeld)
    }

    @Test
    fun `behind the second PIN the processor stays awake for what goes on`() {
        pressed(second = "8264")
        radio.report(Activity.RESULT_OK)
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.tap(R.string.alert_over)
        hand.pin("8264")
        radio.next()
        radio.report(Activity.RESULT_OK)
        assertTrue(hand.app.alert.body.awake.isHeld)
    }
}
