package kz.zhospar.platform

import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.content.res.Configuration
import kz.zhospar.R
import java.util.Locale

/** What may be seen from outside while something runs. Never a name, a number or a place. `open` leads into the app. */
class Notices(private val context: Context, private val open: Intent, private val choices: Choices) {
    private val manager = context.getSystemService(NotificationManager::class.java)

    fun inProgress(): Notification = built(RUNNING, NotificationManager.IMPORTANCE_LOW, words(R.string.notice_in_progress)) {
        setOngoing(true)
        addAction(Notification.Action.Builder(null, words(R.string.notice_open), opening()).build())
    }

    fun showProgress() = manager.notify(ID_RUNNING, inProgress())

    fun hideProgress() = manager.cancel(ID_RUNNING)

    /** Someone has to open the app for things to go on. */
    fun needsOpening() = ask(words(R.string.notice_in_progress))

    /** Says this, which is neutral. */
    fun say(what: String) = ask("${words(R.string.app_name)}: $what")

    /** What was asked is answered. */
    fun clear() = manager.cancel(ID_ASK)

    private fun ask(title: String) = manager.notify(ID_ASK, built(ASKING, NotificationManager.IMPORTANCE_HIGH, title) { setAutoCancel(true) })

    private fun built(channel: String, importance: Int, title: String, more: Notification.Builder.() -> Unit): Notification {
        manager.createNotificationChannel(NotificationChannel(channel, words(R.string.app_name), importance))
        return Notification.Builder(context, channel).setSmallIcon(R.drawable.ic_log).setContentTitle(title).setContentIntent(opening()).apply(more).build()
    }

    private fun opening() = PendingIntent.getActivity(context, 0, open, PendingIntent.FLAG_IMMUTABLE or PendingIntent.FLAG_UPDATE_CURRENT)

    /** In the language that she chose for the app. */
    private fun words(id: Int): String {
        val chosen = choices.language ?: return context.getString(id)
        val configuration = Configuration(context.resources.configuration).apply { setLocale(Locale.forLanguageTag(chosen)) }
        return context.createConfigurationContext(configuration).getString(id)
    }

    companion object {
        const val ID_RUNNING = 1
        private const val ID_ASK = 2
        private const val RUNNING = "running"
        private const val ASKING = "asking"
    }
}
