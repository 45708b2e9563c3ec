package kz.zhospar

import android.content.Intent
import android.net.Uri
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.android.controller.ActivityController
import java.io.Closeable

@RunWith(RobolectricTestRunner::class)
class CaptureTest {
    private val hand = Hand()
    private val picture = ByteArray(5_000) { (it % 253).toByte() }

    private fun locked(second: String? = null): Hand = hand.start().firstRun(second = second)

    private fun Hand.captures() {
        tap(R.string.lock_more)
        tap(R.string.cap_title)
    }

    private fun Hand.note(words: String) {
        tap(R.string.write)
        type(R.string.what, words)
        tap(R.string.cap_keep)
    }

    /** Another app hands this on, and she keeps it. What the window said then. */
    private fun share(what: Intent): String {
        val window = Robolectric.buildActivity(ShareActivity::class.java, what).setup()
        hand.over = window.get()
        hand.settle()
        if (hand.sees(hand.words(R.string.cap_keep))) hand.tap(R.string.cap_keep)
        hand.settle()
        val said = hand.text()
        hand.tap(R.string.share_close)
        assertTrue(window.get().isFinishing)
        hand.over = null
        window.pause().stop().destroy()
        return said
    }

    @Test
    fun `a note without the PIN is in the log after it, not confirmed, and confirming says so`() {
        locked().captures()
        hand.note("Ждал у лифта")
        assertTrue(hand.text(), hand.sees("Kept. You will find it in the log"))
        assertFalse(hand.text(), hand.sees("Ждал"))
        repeat(2) { hand.back() }
        hand.pin("7391")
        hand.tap("1 record is not confirmed yet")
        assertTrue(hand.text(), hand.sees("Not confirmed"))
        hand.tapPart("Ждал у лифта")
        hand.tap(R.string.cap_confirm)
        assertFalse(hand.text(), hand.sees("Not confirmed"))
        hand.back()
        hand.tap(R.string.today)
        assertFalse(hand.text(), hand.sees("not confirmed yet"))
    }

    @Test
    fun `without room for more, the words stay where they were typed and the reason is said`() {
        locked()
        hand.app.shell.ask({ repeat(64) { captures.note("номер $it") } })
        hand.settle()
        hand.captures()
        hand.note("Шестьдесят пятая")
        assertTrue(hand.text(), hand.sees("Not kept: There is no room for more captures."))
        assertFalse(hand.text(), hand.sees("Kept. You"))
        assertEquals("Шестьдесят пятая", hand.field(R.string.what).text.toString())
    }

    @Test
    fun `a note that was begun is kept when the app is left`() {
        locked().captures()
        hand.tap(R.string.write)
        hand.type(R.string.what, "Недописано")
        hand.leave()
        hand.comeBack()
        repeat(3) { if (!hand.sees("Numbers, notes")) hand.back() }
        hand.pin("7391")
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("Недописано"))
    }

    @Test
    fun `a photo and a voice without the PIN are in the log after it`() {
        org.robolectric.Shadows.shadowOf(hand.app).grantPermissions(android.Manifest.permission.RECORD_AUDIO)
        locked().captures()
        hand.tap(R.string.ev_photo)
        hand.camera(picture)
        assertTrue(hand.text(), hand.sees("Kept. You will find it in the log"))
        hand.tap(R.string.ev_voice)
        hand.tap(R.string.rec_start)
        hand.tap(R.string.rec_stop)
        assertTrue(hand.text(), hand.sees("Kept. You will find it in the log"))
        assertEquals(emptyList<Any>(), hand.leftOutside())
        repeat(2) { hand.back() }
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees("2 records are not confirmed yet"))
    }

    @Test
    fun `what is captured is not seen behind the second PIN`() {
        locked(second = "8264").captures()
        hand.note("Только для неё")
        repeat(2) { hand.back() }
        hand.pin("8264")
        assertFalse(hand.text(), hand.sees("not confirmed"))
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("Nothing is written down yet."))
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.tap(R.string.noted)
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("Только для неё"))
    }

    @Test
    fun `what another app hands on while it is locked is in the log after the PIN`() {
        val other = OtherApp.installed()
        locked()
        val said = share(Intent(Intent.ACTION_SEND).setType("image/png").putExtra(Intent.EXTRA_STREAM, other.lend("снимок.png", picture)))
        assertTrue(said, "Kept. You will find it in the log" in said)
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.pin("7391")
        hand.tap("1 record is not confirmed yet")
        hand.views().first { it.isClickable && hand.said(it).orEmpty().contains("1 piece of evidence") }.performClick()
        hand.settle()
        hand.tap("1 piece of evidence")
        assertTrue(hand.text(), hand.sees("снимок.png"))
        assertTrue(hand.text(), hand.sees(sha256(picture).take(16).chunked(4).joinToString(" ")))
        hand.back()
        hand.tap(R.string.cap_confirm)
        assertFalse(hand.text(), hand.sees("Not confirmed"))
    }

    @Test
    fun `a link with two pictures comes in whole`() {
        val other = OtherApp.installed()
        locked()
        val uris = arrayListOf(other.lend("1.png", picture), other.lend("2.png", picture))
        val said = share(
            Intent(Intent.ACTION_SEND_MULTIPLE).setType("image/*").putExtra(Intent.EXTRA_TEXT, "https://t.me/x/1").putParcelableArrayListExtra(Intent.EXTRA_STREAM, uris),
        )
        assertTrue(said, "Kept." in said)
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees("3 records are not confirmed yet"))
    }

    @Test
    fun `what can't be kept is said to be not kept, and costs no other`() {
        val other = OtherApp.installed()
        locked()
        val own = Uri.parse("content://kz.zhospar.taken/x.jpg")
        val uris = arrayListOf(own, Uri.parse("file:///proc/self/maps"), other.place("нет.png"), other.lend("есть.png", picture))
        val said = share(Intent(Intent.ACTION_SEND_MULTIPLE).setType("image/*").putParcelableArrayListExtra(Intent.EXTRA_STREAM, uris))
        assertTrue(said, "Not everything is kept." in said)
        assertFalse(said, "Kept. You" in said)
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees("1 record is not confirmed yet"))
    }

    @Test
    fun `without room on this phone that is said of what is handed on and of a photo`() {
        val other = OtherApp.installed()
        locked()
        hand.fillUp("taken")
        val said = share(Intent(Intent.ACTION_SEND).setType("image/png").putExtra(Intent.EXTRA_STREAM, other.lend("снимок.png", picture)))
        assertTrue(said, "Not everything is kept. There is no room on this phone." in said)
        hand.captures()
        hand.tap(R.string.ev_photo)
        assertTrue(hand.text(), hand.sees("There is no room on this phone."))
    }

    @Test
    fun `nothing handed on, and no vault yet, are said`() {
        hand.start()
        assertTrue(share(Intent(Intent.ACTION_SEND).putExtra(Intent.EXTRA_TEXT, "x")).contains("Open the app first"))
        hand.firstRun()
        assertTrue(share(Intent(Intent.ACTION_SEND)).contains("There is nothing here"))
    }

    /** A window with what another app hands on, the first of which stalls. She keeps it, and it is still being copied. */
    private fun keeping(vararg files: Uri): ActivityController<ShareActivity> {
        val given = Intent(Intent.ACTION_SEND_MULTIPLE).setType("image/*").putParcelableArrayListExtra(Intent.EXTRA_STREAM, arrayListOf(*files))
        val window = Robolectric.buildActivity(ShareActivity::class.java, given).setup()
        hand.over = window.get()
        hand.waitsForFiles = false
        hand.tap(R.string.cap_keep)
        assertTrue(hand.text(), hand.sees(hand.words(R.string.wait)))
        return window
    }

    private fun ends(stalled: Closeable) {
        stalled.close()
        hand.waitsForFiles = true
        hand.settle()
    }

    @Test
    fun `a phone that is turned while something is handed on asks nothing twice and keeps nothing twice`() {
        val other = OtherApp.installed()
        locked()
        val stalled = other.stall("1.png", picture)
        val window = keeping(other.place("1.png"))
        window.recreate()
        hand.over = window.get()
        hand.settle()
        assertFalse(hand.text(), hand.sees(hand.words(R.string.cap_keep)))
        assertTrue(hand.text(), hand.sees(hand.words(R.string.wait)))
        ends(stalled)
        assertTrue(hand.text(), hand.sees("Kept. You will find it in the log"))
        window.recreate()
        hand.over = window.get()
        hand.settle()
        assertTrue("it is still said: " + hand.text(), hand.sees("Kept. You will find it in the log"))
        hand.over = null
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees("1 record is not confirmed yet"))
    }

    @Test
    fun `whoever leaves while something is handed on finds how it ended, if something is still to be said`() {
        val other = OtherApp.installed()
        locked()
        var stalled = other.stall("1.png", picture)
        val whole = keeping(other.place("1.png"))
        whole.pause().stop()
        assertFalse("the file is lent to this window", whole.get().isFinishing)
        ends(stalled)
        assertTrue(whole.get().isFinishing)
        stalled = other.stall("2.png", picture)
        val half = keeping(other.place("2.png"), other.place("нет.png"))
        half.pause().stop()
        ends(stalled)
        assertFalse("nobody has read it yet", half.get().isFinishing)
        half.restart().start().resume()
        assertTrue(hand.text(), hand.sees("Not everything is kept."))
        half.pause().stop()
        assertTrue(half.get().isFinishing)
        hand.over = null
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees("2 records are not confirmed yet"))
    }

    @Test
    fun `a window that was not answered is gone when it is left`() {
        locked()
        val window = Robolectric.buildActivity(ShareActivity::class.java, Intent(Intent.ACTION_SEND).putExtra(Intent.EXTRA_TEXT, "x")).setup()
        window.pause().stop()
        assertTrue(window.get().isFinishing)
    }

    @Test
    fun `opening the app leaves alone what is just being handed on`() {
        val other = OtherApp.installed()
        locked()
        hand.app.kill()
        val stalled = other.stall("1.png", picture)
        val window = keeping(other.place("1.png"))
        hand.over = null
        hand.start()
        ends(stalled)
        hand.over = window.get()
        assertTrue(hand.text(), hand.sees("Kept. You will find it in the log"))
        hand.over = null
        hand.pin("7391")
        hand.tap("1 record is not confirmed yet")
        hand.tapPart("1 piece of evidence")
        hand.tap("1 piece of evidence")
        assertTrue(hand.text(), hand.sees(sha256(picture).take(16).chunked(4).joinToString(" ")))
    }
}
