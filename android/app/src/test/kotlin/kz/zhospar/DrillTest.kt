package kz.zhospar

import android.Manifest
import android.app.Activity
import android.app.AlarmManager
import android.app.NotificationManager
import android.content.Intent
import android.content.pm.PackageManager
import android.location.LocationManager
import android.os.Build
import android.os.PowerManager
import android.provider.Settings
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertTrue
import org.junit.Assume.assumeTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowAlarmManager
import org.robolectric.util.ReflectionHelpers

/** The drill, and the leaves that something lacks. */
@RunWith(RobolectricTestRunner::class)
open class DrillTest : CheckInStories() {
    @Test
    fun `the drill says that the place is known only where it is, and asks for it step by step`() {
        assumeTrue(since(Build.VERSION_CODES.Q))
        opened()
        val asked = { shadowOf(hand.activity).lastRequestedPermission.requestedPermissions.toList() }
        val answer = { permission: String ->
            shadowOf(hand.app).grantPermissions(permission)
            hand.activity.onRequestPermissionsResult(0, arrayOf(permission), intArrayOf(PackageManager.PERMISSION_GRANTED))
            hand.settle()
        }
        open(R.string.drill)
        assertFalse("not before the place itself", hand.sees(hand.words(R.string.permit_place_always)))
        hand.tap(R.string.permit_place)
        assertEquals(listOf(Manifest.permission.ACCESS_FINE_LOCATION, Manifest.permission.ACCESS_COARSE_LOCATION), asked())
        answer(Manifest.permission.ACCESS_FINE_LOCATION)
        assertTrue("in sight is not enough: " + hand.text(), hand.sees("The place may not be found out"))
        hand.tap(R.string.permit_place_always)
        assertEquals(listOf(Manifest.permission.ACCESS_BACKGROUND_LOCATION), asked())
        answer(Manifest.permission.ACCESS_BACKGROUND_LOCATION)
        assertTrue(hand.text(), hand.sees("Good: The place may be found out"))
        assertFalse(hand.sees(hand.words(R.string.permit_place_always)))
        hand.back()
        shadowOf(hand.app.getSystemService(LocationManager::class.java)).setLocationEnabled(false)
        hand.tap(R.string.drill)
        assertTrue("switched off: " + hand.text(), hand.sees("The place may not be found out"))
    }

    @Test
    fun `where alarms do not come to the second one is set all the same, and the drill leads to the leave for it`() {
        assumeTrue(since(Build.VERSION_CODES.S))
        opened()
        ShadowAlarmManager.setCanScheduleExactAlarms(false)
        open(R.string.drill)
        hand.tap(R.string.permit_exact)
        assertEquals(Settings.ACTION_REQUEST_SCHEDULE_EXACT_ALARM, shadowOf(hand.activity).nextStartedActivity.action)
        hand.back()
        hand.tap(R.string.checkin)
        hand.tap(R.string.checkin_begin)
        val alarm = shadowOf(hand.app.getSystemService(AlarmManager::class.java)).scheduledAlarms.single()
        assertFalse(alarm.windowLengthMs == ShadowAlarmManager.WINDOW_EXACT)
        hand.window.pause().stop().destroy()
        hand.app.kill()
        hand.app.ticks.pass(71 * 60)
        alarm.operation!!.send()
        hand.settle()
        assertTrue(radio.next()!!.second, "нет вестей" in radio.taken!!.text)
    }

    @Test
    fun `the drill says what is missing, and its message says that it is one`() {
        opened()
        open(R.string.drill)
        assertTrue(hand.text(), hand.sees("There are contacts."))
        assertTrue(hand.text(), hand.sees("Needs you: Someone has no unremarkable phrase"))
        assertTrue(hand.text(), hand.sees("Keep in mind: Look for yourself whether there is credit"))
        assertTrue(hand.text(), hand.sees("The place may not be found out"))
        hand.tap("Test with Ерлан")
        val (number, text) = radio.next()!!
        assertEquals(SECOND, number)
        assertTrue(text, "проверка" in text.lowercase())
        assertTrue(hand.text(), hand.sees("Test message: nothing is known yet"))
        radio.report(Activity.RESULT_OK)
        assertTrue(hand.text(), hand.sees("Test message: handed to the network"))
        radio.receive(SECOND, "1")
        assertTrue(hand.text(), hand.sees("Answered"))
    }

    @Test
    fun `what was refused for good leads to the phone's settings, and so do battery rules and leaves that expire`() {
        opened()
        radio.deny(Manifest.permission.SEND_SMS)
        open(R.string.drill)
        hand.tap(R.string.permit_messages)
        val asked = shadowOf(hand.activity).lastRequestedPermission
        assertTrue(Manifest.permission.SEND_SMS in asked.requestedPermissions)
        hand.activity.onRequestPermissionsResult(asked.requestCode, asked.requestedPermissions, IntArray(asked.requestedPermissions.size) { PackageManager.PERMISSION_DENIED })
        hand.settle()
        assertEquals(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, shadowOf(hand.activity).nextStartedActivity.action)
        hand.tap(R.string.permit_battery)
        assertEquals(Settings.ACTION_IGNORE_BATTERY_OPTIMIZATION_SETTINGS, shadowOf(hand.activity).nextStartedActivity.action)
        assertEquals("older phones take no leave back", since(30), hand.sees(hand.words(R.string.permit_unused)))
        if (!since(30)) return
        hand.tap(R.string.permit_unused)
        assertEquals(Intent.ACTION_AUTO_REVOKE_PERMISSIONS, shadowOf(hand.activity).nextStartedActivity.action)
    }

    @Test
    fun `contacts without leave to write to them, and a check-in without notices, say so where they are`() {
        opened()
        radio.deny(Manifest.permission.SEND_SMS)
        hand.tap(R.string.people)
        assertTrue(hand.text(), hand.sees(hand.words(R.string.people_no_leave)))
        hand.tap(R.string.permit_messages)
        assertTrue(Manifest.permission.SEND_SMS in shadowOf(hand.activity).lastRequestedPermission.requestedPermissions)
        hand.tap(R.string.today)
        shadowOf(hand.app.getSystemService(NotificationManager::class.java)).setNotificationsEnabled(false)
        open(R.string.checkin)
        assertTrue(hand.text(), hand.sees(hand.words(R.string.checkin_no_notices)))
        hand.tap(R.string.permit_notices)
        if (!since(33)) return assertEquals(Settings.ACTION_APP_NOTIFICATION_SETTINGS, hand.errand().action)
        assertEquals(listOf(Manifest.permission.POST_NOTIFICATIONS), shadowOf(hand.activity).lastRequestedPermission.requestedPermissions.toList())
    }

    @Test
    fun `without contacts the drill and the check-in say so`() {
        opened(contacts = false)
        open(R.string.drill)
        assertTrue(hand.text(), hand.sees("There are no contacts: an alert would reach nobody."))
        hand.back()
        hand.tap(R.string.checkin)
        assertTrue(hand.text(), hand.sees("There are no contacts: nobody would be told."))
        assertNotNull(hand.views())
    }

    @Test
    fun `of a maker with rules of its own nobody says that the app is left alone`() {
        opened()
        shadowOf(hand.app.getSystemService(PowerManager::class.java)).setIgnoringBatteryOptimizations(hand.app.packageName, true)
        open(R.string.drill)
        assertTrue(hand.text(), hand.sees("The battery rules leave the app alone."))
        ReflectionHelpers.setStaticField(Build::class.java, "MANUFACTURER", "Xiaomi")
        hand.back()
        hand.tap(R.string.drill)
        assertFalse(hand.text(), hand.sees("The battery rules leave the app alone."))
        assertTrue(hand.text(), hand.sees("allow the app to start by itself"))
    }
}
