package kz.zhospar

import android.app.AlarmManager
import android.app.KeyguardManager
import android.app.Notification
import android.app.NotificationManager
import android.app.PendingIntent
import android.appwidget.AppWidgetManager
import android.content.Intent
import android.os.Build
import android.os.Bundle
import android.os.Looper
import android.service.quicksettings.TileService
import android.widget.TextView
import kz.zhospar.alert.WakeReceiver
import kz.zhospar.core.Tongue
import kz.zhospar.platform.Folders
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Assume.assumeTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.shadows.ShadowTileService
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit

/** The button where the app is not open. */
@RunWith(RobolectricTestRunner::class)
open class DoorsTest {
    private val hand = Hand()
    private val radio = Radio(hand)
    private val app: TestApp get() = RuntimeEnvironment.getApplication() as TestApp

    private fun locked(): Hand {
        radio.allow()
        hand.start().firstRun()
        hand.pin("7391")
        hand.contact("Дана", NUMBER)
        hand.tap(R.string.lock)
        hand.leave()
        return hand
    }

    private fun seen() {
        hand.comeBack()
    }

    @Test
    fun `the tile counts down over a locked phone, and the message goes out`() {
        locked()
        val tile = Robolectric.buildService(Tile::class.java).create().get()
        tile.onStartListening()
        tile.onClick()
        hand.settle()
        seen()
        assertTrue(hand.text(), "10" in hand.text().lines())
        hand.pass(11)
        assertEquals(NUMBER, radio.next()?.first)
    }

    @Test
    fun `on a locked phone and without any window the tile alone is enough`() {
        locked()
        hand.window.destroy()
        app.kill()
        shadowOf(app.getSystemService(KeyguardManager::class.java)).run {
            setKeyguardLocked(true)
            setIsDeviceLocked(true)
        }
        Robolectric.buildService(Tile::class.java).create().get().onClick()
        waitForAlerts()
        assertNull(radio.next())
        app.ticks.pass(11)
        shadowOf(app.getSystemService(AlarmManager::class.java)).scheduledAlarms.minBy { it.triggerAtMs }.operation!!.send()
        waitForAlerts()
        assertEquals(NUMBER, radio.next()?.first)
    }

    @Test
    @Config(shadows = [Panel::class])
    fun `the tile leads to what then runs, by an intent that nobody else can change`() {
        assumeTrue(since(Build.VERSION_CODES.UPSIDE_DOWN_CAKE))
        locked()
        Robolectric.buildService(PressTile::class.java).create().get().onClick()
        hand.settle()
        val led = shadowOf(requireNotNull(Panel.led))
        assertTrue(led.isActivityIntent)
        assertTrue(led.flags and PendingIntent.FLAG_IMMUTABLE != 0)
        assertEquals(MainActivity::class.java.name, led.savedIntent.component?.className)
        seen()
        assertTrue(hand.text(), "10" in hand.text().lines())
    }

    @Test
    fun `the widget is dull, and its touch presses the button`() {
        locked()
        val manager = shadowOf(AppWidgetManager.getInstance(app))
        val view = manager.getViewFor(manager.createWidget(PressWidget::class.java, R.layout.press_widget))
        assertEquals("Plan", view.findViewById<TextView>(R.id.press).text)
        view.findViewById<TextView>(R.id.press).performClick()
        val door = shadowOf(app).nextStartedActivity
        assertEquals(PressActivity::class.java.name, door.component?.className)
        val activity = Robolectric.buildActivity(PressActivity::class.java, door).create().get()
        hand.settle()
        assertTrue(activity.isFinishing)
        assertEquals(MainActivity::class.java.name, shadowOf(activity).nextStartedActivity.component?.className)
        seen()
        assertTrue(hand.text(), "10" in hand.text().lines())
    }

    @Test
    fun `the tile of a phone without a log leads to the numbers, and from there to the first question`() {
        val tile = Robolectric.buildService(Tile::class.java).create().get()
        tile.onClick()
        waitForAlerts()
        hand.start()
        assertTrue(hand.text(), hand.sees("102"))
        hand.back()
        assertTrue(hand.text(), hand.sees(hand.words(R.string.first_language)))
    }

    @Test
    fun `a door that the system opens again presses nothing`() {
        locked()
        Robolectric.buildActivity(PressActivity::class.java, Intent()).create(Bundle())
        hand.settle()
        seen()
        hand.pass(11)
        assertNull(radio.next())
    }

    private val notices get() = shadowOf(app.getSystemService(NotificationManager::class.java))

    private fun line(): Notification? = notices.allNotifications.singleOrNull { it.actions?.singleOrNull()?.title == "Start" }

    @Test
    fun `the line on the phone's own lock screen is there by choice, dull, and its touch counts down before the phone is unlocked`() {
        locked()
        assertNull("not before she chose it", line())
        hand.comeBack()
        hand.pin("7391")
        hand.settings().tap(R.string.at_hand_on)
        hand.tap(R.string.lock)
        val line = requireNotNull(line())
        assertEquals("Plan: daily reminder", line.extras.getString(Notification.EXTRA_TITLE))
        assertNull(line.extras.getCharSequence(Notification.EXTRA_TEXT))
        assertEquals(Notification.VISIBILITY_PUBLIC, line.visibility)
        assertNull("no sound", app.getSystemService(NotificationManager::class.java).getNotificationChannel(line.channelId).sound)
        assertTrue(line.flags and Notification.FLAG_ONGOING_EVENT != 0)

        // The phone has started anew and nobody has unlocked it.
        app.getSystemService(NotificationManager::class.java).cancelAll()
        app.kill()
        app.ticks.restart()
        val vault = Folders.of(app).vault
        val away = java.io.File(vault.path + ".away")
        assertTrue(vault.renameTo(away))
        app.sendBroadcast(Intent(Intent.ACTION_LOCKED_BOOT_COMPLETED).setPackage(app.packageName))
        shadowOf(Looper.getMainLooper()).idle()
        requireNotNull(line()).actions.single().actionIntent.send()
        waitForAlerts()
        app.ticks.pass(11)
        app.sendBroadcast(Intent(app, WakeReceiver::class.java))
        waitForAlerts()
        assertEquals(NUMBER, radio.next()?.first)
        assertTrue(away.renameTo(vault))
    }

    /** Until the alerts' own thread has done what was asked of it, without a word to anything that opens with the phone. */
    private fun waitForAlerts() = repeat(3) {
        shadowOf(Looper.getMainLooper()).idle()
        val core = app.alert.javaClass.getDeclaredField("core").apply { isAccessible = true }.get(app.alert) as kz.zhospar.core.Core
        val asked = CountDownLatch(1)
        core.alert(Tongue.EN, { asked.countDown() })
        assertTrue(asked.await(60, TimeUnit.SECONDS))
        shadowOf(Looper.getMainLooper()).idle()
    }

    @Test
    fun `the line that was swept away hangs there again, and goes when she chooses so`() {
        locked()
        app.shell.choices.isAtHand = true
        app.sendBroadcast(Intent(Intent.ACTION_BOOT_COMPLETED).setPackage(app.packageName))
        hand.settle()
        val swept = requireNotNull(line()).deleteIntent
        app.getSystemService(NotificationManager::class.java).cancelAll()
        swept.send()
        hand.settle()
        assertNotNull(line())
        seen()
        hand.pin("7391")
        hand.settings().tap(R.string.at_hand_off)
        assertNull(line())
    }

    @Test
    fun `a touch of the line that comes to nothing asks to open the app, which says why`() {
        locked()
        app.shell.choices.isAtHand = true
        app.alert.body.notices.showAtHand()
        app.kill()
        val device = Folders.of(app).device
        val away = java.io.File(device.path + ".away")
        assertTrue(device.renameTo(away) && device.createNewFile())
        requireNotNull(line()).actions.single().actionIntent.send()
        waitForAlerts()
        assertEquals(setOf("Plan: daily reminder", "Plan: Open"), notices.allNotifications.map { it.extras.getString(Notification.EXTRA_TITLE) }.toSet())
        assertTrue(device.delete() && away.renameTo(device))
        hand.start()
        assertTrue("the numbers do not depend on it: " + hand.text(), hand.sees("102"))
        assertTrue(hand.text(), hand.views().any { it.isClickable && hand.said(it).orEmpty().contains("102") })
    }

    /** The panel of newer phones. */
    @Implements(TileService::class)
    class Panel : ShadowTileService() {
        @Implementation(minSdk = Build.VERSION_CODES.UPSIDE_DOWN_CAKE)
        fun startActivityAndCollapse(intent: PendingIntent) {
            led = intent
        }

        companion object {
            var led: PendingIntent? = null
        }
    }

    /** Without the panel that the tile hangs in. */
    class Tile : PressTile() {
        override fun leadOn() = Unit
    }

    private companion object {
        const val NUMBER = "+77010000001"
    }
}
