package kz.zhospar

import android.Manifest
import android.app.Activity
import android.app.AlarmManager
import android.app.Notification
import android.app.NotificationManager
import android.content.Intent
import android.content.pm.PackageManager
import android.location.LocationManager
import android.os.Build
import android.provider.Settings
import kz.zhospar.alert.AlertService
import kz.zhospar.alert.WakeReceiver
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Assume.assumeTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowAlarmManager

/** Check-ins and the drill. */
@RunWith(RobolectricTestRunner::class)
open class CheckInTest {
    private val hand = Hand()
    private val radio = Radio(hand)

    private fun opened(second: String? = null, contacts: Boolean = true): Hand {
        radio.allow()
        hand.start().firstRun(second = second)
        hand.pin("7391")
        if (contacts) {
            hand.contact("Дана", FIRST, city = "Алматы")
            hand.contact("Ерлан", SECOND, tier = 2, city = "Астана")
        }
        return hand
    }

    private fun begun(contact: String?): Hand {
        opened()
        open(R.string.checkin)
        hand.tap("1 hour")
        contact?.let(hand::tap)
        hand.tap(R.string.checkin_begin)
        return hand
    }

    private fun open(screen: Int) {
        hand.tap(R.string.ways)
        hand.tap(screen)
    }

    private fun stopped(): String? = shadowOf(hand.app).nextStoppedService?.component?.className

    private fun forgetStopped() {
        while (stopped() != null) Unit
    }

    private fun notices() = shadowOf(hand.app.getSystemService(NotificationManager::class.java)).allNotifications.map { it.extras.getString(Notification.EXTRA_TITLE) }

    @Test
    fun `a check-in that is missed is told by the phone itself`() {
        begun("Дана")
        val (number, text) = radio.next()!!
        assertEquals(FIRST, number)
        assertTrue(text, "срок 10:40" in text)
        radio.report(Activity.RESULT_OK)
        hand.settle()
        assertTrue(hand.text(), hand.sees("Due:"))
        hand.tap(R.string.lock)
        hand.pass(51 * 60)
        assertTrue("${notices()}", notices().any { it == "Plan: Due in 10 minutes" })
        hand.pass(10 * 60)
        assertNull(radio.next())
        hand.pass(10 * 60)
        val (told, missed) = radio.next()!!
        assertEquals(FIRST, told)
        assertTrue(missed, "нет вестей, срок 10:40" in missed)
        assertFalse(notices().any { "Дана" in it.orEmpty() })
    }

    @Test
    fun `without a message at its beginning it is said that a phone that is off tells nobody`() {
        opened()
        open(R.string.checkin)
        assertTrue(hand.text(), hand.sees("If this phone is off, nobody is told."))
        hand.tap("Дана")
        assertTrue(hand.text(), hand.sees("If this phone goes off or is taken, that person can notice that there is no word from you."))
        hand.tap("Nobody")
        hand.tap(R.string.checkin_begin)
        assertNull(radio.next())
        assertTrue(hand.text(), hand.sees("If this phone is off, nobody is told."))
        assertTrue(hand.text(), hand.sees("Contacts are told in 70 min"))
    }

    @Test
    fun `who arrives ends it, and whoever knew of it hears so`() {
        begun("Дана")
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.tap(R.string.checkin_arrived)
        val (number, text) = radio.next()!!
        assertEquals(FIRST, number)
        assertTrue(text, "помощь больше не нужна" in text)
        radio.report(Activity.RESULT_OK)
        hand.pass(2 * 3_600)
        assertNull(radio.next())
    }

    @Test
    fun `more time is told anew and holds`() {
        begun("Дана")
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.tap("30 min more")
        assertTrue(radio.next()!!.second, "срок 11:10" in radio.taken!!.text)
        radio.report(Activity.RESULT_OK)
        assertTrue(hand.text(), hand.sees("11:10"))
        hand.tap(R.string.lock)
        hand.pass(75 * 60)
        assertNull(radio.next())
    }

    @Test
    fun `a check-in outlives a kill and a start of the phone, before it is unlocked`() {
        begun("Дана")
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.window.pause().stop().destroy()
        hand.app.kill()
        hand.app.ticks.pass(71 * 60)
        hand.app.ticks.restart()
        hand.app.sendBroadcast(Intent(Intent.ACTION_LOCKED_BOOT_COMPLETED).setPackage(hand.app.packageName))
        hand.settle()
        assertTrue(radio.next()!!.second, "нет вестей" in radio.taken!!.text)
    }

    @Test
    fun `a check-in goes on when the app was replaced by a newer one`() {
        begun("Дана")
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.window.pause().stop().destroy()
        hand.app.kill()
        hand.app.ticks.pass(71 * 60)
        hand.app.sendBroadcast(Intent(Intent.ACTION_MY_PACKAGE_REPLACED).setPackage(hand.app.packageName))
        hand.settle()
        assertTrue(radio.next()!!.second, "нет вестей" in radio.taken!!.text)
    }

    @Test
    fun `what the radio says moves what is shown`() {
        begun("Дана")
        radio.next()
        assertTrue(hand.text(), hand.sees("If this phone is off, nobody is told."))
        radio.report(Activity.RESULT_OK)
        assertTrue(hand.text(), hand.sees("Message with your time: handed to the network"))
        assertTrue(hand.text(), hand.sees("If this phone goes off, that contact can notice"))
    }

    @Test
    fun `Today shows the check-in that runs`() {
        begun(null)
        hand.back()
        hand.back()
        assertTrue(hand.text(), hand.sees("10:40"))
        hand.tap(R.string.checkin_open)
        assertTrue(hand.text(), hand.sees("I arrived"))
    }

    @Test
    fun `behind the second PIN a check-in only looks begun, and looks like any other`() {
        beginSeeming()
        assertTrue(hand.text(), hand.sees("Due: 10:40"))
        assertTrue(hand.text(), hand.sees("Time left: 1 hour"))
        assertTrue(hand.text(), hand.sees("I arrived"))
        hand.pass(200)
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.tap(R.string.noted)
        assertFalse("nothing runs, and nothing says so: " + hand.text(), hand.sees("Check-in"))
    }

    @Test
    fun `a service begins with a check-in in sight, so that the place is known when it is missed, and ends with it`() {
        opened()
        radio.allow(*Radio.ALL)
        open(R.string.checkin)
        hand.tap(R.string.checkin_begin)
        val service = hand.serve()
        KeeperTest.assertTypes(KeeperTest.BOTH, service)
        assertEquals("Plan: in progress", shadowOf(service).lastForegroundNotification.extras.getString(Notification.EXTRA_TITLE))
        hand.tap(R.string.lock)
        forgetStopped()
        hand.pass(71 * 60)
        radio.locate(43.238949, 76.889709)
        assertTrue(radio.next()!!.second, "нет вестей" in radio.taken!!.text)
        radio.report(Activity.RESULT_OK)
        assertTrue(radio.next()!!.second, "43.2389" in radio.taken!!.text)
        assertNull(stopped())
        hand.tap(R.string.alert_over)
        hand.pin("7391")
        assertEquals(AlertService::class.java.name, stopped())
    }

    @Test
    fun `a check-in that is ended with the second PIN is not seen from outside any more`() {
        opened(second = "8264")
        open(R.string.checkin)
        hand.tap(R.string.checkin_begin)
        hand.serve()
        hand.tap(R.string.lock)
        hand.pin("8264")
        open(R.string.checkin)
        forgetStopped()
        hand.tap(R.string.checkin_arrived)
        assertEquals(AlertService::class.java.name, stopped())
    }

    /** Behind the second PIN, with a contact there. */
    private fun beginSeeming() {
        opened(second = "8264")
        hand.tap(R.string.lock)
        hand.pin("8264")
        hand.contact("Дана", FIRST)
        open(R.string.checkin)
        hand.tap(R.string.checkin_begin)
    }

    private fun seeming(): Hand {
        beginSeeming()
        val service = hand.serve()
        assertEquals("Plan: in progress", shadowOf(service).lastForegroundNotification.extras.getString(Notification.EXTRA_TITLE))
        forgetStopped()
        return hand
    }

    @Test
    fun `one that only looks begun looks so from outside until it is ended`() {
        seeming()
        hand.tap("30 min more")
        hand.pass(60)
        assertNull(stopped())
        hand.tap(R.string.checkin_arrived)
        assertEquals(AlertService::class.java.name, stopped())
    }

    @Test
    fun `one that only looks begun looks so over a lock, and its owner is not told that it runs`() {
        seeming().tap(R.string.lock)
        hand.pass(200)
        assertNull(stopped())
        hand.pin("7391")
        assertEquals(AlertService::class.java.name, stopped())
    }

    @Test
    fun `one that only looks begun ends when contacts would have been told`() {
        seeming().tap(R.string.lock)
        hand.pass(69 * 60)
        assertNull(stopped())
        hand.pass(61)
        assertEquals(AlertService::class.java.name, stopped())
    }

    @Test
    fun `it ends in time where the phone has slept meanwhile`() {
        seeming().tap(R.string.lock)
        hand.app.ticks.pass(71 * 60)
        assertNull("nobody was awake", stopped())
        shadowOf(hand.app.getSystemService(AlarmManager::class.java)).scheduledAlarms.minBy { it.triggerAtMs }.operation!!.send()
        hand.settle()
        assertEquals(AlertService::class.java.name, stopped())
    }

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

    private fun turned(days: Int) {
        begun("Дана")
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.tap(R.string.lock)
        hand.app.ticks.turn(days * DAY_S)
        hand.pass(60 * 60)
        assertNull("not a minute sooner", radio.next())
        hand.pass(9 * 60)
        assertNull(radio.next())
        hand.pass(61)
        assertTrue(radio.next()!!.second, "нет вестей, срок 10:40" in radio.taken!!.text)
    }

    @Test
    fun `a clock that is turned on by a day makes nobody overdue`() = turned(1)

    @Test
    fun `a clock that is turned back by a day puts nothing off`() = turned(-1)

    @Test
    fun `leave to write that is taken back meanwhile is seen when it is missed`() {
        begun("Дана")
        radio.next()
        radio.report(Activity.RESULT_OK)
        radio.deny(Manifest.permission.SEND_SMS)
        hand.window.pause().stop().destroy()
        // The system ends the process then.
        hand.app.kill()
        hand.app.ticks.pass(71 * 60)
        hand.app.sendBroadcast(Intent(hand.app, WakeReceiver::class.java))
        hand.settle()
        assertNull(radio.next())
        hand.start()
        assertTrue(hand.text(), hand.sees(hand.words(R.string.call_102)))
    }

    @Test
    fun `a time that is too near or an alert that runs is refused in words`() {
        begun(null)
        hand.back()
        hand.back()
        open(R.string.drill)
        hand.tap("Test with Дана")
        assertTrue(hand.text(), hand.sees("An alert or another check-in is running."))
        assertNull(radio.next())
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

    private companion object {
        const val FIRST = "+77010000001"
        const val SECOND = "+77010000002"
        const val DAY_S = 86_400L
    }
}
