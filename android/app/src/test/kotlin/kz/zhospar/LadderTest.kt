package kz.zhospar

import android.Manifest
import android.app.Activity
import android.app.NotificationManager
import android.telephony.SmsManager
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

/** Who is told after whom, and what an answer and a report change. */
@RunWith(RobolectricTestRunner::class)
open class LadderTest : AlertStories() {
    /** The code that an answer needs, as the second message names it. */
    private fun code(text: String): String = requireNotNull(Regex("\\b\\d{3}\\b").findAll(text.substringAfterLast("отв")).lastOrNull()) { text }.value

    @Test
    fun `without an answer the second tier is told after its wait`() {
        pressed()
        radio.report(Activity.RESULT_OK)
        radio.next()
        radio.report(Activity.RESULT_OK)
        assertTrue(hand.text(), hand.sees("The next tier is told in"))
        hand.pass(60)
        assertNull(radio.next())
        hand.pass(61)
        val (number, text) = radio.next()!!
        assertEquals(SECOND, number)
        assertTrue(text, text.startsWith("Айгүл: ПОМОГИ!"))
    }

    @Test
    fun `an answer with the code stops the ladder`() {
        pressed()
        radio.report(Activity.RESULT_OK)
        val second = radio.next()!!.second
        radio.report(Activity.RESULT_OK)
        radio.receive(FIRST, "Еду! ${code(second)}")
        assertTrue(hand.text(), hand.sees("Someone has answered"))
        hand.pass(130)
        assertNull("nobody else is told", radio.next()?.takeIf { it.first == SECOND })
    }

    @Test
    fun `a message from a number that nobody knows changes nothing and is not shown`() {
        pressed()
        radio.report(Activity.RESULT_OK)
        radio.next()
        radio.report(Activity.RESULT_OK)
        val before = hand.text()
        radio.receive("+77770000000", "Где ты, я тебя найду")
        assertEquals(before, hand.text())
        val notices = shadowOf(hand.app.getSystemService(NotificationManager::class.java)).allNotifications
        assertFalse(notices.any { "найду" in it.extras.toString() })
        hand.pass(121)
        assertEquals(SECOND, radio.next()!!.first)
    }

    @Test
    fun `a flavour that reads no messages says that answers are not seen`() {
        radio.allow(Manifest.permission.SEND_SMS)
        locked().hold()
        hand.pass(11)
        assertEquals(FIRST, radio.next()!!.first)
        assertTrue(hand.text(), hand.sees(hand.words(R.string.alert_answers_unseen)))
    }

    @Test
    fun `one that does says nothing of the kind`() {
        pressed()
        assertFalse(hand.text(), hand.sees(hand.words(R.string.alert_answers_unseen)))
    }

    @Test
    fun `what has no network is tried again until it has failed, and then the next tier is told`() {
        pressed()
        radio.report(SmsManager.RESULT_ERROR_NO_SERVICE)
        for (wait in listOf(11L, 31L, 61L)) {
            assertEquals("First message: failed, will be tried again", states()[0])
            hand.pass(wait)
            assertEquals(FIRST, radio.next()!!.first)
            radio.report(SmsManager.RESULT_ERROR_NO_SERVICE)
        }
        assertEquals("First message: failed", states()[0])
        assertEquals(SECOND, radio.next()!!.first)
    }

    @Test
    fun `a radio that is off is tried again, and that is said`() {
        pressed()
        radio.report(SmsManager.RESULT_ERROR_RADIO_OFF)
        assertEquals("First message: failed, will be tried again", states()[0])
        assertNull(radio.next())
        hand.pass(11)
        assertEquals("First message: nothing is known yet", states()[0])
        assertEquals(FIRST, radio.next()!!.first)
    }

    @Test
    fun `a report on a message of another alert says nothing of this one`() {
        pressed()
        val late = radio.taken!!
        radio.report(Activity.RESULT_OK)
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.tap(R.string.alert_over)
        hand.pin("7391")
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.tap(R.string.lock)
        hand.hold()
        hand.pass(11)
        assertNotNull(radio.next())
        late.sentIntent.send(hand.app, Activity.RESULT_OK, null)
        hand.settle()
        assertEquals("First message: nothing is known yet", states()[0])
        radio.report(Activity.RESULT_OK)
        assertEquals("First message: handed to the network", states()[0])
    }
}
