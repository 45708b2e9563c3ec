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

/** Copies that are handed to another app. */
@RunWith(RobolectricTestRunner::class)
class HandingOnTest {
    private val hand = Hand()
    private val other by lazy { OtherApp.installed() }

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
        hand.opened().writeOne("До копии")
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
        hand.opened("8264")
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
        hand.opened().more(R.string.copy_title).tap(R.string.copy_now)
        hand.pin("7391")
        shadowOf(hand.app).checkActivities(true)
        hand.tap(R.string.copy_hand_on)
        assertTrue(hand.text(), hand.sees("There is no app here that takes it."))
        repeat(3) { hand.back() }
        assertTrue(hand.text(), hand.sees("Last copy: none yet"))
        assertEquals(emptyList<Any>(), hand.leftOutside())
    }
}
