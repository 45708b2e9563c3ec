package kz.zhospar.platform

import android.content.Context
import android.os.PowerManager

/**
 * Keeps the processor awake while the next step is near, and while a message is with the radio: a phone in a pocket sleeps even while a service is in the
 * foreground. Each ends by itself, should nobody end it.
 */
class Awake(context: Context) {
    private val power = context.getSystemService(PowerManager::class.java)
    private val step = lock()
    private val radio = lock()
    private val handed = HashSet<Long>()

    /** Whether it keeps the processor awake. */
    val isHeld: Boolean get() = step.isHeld || radio.isHeld

    /** The next step comes then. One that is far is left to alarms. */
    fun forStep(inMs: Long) {
        if (inMs > NEAR_MS) return endStep()
        step.acquire(inMs.coerceAtLeast(0) + SLACK_MS)
    }

    fun endStep() = step.letGo()

    /** This message is with the radio now. */
    fun forMessage(send: Long) {
        handed += send
        radio.acquire(RADIO_MS)
    }

    /** The radio has reported on it. */
    fun endMessage(send: Long) {
        handed -= send
        if (handed.isEmpty()) radio.letGo()
    }

    private fun lock(): PowerManager.WakeLock = power.newWakeLock(PowerManager.PARTIAL_WAKE_LOCK, "kz.zhospar:step").apply { setReferenceCounted(false) }

    private fun PowerManager.WakeLock.letGo() {
        if (isHeld) release()
    }

    private companion object {
        /** An alert's own waits are no longer. */
        const val NEAR_MS = 330_000L
        const val SLACK_MS = 10_000L
        const val RADIO_MS = 120_000L
    }
}
