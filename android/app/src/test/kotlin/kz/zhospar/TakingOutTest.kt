package kz.zhospar

import android.app.Activity
import android.content.Intent
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** Copies of a piece of evidence outside the log. */
@RunWith(RobolectricTestRunner::class)
class TakingOutTest : EvidenceStories() {
    @Test
    fun `a copy that can't be written is said to be none`() {
        val other = OtherApp.installed()
        opened().tap(R.string.ev_add_file)
        hand.comesBack(other.lend("запись.bin", FakeSound.HEARD))
        hand.tapPart("запись.bin")
        hand.tap(R.string.out_title)
        hand.pin("7391")
        hand.tap(R.string.out_as_is)
        hand.comesBack(android.net.Uri.parse("content://nobody/x"))
        assertTrue(hand.text(), hand.sees("Nothing can be written there."))
        hand.tap(R.string.out_as_is)
        hand.comesBack(null, result = Activity.RESULT_CANCELED)
        assertFalse(hand.text(), hand.sees("The copy is written"))
        hand.tap(R.string.out_as_is)
        hand.comesBack(other.place("поздно.bin"), seconds = 600)
        assertFalse("locked meanwhile: nothing came out", other.file("поздно.bin").let { it.exists() && it.length() > 0 })
        hand.pin("7391")
    }

    @Test
    fun `a copy onto a disk that takes nothing is said to be none`() {
        val other = OtherApp.installed()
        opened().tap(R.string.ev_add_file)
        hand.comesBack(other.lend("запись.bin", FakeSound.HEARD))
        hand.tapPart("запись.bin")
        hand.tap(R.string.out_title)
        hand.pin("7391")
        for (way in listOf(R.string.out_as_is, R.string.out_bare)) {
            hand.tap(way)
            hand.comesBack(other.full("полно$way.bin"))
            assertTrue(hand.text(), hand.sees("Not taken out:"))
            assertFalse(hand.text(), hand.sees("The copy is written"))
        }
    }

    @Test
    fun `taking out asks for the PIN, says what it means, and writes the same bytes`() {
        val other = OtherApp.installed()
        opened().tap(R.string.ev_add_file)
        hand.comesBack(other.lend("запись.bin", FakeSound.HEARD))
        assertFalse("a way out is not one touch away", hand.sees("Take out"))
        hand.tapPart("запись.bin")
        hand.tap(R.string.out_title)
        hand.pin("0000")
        assertTrue(hand.text(), hand.sees("does not open"))
        assertFalse(hand.sees("outside the log"))
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees("The copy will lie outside the log."))
        hand.tap(R.string.out_as_is)
        assertEquals(Intent.ACTION_CREATE_DOCUMENT, hand.errand().action)
        assertTrue("bare evidence stays on this phone", hand.errand().getBooleanExtra(Intent.EXTRA_LOCAL_ONLY, false))
        hand.comesBack(other.place("копия.bin"))
        assertTrue(hand.text(), hand.sees("The copy is written."))
        assertArrayEquals(FakeSound.HEARD, other.file("копия.bin").readBytes())
    }
}
