package kz.zhospar.platform

import android.app.AlarmManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent

/** Wakes the phone. `woken` is where it says so. */
class Alarms(private val context: Context, private val woken: Intent) {
    private val manager = context.getSystemService(AlarmManager::class.java)

    /**
     * On the clock that can't be set. One at a time: the next replaces it. Behind one to the second there is one that is not: should the leave for the first be
     * taken back, the system ends the process and takes the first away, and nobody else would set it again.
     */
    fun wakeAt(uptimeNanos: Long) {
        val at = uptimeNanos / NANOS_PER_MS
        val isExact = setExactly(at)
        if (isExact) set(at + LATER_MS, SECOND) else set(at, SECOND)
        if (!isExact) manager.cancel(then(FIRST))
    }

    /** Beside the alarm that was asked for: what could not be read just now is tried again. */
    fun tryAgainAt(uptimeNanos: Long) = set(uptimeNanos / NANOS_PER_MS, AGAIN)

    private fun setExactly(at: Long): Boolean = try {
        mayWakeExactly(context).also { if (it) manager.setExactAndAllowWhileIdle(AlarmManager.ELAPSED_REALTIME_WAKEUP, at, then(FIRST)) }
    } catch (_: SecurityException) {
        // The leave was taken back just now.
        false
    }

    private fun set(at: Long, which: Int) = manager.setAndAllowWhileIdle(AlarmManager.ELAPSED_REALTIME_WAKEUP, at, then(which))

    private fun then(which: Int) = PendingIntent.getBroadcast(context, which, woken, PendingIntent.FLAG_IMMUTABLE or PendingIntent.FLAG_UPDATE_CURRENT)

    private companion object {
        const val NANOS_PER_MS = 1_000_000L
        const val LATER_MS = 60_000L
        const val FIRST = 0
        const val SECOND = 1
        const val AGAIN = 2
    }
}
