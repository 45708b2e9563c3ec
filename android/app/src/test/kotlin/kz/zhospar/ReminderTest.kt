package kz.zhospar

import android.Manifest
import android.app.AlarmManager
import android.app.Notification
import android.app.NotificationManager
import android.content.Intent
import kz.zhospar.alert.ReminderReceiver
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import java.time.Instant
import java.time.ZoneOffset

/** Reminders of what repeats itself. */
@RunWith(RobolectricTestRunner::class)
class ReminderTest {
    private val hand = Hand()

    private fun Hand.button(name: Int) = views().single { said(it) == words(name) }

    private fun Hand.alarms() = shadowOf(app.getSystemService(AlarmManager::class.java))

    private fun remind() {
        ReminderReceiver().onReceive(hand.app, Intent())
        hand.settle()
    }

    @Test
    fun `the evening before a trip that repeats itself one neutral reminder is set`() {
        hand.app.ticks.pass(2 * DAY_S)
        hand.opened().ways().addWays(names = listOf("Park", "Street"))
        hand.app.shell.ask({
            val way = ways.all(kz.zhospar.core.Tongue.EN).ways.first()
            WORKDAYS.forEach { day ->
                ways.went(way.id, back = false, kz.zhospar.core.Moment(day.atTime(8, 5).toInstant(ZoneOffset.ofHours(5)).toEpochMilli(), ALMATY_OFFSET_MIN))
            }
        })
        repeat(2) { hand.back() }
        val alarm = hand.alarms().scheduledAlarms.single()
        val evening = java.time.LocalDate.of(2026, 11, 29).atTime(20, 0).toInstant(ZoneOffset.ofHours(5)).toEpochMilli()
        assertEquals(evening, alarm.triggerAtMs)
        assertTrue("tomorrow's way is one touch away: " + hand.text(), hand.sees("Home → Work"))

        remind()
        assertTrue("not before its time", shadowOf(hand.app.getSystemService(NotificationManager::class.java)).allNotifications.isEmpty())
        hand.pass(10 * 3_600 + 1_800)
        remind()
        assertEquals("the next evening stands already", evening + 86_400_000, hand.alarms().scheduledAlarms.single().triggerAtMs)
        val note = shadowOf(hand.app.getSystemService(NotificationManager::class.java)).allNotifications.single()
        assertEquals("Plan: daily reminder", note.extras.getString(Notification.EXTRA_TITLE))
        assertNull(note.extras.getCharSequence(Notification.EXTRA_TEXT))
        assertNotNull(note.contentIntent)

        // She does not open the app for a day, and the phone starts anew.
        hand.app.kill()
        hand.alarms().scheduledAlarms.clear()
        hand.app.ticks.pass(DAY_S - 3_600)
        hand.app.ticks.restart()
        hand.app.sendBroadcast(Intent(Intent.ACTION_LOCKED_BOOT_COMPLETED).setPackage(hand.app.packageName))
        hand.settle()
        assertEquals(evening + 86_400_000, hand.alarms().scheduledAlarms.single().triggerAtMs)
        hand.app.ticks.pass(3_600)
        hand.app.shell.choices.language = "ru"
        remind()
        val russian = shadowOf(hand.app.getSystemService(NotificationManager::class.java)).allNotifications.single()
        assertEquals("План: ежедневное напоминание", russian.extras.getString(Notification.EXTRA_TITLE))

        hand.app.shell.choices.language = null
        hand.start().pin("7391")
        hand.tap("Way for tomorrow: Home → Work")
        assertEquals("07:20", hand.field(R.string.way_earliest).text.toString())
        hand.tap(R.string.way_draw)
        assertTrue(hand.text(), hand.sees("Tomorrow: "))
        repeat(2) { hand.back() }
        hand.ways().tap(R.string.way_settings)
        hand.tap(R.string.way_pause)
        assertTrue(hand.text(), hand.sees("None until 7 Dec 2026"))
        assertEquals("what was set until then is taken back", evening + 8 * 86_400_000, hand.alarms().scheduledAlarms.single().triggerAtMs)
        repeat(3) { hand.back() }
        assertEquals(evening + 8 * 86_400_000, hand.alarms().scheduledAlarms.single().triggerAtMs)
    }

    @Test
    fun `a clock that was turned by a day brings no reminder at the wrong hour`() {
        hand.start().firstRun()
        val now = hand.app.ticks.now().utcMs
        hand.app.reminders.add(listOf(now + 3_600_000))
        fun notices() = shadowOf(hand.app.getSystemService(NotificationManager::class.java)).allNotifications
        hand.app.ticks.turn(-DAY_S)
        hand.pass(3_700)
        remind()
        assertTrue(notices().isEmpty())
        hand.app.ticks.turn(DAY_S)
        remind()
        assertEquals("the clock is right again", "Plan: daily reminder", notices().single().extras.getString(Notification.EXTRA_TITLE))
        hand.app.getSystemService(NotificationManager::class.java).cancelAll()
        hand.app.reminders.add(listOf(now + 2 * 3_600_000))
        hand.app.ticks.turn(DAY_S)
        remind()
        assertTrue("long past by that clock", notices().isEmpty())
    }

    @Test
    fun `no reminder comes in the middle of an alert`() {
        val radio = Radio(hand).apply { allow() }
        hand.opened()
        hand.contact("Дана", "+77010000001")
        val now = hand.app.ticks.now().utcMs
        hand.app.reminders.add(listOf(now + 15_000, now + 3_600_000))
        hand.hold()
        hand.pass(20)
        remind()
        val reminder = "Plan: daily reminder"
        fun notices() = shadowOf(hand.app.getSystemService(NotificationManager::class.java)).allNotifications.map { it.extras.getString(Notification.EXTRA_TITLE) }
        assertFalse("${notices()}", reminder in notices())
        radio.next()
        hand.tap(R.string.alert_over)
        hand.pin("7391")
        hand.pass(3_600)
        remind()
        assertTrue("${notices()}", reminder in notices())
    }

    @Test
    fun `once the evening has come she is told inside, and only once`() {
        hand.app.ticks.pass(2 * DAY_S + 11 * 3_600)
        hand.opened().ways().addWays()
        hand.makeTrips(WORKDAYS.take(3))
        repeat(2) { hand.back() }
        assertTrue("three trips call for no reminder", hand.alarms().scheduledAlarms.isEmpty())
        hand.app.shell.ask({
            val way = ways.all(kz.zhospar.core.Tongue.EN).ways.first()
            WORKDAYS.forEach { day ->
                ways.went(way.id, back = false, kz.zhospar.core.Moment(day.atTime(8, 10).toInstant(ZoneOffset.ofHours(5)).toEpochMilli(), ALMATY_OFFSET_MIN))
            }
        })
        hand.tap(R.string.log)
        hand.tap(R.string.today)
        assertTrue(hand.text(), hand.sees("same route and time."))
        assertEquals("what is told needs no alarm, the next evening does", 30, hand.alarms().scheduledAlarms.single().let { Instant.ofEpochMilli(it.triggerAtMs).atOffset(ZoneOffset.ofHours(5)).dayOfMonth })
        hand.tap(R.string.log)
        hand.tap(R.string.today)
        assertFalse(hand.text(), hand.sees("same route and time."))
    }

    @Test
    fun `right after someone was near there are no tips, and the alert is offered`() {
        hand.app.ticks.pass(2 * DAY_S)
        hand.opened().ways().addWays()
        hand.makeTrips()
        repeat(2) { hand.back() }
        assertTrue(hand.text(), hand.sees("Home → Work"))
        hand.writeOne("Стоял у подъезда")
        assertTrue(hand.text(), hand.sees("If someone is following you now"))
        assertFalse(hand.text(), hand.sees("Home → Work"))
    }

    @Test
    fun `whoever wants no reminders has none, and a child gets the approved way with company`() {
        hand.app.ticks.pass(2 * DAY_S)
        hand.opened().ways().addWays()
        hand.tap(R.string.way_settings)
        hand.tap(R.string.way_reminder_off)
        assertFalse("nothing to keep yet", hand.button(R.string.way_kept_keep).isShown)
        hand.type(R.string.way_kept_days, "0")
        hand.tap(R.string.way_kept_keep)
        assertTrue(hand.text(), hand.sees("Give from 1 to 3660 days."))
        hand.type(R.string.way_kept_days, "90")
        hand.tap(R.string.yes)
        assertEquals("what is typed stands while other things are set", "90", hand.field(R.string.way_kept_days).text.toString())
        hand.tap(R.string.way_kept_keep)
        assertFalse("it is kept", hand.button(R.string.way_kept_keep).isShown)
        hand.back()
        hand.tap(R.string.way_settings)
        assertEquals("90", hand.field(R.string.way_kept_days).text.toString())
        hand.back()
        hand.makeTrips()
        repeat(2) { hand.back() }
        assertTrue(hand.alarms().scheduledAlarms.isEmpty())
        hand.ways().tap(R.string.way_tomorrow)
        hand.tap(R.string.way_draw)
        assertTrue(hand.text(), hand.sees("The approved way, with company: "))
    }

    @Test
    fun `a phone that shows no notifications is asked for it where reminders are set`() {
        shadowOf(hand.app.getSystemService(NotificationManager::class.java)).setNotificationsEnabled(false)
        hand.opened().ways().tap(R.string.way_settings)
        hand.tap(R.string.way_allow)
        assertEquals(listOf(Manifest.permission.POST_NOTIFICATIONS), shadowOf(hand.activity).lastRequestedPermission.requestedPermissions.toList())
    }

    private companion object {
        const val DAY_S = 86_400L
    }
}
