package kz.zhospar

import android.Manifest
import android.app.Application
import android.content.Intent
import android.content.pm.PackageManager
import android.location.Location
import android.location.LocationManager
import android.os.Build
import android.provider.Telephony
import android.telephony.SmsManager
import android.telephony.SubscriptionManager
import android.telephony.TelephonyManager
import kz.zhospar.core.generated.Agreed
import kz.zhospar.core.generated.ContactSaid
import kz.zhospar.core.generated.Language
import kz.zhospar.core.generated.Manner
import org.junit.Assert.assertNotNull
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowAlarmManager
import org.robolectric.shadows.ShadowSmsManager
import org.robolectric.shadows.ShadowSubscriptionManager

/** The other side of the radio: takes what the app hands over, reports on it, and lets messages come in. */
class Radio(private val hand: Hand) {
    private val app: Application get() = RuntimeEnvironment.getApplication()
    private fun shadow(card: Int) = shadowOf(manager(card))

    @Suppress("DEPRECATION")
    private fun manager(card: Int): SmsManager =
        if (!since(Build.VERSION_CODES.S)) SmsManager.getSmsManagerForSubscriptionId(card) else app.getSystemService(SmsManager::class.java).createForSubscriptionId(card)

    /** The message that was handed over last and not looked at yet. */
    var taken: ShadowSmsManager.TextSmsParams? = null
        private set

    /** A phone that may send, receive and be located. */
    fun allow(vararg permissions: String = arrayOf(Manifest.permission.SEND_SMS, Manifest.permission.RECEIVE_SMS)) {
        ShadowSubscriptionManager.setDefaultSmsSubscriptionId(CARD)
        ShadowAlarmManager.setCanScheduleExactAlarms(true)
        shadowOf(app.packageManager).setSystemFeature(PackageManager.FEATURE_TELEPHONY, true)
        shadowOf(app).grantPermissions(*permissions)
    }

    /** What the phone knows of its card. */
    fun card(state: Int) = shadowOf(app.getSystemService(TelephonyManager::class.java)).run {
        setPhoneCount(1)
        setActiveModemCount(1)
        setSimState(0, state)
    }

    /** Two cards that can write. */
    fun cards() {
        shadowOf(app.getSystemService(TelephonyManager::class.java)).run {
            setPhoneCount(2)
            setActiveModemCount(2)
            repeat(2) { setSimState(it, TelephonyManager.SIM_STATE_READY) }
        }
        val infos = listOf(CARD, OTHER_CARD).mapIndexed { slot, card ->
            ShadowSubscriptionManager.SubscriptionInfoBuilder.newBuilder().setId(card).setSimSlotIndex(slot).buildSubscriptionInfo()
        }
        shadowOf(app.getSystemService(SubscriptionManager::class.java)).setActiveSubscriptionInfos(*infos.toTypedArray())
    }

    fun deny(permission: String) = shadowOf(app).denyPermissions(permission)

    /** What was handed over since it was asked last: number and text. */
    fun next(card: Int = CARD): Pair<String, String>? {
        taken = shadow(card).lastSentTextMessageParams
        shadow(card).clearLastSentTextMessageParams()
        return taken?.let { it.destinationAddress to it.text }
    }

    fun report(code: Int) {
        requireNotNull(taken).sentIntent.send(app, code, null)
        hand.settle()
    }

    /** The network's word on its way to the other phone: 0 if it arrived. */
    fun deliver(status: Int = 0) {
        val pdu = bytes("00" + "02" + "01" + ADDRESS + TIME + TIME + "%02x".format(status))
        requireNotNull(taken).deliveryIntent.send(app, 0, Intent().putExtra("pdu", pdu).putExtra("format", "3gpp"))
        hand.settle()
    }

    fun receive(from: String, text: String) {
        val digits = from.removePrefix("+")
        val swapped = (digits + "f".repeat(digits.length % 2)).chunked(2).joinToString("") { it.reversed() }
        val body = text.toByteArray(Charsets.UTF_16BE).joinToString("") { "%02x".format(it) }
        val pdu = bytes("00" + "04" + "%02x".format(digits.length) + "91" + swapped + "00" + "08" + TIME + "%02x".format(body.length / 2) + body)
        val intent = Intent(Telephony.Sms.Intents.SMS_RECEIVED_ACTION).putExtra("pdus", arrayOf(pdu)).putExtra("format", "3gpp")
        app.sendBroadcast(intent.setPackage(app.packageName))
        hand.settle()
    }

    /** The satellites have found the phone here. */
    fun locate(lat: Double, lon: Double) {
        val manager = app.getSystemService(LocationManager::class.java)
        shadowOf(manager).setProviderEnabled(LocationManager.GPS_PROVIDER, true)
        shadowOf(manager).simulateLocation(Location(LocationManager.GPS_PROVIDER).apply {
            latitude = lat
            longitude = lon
            accuracy = 20f
            elapsedRealtimeNanos = hand.app.ticks.now().uptimeNanos
        })
        hand.settle()
    }

    private fun bytes(hex: String) = hex.chunked(2).map { it.toInt(16).toByte() }.toByteArray()

    companion object {
        val ALL = arrayOf(
            Manifest.permission.SEND_SMS, Manifest.permission.RECEIVE_SMS,
            Manifest.permission.ACCESS_FINE_LOCATION, Manifest.permission.ACCESS_COARSE_LOCATION,
        )
        const val CARD = 1
        const val OTHER_CARD = 2
        private const val ADDRESS = "0b917710325476f8"
        private const val TIME = "62112790400004"
    }
}

/** Whether this phone knows what came with that version. */
fun since(version: Int): Boolean = Build.VERSION.SDK_INT >= version

/** Adds a contact, as the screens for contacts do. */
fun Hand.contact(name: String, number: String, tier: Int = 1, harmless: String = "", city: String = "") {
    val said = ContactSaid(
        name, number, tier.toUByte(), Manner(Language.RU, false, false), "", "KZ", city, "", Agreed(false, false, false, false, false), harmless, false,
    )
    var added: String? = null
    app.shell.ask({
        added = opened().alertBook().use { it.addContact(said).id }
        phone().refresh()
    })
    settle()
    assertNotNull(added)
}
