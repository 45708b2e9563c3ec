package kz.zhospar

import android.app.Activity
import android.content.ComponentName
import android.content.Intent
import android.net.Uri
import android.provider.OpenableColumns
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import java.util.concurrent.CountDownLatch

@RunWith(RobolectricTestRunner::class)
class CopiesTest {
    private val hand = Hand()
    private val other by lazy { OtherApp.installed() }

    private fun opened(): Hand = hand.start().firstRun().apply { pin("7391") }

    @Test
    fun `a copy is written after the PIN, counts once it is whole, and Today says so`() {
        opened().writeOne("До копии")
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
        opened().backUp(other)
        assertTrue(hand.text(), hand.sees("read again to its end"))
        assertTrue(other.file("plan.age").length() < 4_000_000)
    }

    @Test
    fun `a copy for nobody or a key that is none is refused, and none is left`() {
        opened().more(R.string.copy_title).tap(R.string.copy_now)
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
        opened().more(R.string.copy_title).tap(R.string.copy_now)
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
        opened().more(R.string.copy_title).tap(R.string.copy_now)
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
        opened().more(R.string.copy_title).tap(R.string.copy_now)
        hand.pin("7391")
        hand.tap(R.string.copy_place)
        hand.comesBack(short.place)
        assertTrue(hand.text(), hand.sees("does not count as a copy"))
        repeat(3) { hand.back() }
        assertTrue(hand.text(), hand.sees("Last copy: none yet"))
    }

    @Test
    fun `a lock breaks a copy off, that is said, and it does not count`() {
        opened().more(R.string.copy_title).tap(R.string.copy_now)
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
        hand.start().firstRun(second = "8264").pin("7391")
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

    /** From Today: seals a copy and shows the apps that it may go to; what the chosen one gets. */
    private fun Hand.handOn(): Intent {
        more(R.string.copy_title).tap(R.string.copy_now)
        pin("7391")
        tap(R.string.copy_hand_on)
        assertEquals(Intent.ACTION_CHOOSER, errand().action)
        @Suppress("DEPRECATION")
        return errand().getParcelableExtra(Intent.EXTRA_INTENT)!!
    }

    private fun Intent.lent(): Uri = clipData!!.getItemAt(0).uri

    @Test
    fun `a copy is handed to an app under a neutral name, to be read alone, and counts when she says that it arrived`() {
        opened().writeOne("До копии")
        val given = hand.handOn()
        val (files, uri) = hand.app.contentResolver to given.lent()
        assertEquals(Intent.ACTION_SEND, given.action)
        assertEquals(Intent.FLAG_GRANT_READ_URI_PERMISSION, given.flags and (Intent.FLAG_GRANT_READ_URI_PERMISSION or Intent.FLAG_GRANT_WRITE_URI_PERMISSION))
        @Suppress("DEPRECATION")
        assertEquals(listOf("kz.zhospar.ShareActivity"), hand.errand().getParcelableArrayExtra(Intent.EXTRA_EXCLUDE_COMPONENTS)!!.map { (it as ComponentName).className })
        val sealed = files.openInputStream(uri)!!.use { it.readBytes() }
        assertTrue(String(sealed, Charsets.ISO_8859_1).startsWith("age-encryption.org/v1"))
        files.query(uri, null, null, null, null)!!.use { row ->
            row.moveToFirst()
            assertEquals("plan.age", row.getString(row.getColumnIndexOrThrow(OpenableColumns.DISPLAY_NAME)))
            assertEquals(sealed.size.toLong(), row.getLong(row.getColumnIndexOrThrow(OpenableColumns.SIZE)))
        }
        assertTrue("nothing of it can be written", runCatching { files.openOutputStream(uri, "w") }.isFailure)
        listOf("../head.0/plan.age", "..%2Fhead.0/plan.age").forEach { way ->
            assertTrue(way, runCatching { files.openInputStream(Uri.parse("content://kz.zhospar.lent/$way")) }.isFailure)
        }
        hand.comesBack(null, result = Activity.RESULT_CANCELED)
        assertTrue(hand.text(), hand.sees("It counts only when you say so."))
        repeat(3) { hand.back() }
        assertTrue(hand.text(), hand.sees("Last copy: none yet"))
        hand.more(R.string.copy_title).tap(R.string.copy_arrived)
        assertFalse(hand.text(), hand.sees("It counts only when you say so."))
        assertTrue(hand.text(), hand.sees("Last copy: 27 Nov 2026"))
        assertEquals(emptyList<Any>(), hand.leftOutside())
        assertTrue("nobody can read it any more", runCatching { files.openInputStream(uri) }.isFailure)
    }

    @Test
    fun `a copy that did not arrive does not count, and one that was handed on before a lock is asked after in its own log alone`() {
        hand.start().firstRun(second = "8264").pin("7391")
        hand.writeOne("До копии")
        hand.handOn()
        hand.comesBack(null, seconds = 600, result = Activity.RESULT_CANCELED)
        hand.pin("8264")
        hand.more(R.string.copy_title)
        assertFalse("the other log knows nothing of it: " + hand.text(), hand.sees("handed"))
        assertEquals("the other app may still read", 1, hand.leftOutside().size)
        hand.tap(R.string.copy_now)
        hand.pin("8264")
        hand.tap(R.string.copy_place)
        hand.comesBack(other.place("other.age"))
        assertTrue(hand.text(), hand.sees("The copy is written"))
        repeat(2) { hand.back() }
        hand.tap(R.string.copy_title)
        assertFalse("nor after a copy of its own: " + hand.text(), hand.sees("handed"))
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.tap(R.string.noted)
        hand.more(R.string.copy_title).tap(R.string.copy_not_arrived)
        assertTrue(hand.text(), hand.sees("Last copy: none yet"))
        assertEquals(emptyList<Any>(), hand.leftOutside())
    }

    @Test
    fun `a copy that no app takes does not count, and none is left`() {
        opened().more(R.string.copy_title).tap(R.string.copy_now)
        hand.pin("7391")
        shadowOf(hand.app).checkActivities(true)
        hand.tap(R.string.copy_hand_on)
        assertTrue(hand.text(), hand.sees("There is no app here that takes it."))
        repeat(3) { hand.back() }
        assertTrue(hand.text(), hand.sees("Last copy: none yet"))
        assertEquals(emptyList<Any>(), hand.leftOutside())
    }

    @Test
    fun `a copy that comes from far away can be given up, and serves for every try once it is here`() {
        opened().backUp(other)
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
        opened().writeOne("До потери телефона")
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
        opened().backUp(other)
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

    @Test
    fun `an anchor fits after more incidents, and a slip in it is noticed`() {
        opened().writeOne("Сначала")
        hand.more(R.string.copy_title).tap(R.string.anchor_make)
        val code = hand.text().lines().single { CODE.matches(it) }
        assertTrue(hand.views().any { hand.said(it) == hand.words(R.string.anchor_qr) })
        hand.tap(R.string.anchor_hand_on)
        @Suppress("DEPRECATION")
        val handed = shadowOf(hand.activity).nextStartedActivity.getParcelableExtra<Intent>(Intent.EXTRA_INTENT)!!
        assertEquals(code, handed.getStringExtra(Intent.EXTRA_TEXT)!!.replace('-', ' '))
        repeat(3) { hand.back() }
        hand.writeOne("Потом")
        hand.more(R.string.copy_title).tap(R.string.anchor_check)
        hand.type(R.string.anchor_code, code.lowercase())
        hand.tap(R.string.anchor_compare)
        assertTrue(hand.text(), hand.sees("Nothing before this code was changed"))
        hand.type(R.string.anchor_code, (if (code.first() == 'A') 'B' else 'A') + code.drop(1))
        hand.tap(R.string.anchor_compare)
        assertTrue(hand.text(), hand.sees("was copied wrongly"))
        hand.type(R.string.anchor_code, code.take(20))
        hand.tap(R.string.anchor_compare)
        assertTrue(hand.text(), hand.sees("Some are missing"))
    }

    @Test
    fun `an anchor of another log does not fit`() {
        opened().more(R.string.copy_title).tap(R.string.anchor_make)
        val code = hand.text().lines().single { CODE.matches(it) }
        hand.startOnNewPhone()
        hand.firstRun().pin("7391")
        repeat(3) { hand.writeOne("Другой журнал $it") }
        hand.more(R.string.copy_title).tap(R.string.anchor_check)
        hand.type(R.string.anchor_code, code)
        hand.tap(R.string.anchor_compare)
        assertTrue(hand.text(), hand.sees("it is the code of another log"))
    }

    private companion object {
        val CODE = Regex("[A-Z2-7]{4}( [A-Z2-7]{4}){15}")
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
