package kz.zhospar

import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** PINs and the code on paper. */
@RunWith(RobolectricTestRunner::class)
class PinsTest {
    private val hand = Hand()

    @Test
    fun `the second PIN opens another log behind the same screens`() {
        // Of a kind that no camera sees: what is owed stands on the page of today, and only on hers.
        hand.opened("8264").writeOne("Только в первом", kind = "msg")
        hand.tap(R.string.lock)
        hand.pin("8264")
        val today = hand.text()
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("Nothing is written down yet."))
        hand.writeOne("Только во втором")
        hand.tap(R.string.lock)
        hand.pin("7391")
        assertTrue("the owner is told", hand.sees("Opened with the second PIN"))
        hand.tap(R.string.noted)
        assertEquals("both look alike", today, hand.text())
        hand.tap(R.string.log)
        assertTrue(hand.sees("Только в первом"))
        assertFalse(hand.sees("Только во втором"))
    }

    @Test
    fun `a changed PIN opens, and the old one does not`() {
        hand.opened().tap(R.string.ways)
        hand.tap(R.string.settings)
        hand.pin("7391")
        hand.tap(R.string.set_pin)
        hand.pin("0000")
        assertTrue(hand.text(), hand.sees("does not open"))
        hand.pin("7391")
        hand.pin("1234")
        hand.pin("1234")
        assertTrue("too simple: " + hand.text(), hand.sees("The new PIN"))
        repeat(2) { hand.pin("5208") }
        assertTrue(hand.text(), hand.sees("The PIN is changed."))
        hand.tap(R.string.lock)
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees("does not open"))
        hand.pin("5208")
        assertTrue(hand.text(), hand.sees("Today"))
    }

    @Test
    fun `with the keys of the device lost the code on paper sets a new PIN, and everything is there`() {
        hand.opened().writeOne("До потери ключей")
        hand.tap(R.string.lock)
        hand.app.keyring.lose()
        hand.killAndStart()
        hand.views()
        hand.tap(R.string.lock_more)
        hand.tap(R.string.recovery)
        hand.type(R.string.recovery, hand.code.dropLast(1))
        hand.tap(R.string.recovery_new_pin)
        repeat(2) { hand.pin("5208") }
        assertTrue("a code with a letter missing is said to be one: " + hand.text(), hand.sees("Recovery code"))
        hand.type(R.string.recovery, hand.code.lowercase())
        hand.tap(R.string.recovery_new_pin)
        repeat(2) { hand.pin("5208") }
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("До потери ключей"))
    }

    @Test
    fun `the second PIN is set and removed with the code on paper`() {
        hand.start().firstRun()
        hand.tap(R.string.lock_more)
        hand.tap(R.string.recovery)
        hand.type(R.string.recovery, hand.code)
        hand.tap(R.string.recovery_second)
        repeat(2) { hand.pin("8264") }
        assertTrue(hand.text(), hand.sees("The second PIN is set."))
        hand.type(R.string.recovery, hand.code)
        hand.tap(R.string.recovery_remove)
        hand.tap(R.string.recovery_remove_yes)
        assertTrue(hand.text(), hand.sees("The second PIN is removed."))
        hand.back()
        hand.back()
        hand.pin("8264")
        assertTrue(hand.text(), hand.sees("does not open"))
    }

    @Test
    fun `a first run that was cut off begins anew`() {
        kz.zhospar.platform.Folders.of(hand.app).vault.apply { mkdirs() }.resolve("head.0.part").writeText("")
        hand.start()
        assertTrue(hand.text(), hand.sees("Language"))
        hand.firstRun().pin("7391")
        assertTrue(hand.text(), hand.sees("Today"))
    }

    @Test
    fun `the code on paper outlasts a rotation, a step back and leaving the app`() {
        hand.start()
        repeat(2) { hand.tap(if (it == 0) R.string.next else R.string.skip) }
        repeat(2) { hand.tap(R.string.skip) }
        repeat(2) { hand.pin("7391") }
        hand.tap(R.string.first_second_later)
        val shown = hand.text()
        assertTrue(shown, hand.sees("Write this down on paper"))
        hand.window.recreate()
        hand.back()
        hand.leave()
        hand.comeBack()
        assertEquals(shown, hand.text())
    }
}
