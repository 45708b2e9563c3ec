package kz.zhospar

import kz.zhospar.platform.Folders
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** The check, the keys made anew, and erasing. */
@RunWith(RobolectricTestRunner::class)
class CareTest {
    private val hand = Hand()

    private fun Hand.openWithdrawn(what: String) {
        writeOne(what)
        tap(R.string.log)
        tapPart(what)
        tap(R.string.withdraw)
    }

    @Test
    fun `a check reads everything and says that there is no damage`() {
        hand.opened().writeOne("Целое")
        hand.settings().tap(R.string.check_title)
        hand.tap(R.string.check_now)
        assertTrue(hand.text(), hand.sees("No damage was found."))
    }

    @Test
    fun `a damaged file of evidence is named by the check`() {
        val other = OtherApp.installed()
        val picked = other.lend("letter.txt", ByteArray(200_000) { 7 })
        hand.opened().begin("msg")
        hand.type(R.string.what, "С письмом")
        hand.tap(R.string.ev_title)
        hand.views().single { hand.said(it) == hand.words(R.string.ev_add_file) }.performClick()
        hand.comesBack(picked)
        repeat(2) { hand.back() }
        val sealed = Folders.of(hand.app).vault.walk().filter { it.isFile && it.path.contains("media") }.maxBy { it.length() }
        java.io.RandomAccessFile(sealed, "rw").use {
            it.seek(sealed.length() / 2)
            val byte = it.read()
            it.seek(sealed.length() / 2)
            it.write(byte xor 1)
        }
        hand.settings().tap(R.string.check_title)
        hand.tap(R.string.check_now)
        assertTrue(hand.text(), hand.sees("1 place is damaged. The rest stays usable."))
    }

    @Test
    fun `after keys are made anew the old PIN and the old code are dead, and the new ones open`() {
        hand.opened().writeOne("До смены ключей")
        val old = hand.code
        hand.settings().tap(R.string.renew_title)
        hand.tap(R.string.next)
        hand.pin("0000")
        assertTrue(hand.text(), hand.sees("does not open"))
        hand.pin("7391")
        hand.pin("5208")
        hand.pin("5209")
        assertTrue(hand.text(), hand.sees("The two PINs differ."))
        repeat(2) { hand.pin("5208") }
        assertTrue(hand.text(), hand.sees("Write this down on paper"))
        val shown = hand.text()
        hand.back()
        hand.pass(600)
        hand.leave()
        hand.comeBack()
        assertTrue("the code outlasts a step back, a wait and leaving the app", hand.text() == shown)
        hand.noteCode()
        assertFalse(old == hand.code)
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees("does not open"))
        hand.pin("5208")
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("До смены ключей"))
        hand.tap(R.string.lock)
        hand.tap(R.string.lock_more)
        hand.tap(R.string.recovery)
        hand.type(R.string.recovery, old)
        hand.tap(R.string.recovery_new_pin)
        repeat(2) { hand.pin("6174") }
        assertFalse(hand.text(), hand.sees("Today"))
        hand.type(R.string.recovery, hand.code)
        hand.tap(R.string.recovery_new_pin)
        repeat(2) { hand.pin("6174") }
        assertTrue(hand.text(), hand.sees("Today"))
    }

    @Test
    fun `a new PIN that is too simple is refused, and the old one still opens`() {
        hand.opened().settings().tap(R.string.renew_title)
        hand.tap(R.string.next)
        hand.pin("7391")
        repeat(2) { hand.pin("1234") }
        assertTrue(hand.text(), hand.sees("Nothing is lost."))
        assertFalse(hand.sees("Write this down"))
        hand.tap(R.string.renew_to_pin)
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees("Today"))
    }

    @Test
    fun `what is withdrawn can be erased after the PIN, and that can be stopped`() {
        hand.opened().openWithdrawn("Стереть это")
        hand.tap(R.string.erase)
        hand.tap(R.string.erase_yes)
        hand.pin("0000")
        assertTrue(hand.text(), hand.sees("does not open"))
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees("It will be erased: 4 Dec 2026"))
        hand.tap(R.string.erase_cancel)
        assertFalse(hand.text(), hand.sees("It will be erased"))
        hand.back()
        hand.tap(R.string.lock)
        hand.app.ticks.pass(8 * 86_400)
        hand.pin("7391")
        hand.tap(R.string.log)
        hand.tap(R.string.show_withdrawn)
        assertTrue("what was stopped stays: " + hand.text(), hand.sees("Стереть это"))
    }

    @Test
    fun `an image of someone under 18 goes at once`() {
        hand.opened().begin("image")
        hand.type(R.string.what, "Чужой снимок")
        hand.back()
        hand.tap(R.string.log)
        hand.tapPart("Чужой снимок")
        hand.tap(R.string.withdraw)
        hand.tap(R.string.erase)
        hand.tap(R.string.erase_minor)
        assertTrue(hand.text(), hand.sees("erased at once"))
        hand.tap(R.string.erase_yes)
        hand.pin("7391")
        assertTrue("back in the log: " + hand.text(), hand.sees("Log"))
        hand.tap(R.string.show_withdrawn)
        assertFalse(hand.text(), hand.sees("Чужой снимок"))
    }

    @Test
    fun `after the wait it is gone`() {
        hand.opened().openWithdrawn("Стереть и это")
        hand.tap(R.string.erase)
        hand.tap(R.string.erase_yes)
        hand.pin("7391")
        hand.back()
        hand.tap(R.string.lock)
        hand.app.ticks.pass(8 * 86_400)
        hand.pin("7391")
        hand.tap(R.string.log)
        hand.tap(R.string.show_withdrawn)
        assertFalse(hand.text(), hand.sees("Стереть и это"))
    }
}
