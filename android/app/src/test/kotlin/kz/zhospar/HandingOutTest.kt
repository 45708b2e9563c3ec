package kz.zhospar

import android.app.Activity
import android.content.Intent
import android.net.Uri
import android.provider.OpenableColumns
import kz.zhospar.core.generated.DossierVerdict
import kz.zhospar.core.generated.verifyDossier
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import java.io.File
import java.util.zip.ZipFile

/** One piece of evidence given to an app, and which incidents go into a dossier. */
@RunWith(RobolectricTestRunner::class)
class HandingOutTest {
    private val hand = Hand()
    private val other by lazy { OtherApp.installed() }
    private val photo = File("../cli/sample/photo.jpg").readBytes()

    private fun opened(): Hand = hand.start().firstRun().apply { pin("7391") }

    /** On the page of a photo, where it is asked in which way it is to leave the log. */
    private fun asked(name: String = "photo.jpg", content: ByteArray = photo): Hand = opened().apply {
        begin("loiter")
        tap(R.string.ev_title)
        tap(R.string.ev_add_file)
        comesBack(other.lend(name, content))
        tapPart(name)
        tap(R.string.out_title)
        pin("7391")
    }

    @Suppress("DEPRECATION")
    private fun lent(): Uri = hand.errand().getParcelableExtra<Intent>(Intent.EXTRA_INTENT)!!.clipData!!.getItemAt(0).uri

    private fun read(uri: Uri): ByteArray? = runCatching { hand.app.contentResolver.openInputStream(uri)!!.use { it.readBytes() } }.getOrNull()

    @Test
    fun `an app gets one piece as it is, for as long as the page is there, and the list of copies outside has it`() {
        asked().tap(R.string.out_app_as_is)
        assertEquals(Intent.ACTION_CHOOSER, hand.errand().action)
        val uri = lent()
        assertArrayEquals(photo, read(uri))
        assertEquals("image/jpeg", hand.app.contentResolver.getType(uri))
        hand.app.contentResolver.query(uri, arrayOf(OpenableColumns.DISPLAY_NAME), null, null, null)!!.use { row ->
            row.moveToFirst()
            assertEquals("photo.jpg", row.getString(0))
        }
        hand.comesBack(null, result = Activity.RESULT_CANCELED)
        assertArrayEquals("it may still be reading", photo, read(uri))
        hand.tap(R.string.out_lent_end)
        assertEquals(null, read(uri))
        assertEquals(emptyList<Any>(), hand.leftOutside())
        repeat(4) { hand.back() }
        hand.more(R.string.dos_copies)
        assertTrue(hand.text(), hand.sees("27 Nov 2026"))
    }

    @Test
    fun `without place and device it gets another file than the log has`() {
        asked().tap(R.string.out_app_bare)
        val given = read(lent())!!
        assertFalse(given.contentEquals(photo))
        assertTrue("the picture has its place, the copy has none", photo.holds("GPS") || photo.holds("Exif"))
        assertFalse(given.holds("Exif"))
    }

    private fun ByteArray.holds(words: String) = String(this, Charsets.ISO_8859_1).contains(words)

    @Test
    fun `a lock, a kill and a file that has no bare copy leave nothing outside`() {
        asked().tap(R.string.out_app_as_is)
        val uri = lent()
        hand.comesBack(null, seconds = 600, result = Activity.RESULT_CANCELED)
        assertEquals("locked meanwhile", null, read(uri))
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.pin("7391")
        hand.begin("loiter")
        hand.tap(R.string.ev_title)
        hand.tap(R.string.ev_add_file)
        hand.comesBack(other.lend("doc.pdf", "%PDF-1.7".toByteArray()))
        hand.tapPart("doc.pdf")
        hand.tap(R.string.out_title)
        hand.pin("7391")
        hand.tap(R.string.out_app_bare)
        assertTrue(hand.text(), hand.sees("Not taken out:"))
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.tap(R.string.out_app_as_is)
        assertEquals(1, hand.leftOutside().size)
        hand.killAndStart()
        assertEquals(emptyList<Any>(), hand.leftOutside())
    }

    private fun Hand.dossier(): Hand = more(R.string.dos_title)

    private fun Hand.handOver(name: String) {
        tap(R.string.dos_hand_over)
        pin("7391")
        tap(R.string.out_yes)
        comesBack(other.place(name))
    }

    private fun incidents(name: String): String = ZipFile(other.file(name)).use { it.getInputStream(it.getEntry("incidents.json")).reader().readText() }

    @Test
    fun `an incident without its tick is in no file of a dossier, which is whole all the same`() {
        opened().writeOne("Стоял у подъезда")
        hand.writeOne("Писал сестре")
        hand.dossier().tap(R.string.dos_which)
        hand.tapPart("Писал сестре")
        hand.back()
        assertTrue(hand.text(), hand.sees("1 left out"))
        hand.handOver("dossier.zip")
        assertTrue(verifyDossier(listOf(other.file("dossier.zip").path), null, null) is DossierVerdict.Consistent)
        val told = incidents("dossier.zip")
        assertTrue(told, "Стоял у подъезда" in told)
        assertFalse(told, "Писал сестре" in told)
        repeat(2) { hand.back() }
        hand.tap(R.string.dos_title)
        assertFalse("the next one begins anew: " + hand.text(), hand.sees("left out"))
    }

    @Test
    fun `with nothing ticked it is said that nothing is in it`() {
        opened().writeOne("Стоял у подъезда")
        hand.dossier().tap(R.string.dos_which)
        hand.tapPart("Стоял у подъезда")
        hand.back()
        hand.handOver("dossier.zip")
        assertTrue(hand.text(), hand.sees("Incidents: 0, files: 0"))
        assertFalse("Стоял у подъезда" in incidents("dossier.zip"))
    }

    @Test
    fun `a note that is not confirmed goes in only with its tick`() {
        hand.start().firstRun()
        hand.tap(R.string.lock_more)
        hand.tap(R.string.cap_title)
        hand.tap(R.string.write)
        hand.type(R.string.what, "Ждал у лифта")
        hand.tap(R.string.cap_keep)
        repeat(2) { hand.back() }
        hand.pin("7391")
        hand.writeOne("Стоял у подъезда")
        hand.dossier().handOver("without.zip")
        assertFalse("Ждал у лифта" in incidents("without.zip"))
        hand.back()
        hand.tap(R.string.dos_which)
        hand.tapPart("Ждал у лифта")
        hand.back()
        hand.handOver("with.zip")
        assertTrue("Ждал у лифта" in incidents("with.zip"))
    }
}
