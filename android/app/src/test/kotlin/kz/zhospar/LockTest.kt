package kz.zhospar

import android.content.Intent
import android.content.pm.ActivityInfo
import android.os.Bundle
import android.os.Parcel
import android.view.WindowManager
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

/** What keeps others out: waits, locks, and what is not shown or saved. */
@RunWith(RobolectricTestRunner::class)
class LockTest {
    private val hand = Hand()

    @Test
    fun `ten wrong PINs bring waits that are said in words, and the right one opens after them`() {
        hand.start().firstRun()
        repeat(5) { hand.pin("0000") }
        assertTrue(hand.text(), hand.sees("Try again in 10 minutes."))
        repeat(5) {
            hand.pass(601)
            hand.pin("0000")
        }
        assertTrue(hand.text(), hand.sees("Try again in"))
        assertFalse(hand.views().single { hand.said(it) == "5" }.isEnabled)
        hand.pass(3_601)
        assertFalse("a wait that is over is not shown", hand.sees("Try again in"))
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees("Today"))
    }

    @Test
    fun `a wait that passed while she was away is over when she comes back`() {
        hand.opened().tap(R.string.lock)
        repeat(5) { hand.pin("0000") }
        assertFalse("the keys take nothing", hand.views().single { hand.said(it) == "5" }.isEnabled)
        hand.leave()
        hand.app.ticks.pass(3_600)
        hand.comeBack()
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees(hand.words(R.string.write)))
    }

    @Test
    fun `a PIN that is accepted after she has left opens nothing`() {
        hand.opened().tap(R.string.lock)
        "7391".forEach { digit -> hand.tap(digit.toString()) }
        hand.views().single { hand.said(it) == hand.words(R.string.pin_open) }.performClick()
        hand.leave()
        assertFalse("open in the background", hand.app.shell.isOpen)
        hand.comeBack()
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees(hand.words(R.string.write)))
    }

    @Test
    fun `a PIN that is accepted while something else is in sight opens nothing, and the next one opens`() {
        hand.opened().tap(R.string.lock)
        "7391".forEach { digit -> hand.tap(digit.toString()) }
        listOf(R.string.pin_open, R.string.lock_more).forEach { way -> hand.views().single { hand.said(it) == hand.words(way) }.performClick() }
        hand.settle()
        assertFalse("nothing is open: " + hand.text(), hand.app.shell.isOpen)
        hand.back()
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees(hand.words(R.string.write)))
    }

    @Test
    fun `a first answer that is refused does not shut her out`() {
        hand.start()
        hand.tap(R.string.next)
        hand.tap(R.string.yes)
        hand.tap(R.string.who_ex)
        hand.type(R.string.first_name_label, "Ай\u0007гүл")
        hand.tap(R.string.next)
        repeat(2) { hand.pin("7391") }
        hand.tap(R.string.first_second_later)
        hand.noteCode()
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees(hand.words(R.string.write)) || hand.sees(hand.words(R.string.noted)))
    }

    @Test
    fun `words that can not be saved are not left behind unread`() {
        hand.opened().begin("loiter")
        hand.type(R.string.what, "у подъезда\u0000")
        hand.back()
        assertTrue("it is there again, and says why: " + hand.text(), hand.sees("Not kept yet:"))
        hand.back()
        hand.back()
        assertTrue("and can be left: " + hand.text(), hand.sees(hand.words(R.string.today)))
    }

    @Test
    fun `the code on paper is not left on the screen for whoever finds the phone`() {
        hand.opened().tap(R.string.lock)
        hand.tap(R.string.lock_more)
        hand.tap(R.string.recovery)
        hand.type(R.string.recovery, hand.code)
        hand.leave()
        hand.comeBack()
        assertEquals("", hand.field(R.string.recovery).text.toString())
    }

    private fun turned(days: Long) {
        hand.start().firstRun()
        repeat(5) { hand.pin("0000") }
        hand.app.ticks.turn(days * 86_400)
        hand.pass(300)
        assertTrue("not over by the clock on the wall: " + hand.text(), hand.sees("Try again in"))
        hand.pass(301)
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees("Today"))
    }

    @Test
    fun `a clock that is turned on does not end a wait`() = turned(1)

    @Test
    fun `a clock that is turned back does not make a wait longer`() = turned(-1)

    @Test
    fun `the emergency numbers are two touches from the locked screen, whatever was typed`() {
        hand.start().firstRun()
        repeat(5) { hand.pin("0000") }
        hand.tap(R.string.lock_more)
        hand.tap("Call 102 · police")
        val call = shadowOf(hand.activity).nextStartedActivity
        assertEquals(Intent.ACTION_DIAL, call.action)
        assertEquals("tel:102", call.dataString)
    }

    @Test
    fun `leaving the app saves and locks at once`() {
        hand.opened().begin("threat")
        hand.type(R.string.what, "Недописано")
        hand.leave()
        hand.comeBack()
        assertFalse(hand.sees("Недописано"))
        hand.pin("7391")
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("Недописано"))
    }

    @Test
    fun `who chose to be locked after a minute is, even if timers slept`() {
        hand.opened().tap(R.string.ways)
        hand.tap(R.string.settings)
        hand.pin("7391")
        hand.tap("After 1 minute")
        hand.window.pause().stop()
        hand.app.ticks.pass(59)
        hand.comeBack()
        assertTrue(hand.text(), hand.sees("Settings"))
        hand.window.pause().stop()
        hand.app.ticks.pass(61)
        hand.comeBack()
        assertFalse(hand.text(), hand.sees("Settings"))
    }

    @Test
    fun `five minutes without a touch lock in plain sight`() {
        hand.opened()
        hand.pass(301)
        assertFalse(hand.text(), hand.sees("Today"))
    }

    @Test
    fun `whoever goes on typing is not locked out`() {
        hand.opened().begin("threat")
        repeat(4) {
            hand.pass(200)
            hand.type(R.string.what, "слово $it")
        }
        assertTrue(hand.text(), hand.sees("слово 3"))
    }

    @Test
    fun `nothing that was typed is in the state that the system saves`() {
        hand.opened().begin("threat")
        hand.type(R.string.what, "Тайное слово")
        val state = Bundle().also(hand.window::saveInstanceState)
        val parcel = Parcel.obtain().apply { writeBundle(state) }
        assertFalse(String(parcel.marshall(), Charsets.UTF_16LE).contains("Тайное"))
        assertFalse(String(parcel.marshall(), Charsets.UTF_8).contains("Тайное"))
    }

    @Test
    fun `nothing is shown in screenshots or among recent apps`() {
        hand.start()
        assertTrue(hand.activity.window.attributes.flags and WindowManager.LayoutParams.FLAG_SECURE != 0)
        val info = hand.activity.packageManager.getActivityInfo(hand.activity.componentName, 0)
        assertTrue(info.flags and ActivityInfo.FLAG_EXCLUDE_FROM_RECENTS != 0)
    }
}
