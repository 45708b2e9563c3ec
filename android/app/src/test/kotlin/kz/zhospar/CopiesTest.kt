package kz.zhospar

import android.app.Activity
import android.content.Intent
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import java.util.concurrent.CountDownLatch

/** Copies of the whole log, written to a place. */
@RunWith(RobolectricTestRunner::class)
class CopiesTest {
    private val hand = Hand()
    private val other by lazy { OtherApp.installed() }

    @Test
    fun `a copy is written after the PIN, counts once it is whole, and Today says so`() {
        hand.opened().writeOne("До копии")
        assertTrue(hand.text(), hand.sees("Last copy: none yet"))
        hand.more(R.string.copy_title).tap(R.string.copy_now)
        hand.pin("0000")
        assertTrue(hand.text(), hand.sees("does not open"))
        hand.pin("7391")
        hand.tap(R.string.copy_place)
        val asked = hand.errand()
        assertEquals(Intent.ACTION_CREATE_DOCUMENT, asked.action)
        assertEquals("plan.age", asked.getStringExtra(Intent.EXTRA_TITLE))
        assertFalse("it may lie in a cloud", asked.hasExtra(Intent.EXTRA_LOCAL_ONLY))
        hand.comesBack(other.place("plan.age"))
        assertTrue(hand.text(), hand.sees("read again to its end"))
        assertTrue(hand.text(), hand.sees("It opens with your recovery code."))
        assertTrue(String(other.file("plan.age").readBytes().take(21).toByteArray()), other.file("plan.age").readText(Charsets.ISO_8859_1).startsWith("age-encryption.org/v1"))
        repeat(3) { hand.back() }
        assertTrue(hand.text(), hand.sees("Last copy: 27 Nov 2026, less than a day ago"))
        hand.app.ticks.pass(3 * 86_400)
        hand.tap(R.string.log)
        hand.tap(R.string.today)
        assertTrue(hand.text(), hand.sees("3 days ago"))
    }

    @Test
    fun `a copy over a longer file ends where it ends`() {
        other.lend("plan.age", ByteArray(4_000_000))
        hand.opened().backUp(other)
        assertTrue(hand.text(), hand.sees("read again to its end"))
        assertTrue(other.file("plan.age").length() < 4_000_000)
    }

    @Test
    fun `a copy for nobody or a key that is none is refused, and none is left`() {
        hand.opened().more(R.string.copy_title).tap(R.string.copy_now)
        hand.pin("7391")
        hand.tap(R.string.copy_own)
        hand.tap(R.string.copy_place)
        hand.comesBack(other.place("plan.age"))
        assertTrue(hand.text(), hand.sees("Choose who can open the copy."))
        hand.type(R.string.copy_others, "age1abc")
        hand.tap(R.string.copy_place)
        hand.comesBack(other.place("plan.age"))
        assertTrue(hand.text(), hand.sees("This is no age key"))
        hand.tap(R.string.copy_own)
        hand.type(R.string.copy_others, "")
        hand.tap(R.string.copy_place)
        hand.comesBack(null, result = Activity.RESULT_CANCELED)
        assertFalse(hand.text(), hand.sees("read again"))
        repeat(3) { hand.back() }
        assertTrue(hand.text(), hand.sees("Last copy: none yet"))
    }

    @Test
    fun `whoever stays away too long has no copy and is told so`() {
        hand.opened().more(R.string.copy_title).tap(R.string.copy_now)
        hand.pin("7391")
        hand.tap(R.string.copy_place)
        hand.comesBack(other.place("plan.age"), seconds = 200)
        assertFalse("locked: " + hand.text(), hand.sees("Make a copy now"))
        assertTrue(hand.text(), hand.sees("Not finished: the lock came first."))
        hand.back()
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees("Last copy: none yet"))
    }

    @Test
    fun `a place or a phone without room has no copy`() {
        hand.opened().more(R.string.copy_title).tap(R.string.copy_now)
        hand.pin("7391")
        hand.tap(R.string.copy_place)
        hand.comesBack(other.full("plan.age"))
        assertTrue(hand.text(), hand.sees("Not all of it could be written"))
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.fillUp("lent")
        hand.tap(R.string.copy_hand_on)
        assertTrue(hand.text(), hand.sees("No copy was made."))
        repeat(3) { hand.back() }
        assertTrue(hand.text(), hand.sees("Last copy: none yet"))
    }

    @Test
    fun `a place that keeps only half of it has no copy`() {
        val short = org.robolectric.Robolectric.buildContentProvider(ForgetfulApp::class.java).create(ForgetfulApp.AUTHORITY).get()
        hand.opened().more(R.string.copy_title).tap(R.string.copy_now)
        hand.pin("7391")
        hand.tap(R.string.copy_place)
        hand.comesBack(short.place)
        assertTrue(hand.text(), hand.sees("does not count as a copy"))
        repeat(3) { hand.back() }
        assertTrue(hand.text(), hand.sees("Last copy: none yet"))
    }

    @Test
    fun `a lock breaks a copy off, that is said, and it does not count`() {
        hand.opened().more(R.string.copy_title).tap(R.string.copy_now)
        hand.pin("7391")
        hand.tap(R.string.copy_place)
        val held = CountDownLatch(1)
        hand.app.shell.askLong({ held.await() }) {}
        hand.waitsForFiles = false
        hand.comesBack(other.place("plan.age"))
        hand.back()
        assertTrue("a step back leaves it alone: " + hand.text(), hand.sees("The copy is being written."))
        hand.tap(R.string.lock)
        held.countDown()
        hand.waitsForFiles = true
        hand.settle()
        assertTrue(hand.text(), hand.sees("Not finished: the lock came first."))
        assertFalse(hand.text(), hand.sees("copy"))
        assertFalse(other.file("plan.age").exists())
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.back()
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees("Last copy: none yet"))
    }

    @Test
    fun `a place that answers late holds up no lock, and the copy counts once its own log is open again`() {
        hand.opened("8264")
        hand.writeOne("До копии")
        hand.more(R.string.copy_title).tap(R.string.copy_now)
        hand.pin("7391")
        hand.tap(R.string.copy_place)
        other.readable = CountDownLatch(1)
        hand.waitsForFiles = false
        hand.comesBack(other.place("plan.age"))
        hand.settleUntil("the copy is read again") { other.isWanted }
        assertTrue(hand.text(), hand.sees("The copy is being written."))
        hand.tap(R.string.lock)
        hand.pin("8264")
        other.readable.countDown()
        hand.waitsForFiles = true
        hand.settle()
        hand.tap(R.string.log)
        hand.tap(R.string.today)
        assertTrue("the other log knows nothing of it: " + hand.text(), hand.sees("Last copy: none yet"))
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.tap(R.string.noted)
        hand.tap(R.string.log)
        hand.tap(R.string.today)
        assertTrue(hand.text(), hand.sees("Last copy: 27 Nov 2026"))
        assertEquals(emptyList<Any>(), hand.leftOutside())
    }
}

/** A place that forgets the end of what is written to it. */
class ForgetfulApp : android.content.ContentProvider() {
    private val file = java.io.File.createTempFile("forgetful", null)
    val place: android.net.Uri = android.net.Uri.parse("content://$AUTHORITY/plan.age")

    override fun onCreate() = true

    override fun openFile(uri: android.net.Uri, mode: String): android.os.ParcelFileDescriptor {
        if (mode == "r") file.writeBytes(file.readBytes().let { it.copyOf(it.size / 2) })
        return android.os.ParcelFileDescriptor.open(file, android.os.ParcelFileDescriptor.parseMode(mode))
    }

    override fun query(uri: android.net.Uri, columns: Array<String>?, selection: String?, args: Array<String>?, order: String?): android.database.Cursor? = null

    override fun getType(uri: android.net.Uri): String? = null

    override fun insert(uri: android.net.Uri, values: android.content.ContentValues?): android.net.Uri? = null

    override fun delete(uri: android.net.Uri, selection: String?, args: Array<String>?): Int = 0

    override fun update(uri: android.net.Uri, values: android.content.ContentValues?, selection: String?, args: Array<String>?): Int = 0

    companion object {
        const val AUTHORITY = "forgetful.app.files"
    }
}
