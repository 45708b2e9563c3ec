package kz.zhospar

import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import java.io.IOException
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

/** Files of other apps, however large and slow. */
@RunWith(RobolectricTestRunner::class)
class FileTest : EvidenceStories() {
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
        feeder.join(WAIT_S * 1_000)
        assertFalse("nobody reads it any more", feeder.isAlive)
        assertTrue(hand.text(), hand.sees("Not kept: the app was left before the file was here."))
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.back()
        hand.pin("7391")
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees(hand.kind("loiter")))
        assertFalse(hand.text(), hand.sees("piece of evidence"))
    }

    private companion object {
        /** More than an Int counts. */
        const val LARGE_BYTES = 2_200_000_000L
        const val WAIT_S = 60L
    }
}
