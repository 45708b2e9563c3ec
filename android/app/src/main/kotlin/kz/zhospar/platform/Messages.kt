package kz.zhospar.platform

import android.app.Activity
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.os.Build
import android.telephony.SmsManager
import android.telephony.SmsMessage
import android.telephony.SubscriptionManager

/** What the radio says of a message that was handed to it. */
enum class RadioReport { HANDED, NO_SERVICE, RADIO_OFF, LIMIT_EXCEEDED, FAILED }

/** A report on a message of the run that is on: of which, and whether it is the one on its delivery. */
data class Report(val send: Long, val isDelivery: Boolean)

/**
 * Hands messages to the radio. `report` is where it says what became of them.
 *
 * A run counts its messages from 0, so a late report on another run's message would be taken for news. Each message therefore has a ticket that is never given
 * twice, and only the report with the last ticket of a number counts.
 */
class Messages(private val context: Context, private val report: Intent) {
    private val tickets = context.createDeviceProtectedStorageContext().getSharedPreferences("tickets", Context.MODE_PRIVATE)

    /** Hands one segment over; false if the phone would not even take it. */
    fun hand(send: Long, number: String, text: String, sim: Int): Boolean = try {
        val ticket = draw(send)
        manager(sim).sendTextMessage(number, null, text, answer(send, ticket, SENT), answer(send, ticket, DELIVERED))
        true
    } catch (_: RuntimeException) {
        // Phones refuse with whatever they like. One that is refused is tried again, and must not take the app with it.
        false
    }

    /** Which message a report is about; null if it is none of those that count. */
    fun read(report: Intent): Report? {
        val send = report.data?.host?.toLongOrNull() ?: return null
        val ticket = report.data?.lastPathSegment?.toLongOrNull()
        return Report(send, report.action == DELIVERED).takeIf { tickets.getLong(send.toString(), NONE) == ticket }
    }

    private fun draw(send: Long): Long {
        val ticket = tickets.getLong(LAST, 0) + 1
        tickets.edit().putLong(LAST, ticket).putLong(send.toString(), ticket).commit()
        return ticket
    }

    private fun answer(send: Long, ticket: Long, action: String): PendingIntent {
        val intent = Intent(report).setAction(action).setData(Uri.parse("report://$send/$ticket"))
        // The network's own report is put into it, so it can't be immutable; it names its receiver, so it goes nowhere else.
        val flags = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) PendingIntent.FLAG_MUTABLE else 0
        return PendingIntent.getBroadcast(context, 0, intent, flags)
    }

    private fun manager(sim: Int): SmsManager {
        val card = card(sim)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) {
            return context.getSystemService(SmsManager::class.java).createForSubscriptionId(card)
        }
        @Suppress("DEPRECATION")
        return SmsManager.getSmsManagerForSubscriptionId(card)
    }

    /** The card for messages first, then the other one. Older phones do not say which cards there are. */
    private fun card(sim: Int): Int {
        val chosen = SubscriptionManager.getDefaultSmsSubscriptionId()
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.Q) return chosen
        val subscriptions = context.getSystemService(SubscriptionManager::class.java) ?: return chosen
        val all = (0 until SLOTS).flatMap { slot ->
            @Suppress("DEPRECATION")
            subscriptions.getSubscriptionIds(slot)?.toList().orEmpty()
        }
        // A phone that asks for the card each time has none for messages, and takes nothing that leaves it open.
        val first = chosen.takeIf(SubscriptionManager::isValidSubscriptionId) ?: all.firstOrNull() ?: chosen
        return if (sim == 0) first else all.firstOrNull { it != first } ?: first
    }

    companion object {
        const val SENT = "kz.zhospar.SENT"
        const val DELIVERED = "kz.zhospar.DELIVERED"
        private const val LAST = "last"
        private const val NONE = -1L
        private const val SLOTS = 2
        private const val STATUS_ARRIVED = 0

        fun resultOf(code: Int): RadioReport = when (code) {
            Activity.RESULT_OK -> RadioReport.HANDED
            SmsManager.RESULT_ERROR_NO_SERVICE -> RadioReport.NO_SERVICE
            SmsManager.RESULT_ERROR_RADIO_OFF, SmsManager.RESULT_RADIO_NOT_AVAILABLE -> RadioReport.RADIO_OFF
            SmsManager.RESULT_ERROR_LIMIT_EXCEEDED -> RadioReport.LIMIT_EXCEEDED
            else -> RadioReport.FAILED
        }

        /** Whether the network says that it arrived. It also reports that it gave up, or is still trying. */
        fun hasArrived(report: Intent): Boolean {
            val pdu = report.getByteArrayExtra("pdu") ?: return false
            return try {
                SmsMessage.createFromPdu(pdu, report.getStringExtra("format"))?.status == STATUS_ARRIVED
            } catch (_: RuntimeException) {
                false
            }
        }
    }
}
