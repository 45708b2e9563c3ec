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
    val notices = Notices(context, Intent(context, MainActivity::class.java).addFlags(Intent.FLAG_ACTIVITY_NEW_TASK), choices)

    private val service = Intent().setComponent(ComponentName(context, AlertService::class.java))
    private var isKept = false

    /** Lets the system leave the process alone while an alert runs, as far as it allows. What it does not allow, alarms do. */
    fun keep(isWanted: Boolean) {
        if (isWanted == isKept) return
        isKept = isWanted
        if (!isWanted) {
            context.stopService(service)
            return notices.hideProgress()
        }
        try {
            if (where.mayLocate()) context.startForegroundService(service) else notices.showProgress()
        } catch (_: RuntimeException) {
            // Not from the background, says the system: the ladder does not depend on it.
            notices.showProgress()
        }
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
        } catch (_: RuntimeException) {
            // The leave for the place was taken back just now.
            stopSelf()
        }
        // The system has begun it anew by itself: whether it is still wanted is to be seen.
        if (intent == null) app.alert.wake()
        return START_STICKY
    }
}
