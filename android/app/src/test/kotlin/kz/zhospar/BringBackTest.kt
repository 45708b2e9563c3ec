package kz.zhospar

import android.content.Intent
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** What a copy and its code bring back. */
@RunWith(RobolectricTestRunner::class)
class BringBackTest {
    private val hand = Hand()
    private val other by lazy { OtherApp.installed() }

    @Test
    fun `a copy that comes from far away can be given up, and serves for every try once it is here`() {
        hand.opened().backUp(other)
        val code = hand.code
        val whole = other.file("plan.age").readBytes()
        hand.startOnNewPhone()
        hand.tap(R.string.copy_have)
        val stalled = other.stall("far.age", whole.copyOf(1_000))
        hand.tap(R.string.copy_pick)
        assertFalse("it may come from a cloud", hand.errand().hasExtra(Intent.EXTRA_LOCAL_ONLY))
        hand.comesBack(other.place("far.age"))
        hand.type(R.string.recovery, code)
        hand.tap(R.string.next)
        hand.waitsForFiles = false
        repeat(2) { hand.pin("5208") }
        assertTrue(hand.text(), hand.sees("The file is being fetched."))
        hand.back()
        assertTrue(hand.text(), hand.sees(hand.words(R.string.copy_pick_other)))
        stalled.close()
        hand.waitsForFiles = true
        hand.settle()
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.tap(R.string.copy_pick_other)
        hand.comesBack(other.place("plan.age"))
        hand.type(R.string.recovery, "AAAA")
        hand.tap(R.string.next)
        repeat(2) { hand.pin("5208") }
        assertEquals(1, hand.leftOutside().size)
        assertTrue(other.file("plan.age").delete())
        hand.type(R.string.recovery, code)
        hand.tap(R.string.next)
        repeat(2) { hand.pin("5208") }
        assertTrue(hand.text(), hand.sees("Write this down on paper"))
        assertEquals(emptyList<Any>(), hand.leftOutside())
    }

    @Test
    fun `on a new phone the copy and its code bring everything back`() {
        hand.opened().writeOne("До потери телефона")
        hand.backUp(other)
        val code = hand.code
        hand.startOnNewPhone()
        hand.tap(R.string.copy_have)
        hand.tap(R.string.next)
        assertTrue(hand.text(), hand.sees("Choose the file first."))
        hand.bringBack(other, "plan.age", code.lowercase())
        assertTrue("the new code is shown: " + hand.text(), hand.sees("Write this down on paper"))
        assertTrue(hand.text(), hand.sees("There is no second PIN yet."))
        hand.pass(600)
        assertTrue("no lock takes it away", hand.sees("Write this down on paper"))
        hand.noteCode()
        assertFalse(code == hand.code)
        hand.pin("5208")
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("До потери телефона"))
    }

    @Test
    fun `a wrong code, a cut file and one that is no copy are said, and nothing is left behind`() {
        hand.opened().backUp(other)
        val code = hand.code
        val whole = other.file("plan.age").readBytes()
        other.lend("cut.age", whole.copyOf(whole.size - 100))
        other.lend("altered.age", whole.clone().also { it[whole.size / 2] = (it[whole.size / 2] + 1).toByte() })
        other.lend("other.age", "no copy".toByteArray())
        hand.startOnNewPhone()
        hand.firstRun()
        val foreign = hand.code
        hand.startOnNewPhone()
        hand.tap(R.string.copy_have)
        hand.bringBack(other, "plan.age", foreign)
        assertTrue(hand.text(), hand.sees("This backup is for another key."))
        val typo = code.dropLast(1) + if (code.last() == 'A') 'B' else 'A'
        listOf(
            Triple("plan.age", typo, "ode"),
            Triple("cut.age", code, "The end of this backup is missing or damaged."),
            Triple("altered.age", code, "No vault was made from it."),
            Triple("other.age", code, "This file is not a backup."),
            Triple("gone.age", code, "This file can't be read."),
        ).forEach { (file, typed, words) ->
            hand.tap(R.string.copy_pick_other)
            hand.comesBack(other.place(file))
            hand.type(R.string.recovery, typed)
            hand.tap(R.string.next)
            repeat(2) { hand.pin("5208") }
            assertTrue("$file: ${hand.text()}", hand.sees(words))
            assertFalse("$file: ${hand.text()}", hand.sees("Write this down"))
        }
        hand.killAndStart()
        assertTrue("still nothing is here: " + hand.text(), hand.sees("Language"))
        hand.tap(R.string.copy_have)
        hand.bringBack(other, "plan.age", code)
        assertTrue("and the right one still works: " + hand.text(), hand.sees("Write this down on paper"))
    }
}
