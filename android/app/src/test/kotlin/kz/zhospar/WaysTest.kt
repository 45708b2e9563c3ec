package kz.zhospar

import android.Manifest
import android.app.AlarmManager
import android.app.Notification
import android.app.NotificationManager
import android.content.Intent
import kz.zhospar.alert.ReminderReceiver
import kz.zhospar.ui.ways.WeekView
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

@RunWith(RobolectricTestRunner::class)
class WaysTest {
    private val hand = Hand()

    private fun opened(): Hand = hand.start().firstRun().apply { pin("7391") }

    private fun Hand.ways(): Hand = more(R.string.way_title)

    private fun Hand.button(name: Int) = views().single { said(it) == words(name) }

    /** Removes something, with the second word for it. */
    private fun Hand.drop(name: String) {
        tap("Remove: $name")
        tap(R.string.way_drop_yes)
    }

    private fun Hand.alarms() = shadowOf(app.getSystemService(AlarmManager::class.java))

    @Test
    fun `ways and trips that were typed make a picture, and what it says is the core's`() {
        opened().ways().addWays()
        assertTrue(hand.text(), hand.sees("Home ↔ Work · 25 min · line not known"))
        hand.tap(R.string.way_went)
        hand.type(R.string.way_left, "8:05")
        hand.tap("Park: Home → Work")
        assertTrue(hand.text(), hand.sees("Noted: Park: Home → Work"))
        hand.tap(R.string.way_note_undo)
        assertTrue(hand.text(), hand.sees("Taken back: Park: Home → Work"))
        hand.tap("Park: Home → Work")
        assertTrue("it is not there any more: " + hand.text(), hand.sees("Noted: Park: Home → Work"))
        hand.tap("Park: Home → Work")
        assertFalse("what was noted before is not taken back here", hand.sees(hand.words(R.string.way_note_undo)))
        assertTrue("a trip is noted once: " + hand.text(), hand.sees("noted already"))
        hand.type(R.string.way_left, "half past eight")
        hand.tap("Park: Home → Work")
        assertTrue(hand.text(), hand.sees("Write the time such as 08:30."))
        hand.type(R.string.way_left, "23:50")
        hand.tap("Park: Home → Work")
        assertTrue(hand.text(), hand.sees("This time has not come yet."))
        hand.back()
        assertTrue("one trip tells no habit: " + hand.text(), hand.sees("1 trip ·"))
        hand.makeTrips()
        hand.back()
        hand.tap(R.string.way_title)
        assertTrue(hand.text(), hand.sees("11 trips · 13 Nov 2026 – 27 Nov 2026"))
        assertTrue(hand.text(), hand.sees("At a place that every route passes, as your door, it was 9 of 11: there only the time helps."))
        assertTrue(hand.text(), hand.sees("Park · 9 · 82 %"))
        val picture = hand.views().filterIsInstance<WeekView>().single()
        assertTrue(hand.said(picture), hand.said(picture)!!.contains("Fri: 08:00 × 3"))
        hand.tap(R.string.way_trips)
        assertTrue(hand.text(), hand.sees("Home → Work · Street"))
        hand.tap(R.string.way_forget)
        hand.back()
        assertTrue("a step back forgets nothing: " + hand.text(), hand.sees("Home → Work · Street"))
        hand.tap(R.string.way_forget)
        hand.tap(R.string.way_forget_yes)
        assertTrue(hand.text(), hand.sees("No trips are noted."))
    }

    @Test
    fun `what is drawn stays when it is looked at again, and what is left out has its reason`() {
        opened().ways().addWays()
        hand.tap(R.string.way_tomorrow)
        hand.type(R.string.way_earliest, "nine")
        hand.tap(R.string.way_draw)
        assertTrue(hand.text(), hand.sees("Write the time as 08:30."))
        hand.type(R.string.way_earliest, "8:00")
        hand.type(R.string.way_arrive_by, "8:42")
        hand.tap(R.string.way_draw)
        val drawn = hand.text().lines().single { it.startsWith("Tomorrow: ") }
        assertTrue(drawn, drawn.startsWith("Tomorrow: Park, leave 08:"))
        assertTrue(hand.text(), hand.sees("Street: It would arrive too late."))
        hand.back()
        hand.type(R.string.way_arrive_by, "9:30")
        hand.tap(R.string.way_draw)
        assertTrue(hand.text(), hand.sees(drawn))
        assertTrue(hand.text(), hand.sees("asking again draws nothing new"))
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.ways().tap(R.string.way_tomorrow)
        hand.tap(R.string.way_draw)
        assertTrue(hand.text(), hand.sees(drawn))
        hand.back()
        hand.type(R.string.way_earliest, "8:20")
        hand.type(R.string.way_arrive_by, "8:30")
        hand.tap(R.string.way_draw)
        assertTrue("nothing is left, and it is said in what to give way: " + hand.text(), hand.sees("Nothing is left with these conditions."))
        assertTrue(hand.text(), hand.sees("It would work if"))
    }

    @Test
    fun `without a second way the draw says that only the time helps`() {
        opened().ways()
        assertTrue(hand.sees("Add two places first"))
        hand.addWays(names = listOf("Park"))
        hand.tap(R.string.way_tomorrow)
        hand.type(R.string.way_earliest, "8:00")
        hand.type(R.string.way_arrive_by, "8:42")
        hand.tap(R.string.way_draw)
        assertTrue(hand.text(), hand.sees("Only one route and quarter-hour came into question; within it the minute was drawn by chance."))
        assertTrue(hand.text(), hand.sees("leave 15–20 minutes earlier or later, or go with someone."))
        hand.back()
        hand.back()
        hand.tap("Remove: Park")
        assertTrue("asked before: " + hand.text(), hand.sees("Remove “Park”?"))
        hand.back()
        assertTrue("a step back removes nothing: " + hand.text(), hand.sees("Home ↔ Work"))
        hand.tap("Remove: Home")
        assertTrue("a way begins there: " + hand.text(), hand.sees("These ways begin or end there: Park."))
        assertFalse(hand.text(), hand.sees(hand.words(R.string.way_drop_yes)))
        hand.back()
        hand.drop("Park")
        assertFalse(hand.text(), hand.sees("Home ↔ Work"))
    }

    @Test
    fun `a place that is nowhere and a way that leads nowhere are refused in words`() {
        opened().ways().tap(R.string.way_place_add)
        hand.type(R.string.way_name, "Home")
        hand.type(R.string.way_lat, "north")
        hand.type(R.string.way_lon, "76.9")
        hand.tap(R.string.way_keep)
        assertTrue(hand.text(), hand.text().lines().any { it.startsWith("Place on the map:") || "not on earth" in it || "degrees" in it.lowercase() })
        assertEquals("north", hand.field(R.string.way_lat).text.toString())
        hand.back()
        hand.addWays(names = emptyList())
        hand.tap(R.string.way_add)
        hand.type(R.string.way_name, "Park")
        hand.tap(R.string.way_keep)
        assertTrue(hand.text(), hand.sees("Give from one minute to two days."))
        hand.back()
        hand.drop("Home")
        assertFalse(hand.text(), hand.sees("Home"))
    }

    @Test
    fun `a trip goes once she says so twice, and a place at which trips began only after them`() {
        opened().ways()
        assertFalse("there is nothing to draw a way between: " + hand.text(), hand.sees(hand.words(R.string.way_add)))
        hand.addWays(names = listOf("Park"))
        hand.tap(R.string.way_went)
        hand.type(R.string.way_left, "8:05")
        hand.tap("Park: Home → Work")
        hand.back()
        hand.drop("Park")
        hand.drop("Home")
        assertTrue(hand.text(), hand.sees(hand.words(R.string.way_drop_place_trips)))
        hand.back()
        hand.tap(R.string.way_trips)
        hand.drop(hand.views().mapNotNull { hand.said(it) }.single { it.startsWith("Remove: ") }.removePrefix("Remove: "))
        assertTrue(hand.text(), hand.sees("No trips are noted."))
        hand.back()
        hand.drop("Home")
        assertFalse(hand.text(), hand.sees("Home"))
    }

    @Test
    fun `a file that is no way says why, and one that is gives the way its line`() {
        val other = OtherApp.installed()
        other.lend("photo.png", byteArrayOf(1, 2, 3))
        other.lend("park.gpx", GPX.toByteArray())
        opened().ways().addWays(names = emptyList())
        hand.tap(R.string.way_add)
        hand.type(R.string.way_name, "Park")
        hand.type(R.string.way_minutes, "25")
        hand.tap(R.string.way_line_pick)
        assertEquals(Intent.ACTION_OPEN_DOCUMENT, hand.errand().action)
        hand.comesBack(other.place("photo.png"))
        assertTrue("what was typed is still there", hand.field(R.string.way_name).text.toString() == "Park")
        hand.tap(R.string.way_keep)
        assertTrue(hand.text(), hand.sees("This is not a GPX file."))
        hand.tap(R.string.way_line_pick)
        hand.comesBack(other.place("gone.gpx"))
        hand.tap(R.string.way_keep)
        assertTrue(hand.text(), hand.sees("This file can't be read."))
        hand.tap(R.string.way_line_none)
        assertTrue(hand.text(), hand.sees("You can do without."))
        hand.tap(R.string.way_line_pick)
        hand.comesBack(other.place("park.gpx"))
        hand.tap(R.string.way_keep)
        assertTrue(hand.text(), hand.sees("Home ↔ Work · 25 min"))
        assertFalse(hand.text(), hand.sees("line not known"))
    }

    @Test
    fun `an app that stalls while it lends a way holds up neither the lock nor the PIN`() {
        val other = OtherApp.installed()
        val stalled = other.stall("park.gpx", GPX.toByteArray().copyOf(300))
        opened().ways().addWays(names = emptyList())
        hand.tap(R.string.way_add)
        hand.type(R.string.way_name, "Park")
        hand.type(R.string.way_minutes, "25")
        hand.tap(R.string.way_line_pick)
        hand.comesBack(other.place("park.gpx"))
        hand.waitsForFiles = false
        hand.tap(R.string.way_keep)
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.ways()
        assertTrue(hand.text(), hand.sees("Home"))
        assertFalse(hand.text(), hand.sees("Park"))
        stalled.close()
        hand.waitsForFiles = true
        hand.settle()
        assertFalse(hand.text(), hand.sees("Park"))
        assertEquals(emptyList<Any>(), hand.leftOutside())
    }

    @Test
    fun `the evening before a trip that repeats itself one neutral reminder is set`() {
        hand.app.ticks.pass(2 * DAY_S)
        opened().ways().addWays(names = listOf("Park", "Street"))
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

    private fun remind() {
        ReminderReceiver().onReceive(hand.app, Intent())
        hand.settle()
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
        hand.start().firstRun()
        hand.pin("7391")
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
        opened().ways().addWays()
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
        opened().ways().addWays()
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
        opened().ways().addWays()
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
        opened().ways().tap(R.string.way_settings)
        hand.tap(R.string.way_allow)
        assertEquals(listOf(Manifest.permission.POST_NOTIFICATIONS), shadowOf(hand.activity).lastRequestedPermission.requestedPermissions.toList())
    }

    private companion object {
        const val DAY_S = 86_400L

        /** From home to work, a point every few hundred metres. */
        val GPX: String = (0..20).joinToString("", "<gpx xmlns=\"http://www.topografix.com/GPX/1/1\" version=\"1.1\"><trk><trkseg>", "</trkseg></trk></gpx>") {
            "<trkpt lat=\"${43.2389 + (43.2567 - 43.2389) * it / 20}\" lon=\"${76.9455 + (76.9286 - 76.9455) * it / 20}\"/>"
        }
    }
}
