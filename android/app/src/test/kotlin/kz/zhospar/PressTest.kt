package kz.zhospar

import android.app.Activity
import android.location.LocationManager
import android.view.accessibility.AccessibilityNodeInfo
import kz.zhospar.alert.AlertService
import kz.zhospar.core.generated.MessageType
import kz.zhospar.core.toCore
import kz.zhospar.ui.design.HoldRing
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

/** From a held button to the first message. */
@RunWith(RobolectricTestRunner::class)
open class PressTest : AlertStories() {
    @Test
    fun `a touch does nothing, and holding counts down in the dark without a PIN`() {
        radio.allow()
        locked().hold(1.2)
        assertTrue(hand.text(), hand.sees(hand.words(R.string.app_name)))
        hand.hold()
        assertTrue(hand.text(), hand.sees("2 contacts are told"))
        assertFalse("whoever holds the phone reads no names", hand.sees("Дана"))
        assertTrue(hand.text(), hand.sees("10"))
        assertNull(radio.next())
        hand.pass(4)
        assertTrue(hand.text(), "6" in hand.text().lines())
    }

    @Test
    fun `a countdown over the locked app goes on counting when the phone was dark meanwhile`() {
        radio.allow()
        locked().hold()
        hand.window.pause().stop()
        hand.pass(2)
        hand.comeBack()
        assertTrue(hand.text(), "8" in hand.text().lines())
        hand.pass(3)
        assertTrue(hand.text(), "5" in hand.text().lines())
        hand.tap(R.string.alert_stop)
        hand.pass(2)
        assertTrue("the seconds are seen while the PIN is typed: " + hand.text(), hand.sees("Seconds left: 3"))
    }

    @Test
    fun `the button stays under the finger whatever is drawn meanwhile, and a screen reader can hold it`() {
        radio.allow()
        locked()
        hand.hold(meanwhile = { hand.app.shell.redraw(hand.app.shell.top) })
        assertTrue(hand.text(), hand.sees("2 contacts are told"))
        hand.tap(R.string.alert_stop)
        hand.pin("7391")
        val ring = hand.views().filterIsInstance<HoldRing>().single()
        val info = ring.createAccessibilityNodeInfo()
        assertTrue(info.actionList.any { it.id == AccessibilityNodeInfo.ACTION_LONG_CLICK && it.label == hand.words(R.string.alert_hold) })
        assertTrue(ring.performAccessibilityAction(AccessibilityNodeInfo.ACTION_LONG_CLICK, null))
        hand.settle()
        assertTrue(hand.text(), hand.sees("10"))
    }

    @Test
    fun `without contacts she is told what to do`() {
        radio.allow()
        locked(contacts = false).hold()
        assertTrue(hand.text(), hand.sees("There are no contacts"))
        hand.pass(11)
        assertTrue(hand.text(), hand.sees("Call 102 or 112 yourself"))
        hand.tap("Call 102 · police")
        assertEquals("tel:102", shadowOf(hand.activity).nextStartedActivity.dataString)
    }

    @Test
    fun `the first contact gets the core's own text, and nothing more is said than what is known`() {
        val (number, text) = pressed()
        assertEquals(FIRST, number)
        assertTrue(text, text.startsWith("Айгүл: ПОМОГИ!"))
        assertTrue(hand.text(), hand.sees("Contacts are being told"))
        assertTrue(hand.text(), hand.sees("Contact 1"))
        assertFalse(hand.sees("Дана"))
        assertEquals("First message: nothing is known yet", states()[0])
        radio.report(Activity.RESULT_OK)
        assertEquals(listOf("First message: handed to the network", "Second message: nothing is known yet"), states().take(2))
        radio.deliver(status = 0x30)
        assertEquals("the network still tries, or has given up", "First message: handed to the network", states()[0])
        radio.deliver()
        assertEquals("First message: delivered to the phone, says the network", states()[0])
        assertTrue(hand.sees("No answer yet"))
        assertEquals(FIRST, radio.next()!!.first)
        assertEquals("First message: its turn has not come", states()[2])
    }

    @Test
    fun `what goes out is what she was shown beforehand`() {
        radio.allow(*Radio.ALL)
        hand.opened()
        hand.contact("Дана", FIRST)
        hand.hold()
        radio.locate(43.238, 76.945)
        hand.pass(11)
        // The example stands in the middle of Almaty.
        var example = ""
        val at = hand.app.shell.now()
        hand.app.shell.ask({
            opened().alertBook().use { book -> example = book.example(book.contacts().single().id, MessageType.ALERT, at.toCore()) }
        })
        hand.settle()
        assertEquals(example, radio.next()!!.second)
    }

    @Test
    fun `the place goes with the message, its age is shown, and a service holds the process meanwhile`() {
        radio.allow(*Radio.ALL)
        locked().hold()
        hand.serve()
        radio.locate(43.238949, 76.889709)
        hand.pass(11)
        assertTrue(radio.next()!!.second, "43.2389" in requireNotNull(radio.taken).text)
        assertTrue(hand.text(), hand.sees("just now, within 20 m"))
        assertFalse("the place itself is for whoever knows the PIN", hand.sees("43.2389"))
        hand.back()
        hand.pin("7391")
        hand.tap(R.string.alert_open)
        assertTrue(hand.text(), hand.sees("43.23895, 76.88971"))
        hand.tap(R.string.alert_over)
        hand.pin("7391")
        assertTrue(shadowOf(hand.app.getSystemService(LocationManager::class.java)).locationUpdateListeners.isEmpty())
        assertEquals(AlertService::class.java.name, shadowOf(hand.app).nextStoppedService.component!!.className)
    }

    @Test
    fun `an alert from the open app stays in sight when the app is left, and then names nobody`() {
        radio.allow()
        hand.opened()
        hand.contact("Дана", FIRST)
        hand.hold()
        assertTrue(hand.text(), hand.sees("Дана"))
        hand.pass(11)
        assertTrue(hand.text(), hand.sees("Дана"))
        hand.leave()
        hand.comeBack()
        assertTrue(hand.text(), hand.sees("Contact 1"))
        assertFalse(hand.text(), hand.sees("Дана"))
        radio.next()
        radio.report(Activity.RESULT_OK)
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.window.pause().stop()
        hand.pass(10)
        hand.comeBack()
        assertTrue(hand.text(), hand.sees(" 110 s"))
        hand.pass(5)
        assertTrue("its time goes on: " + hand.text(), hand.sees(" 105 s"))
    }

    @Test
    fun `a step that can't be kept is said, and goes on all the same`() {
        radio.allow()
        locked()
        hand.app.keyring.isAway = true
        hand.hold()
        hand.pass(11)
        assertTrue(hand.text(), hand.sees("This step could not be kept"))
        assertEquals(FIRST, radio.next()!!.first)
        hand.app.keyring.isAway = false
        radio.report(Activity.RESULT_OK)
        assertFalse(hand.text(), hand.sees("This step could not be kept"))
    }
}
