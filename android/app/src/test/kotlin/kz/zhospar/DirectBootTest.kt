package kz.zhospar

import android.app.Activity
import android.app.AlarmManager
import android.content.Intent
import android.os.Build
import android.telephony.TelephonyManager
import kz.zhospar.platform.Folders
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Assume.assumeTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.shadows.ShadowAlarmManager
import java.io.File

/** An alert whose process ended, on a phone that has started anew and that nobody has unlocked. */
@RunWith(RobolectricTestRunner::class)
open class DirectBootTest : AlertStories() {
    @Test
    fun `what was with the radio when the process ended counts, and goes out once`() {
        pressed()
        val first = radio.taken!!
        hand.window.pause().stop().destroy()
        hand.app.kill()
        first.sentIntent.send(hand.app, Activity.RESULT_OK, null)
        hand.settle()
        val (number, text) = radio.next()!!
        assertEquals(FIRST, number)
        assertFalse("the second part follows, not the first one again", text.startsWith("Айгүл: ПОМОГИ!"))
        hand.start()
        assertEquals("First message: handed to the network", states()[0])
    }

    @Test
    fun `after a kill the alert goes on before the phone is unlocked`() {
        pressed()
        radio.report(Activity.RESULT_OK)
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.window.pause().stop().destroy()
        hand.app.kill()
        hand.app.ticks.pass(125)
        hand.app.ticks.restart()
        // The radio is not up yet.
        radio.card(TelephonyManager.SIM_STATE_UNKNOWN)
        // What opens with the first unlock is not there yet.
        val log = File(hand.app.noBackupFilesDir, "log")
        val away = File(hand.app.noBackupFilesDir, "away")
        assertTrue(log.renameTo(away))
        hand.app.sendBroadcast(Intent(Intent.ACTION_LOCKED_BOOT_COMPLETED).setPackage(hand.app.packageName))
        hand.settle()
        assertEquals(SECOND, radio.next()!!.first)
        assertFalse("nothing was made there", log.exists())
        assertTrue(away.renameTo(log))
        hand.start()
        assertTrue("the alert is the first thing seen: " + hand.text(), hand.sees("Contact 2"))
    }

    @Test
    fun `keys that are not there yet when the phone has started are asked again by an alarm, and nothing goes out twice`() {
        pressed()
        radio.report(Activity.RESULT_OK)
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.window.pause().stop().destroy()
        hand.app.kill()
        hand.app.ticks.pass(125)
        hand.app.ticks.restart()
        alarms().forEach { hand.app.getSystemService(AlarmManager::class.java).cancel(it.operation!!) }
        hand.app.keyring.isAway = true
        hand.app.sendBroadcast(Intent(Intent.ACTION_LOCKED_BOOT_COMPLETED).setPackage(hand.app.packageName))
        hand.settle()
        assertNull(radio.next())
        fun uptimeMs() = hand.app.ticks.now().uptimeNanos / 1_000_000
        assertEquals(uptimeMs() + 30_000, alarms().single().triggerAtMs)
        hand.app.ticks.pass(30)
        alarms().single().operation!!.send()
        hand.settle()
        assertEquals("then after a longer wait", uptimeMs() + 60_000, alarms().single().triggerAtMs)
        hand.app.keyring.isAway = false
        hand.app.ticks.pass(60)
        alarms().single().operation!!.send()
        hand.settle()
        assertEquals(SECOND, radio.next()!!.first)
        hand.start()
        assertNull("it is taken up once", radio.next())
    }

    @Test
    fun `what was with the radio when keys went away is taken up once they are back`() {
        pressed()
        hand.window.pause().stop().destroy()
        hand.app.kill()
        hand.app.keyring.isAway = true
        hand.app.sendBroadcast(Intent(Intent.ACTION_LOCKED_BOOT_COMPLETED).setPackage(hand.app.packageName))
        hand.settle()
        assertNull(radio.next())
        hand.app.keyring.isAway = false
        hand.app.ticks.pass(30)
        hand.app.alert.wake()
        hand.settle()
        assertEquals("nobody knows what became of it", FIRST, radio.next()!!.first)
    }

    @Test
    fun `a folder that does not answer when the phone has started is asked again, and a phone without one is let sleep`() {
        fun boot() {
            hand.app.sendBroadcast(Intent(Intent.ACTION_LOCKED_BOOT_COMPLETED).setPackage(hand.app.packageName))
            hand.settle()
        }
        boot()
        assertTrue("nothing was made here yet", alarms().isEmpty())
        locked()
        hand.window.pause().stop().destroy()
        hand.app.kill()
        val device = Folders.of(hand.app).device
        val away = File(device.path + ".away")
        assertTrue(device.renameTo(away) && device.createNewFile())
        boot()
        assertEquals(hand.app.ticks.now().uptimeNanos / 1_000_000 + 30_000, alarms().single().triggerAtMs)
        assertTrue(device.delete() && away.renameTo(device))
        alarms().single().operation!!.send()
        hand.settle()
    }

    @Test
    fun `the alarm alone goes on with an alert whose process has ended`() {
        pressed()
        radio.report(Activity.RESULT_OK)
        radio.next()
        radio.report(Activity.RESULT_OK)
        val (alarm, later) = alarms()
        val due = hand.app.ticks.now().uptimeNanos / 1_000_000 + 120_000
        assertEquals("on the clock that can't be set", setOf(AlarmManager.ELAPSED_REALTIME_WAKEUP), setOf(alarm.type, later.type))
        assertEquals(listOf(due, due + 60_000), listOf(alarm.triggerAtMs, later.triggerAtMs))
        assertEquals(listOf(true, false), listOf(alarm, later).map { it.windowLengthMs == ShadowAlarmManager.WINDOW_EXACT })
        hand.window.pause().stop().destroy()
        hand.app.kill()
        hand.app.ticks.pass(125)
        alarm.operation!!.send()
        hand.settle()
        assertEquals(SECOND, radio.next()!!.first)
    }

    @Test
    fun `where the leave for alarms to the second is taken back one alarm is left, and goes on`() {
        assumeTrue(since(Build.VERSION_CODES.S))
        pressed()
        radio.report(Activity.RESULT_OK)
        radio.next()
        radio.report(Activity.RESULT_OK)
        // The system ends the process and takes away the first.
        ShadowAlarmManager.setCanScheduleExactAlarms(false)
        val (taken, left) = alarms()
        hand.app.getSystemService(AlarmManager::class.java).cancel(taken.operation!!)
        hand.window.pause().stop().destroy()
        hand.app.kill()
        hand.app.ticks.pass(185)
        left.operation!!.send()
        hand.settle()
        assertEquals(SECOND, radio.next()!!.first)
        assertFalse("and the next is set as it may be", alarms().any { it.windowLengthMs == ShadowAlarmManager.WINDOW_EXACT })
        assertTrue(alarms().isNotEmpty())
    }
}
