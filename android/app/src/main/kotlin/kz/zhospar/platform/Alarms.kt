package kz.zhospar.platform

import android.app.AlarmManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent

/** Wakes the phone. `woken` is where it says so. */
class Alarms(private val context: Context, private val woken: Intent) {
    private val manager = context.getSystemService(AlarmManager::class.java)

    /** On the clock that can't be set. One at a time: the next replaces it. */
    fun wakeAt(uptimeNanos: Long) {
        val at = uptimeNanos / NANOS_PER_MS
        val then = PendingIntent.getBroadcast(context, 0, woken, PendingIntent.FLAG_IMMUTABLE or PendingIntent.FLAG_UPDATE_CURRENT)
        try {
            if (mayWakeExactly(context)) return manager.setExactAndAllowWhileIdle(AlarmManager.ELAPSED_REALTIME_WAKEUP, at, then)
        } catch (_: SecurityException) {
            // The leave was taken back just now.
        }
        manager.setAndAllowWhileIdle(AlarmManager.ELAPSED_REALTIME_WAKEUP, at, then)
    }

    private companion object {
        const val NANOS_PER_MS = 1_000_000L
    }
}
