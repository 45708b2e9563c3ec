package kz.zhospar

import android.Manifest
import android.content.Intent
import android.content.pm.PackageManager
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

/** Recordings. */
@RunWith(RobolectricTestRunner::class)
class VoiceTest : EvidenceStories() {
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
    fun `a voice straight from Today outlasts the lock that came while it was made`() {
        shadowOf(hand.app).grantPermissions(Manifest.permission.RECORD_AUDIO)
        hand.opened()
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
}
