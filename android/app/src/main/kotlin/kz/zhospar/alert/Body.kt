package kz.zhospar.alert

import android.app.Service
import android.content.ComponentName
import android.content.Context
import android.content.Intent
import android.content.pm.ServiceInfo
import android.os.Build
import android.os.IBinder
import kz.zhospar.App
import kz.zhospar.MainActivity
import kz.zhospar.platform.Abilities
import kz.zhospar.platform.Alarms
import kz.zhospar.platform.Choices
import kz.zhospar.platform.Clock
import kz.zhospar.platform.Messages
import kz.zhospar.platform.Notices
import kz.zhospar.platform.Where

/** What of the phone an alert uses. Nothing in it needs the phone to be unlocked. */
class Body(private val context: Context, val clock: Clock, choices: Choices) {
    val abilities = Abilities(context)
    val messages = Messages(context, Intent(context, ReportReceiver::class.java))
    val alarms = Alarms(context, Intent(context, WakeReceiver::class.java))
    val where = Where(context, clock)
    val notices = Notices(
        context,
        open = Intent(context, MainActivity::class.java).addFlags(Intent.FLAG_ACTIVITY_NEW_TASK),
        press = Intent(context, PressReceiver::class.java),
        choices,
    )

    private val service = Intent().setComponent(ComponentName(context, AlertService::class.java))
    private var kept = Kept.NOT

    private enum class Kept { NOT, BY_NOTICE, BY_SERVICE }

    /**
     * Lets the system leave the process alone while an alert runs. A service that may know the place can only be begun where someone touches the app: a try from
     * elsewhere could end the process, and then alarms have to do.
     */
    fun keep(isWanted: Boolean, isTouched: Boolean) {
        val wanted = when {
            !isWanted -> Kept.NOT
            kept == Kept.BY_SERVICE || isTouched && where.mayLocate() -> Kept.BY_SERVICE
            else -> Kept.BY_NOTICE
        }
        if (wanted == kept) return
        if (wanted == Kept.BY_SERVICE && !begin()) return keep(isWanted, isTouched = false)
        if (kept == Kept.BY_SERVICE) context.stopService(service)
        if (wanted == Kept.BY_NOTICE) notices.showProgress()
        if (wanted == Kept.NOT) notices.hideProgress()
        kept = wanted
    }

    private fun begin(): Boolean = try {
        context.startForegroundService(service)
        true
    } catch (_: IllegalStateException) {
        // The window went out of sight just now.
        false
    }
}

/** Only there so that the system sees that something goes on. */
class AlertService : Service() {
    override fun onBind(intent: Intent): IBinder? = null

    override fun onStartCommand(intent: Intent?, flags: Int, id: Int): Int {
        val app = application as App
        val notice = app.alert.body.notices.inProgress()
        try {
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) {
                startForeground(Notices.ID_RUNNING, notice, ServiceInfo.FOREGROUND_SERVICE_TYPE_LOCATION)
            } else {
                startForeground(Notices.ID_RUNNING, notice)
            }
        } catch (_: SecurityException) {
            // Begun anew by the system, which does not let it be what it was.
            stopSelf()
        } catch (_: IllegalStateException) {
            stopSelf()
        }
        // The system has begun it anew by itself: whether it is still wanted is to be seen.
        if (intent == null) app.alert.wake()
        return START_STICKY
    }
}
