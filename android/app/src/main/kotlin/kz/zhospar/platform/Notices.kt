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

/** Lines to choose from: of what runs, and of a reminder. Each is as dull as the others. */
enum class Wording(val running: Int, val reminder: Int) {
    DAILY(R.string.notice_in_progress, R.string.way_reminder),
    LIST(R.string.notice_list_open, R.string.notice_list),
    LABEL(R.string.app_name, R.string.app_name),
}

/**
 * What may be seen from outside. Never a name, a number or a place. `open` leads into the app; `press` is where the button's own line says that it was touched,
 * or was swept away.
 */
class Notices(private val context: Context, private val open: Intent, private val press: Intent, private val choices: Choices) {
    private val manager = context.getSystemService(NotificationManager::class.java)

    fun inProgress(): Notification = built(RUNNING, NotificationManager.IMPORTANCE_LOW, words(choices.wording.running)) {
        setOngoing(true)
        addAction(Notification.Action.Builder(null, words(R.string.notice_open), opening()).build())
        if (choices.stopsFromNotice) addAction(Notification.Action.Builder(null, words(R.string.notice_stop), opening(STOP)).build())
    }

    fun showProgress() = manager.notify(ID_RUNNING, inProgress())

    /** What hangs there says it in the words that were chosen meanwhile. */
    fun renew() {
        if (manager.activeNotifications.any { it.id == ID_RUNNING }) showProgress()
        showAtHand()
    }

    fun hideProgress() = manager.cancel(ID_RUNNING)

    /** The button on the phone's own lock screen, or not, as she chose. It makes no sound, and a touch needs no unlocked phone. */
    fun showAtHand() {
        if (!choices.isAtHand) return manager.cancel(ID_AT_HAND)
        val line = built(AT_HAND, NotificationManager.IMPORTANCE_DEFAULT, words(choices.wording.reminder)) {
            setOngoing(true)
            setVisibility(Notification.VISIBILITY_PUBLIC)
            setShowWhen(false)
            addAction(Notification.Action.Builder(null, words(R.string.notice_press), pressing(PRESSED)).build())
            setDeleteIntent(pressing(SWEPT_AWAY))
        }
        manager.notify(ID_AT_HAND, line)
    }

    /** Someone has to open the app for things to go on. */
    fun needsOpening() = ask(words(choices.wording.running), SILENT)

    /** The reminder of an evening. The vault is locked now: there is nothing that it could tell. */
    fun remind() = manager.notify(ID_REMINDER, built(DAILY, NotificationManager.IMPORTANCE_DEFAULT, words(choices.wording.reminder)) {
        setVisibility(Notification.VISIBILITY_PUBLIC)
        setShowWhen(false)
        setAutoCancel(true)
    })

    /** Nothing goes on, and why is said inside. */
    fun asksToOpen() = ask("${words(R.string.app_name)}: ${words(R.string.notice_open)}", SILENT)

    /** Says this, which is neutral. */
    fun say(what: String) = ask("${words(R.string.app_name)}: $what")

    /** What was asked is answered. */
    fun clear() = manager.cancel(ID_ASK)

    /** A press makes no sound, and what follows from it neither. */
    private fun ask(title: String, channel: String = ASKING) = manager.notify(ID_ASK, built(channel, NotificationManager.IMPORTANCE_HIGH, title) { setAutoCancel(true) })

    private fun built(channel: String, importance: Int, title: String, more: Notification.Builder.() -> Unit): Notification {
        manager.createNotificationChannel(NotificationChannel(channel, words(R.string.app_name), importance).apply { if (channel in SOUNDLESS) mute() })
        return Notification.Builder(context, channel).setSmallIcon(R.drawable.ic_log).setContentTitle(title).setContentIntent(opening()).apply(more).build()
    }

    private fun NotificationChannel.mute() {
        setSound(null, null)
        enableVibration(false)
    }

    private fun pressing(action: String) = PendingIntent.getBroadcast(context, 0, Intent(press).setAction(action), PendingIntent.FLAG_IMMUTABLE)

    private fun opening(action: String? = null) = PendingIntent.getActivity(context, 0, Intent(open).setAction(action), PendingIntent.FLAG_IMMUTABLE or PendingIntent.FLAG_UPDATE_CURRENT)

    /** In the language that she chose for the app. */
    private fun words(id: Int): String {
        val chosen = choices.language ?: return context.getString(id)
        val configuration = Configuration(context.resources.configuration).apply { setLocale(Locale.forLanguageTag(chosen)) }
        return context.createConfigurationContext(configuration).getString(id)
    }

    companion object {
        const val PRESSED = "kz.zhospar.PRESSED"

        /** Opens the app at the PIN that stops what runs. */
        const val STOP = "kz.zhospar.STOP"
        const val ID_RUNNING = 1
        private const val SWEPT_AWAY = "kz.zhospar.SWEPT_AWAY"
        private const val ID_ASK = 2
        private const val ID_AT_HAND = 3
        private const val ID_REMINDER = 4
        private const val RUNNING = "running"
        private const val ASKING = "asking"
        private const val SILENT = "asking-silently"
        private const val AT_HAND = "at-hand"
        private const val DAILY = "daily"
        private val SOUNDLESS = setOf(AT_HAND, SILENT)
    }
}
