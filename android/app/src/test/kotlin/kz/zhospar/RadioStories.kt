package kz.zhospar

import android.app.AlarmManager
import android.app.Notification
import android.app.NotificationManager
import org.robolectric.Shadows.shadowOf

/** Stories in which contacts are told, and what they have in common. */
abstract class RadioStories {
    protected val hand = Hand()
    protected val radio = Radio(hand)

    /** The titles of the notices that hang there. */
    protected fun notices() = shadowOf(hand.app.getSystemService(NotificationManager::class.java)).allNotifications.map { it.extras.getString(Notification.EXTRA_TITLE) }

    /** The service that was stopped since it was asked last, one after another. */
    protected fun stopped(): String? = shadowOf(hand.app).nextStoppedService?.component?.className

    protected fun forgetStopped() {
        while (stopped() != null) Unit
    }

    protected companion object {
        const val FIRST = "+77010000001"
        const val SECOND = "+77010000002"
        const val THIRD = "+77010000003"
    }
}

/** Stories of an alert. */
abstract class AlertStories : RadioStories() {
    protected fun locked(second: String? = null, contacts: Boolean = true): Hand {
        hand.opened(second)
        if (contacts) {
            hand.contact("Дана", FIRST, harmless = "купи хлеб")
            hand.contact("Ерлан", SECOND, tier = 2, harmless = "нан ал")
        }
        hand.tap(R.string.lock)
        return hand
    }

    protected fun pressed(second: String? = null): Pair<String, String> {
        radio.allow()
        locked(second).hold()
        hand.pass(11)
        return requireNotNull(radio.next()) { hand.text() }
    }

    protected fun states() = hand.text().lines().filter { it.startsWith("First message") || it.startsWith("Second message") }

    protected fun alarms() = shadowOf(hand.app.getSystemService(AlarmManager::class.java)).scheduledAlarms.sortedBy { it.triggerAtMs }
}

/** Stories of someone who has contacts and goes where they may wait for a word. */
abstract class CheckInStories : RadioStories() {
    protected fun opened(second: String? = null, contacts: Boolean = true): Hand {
        radio.allow()
        hand.opened(second)
        if (contacts) {
            hand.contact("Дана", FIRST, city = "Алматы")
            hand.contact("Ерлан", SECOND, tier = 2, city = "Астана")
        }
        return hand
    }

    protected fun open(screen: Int) {
        hand.tap(R.string.ways)
        hand.tap(screen)
    }
}
