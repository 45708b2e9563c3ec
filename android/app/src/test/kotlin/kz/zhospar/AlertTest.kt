package kz.zhospar

import android.Manifest
import android.app.Activity
import android.app.AlarmManager
import android.app.NotificationManager
import android.content.Intent
import android.location.LocationManager
import android.os.Build
import android.telephony.SmsManager
import android.telephony.SubscriptionManager
import android.telephony.TelephonyManager
import android.view.accessibility.AccessibilityNodeInfo
import java.io.File
import kz.zhospar.alert.AlertService
import kz.zhospar.core.generated.MessageType
import kz.zhospar.core.toCore
import kz.zhospar.platform.Folders
import kz.zhospar.ui.design.HoldRing
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
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowAlarmManager
import org.robolectric.shadows.ShadowSubscriptionManager

/** From a held button to messages and back. */
@RunWith(RobolectricTestRunner::class)
open class AlertTest {
    private val hand = Hand()
    private val radio = Radio(hand)

    private fun locked(second: String? = null, contacts: Boolean = true): Hand {
        hand.start().firstRun(second = second)
        hand.pin("7391")
        if (contacts) {
            hand.contact("Дана", FIRST, harmless = "купи хлеб")
            hand.contact("Ерлан", SECOND, tier = 2, harmless = "нан ал")
        }
        hand.tap(R.string.lock)
        return hand
    }

    private fun pressed(second: String? = null): Pair<String, String> {
        radio.allow()
        locked(second).hold()
        hand.pass(11)
        return requireNotNull(radio.next()) { hand.text() }
    }

    /** The code that an answer needs, as the second message names it. */
    private fun code(text: String): String = requireNotNull(Regex("\\b\\d{3}\\b").findAll(text.substringAfterLast("отв")).lastOrNull()) { text }.value

    private fun states() = hand.text().lines().filter { it.startsWith("First message") || it.startsWith("Second message") }

    @Test
    fun `a touch does nothing, and holding counts down in the dark without a PIN`() {
        radio.allow()
        locked().hold(1.2)
        assertTrue(hand.text(), hand.sees(hand.words(R.string.app_name)))
        hand.hold()
        assertTrue(hand.text(), hand.sees("2 contacts are told"))
        assertFalse("whoever holds the phone reads no names", hand.sees("Дана"))
        assertTrue(hand.text(), hand.sees("10"))
        assertNull(radio.next())
        hand.pass(4)
        assertTrue(hand.text(), "6" in hand.text().lines())
    }

    @Test
    fun `the first contact gets the core's own text, and nothing more is said than what is known`() {
        val (number, text) = pressed()
        assertEquals(FIRST, number)
        assertTrue(text, text.startsWith("Айгүл: ПОМОГИ!"))
        assertTrue(hand.text(), hand.sees("Contacts are being told"))
        assertTrue(hand.text(), hand.sees("Contact 1"))
        assertFalse(hand.sees("Дана"))
        assertEquals("First message: nothing is known yet", states()[0])
        radio.report(Activity.RESULT_OK)
        assertEquals(listOf("First message: handed to the network", "Second message: nothing is known yet"), states().take(2))
        radio.deliver(status = 0x30)
        assertEquals("the network still tries, or has given up", "First message: handed to the network", states()[0])
        radio.deliver()
        assertEquals("First message: delivered to the phone, says the network", states()[0])
        assertTrue(hand.sees("No answer yet"))
        assertEquals(FIRST, radio.next()!!.first)
        assertEquals("First message: its turn has not come", states()[2])
    }

    @Test
    fun `what goes out is what she was shown beforehand`() {
        radio.allow(*Radio.ALL)
        hand.start().firstRun()
        hand.pin("7391")
        hand.contact("Дана", FIRST)
        hand.hold()
        radio.locate(43.238, 76.945)
        hand.pass(11)
        // The example stands in the middle of Almaty.
        var example = ""
        val at = hand.app.shell.now()
        hand.app.shell.ask({
            opened().alertBook().use { book -> example = book.example(book.contacts().single().id, MessageType.ALERT, at.toCore()) }
        })
        hand.settle()
        assertEquals(example, radio.next()!!.second)
    }

    @Test
    fun `a report on a message of another alert says nothing of this one`() {
        pressed()
        val late = radio.taken!!
        radio.report(Activity.RESULT_OK)
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.tap(R.string.alert_over)
        hand.pin("7391")
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.tap(R.string.lock)
        hand.hold()
        hand.pass(11)
        assertNotNull(radio.next())
        late.sentIntent.send(hand.app, Activity.RESULT_OK, null)
        hand.settle()
        assertEquals("First message: nothing is known yet", states()[0])
        radio.report(Activity.RESULT_OK)
        assertEquals("First message: handed to the network", states()[0])
    }

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
    fun `without an answer the second tier is told after its wait`() {
        pressed()
        radio.report(Activity.RESULT_OK)
        radio.next()
        radio.report(Activity.RESULT_OK)
        assertTrue(hand.text(), hand.sees("The next tier is told in"))
        hand.pass(60)
        assertNull(radio.next())
        hand.pass(61)
        val (number, text) = radio.next()!!
        assertEquals(SECOND, number)
        assertTrue(text, text.startsWith("Айгүл: ПОМОГИ!"))
    }

    @Test
    fun `an answer with the code stops the ladder`() {
        pressed()
        radio.report(Activity.RESULT_OK)
        val second = radio.next()!!.second
        radio.report(Activity.RESULT_OK)
        radio.receive(FIRST, "Еду! ${code(second)}")
        assertTrue(hand.text(), hand.sees("Someone has answered"))
        hand.pass(130)
        assertNull("nobody else is told", radio.next()?.takeIf { it.first == SECOND })
    }

    @Test
    fun `a message from a number that nobody knows changes nothing and is not shown`() {
        pressed()
        radio.report(Activity.RESULT_OK)
        radio.next()
        radio.report(Activity.RESULT_OK)
        val before = hand.text()
        radio.receive("+77770000000", "Где ты, я тебя найду")
        assertEquals(before, hand.text())
        val notices = shadowOf(hand.app.getSystemService(NotificationManager::class.java)).allNotifications
        assertFalse(notices.any { "найду" in it.extras.toString() })
        hand.pass(121)
        assertEquals(SECOND, radio.next()!!.first)
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

    private fun alarms() = shadowOf(hand.app.getSystemService(AlarmManager::class.java)).scheduledAlarms.sortedBy { it.triggerAtMs }

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

    @Test
    fun `the processor stays awake while the next step is near and a message is with the radio, and no longer`() {
        radio.allow()
        locked()
        val awake = hand.app.alert.body.awake
        assertFalse(awake.isHeld)
        hand.hold()
        assertTrue(awake.isHeld)
        hand.tap(R.string.alert_stop)
        hand.pin("7391")
        assertFalse(awake.isHeld)
        hand.hold()
        hand.pass(11)
        radio.next()
        radio.report(Activity.RESULT_OK)
        radio.next()
        hand.tap(R.string.alert_over)
        hand.pin("7391")
        assertTrue("what is with the radio", awake.isHeld)
        radio.report(Activity.RESULT_OK)
        radio.next()
        radio.report(Activity.RESULT_OK)
        assertFalse(awake.isHeld)
    }

    @Test
    fun `behind the second PIN the processor stays awake for what goes on`() {
        pressed(second = "8264")
        radio.report(Activity.RESULT_OK)
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.tap(R.string.alert_over)
        hand.pin("8264")
        radio.next()
        radio.report(Activity.RESULT_OK)
        assertTrue(hand.app.alert.body.awake.isHeld)
    }

    @Test
    fun `who stops in time tells nobody`() {
        radio.allow()
        locked().hold()
        hand.tap(R.string.alert_stop)
        hand.pin("7391")
        assertTrue(hand.text(), hand.sees(hand.words(R.string.today)))
        hand.pass(200)
        assertNull(radio.next())
        assertFalse(hand.text(), hand.sees(hand.words(R.string.alert_running)))
    }

    @Test
    fun `a wrong PIN stops nothing`() {
        radio.allow()
        locked().hold()
        hand.tap(R.string.alert_stop)
        hand.pin("0000")
        assertTrue(hand.text(), hand.sees("does not open"))
        hand.pass(11)
        assertEquals(FIRST, radio.next()!!.first)
    }

    @Test
    fun `who was told hears that help is no longer needed, and nobody else does`() {
        pressed()
        radio.report(Activity.RESULT_OK)
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.tap(R.string.alert_over)
        hand.pin("7391")
        val (number, text) = radio.next()!!
        assertEquals(FIRST, number)
        assertTrue(text, "помощь больше не нужна" in text)
        radio.report(Activity.RESULT_OK)
        hand.pass(200)
        assertNull(radio.next())
        hand.tap(R.string.alert_who_heard)
        assertTrue(hand.text(), hand.sees("Message “help is not needed”: handed to the network"))
    }

    @Test
    fun `behind the second PIN it only looks stopped`() {
        pressed(second = "8264")
        radio.report(Activity.RESULT_OK)
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.tap(R.string.alert_over)
        hand.pin("8264")
        assertTrue(hand.text(), hand.sees(hand.words(R.string.today)))
        assertFalse(hand.sees(hand.words(R.string.alert_running)))
        assertEquals("the sentence that was agreed", FIRST to "купи хлеб", radio.next())
        val shown = hand.text()
        assertTrue("no notice is left", shadowOf(hand.app.getSystemService(NotificationManager::class.java)).allNotifications.isEmpty())
        hand.pass(125)
        assertEquals("the ladder goes on", SECOND, radio.next()!!.first)
        assertEquals(shown, hand.text())
        hand.tap(R.string.lock)
        assertFalse(hand.text(), hand.sees(hand.words(R.string.alert_open)))
        hand.pin("7391")
        hand.tap(R.string.noted)
        assertTrue("she sees that it runs: " + hand.text(), hand.sees(hand.words(R.string.alert_running)))
    }

    @Test
    fun `without leave to write the messages app opens filled in, and she says whether it went out`() {
        radio.allow(Manifest.permission.RECEIVE_SMS)
        locked().hold()
        hand.pass(11)
        val sheet = shadowOf(hand.activity).nextStartedActivity
        assertEquals(Intent.ACTION_SENDTO, sheet.action)
        assertEquals("smsto:$FIRST", java.net.URLDecoder.decode(sheet.dataString!!.replace("+", "%2B"), "UTF-8"))
        assertTrue(sheet.getStringExtra("sms_body")!!.startsWith("Айгүл: ПОМОГИ!"))
        assertNull(radio.next())
        assertTrue(hand.text(), hand.sees("Press Send in the messages app."))
        hand.tap(R.string.alert_open_messages)
        assertEquals(Intent.ACTION_SENDTO, shadowOf(hand.activity).nextStartedActivity.action)
        hand.tap(R.string.alert_went_out)
        assertEquals("First message: handed to the network", states()[0])
        assertFalse(hand.sees("Press Send"))
    }

    @Test
    fun `one filled-in message goes to everyone of the first tier`() {
        radio.allow(Manifest.permission.RECEIVE_SMS)
        locked()
        hand.pin("7391")
        hand.contact("Сауле", THIRD)
        hand.hold()
        hand.pass(11)
        val sheet = shadowOf(hand.activity).nextStartedActivity
        assertEquals("smsto:" + listOf(FIRST, THIRD).joinToString(",") { it.replace("+", "%2B") }, sheet.dataString)
        assertEquals("$FIRST,$THIRD", sheet.data!!.schemeSpecificPart)
        assertEquals("nothing goes out by itself later", null, radio.next())
    }

    private fun triesTheOtherCard() {
        locked().hold()
        hand.pass(11)
        assertEquals(FIRST, radio.next()!!.first)
        radio.report(SmsManager.RESULT_ERROR_NO_SERVICE)
        hand.pass(11)
        assertNull("not with the same one", radio.next())
        assertEquals(FIRST, radio.next(card = Radio.OTHER_CARD)!!.first)
    }

    @Test
    fun `a message that failed is tried with the other card`() {
        assumeTrue(since(Build.VERSION_CODES.Q))
        radio.allow()
        radio.cards()
        triesTheOtherCard()
    }

    @Test
    @Config(sdk = [26])
    fun `a phone that can't name its second card never counts on it`() {
        radio.allow()
        radio.cards()
        assertEquals(1, hand.app.alert.able().sims)
    }

    @Test
    fun `a phone that asks for the card each time takes the first one, and the other if that fails`() {
        assumeTrue(since(Build.VERSION_CODES.Q))
        radio.allow()
        radio.cards()
        ShadowSubscriptionManager.setDefaultSmsSubscriptionId(SubscriptionManager.INVALID_SUBSCRIPTION_ID)
        triesTheOtherCard()
    }

    @Test
    fun `a flavour that reads no messages says that answers are not seen`() {
        radio.allow(Manifest.permission.SEND_SMS)
        locked().hold()
        hand.pass(11)
        assertEquals(FIRST, radio.next()!!.first)
        assertTrue(hand.text(), hand.sees(hand.words(R.string.alert_answers_unseen)))
    }

    @Test
    fun `one that does says nothing of the kind`() {
        pressed()
        assertFalse(hand.text(), hand.sees(hand.words(R.string.alert_answers_unseen)))
    }

    @Test
    fun `without a card messages are not claimed to go out by themselves`() {
        radio.allow()
        radio.card(TelephonyManager.SIM_STATE_ABSENT)
        locked().hold()
        hand.pass(11)
        assertNull(radio.next())
        assertEquals(Intent.ACTION_SENDTO, shadowOf(hand.activity).nextStartedActivity.action)
        assertTrue(hand.text(), hand.sees("Call 102"))
    }

    @Test
    fun `what has no network is tried again until it has failed, and then the next tier is told`() {
        pressed()
        radio.report(SmsManager.RESULT_ERROR_NO_SERVICE)
        for (wait in listOf(11L, 31L, 61L)) {
            assertEquals("First message: failed, will be tried again", states()[0])
            hand.pass(wait)
            assertEquals(FIRST, radio.next()!!.first)
            radio.report(SmsManager.RESULT_ERROR_NO_SERVICE)
        }
        assertEquals("First message: failed", states()[0])
        assertEquals(SECOND, radio.next()!!.first)
    }

    @Test
    fun `a radio that is off is tried again, and that is said`() {
        pressed()
        radio.report(SmsManager.RESULT_ERROR_RADIO_OFF)
        assertEquals("First message: failed, will be tried again", states()[0])
        assertNull(radio.next())
        hand.pass(11)
        assertEquals("First message: nothing is known yet", states()[0])
        assertEquals(FIRST, radio.next()!!.first)
    }

    @Test
    fun `without contacts she is told what to do`() {
        radio.allow()
        locked(contacts = false).hold()
        assertTrue(hand.text(), hand.sees("There are no contacts"))
        hand.pass(11)
        assertTrue(hand.text(), hand.sees("Call 102 or 112 yourself"))
        hand.tap("Call 102 · police")
        assertEquals("tel:102", shadowOf(hand.activity).nextStartedActivity.dataString)
    }

    @Test
    fun `the place goes with the message, its age is shown, and a service holds the process meanwhile`() {
        radio.allow(*Radio.ALL)
        locked().hold()
        hand.serve()
        radio.locate(43.238949, 76.889709)
        hand.pass(11)
        assertTrue(radio.next()!!.second, "43.2389" in requireNotNull(radio.taken).text)
        assertTrue(hand.text(), hand.sees("just now, within 20 m"))
        assertFalse("the place itself is for whoever knows the PIN", hand.sees("43.2389"))
        hand.back()
        hand.pin("7391")
        hand.tap(R.string.alert_open)
        assertTrue(hand.text(), hand.sees("43.23895, 76.88971"))
        hand.tap(R.string.alert_over)
        hand.pin("7391")
        assertTrue(shadowOf(hand.app.getSystemService(LocationManager::class.java)).locationUpdateListeners.isEmpty())
        assertEquals(AlertService::class.java.name, shadowOf(hand.app).nextStoppedService.component!!.className)
    }

    @Test
    fun `an alert from the open app stays in sight when the app is left, and then names nobody`() {
        radio.allow()
        hand.start().firstRun()
        hand.pin("7391")
        hand.contact("Дана", FIRST)
        hand.hold()
        assertTrue(hand.text(), hand.sees("Дана"))
        hand.pass(11)
        assertTrue(hand.text(), hand.sees("Дана"))
        hand.leave()
        hand.comeBack()
        assertTrue(hand.text(), hand.sees("Contact 1"))
        assertFalse(hand.text(), hand.sees("Дана"))
        radio.next()
        radio.report(Activity.RESULT_OK)
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.window.pause().stop()
        hand.pass(10)
        hand.comeBack()
        assertTrue(hand.text(), hand.sees(" 110 s"))
        hand.pass(5)
        assertTrue("its time goes on: " + hand.text(), hand.sees(" 105 s"))
    }

    @Test
    fun `a countdown over the locked app goes on counting when the phone was dark meanwhile`() {
        radio.allow()
        locked().hold()
        hand.window.pause().stop()
        hand.pass(2)
        hand.comeBack()
        assertTrue(hand.text(), "8" in hand.text().lines())
        hand.pass(3)
        assertTrue(hand.text(), "5" in hand.text().lines())
        hand.tap(R.string.alert_stop)
        hand.pass(2)
        assertTrue("the seconds are seen while the PIN is typed: " + hand.text(), hand.sees("Seconds left: 3"))
    }

    @Test
    fun `the button stays under the finger whatever is drawn meanwhile, and a screen reader can hold it`() {
        radio.allow()
        locked()
        hand.hold(meanwhile = { hand.app.shell.redraw(hand.app.shell.top) })
        assertTrue(hand.text(), hand.sees("2 contacts are told"))
        hand.tap(R.string.alert_stop)
        hand.pin("7391")
        val ring = hand.views().filterIsInstance<HoldRing>().single()
        val info = ring.createAccessibilityNodeInfo()
        assertTrue(info.actionList.any { it.id == AccessibilityNodeInfo.ACTION_LONG_CLICK && it.label == hand.words(R.string.alert_hold) })
        assertTrue(ring.performAccessibilityAction(AccessibilityNodeInfo.ACTION_LONG_CLICK, null))
        hand.settle()
        assertTrue(hand.text(), hand.sees("10"))
    }

    @Test
    fun `a step that can't be kept is said, and goes on all the same`() {
        radio.allow()
        locked()
        hand.app.keyring.isAway = true
        hand.hold()
        hand.pass(11)
        assertTrue(hand.text(), hand.sees("This step could not be kept"))
        assertEquals(FIRST, radio.next()!!.first)
        hand.app.keyring.isAway = false
        radio.report(Activity.RESULT_OK)
        assertFalse(hand.text(), hand.sees("This step could not be kept"))
    }

    private companion object {
        const val FIRST = "+77010000001"
        const val SECOND = "+77010000002"
        const val THIRD = "+77010000003"
    }
}
