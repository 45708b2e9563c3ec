package kz.zhospar.platform

import android.app.AlarmManager
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent

/**
 * The reminders of the evenings to come. The system knows the time of the next one and nothing else; bare times are kept beside it, so that they outlive a restart
 * of the phone. `due` is where the alarm says that it is time.
 */
class Reminders(private val context: Context, private val clock: Clock, private val due: Intent) {
    private val alarms = context.getSystemService(AlarmManager::class.java)
    private val store = context.createDeviceProtectedStorageContext().getSharedPreferences("reminders", Context.MODE_PRIVATE)

    private var times: Set<Long>
        get() = store.getString(TIMES, null).orEmpty().split(' ').mapNotNull(String::toLongOrNull).toSortedSet()
        set(utcMs) = store.edit().putString(TIMES, utcMs.joinToString(" ")).apply()

    /** Whether the phone lets notifications through. */
    val areAllowed: Boolean get() = context.getSystemService(NotificationManager::class.java).areNotificationsEnabled()

    /** Those that are set already stay: what is open now may be another log than the one that set them. */
    fun add(utcMs: List<Long>) = set(times + utcMs)

    /** Times of one log and of another may be the same, and can't be told apart: kept by log, they would tell that there are two. */
    fun remove(utcMs: List<Long>) = set(times - utcMs.toSet())

    /** Whether it is time for one, which then is past. Sets the alarm for the next; one that is long past was slept through, and does not come in the night. */
    fun takeDue(): Boolean {
        val now = clock.now().utcMs
        val isDue = times.any { it in now - LATE_MAX_MS..now }
        set(times)
        return isDue
    }

    private fun set(wanted: Set<Long>) {
        val now = clock.now().utcMs
        val ahead = wanted.filter { it > now }.toSortedSet()
        if (ahead != times) times = ahead
        val alarm = PendingIntent.getBroadcast(context, 0, due, PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE)
        if (ahead.isEmpty()) alarms.cancel(alarm) else alarms.setAndAllowWhileIdle(AlarmManager.RTC_WAKEUP, ahead.first(), alarm)
    }

    private companion object {
        const val TIMES = "times"
        const val LATE_MAX_MS = 2 * 3_600_000L
    }
}
