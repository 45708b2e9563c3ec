package kz.zhospar

import android.content.Intent
import android.net.Uri
import kz.zhospar.core.generated.DossierVerdict
import kz.zhospar.core.generated.verifyDossier
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import java.io.File
import java.util.zip.ZipFile

@RunWith(RobolectricTestRunner::class)
class DossierTest {
    private val hand = Hand()
    private val other by lazy { OtherApp.installed() }
    private val photo = File("../cli/sample/photo.jpg").readBytes()

    /** An incident with a photo, and the calls of one number out of an export. */
    private fun Hand.fill() {
        begin("loiter")
        type(R.string.what, "Стоял у подъезда два часа")
        tap(R.string.ev_title)
        tap(R.string.ev_add_photo)
        camera(photo)
        repeat(2) { back() }
        tap(R.string.ways)
        tap(R.string.imp_title)
        tap(R.string.ev_pick)
        comesBack(other.lend("calls.xml", File("../cli/sample/calls.xml").readBytes()))
        tapPart("+77020003764")
        tapPart("Take in: ")
        repeat(3) { back() }
    }

    private fun Hand.dossier() {
        tap(R.string.ways)
        tap(R.string.dos_title)
    }

    private fun Hand.handOver(name: String, way: Int = R.string.dos_hand_over): Uri {
        tap(way)
        pin("7391")
        tap(R.string.out_yes)
        return other.place(name).also { comesBack(it) }
    }

    /** What the preview says of something; looks at it and comes back. */
    private fun Hand.learns(name: String): String {
        tap(R.string.dos_preview)
        val said = text().lines().dropWhile { it != name }[1]
        back()
        return said
    }

    private fun checked(name: String, code: String?) = verifyDossier(listOf(other.file(name).path), code, null)

    private fun code(): String = hand.views().mapNotNull { it.contentDescription?.toString() }.single { CODE.matches(it) }

    private fun names(zip: String): List<String> = ZipFile(other.file(zip)).use { file -> file.entries().asSequence().map { it.name }.toList() }

    @Test
    fun `from the first run to a dossier that checks, with its code and its photo`() {
        hand.opened().fill()
        hand.dossier()
        hand.handOver("dossier.zip")
        assertTrue(hand.text(), hand.sees("Incidents: 2, files: 1"))
        val verdict = checked("dossier.zip", code())
        assertTrue("$verdict", verdict is DossierVerdict.Matches && verdict.at == null && verdict.covered == verdict.records)
        assertEquals(DossierVerdict.Consistent(otherAnchor = false), checked("dossier.zip", null))
        assertTrue("${names("dossier.zip")}", names("dossier.zip").containsAll(listOf("statement.pdf", "evidence/0001.jpg", "verify.html", "SHA256SUMS")))
        ZipFile(other.file("dossier.zip")).use { file ->
            val bytes = file.getInputStream(file.getEntry("evidence/0001.jpg")).readBytes()
            assertFalse("the place is withheld, so the copy has no metadata", String(bytes, Charsets.ISO_8859_1).contains("Exif"))
        }
        val altered = other.file("dossier.zip").readBytes().also { it[it.size / 2] = (it[it.size / 2] + 1).toByte() }
        other.lend("altered.zip", altered)
        assertTrue(checked("altered.zip", null) is DossierVerdict.Altered)
    }

    @Test
    fun `the PIN is asked for, what it means is said, and giving up writes nothing`() {
        hand.opened().fill()
        hand.dossier()
        hand.tap(R.string.dos_hand_over)
        hand.pin("0000")
        assertTrue(hand.text(), hand.sees("does not open"))
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees("whoever has it can read it"))
        hand.tap(R.string.out_yes)
        assertEquals(Intent.ACTION_CREATE_DOCUMENT, hand.errand().action)
        assertEquals("Plan.zip", hand.errand().getStringExtra(Intent.EXTRA_TITLE))
        hand.comesBack(null, result = android.app.Activity.RESULT_CANCELED)
        repeat(3) { hand.back() }
        hand.tap(R.string.ways)
        hand.tap(R.string.dos_copies)
        assertFalse(hand.text(), hand.sees("· Dossier"))
    }

    @Test
    fun `a place without room has no dossier and no page, and neither counts as one`() {
        hand.opened().fill()
        hand.dossier()
        for ((way, name) in listOf(R.string.dos_hand_over to "dossier.zip", R.string.dos_summary to "page.pdf")) {
            other.full(name)
            hand.handOver(name, way)
            assertTrue(hand.text(), hand.sees("Not taken out:"))
            assertFalse(hand.text(), hand.sees("It is written."))
            assertEquals(emptyList<Any>(), hand.leftOutside())
            hand.back()
        }
        repeat(2) { hand.back() }
        hand.tap(R.string.ways)
        hand.tap(R.string.dos_copies)
        assertFalse(hand.text(), hand.sees("· Dossier") || hand.sees("Page for a crisis centre"))
    }

    @Test
    fun `what is withheld is in no file, and the preview says so`() {
        hand.opened().fill()
        hand.dossier()
        assertTrue("all but points on the map goes in", listOf("Where", "Who", "Words said", "Harm").all { hand.isTicked(it) })
        hand.tap("Harm")
        hand.tap("Words said")
        assertFalse(hand.isTicked("Harm"))
        hand.tap(R.string.dos_preview)
        assertTrue(hand.text(), hand.sees("Withheld") && hand.sees("Harm") && hand.sees("Words said"))
        hand.back()
        hand.handOver("dossier.zip")
        assertTrue(checked("dossier.zip", code()) is DossierVerdict.Matches)
        ZipFile(other.file("dossier.zip")).use { file ->
            val told = file.getInputStream(file.getEntry("incidents.json")).reader().readText()
            assertTrue(told, "Стоял у подъезда" in told)
            assertFalse(told, "\"harm\"" in told || "\"words\"" in told)
        }
    }

    @Test
    fun `points on the map go in only if she ticks them, and stay out with the place`() {
        hand.opened().fill()
        hand.dossier()
        assertFalse(hand.isTicked(hand.words(R.string.dos_points)))
        assertEquals("no", hand.learns("Positions on the map"))
        hand.tap(R.string.dos_points)
        assertEquals("yes", hand.learns("Positions on the map"))
        assertFalse(hand.text(), "Positions on the map" in hand.learns("Withheld"))
        hand.tap("Where")
        assertFalse("there is nothing to tick then", hand.sees(hand.words(R.string.dos_points)))
        assertEquals("no", hand.learns("Positions on the map"))
        assertTrue(hand.learns("Withheld").contains("Where"))
        hand.tap("Where")
        assertFalse("with the place they do not come back by themselves", hand.isTicked(hand.words(R.string.dos_points)))
    }

    @Test
    fun `what she says for the statement is kept when she leaves, and a date that is none is said`() {
        hand.opened().dossier()
        hand.tap(R.string.dos_statement)
        hand.type(R.string.dos_to, "Начальнику РОП")
        hand.type(R.string.dos_born, "вчера")
        hand.back()
        assertTrue(hand.text(), hand.sees("This was not kept:"))
        // As a keyboard writes, which is held to what the field takes.
        hand.field(R.string.dos_born).text.run {
            clear()
            "3.1985".forEach { append(it) }
        }
        hand.settle()
        hand.back()
        hand.tap(R.string.dos_statement)
        assertEquals("Начальнику РОП", hand.field(R.string.dos_to).text.toString())
        assertEquals("03.1985", hand.field(R.string.dos_born).text.toString())
    }

    @Test
    fun `the paper for her lies nowhere once she leaves, unless she keeps it`() {
        hand.opened().fill()
        hand.dossier()
        hand.handOver("dossier.zip")
        assertEquals(1, hand.leftOutside().size)
        hand.tap(R.string.dos_paper_keep)
        hand.comesBack(other.place("paper.pdf"))
        assertTrue(hand.text(), hand.sees("It is kept where you chose."))
        assertTrue(other.file("paper.pdf").readText(Charsets.ISO_8859_1).startsWith("%PDF-"))
        hand.back()
        assertEquals(emptyList<Any>(), hand.leftOutside())
    }

    @Test
    fun `copies outside are listed until she marks them, and a slip is taken back`() {
        hand.opened().fill()
        hand.dossier()
        hand.handOver("page.pdf", R.string.dos_summary)
        assertTrue(hand.text(), hand.sees("It is written."))
        assertTrue(other.file("page.pdf").readText(Charsets.ISO_8859_1).startsWith("%PDF-"))
        repeat(3) { hand.back() }
        hand.tap(R.string.ways)
        hand.tap(R.string.dos_copies)
        assertTrue(hand.text(), hand.sees("Page for a crisis centre") && hand.sees("Imported"))
        hand.tapPart("The copy is gone: " + hand.text().lines().single { "crisis centre" in it })
        assertTrue(hand.text(), hand.sees("Marked as gone:"))
        hand.tapPart("The copy is still there")
        assertFalse(hand.text(), hand.sees("Marked as gone:"))
    }

    @Test
    fun `one photo goes out without its place, is noted, and stays as it is in the log`() {
        hand.opened().fill()
        hand.tap(R.string.log)
        hand.tapPart("Стоял у подъезда")
        hand.tap("1 piece of evidence")
        hand.tapPart("photo.jpg")
        hand.tap(R.string.out_title)
        hand.pin("7391")
        hand.tap(R.string.out_bare)
        hand.comesBack(other.place("bare.jpg"))
        assertTrue(hand.text(), hand.sees(hand.words(R.string.out_done)))
        assertTrue(String(photo, Charsets.ISO_8859_1).contains("Exif"))
        assertFalse(other.file("bare.jpg").readText(Charsets.ISO_8859_1).contains("Exif"))
        repeat(4) { hand.back() }
        hand.tap(R.string.today)
        hand.tap(R.string.ways)
        hand.tap(R.string.dos_copies)
        assertTrue(hand.text(), hand.sees("· A file"))
    }

    @Test
    fun `behind the second PIN a dossier is of the other log`() {
        hand.opened("8264").fill()
        hand.tap(R.string.lock)
        hand.pin("8264")
        hand.dossier()
        hand.tap(R.string.dos_hand_over)
        hand.pin("8264")
        hand.tap(R.string.out_yes)
        hand.comesBack(other.place("dossier.zip"))
        assertTrue(hand.text(), hand.sees("Incidents: 0, files: 0"))
        assertTrue(checked("dossier.zip", code()) is DossierVerdict.Matches)
    }

    private companion object {
        val CODE = Regex("([0-9A-Z]{4}-)+[0-9A-Z]{1,4}")
    }
}
