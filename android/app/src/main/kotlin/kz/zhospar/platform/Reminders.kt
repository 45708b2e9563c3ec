package kz.zhospar.platform

import android.app.AlarmManager
import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.content.res.Configuration
import kz.zhospar.R
import java.util.Locale

/** The one reminder of an evening. The system knows its time and nothing else of it. */
class Reminders(private val context: Context) {
    private val alarms = context.getSystemService(AlarmManager::class.java)

    /** Whether the phone lets notifications through. */
    val areAllowed: Boolean get() = context.getSystemService(NotificationManager::class.java).areNotificationsEnabled()

    /** Around this time. It takes the place of the one that was set before. */
    fun set(atUtcMs: Long) = alarms.set(AlarmManager.RTC_WAKEUP, atUtcMs, alarm())

    fun cancel() = alarms.cancel(alarm())

    private fun alarm(): PendingIntent = PendingIntent.getBroadcast(context, 0, Intent(context, ReminderReceiver::class.java), FLAGS)
}

/** Shows the reminder. The vault is locked now: there is nothing that it could tell. */
class ReminderReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        val spoken = spoken(context)
        val shown = context.getSystemService(NotificationManager::class.java)
        shown.createNotificationChannel(NotificationChannel(CHANNEL, spoken.getString(R.string.app_name), NotificationManager.IMPORTANCE_DEFAULT))
        val opens = context.packageManager.getLaunchIntentForPackage(context.packageName)
        val note = Notification.Builder(context, CHANNEL)
            .setSmallIcon(R.drawable.ic_today)
            .setContentTitle(spoken.getString(R.string.way_reminder))
            .setVisibility(Notification.VISIBILITY_PUBLIC)
            .setShowWhen(false)
            .setAutoCancel(true)
        opens?.let { note.setContentIntent(PendingIntent.getActivity(context, 0, it, FLAGS)) }
        shown.notify(ID, note.build())
    }

    private fun spoken(context: Context): Context {
        val chosen = Choices(context).language ?: return context
        return context.createConfigurationContext(Configuration(context.resources.configuration).apply { setLocale(Locale.forLanguageTag(chosen)) })
    }

    private companion object {
        const val CHANNEL = "daily"
        const val ID = 1
    }
}

private const val FLAGS = PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE
