package kz.zhospar

import android.Manifest
import android.content.Intent
import android.os.Build
import android.telephony.SmsManager
import android.telephony.SubscriptionManager
import android.telephony.TelephonyManager
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Assume.assumeTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowSubscriptionManager

/** Which card writes, and what is left to her where none may. */
@RunWith(RobolectricTestRunner::class)
open class WritingTest : AlertStories() {
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
    fun `without a card messages are not claimed to go out by themselves`() {
        radio.allow()
        radio.card(TelephonyManager.SIM_STATE_ABSENT)
        locked().hold()
        hand.pass(11)
        assertNull(radio.next())
        assertEquals(Intent.ACTION_SENDTO, shadowOf(hand.activity).nextStartedActivity.action)
        assertTrue(hand.text(), hand.sees("Call 102"))
    }
}
