package kz.zhospar

import android.Manifest
import android.app.Activity
import android.content.Intent
import android.content.pm.PackageManager
import android.graphics.Bitmap
import android.provider.MediaStore
import android.widget.TextView
import kz.zhospar.core.generated.draftOf
import kz.zhospar.platform.TakenSort
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

@RunWith(RobolectricTestRunner::class)
class EvidenceTest {
    private val hand = Hand()
    private val picture = ByteArrayOutputStream().also { Bitmap.createBitmap(40, 30, Bitmap.Config.ARGB_8888).compress(Bitmap.CompressFormat.JPEG, 90, it) }.toByteArray()

    /** On the evidence of a new incident without a word. */
    private fun opened(second: String? = null): Hand = hand.start().firstRun(second = second).apply {
        pin("7391")
        begin("loiter")
        tap(R.string.ev_title)
    }

    private fun Hand.seesHash(bytes: ByteArray) = sees(sha256(bytes).take(16).chunked(4).joinToString(" "))

    private fun Hand.reopen(pin: String = "7391") {
        tap(R.string.lock)
        pin(pin)
        tap(R.string.log)
        views().first { it.isClickable && said(it).orEmpty().contains(kind("loiter")) }.performClick()
        settle()
    }

    @Test
    fun `a photo is attached, there after locking, with the hash of what the camera wrote, and nothing of it lies outside`() {
        opened().tap(R.string.ev_add_photo)
        assertEquals(MediaStore.ACTION_IMAGE_CAPTURE, hand.errand().action)
        hand.camera(picture)
        assertTrue(hand.text(), hand.seesHash(picture))
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.reopen()
        hand.tap("1 piece of evidence")
        assertTrue(hand.text(), hand.seesHash(picture))
        assertTrue(hand.text(), hand.sees("Can be added later"))
        hand.tapPart("photo.jpg")
        assertTrue(hand.text(), hand.sees("Added"))
        assertEquals("shown, and removed at once", emptyList<Any>(), hand.leftOutside())
    }

    @Test
    fun `an hour in the camera locks, and the photo is in the log all the same, not confirmed`() {
        opened().tap(R.string.ev_add_photo)
        hand.camera(picture, seconds = 3_600)
        assertTrue(hand.text(), hand.sees("Kept. You will find it in the log"))
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.back()
        hand.pin("7391")
        hand.tap("1 record is not confirmed yet")
        assertTrue(hand.text(), hand.sees("1 piece of evidence"))
    }

    @Test
    fun `a process that was killed while the camera was open loses no photo`() {
        opened().tap(R.string.ev_add_photo)
        @Suppress("DEPRECATION")
        val uri = hand.errand().getParcelableExtra<android.net.Uri>(MediaStore.EXTRA_OUTPUT)!!
        hand.app.contentResolver.openOutputStream(uri)!!.use { it.write(picture) }
        hand.killAndStart()
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.pin("7391")
        hand.tap("1 record is not confirmed yet")
        assertTrue(hand.text(), hand.sees("1 piece of evidence"))
    }

    @Test
    fun `what a kill left of pictures that were shown and of halves of copies is gone at the next start, a recording is kept`() {
        opened()
        val temporary = hand.app.shell.media.temporary
        listOf(temporary.newShown(), temporary.newCopy(), temporary.newTaken(TakenSort.SOUND)!!).forEach { it.writeBytes(FakeSound.HEARD) }
        temporary.newLent().apply { parentFile!!.mkdirs() }.writeBytes(FakeSound.HEARD)
        temporary.newTaken(TakenSort.PHOTO)
        assertEquals(5, hand.leftOutside().size)
        hand.killAndStart()
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.pin("7391")
        hand.tap("1 record is not confirmed yet")
        assertTrue(hand.text(), hand.sees("1 piece of evidence"))
    }

    @Test
    fun `what is to go loses its name at once, and is overwritten by a thread beside`() {
        opened()
        val temporary = hand.app.shell.media.temporary
        val photo = temporary.newTaken(TakenSort.PHOTO)!!.apply { writeBytes(FakeSound.HEARD) }
        val asked = hand.app.beside.asked
        temporary.erase(photo)
        assertFalse("nobody finds it as a photo any more", photo.exists())
        assertEquals(asked + 1, hand.app.beside.asked)
        hand.settle()
        assertEquals(emptyList<Any>(), hand.leftOutside())
    }

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
    fun `the ways to more of it stand one below the other under their heading, as wide as the page`() {
        opened()
        assertTrue(hand.text(), hand.sees(hand.words(R.string.ev_add)))
        val ways = listOf(R.string.ev_add_photo, R.string.ev_add_voice, R.string.ev_add_file).map { way -> hand.views().single { hand.said(it) == hand.words(way) } }
        val page = hand.views().single { (it as? TextView)?.text == hand.words(R.string.ev_add) }
        ways.forEach { assertEquals(page.width, it.width) }
        assertTrue("the first is the largest", ways[0].height > ways[1].height && ways[1].height == ways[2].height)
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
    fun `without room on this phone a photo and a voice say so, and blame no camera and no microphone`() {
        shadowOf(hand.app).grantPermissions(Manifest.permission.RECORD_AUDIO)
        opened()
        hand.fillUp("taken")
        hand.tap(R.string.ev_add_photo)
        assertTrue(hand.text(), hand.sees("There is no room on this phone."))
        assertFalse(hand.text(), hand.sees("camera can't"))
        hand.tap(R.string.ev_add_voice)
        hand.tap(R.string.rec_start)
        assertTrue(hand.text(), hand.sees("There is no room on this phone."))
        assertFalse(hand.text(), hand.sees("The microphone can't be used now."))
        assertEquals(null, hand.app.recorder.recording)
    }

    @Test
    fun `a recording that breaks off, or into which nothing more comes, says so and keeps what there is`() {
        shadowOf(hand.app).grantPermissions(Manifest.permission.RECORD_AUDIO)
        opened()
        for (how in listOf({ hand.app.recorder.broke() }, { hand.app.recorder.isStill = true })) {
            hand.tap(R.string.ev_add_voice)
            hand.tap(R.string.rec_start)
            hand.pass(30)
            assertTrue(hand.text(), hand.sees("Recording 0:30"))
            how()
            hand.pass(15)
            assertTrue(hand.text(), hand.sees("The recording broke off."))
            assertFalse("nothing counts on: " + hand.text(), hand.sees("Recording 0:"))
            assertEquals(null, hand.app.recorder.recording)
            hand.back()
        }
        assertEquals("both are kept", 2, hand.views().count { hand.said(it).orEmpty().startsWith("voice.aac. ") })
        assertEquals(emptyList<Any>(), hand.leftOutside())
    }

    @Test
    fun `whoever gives up in the camera leaves nothing behind`() {
        opened().tap(R.string.ev_add_photo)
        hand.comesBack(null, result = Activity.RESULT_CANCELED)
        assertTrue(hand.text(), hand.sees("Nothing is attached yet."))
        assertEquals(emptyList<Any>(), hand.leftOutside())
    }

    @Test
    fun `without a camera, files are offered`() {
        opened()
        shadowOf(hand.app).checkActivities(true)
        hand.tap(R.string.ev_add_photo)
        assertTrue(hand.text(), hand.sees("The camera can't be used here."))
        hand.tap(R.string.ev_add_file)
        assertTrue(hand.text(), hand.sees("There is no app here that shows files."))
        assertEquals(emptyList<Any>(), hand.leftOutside())
    }

    @Test
    fun `a voice is recorded, kept and played`() {
        shadowOf(hand.app).grantPermissions(Manifest.permission.RECORD_AUDIO)
        opened().tap(R.string.ev_add_voice)
        hand.tap(R.string.rec_start)
        hand.pass(12)
        assertTrue(hand.text(), hand.sees("Recording 0:12"))
        hand.tap(R.string.rec_stop)
        assertTrue(hand.text(), hand.seesHash(FakeSound.HEARD))
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.tapPart("voice.aac")
        hand.tap(R.string.piece_play)
        assertArrayEquals(FakeSound.HEARD, hand.app.recorder.heard)
        assertEquals(1, hand.leftOutside().size)
        hand.tap(R.string.lock)
        assertEquals("the lock removes it", emptyList<Any>(), hand.leftOutside())
        assertEquals(null, hand.app.recorder.playing)
    }

    @Test
    fun `leaving the app while it records keeps what was recorded`() {
        shadowOf(hand.app).grantPermissions(Manifest.permission.RECORD_AUDIO)
        opened().tap(R.string.ev_add_voice)
        hand.tap(R.string.rec_start)
        hand.leave()
        hand.comeBack()
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.pin("7391")
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("1 piece of evidence"))
    }

    @Test
    fun `without the microphone a file is offered`() {
        shadowOf(hand.app).denyPermissions(Manifest.permission.RECORD_AUDIO)
        opened().tap(R.string.ev_add_voice)
        hand.tap(R.string.rec_start)
        hand.activity.onRequestPermissionsResult(
            shadowOf(hand.activity).lastRequestedPermission.requestCode,
            arrayOf(Manifest.permission.RECORD_AUDIO),
            intArrayOf(PackageManager.PERMISSION_DENIED),
        )
        hand.settle()
        assertTrue(hand.text(), hand.sees("Without the microphone nothing can be recorded."))
        hand.tap(R.string.ev_pick)
        assertEquals(Intent.ACTION_OPEN_DOCUMENT, hand.errand().action)
        assertTrue("what lies on a server could keep everyone waiting", hand.errand().getBooleanExtra(Intent.EXTRA_LOCAL_ONLY, false))
        hand.comesBack(OtherApp.installed().lend("переписка.png", picture))
        assertTrue(hand.text(), hand.sees("переписка.png"))
    }

    @Test
    fun `a microphone that another app holds is said to be held`() {
        shadowOf(hand.app).grantPermissions(Manifest.permission.RECORD_AUDIO)
        hand.app.recorder.isBusy = true
        opened().tap(R.string.ev_add_voice)
        hand.tap(R.string.rec_start)
        assertTrue(hand.text(), hand.sees("The microphone can't be used now."))
        assertEquals(emptyList<Any>(), hand.leftOutside())
    }

    @Test
    fun `a file that is gone, and one of our own, are not read`() {
        opened().tap(R.string.ev_add_file)
        val other = OtherApp.installed()
        hand.comesBack(other.place("нет.bin"))
        assertTrue(hand.text(), hand.sees("This file can't be read."))
        hand.tap(R.string.ev_add_file)
        hand.comesBack(android.net.Uri.fromFile(java.io.File(hand.app.noBackupFilesDir, "log/head.0")))
        assertTrue(hand.text(), hand.sees("This file can't be read."))
        assertTrue(hand.text(), hand.sees("Nothing is attached yet."))
    }

    @Test
    fun `a large file goes through in pieces`() {
        val other = OtherApp.installed()
        val uri = other.place("камера.mp4")
        java.io.RandomAccessFile(other.file("камера.mp4"), "rw").use { it.setLength(LARGE_BYTES) }
        opened().tap(R.string.ev_add_file)
        hand.comesBack(uri)
        assertTrue(hand.text(), hand.sees("камера.mp4"))
        assertTrue(hand.text(), hand.sees("2.2 GB"))
    }

    @Test
    fun `a lock breaks off a large file that lies on a disk`() {
        val other = OtherApp.installed()
        java.io.RandomAccessFile(other.file("камера.mp4"), "rw").use { it.setLength(LARGE_BYTES) }
        opened().tap(R.string.ev_add_file)
        hand.waitsForFiles = false
        hand.comesBack(other.place("камера.mp4"))
        hand.settleUntil("it is being read") { other.isWanted }
        hand.tap(R.string.lock)
        hand.waitsForFiles = true
        hand.settle()
        assertTrue(hand.text(), hand.sees("Not kept: Locked."))
        hand.back()
        hand.pin("7391")
        hand.tap(R.string.log)
        assertFalse(hand.text(), hand.sees("piece of evidence"))
    }

    @Test
    fun `an app that stalls while it lends a file holds up neither the lock nor the PIN`() {
        val other = OtherApp.installed()
        val stalled = other.stall("стоит.bin", FakeSound.HEARD)
        opened().tap(R.string.ev_add_file)
        hand.waitsForFiles = false
        hand.comesBack(other.place("стоит.bin"))
        assertTrue(hand.text(), hand.sees("The file is being sealed."))
        hand.tap(R.string.lock)
        assertTrue(hand.text(), hand.sees("Not kept: the app was left before the file was here."))
        hand.back()
        hand.pin("7391")
        hand.tap(R.string.log)
        assertFalse(hand.text(), hand.sees("piece of evidence"))
        stalled.close()
        hand.waitsForFiles = true
        hand.settle()
        assertEquals(emptyList<Any>(), hand.leftOutside())
    }

    @Test
    fun `what comes out of a pipe whole is kept`() {
        val other = OtherApp.installed()
        val slow = other.stall("поток.bin", FakeSound.HEARD)
        opened().tap(R.string.ev_add_file)
        hand.waitsForFiles = false
        hand.comesBack(other.place("поток.bin"))
        slow.close()
        hand.waitsForFiles = true
        hand.settle()
        assertTrue(hand.text(), hand.seesHash(FakeSound.HEARD))
        assertEquals(emptyList<Any>(), hand.leftOutside())
    }

    @Test
    fun `an image of someone under 18 is kept nowhere, and the words say what to do`() {
        hand.start().firstRun().pin("7391")
        hand.app.shell.ask({
            val image = draftOf("image", now().wall).copy(what = "Прислал чужое", own = mapOf("under_18" to "yes"))
            opened().log().use { it.add(image, now()) }
        })
        hand.settle()
        hand.tap(R.string.log)
        hand.tapPart("Прислал чужое")
        hand.tap(R.string.ev_title)
        hand.tap(R.string.ev_add_photo)
        hand.camera(picture)
        assertTrue(hand.text(), hand.sees("An image of someone under 18 must not be kept"))
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.tap(R.string.lock)
        hand.pin("7391")
        assertFalse("nor among the captures", hand.sees("not confirmed"))
    }

    @Test
    fun `a lock breaks off a file that never ends, and the log opens again at once`() {
        val other = OtherApp.installed()
        val endless = other.file("бесконечно.bin")
        assertEquals(0, ProcessBuilder("mkfifo", endless.path).start().waitFor())
        val enough = CountDownLatch(500)
        val feeder = thread(isDaemon = true) {
            try {
                endless.outputStream().use { out -> while (true) out.write(FakeSound.HEARD).also { enough.countDown() } }
            } catch (_: IOException) {
                // Nobody reads any more.
            }
        }
        opened().tap(R.string.ev_add_file)
        hand.waitsForFiles = false
        hand.comesBack(other.place("бесконечно.bin"))
        assertTrue("it is being read", enough.await(WAIT_S, TimeUnit.SECONDS))
        assertTrue(hand.text(), hand.sees("The file is being sealed."))
        assertTrue("the screen stays on", hand.views().any { it.keepScreenOn })
        hand.pass(700)
        assertTrue("who waits is not locked out: " + hand.text(), hand.sees("The file is being sealed."))
        hand.tap(R.string.lock)
        hand.waitsForFiles = true
        hand.settle()
        feeder.join(10_000)
        assertFalse("nobody reads it any more", feeder.isAlive)
        assertTrue(hand.text(), hand.sees("Not kept: the app was left before the file was here."))
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.back()
        hand.pin("7391")
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees(hand.kind("loiter")))
        assertFalse(hand.text(), hand.sees("piece of evidence"))
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

    @Test
    fun `a photo straight from Today is kept first and then named`() {
        hand.start().firstRun().pin("7391")
        hand.tap(R.string.ev_photo)
        hand.camera(picture)
        assertTrue("it stands in an incident of its own: " + hand.text(), hand.sees("1 piece of evidence"))
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.type(R.string.what, "Ждал у подъезда")
        hand.back()
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("Ждал у подъезда"))
        assertFalse("she made it behind the PIN", hand.sees(hand.words(R.string.unconfirmed)))
    }

    @Test
    fun `a voice straight from Today outlasts the lock that came while it was made`() {
        shadowOf(hand.app).grantPermissions(Manifest.permission.RECORD_AUDIO)
        hand.start().firstRun().pin("7391")
        hand.tap(R.string.ev_voice)
        hand.tap(R.string.rec_start)
        hand.pass(3)
        hand.tap(R.string.rec_stop)
        assertTrue(hand.text(), hand.sees("1 piece of evidence"))
        hand.back()
        hand.tap(R.string.ev_voice)
        hand.tap(R.string.rec_start)
        hand.leave()
        hand.comeBack()
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.pin("7391")
        hand.tap(R.string.log)
        assertEquals("two voices, each in an incident", 2, hand.views().count { it.isClickable && hand.said(it).orEmpty().contains("1 piece of evidence") })
    }

    @Test
    fun `a photo from Today that came back to a locked app is in the log after the next unlock`() {
        hand.start().firstRun().pin("7391")
        hand.tap(R.string.ev_photo)
        hand.camera(picture, seconds = 3_600)
        assertTrue(hand.text(), hand.sees("Kept. You will find it in the log"))
        hand.back()
        hand.pin("7391")
        hand.tap("1 record is not confirmed yet")
        assertTrue(hand.text(), hand.sees("1 piece of evidence"))
    }

    @Test
    fun `behind the second PIN a photo from Today stays in the other log`() {
        hand.start().firstRun(second = "2846").pin("2846")
        hand.tap(R.string.ev_photo)
        hand.camera(picture)
        assertTrue(hand.text(), hand.sees("1 piece of evidence"))
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.tap(R.string.log)
        assertFalse(hand.text(), hand.sees("1 piece of evidence"))
        hand.tap(R.string.lock)
        hand.pin("2846")
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("1 piece of evidence"))
    }

    private companion object {
        /** More than an Int counts. */
        const val LARGE_BYTES = 2_200_000_000L
        const val WAIT_S = 20L
    }
}
