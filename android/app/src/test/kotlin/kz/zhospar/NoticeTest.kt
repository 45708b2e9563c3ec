package kz.zhospar

import android.Manifest
import android.app.Activity
import android.app.Notification
import android.app.NotificationManager
import android.content.Intent
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

/** What notifications say, what they lead to, and what she is told of a microphone that hears nothing. */
@RunWith(RobolectricTestRunner::class)
class NoticeTest : RadioStories() {
    private fun opened(second: String? = null): Hand {
        radio.allow()
        hand.start().firstRun(second = second)
        hand.pin("7391")
        hand.contact("Дана", FIRST)
        return hand
    }

    private fun pressed() {
        hand.tap(R.string.lock)
        hand.hold()
        hand.serve()
    }

    private fun withWays() = shadowOf(hand.app.getSystemService(NotificationManager::class.java)).allNotifications.filter { it.actions != null }

    private fun running(): Notification = withWays().single()

    private fun title() = running().extras.getString(Notification.EXTRA_TITLE)

    private fun actions() = running().actions.map { it.title.toString() }

    /** What the window gets when the way in the notification is touched. */
    private fun way(): Intent = shadowOf(running().actions.last().actionIntent).savedIntent

    private fun touch() {
        hand.window.newIntent(way())
        hand.settle()
    }

    @Test
    fun `there is no way to stop unless she chose it, and it stops nothing without the PIN`() {
        opened()
        pressed()
        assertEquals(listOf("Open"), actions())
        hand.tap(R.string.alert_stop)
        hand.pin("7391")
        hand.settings().tap(R.string.notice_stop_on)
        pressed()
        assertEquals(listOf("Open", "Stop (PIN)"), actions())
        touch()
        assertTrue("it asks, as dark as the countdown: " + hand.text(), hand.sees(hand.words(R.string.alert_pin)))
        hand.pin("0000")
        hand.pass(11)
        assertEquals("a wrong PIN stops nothing", FIRST, radio.next()?.first)
        radio.report(Activity.RESULT_OK)
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees(hand.words(R.string.today)))
        assertTrue("she said that it is over", withWays().isEmpty())
    }

    @Test
    fun `it works on an app that was not open, and over one that is`() {
        opened().settings().tap(R.string.notice_stop_on)
        pressed()
        hand.pass(11)
        assertNotNull(radio.next())
        radio.report(Activity.RESULT_OK)
        val way = way()
        hand.window.pause().stop().destroy()
        hand.app.kill()
        hand.window = Robolectric.buildActivity(MainActivity::class.java, way).setup()
        hand.settle()
        assertTrue(hand.text(), hand.sees(hand.words(R.string.alert_pin)))
        repeat(2) { hand.back() }
        hand.pin("7391")
        hand.tap(R.string.log)
        hand.window.newIntent(way)
        hand.settle()
        assertTrue("that the log is open is no authority: " + hand.text(), hand.sees(hand.words(R.string.alert_pin)))
        hand.pin("7391")
        assertTrue(radio.next()!!.second, hand.app.shell.isOpen)
    }

    @Test
    fun `behind the second PIN it looks stopped and goes on`() {
        opened(second = "8264").settings().tap(R.string.notice_stop_on)
        pressed()
        touch()
        hand.pin("8264")
        assertTrue(withWays().isEmpty())
        hand.pass(11)
        assertEquals(FIRST, radio.next()?.first)
    }

    @Test
    fun `where nothing runs any more the PIN is asked for all the same`() {
        opened().settings().tap(R.string.notice_stop_on)
        pressed()
        val way = way()
        touch()
        hand.pin("7391")
        hand.window.newIntent(way)
        hand.settle()
        assertTrue(hand.text(), hand.sees(hand.words(R.string.alert_pin)))
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees(hand.words(R.string.today)))
        hand.pass(60)
        assertNull(radio.next())
    }

    @Test
    fun `she chooses what notifications say, and those that hang there change with it`() {
        opened()
        pressed()
        assertEquals("Plan: in progress", title())
        hand.pass(11)
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.back()
        hand.pin("7391")
        hand.settings()
        for ((choice, line) in listOf("Plan: list is open · Plan: list for tomorrow" to "Plan: list is open", "Plan" to "Plan", "Plan: in progress · Plan: daily reminder" to "Plan: in progress")) {
            hand.tap(choice)
            assertEquals(line, title())
        }
    }

    @Test
    fun `the line on the phone's lock screen and the reminder say it too`() {
        opened().settings().tap("Plan: list is open · Plan: list for tomorrow")
        hand.tap(R.string.at_hand_on)
        hand.app.shell.alert.engine.body.notices.remind()
        assertEquals(List(2) { "Plan: list for tomorrow" }, notices())
        hand.tap("Plan")
        assertTrue("${notices()}", "Plan" in notices())
    }

    @Test
    fun `while a call has the microphone that is said, and it goes when the microphone is back`() {
        shadowOf(hand.app).grantPermissions(Manifest.permission.RECORD_AUDIO)
        opened().begin("call")
        hand.tap(R.string.ev_title)
        hand.tap(R.string.ev_add_voice)
        hand.tap(R.string.rec_start)
        assertFalse(hand.text(), hand.sees("Nothing is heard now"))
        hand.app.recorder.silenced(true)
        assertTrue(hand.text(), hand.sees("Nothing is heard now"))
        hand.app.recorder.silenced(false)
        assertFalse(hand.text(), hand.sees("Nothing is heard now"))
        hand.app.recorder.silenced(true)
        hand.tap(R.string.rec_stop)
        hand.app.recorder.silenced(true)
        assertFalse("it is over: " + hand.text(), hand.sees("Nothing is heard now"))
    }
}
