package kz.zhospar.alert

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.provider.Telephony
import kz.zhospar.App
import kz.zhospar.core.AlertEvent
import kz.zhospar.platform.Messages
import kz.zhospar.platform.Notices

// What the system tells while no window is open. Whatever follows from it for an alert holds the phone awake until it is done.

private fun BroadcastReceiver.during(work: (done: () -> Unit) -> Unit) {
    val held: BroadcastReceiver.PendingResult? = goAsync()
    work { held?.finish() }
}

private val Context.app: App get() = applicationContext as App
private val Context.engine: AlertEngine get() = app.alert

/** An alarm that was asked for. */
class WakeReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) = during { done -> context.engine.wake(done) }
}

/** The phone has started, or the app was replaced by a newer one: what ran goes on, before anyone has unlocked anything. */
class BootReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        val known = setOf(Intent.ACTION_LOCKED_BOOT_COMPLETED, Intent.ACTION_BOOT_COMPLETED, Intent.ACTION_MY_PACKAGE_REPLACED)
        if (intent.action !in known) return
        context.engine.body.notices.showAtHand()
        during { done -> context.engine.wake { context.remindIfDue(done) } }
    }
}

/** The button's line on the phone's own lock screen: touched, which presses the button, or swept away, after which it hangs there again. */
class PressReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        if (intent.action == Notices.PRESSED) during { done -> context.engine.pressOutside(done) } else context.engine.body.notices.showAtHand()
    }
}

/** Woken by the alarm of an evening, and by nobody else. */
class ReminderReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) = during { done -> context.remindIfDue(done) }
}

/** Not in the middle of an alert: it would sound, and say nothing that matters then. */
private fun Context.remindIfDue(done: () -> Unit) {
    if (!app.reminders.takeDue()) return done()
    engine.view(isOpen = false) { view ->
        if (view?.isRunning != true) engine.body.notices.remind()
        done()
    }
}

/** What became of a message that was handed to the radio. */
class ReportReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        val engine = context.engine
        val report = engine.body.messages.read(intent) ?: return
        val event = when {
            !report.isDelivery -> AlertEvent.Radio(report.send, Messages.resultOf(resultCode))
            Messages.hasArrived(intent) -> AlertEvent.Delivered(report.send)
            else -> return
        }
        during { done -> engine.hear(event, done) }
    }
}

/** A message that came in. It is shown to the core and kept nowhere. */
class SmsReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        if (intent.action != Telephony.Sms.Intents.SMS_RECEIVED_ACTION) return
        val parts = Telephony.Sms.Intents.getMessagesFromIntent(intent)?.filterNotNull().orEmpty()
        val from = parts.firstOrNull()?.originatingAddress ?: return
        val text = parts.joinToString("") { it.messageBody.orEmpty() }
        during { done -> context.engine.step(AlertEvent.Received(from, text)) { done() } }
    }
}
