package kz.zhospar.platform

import android.content.Context

/** The few choices that are needed before the PIN, and before the first unlock of the phone, and tell nothing: they lie unsealed. */
class Choices(context: Context) {
    private val store = context.createDeviceProtectedStorageContext().getSharedPreferences("choices", Context.MODE_PRIVATE)

    /** Tag of the chosen language; null follows the phone. */
    var language: String?
        get() = store.getString(LANGUAGE, null)
        set(tag) = store.edit().putString(LANGUAGE, tag).apply()

    /** Seconds outside the app until it locks. */
    var lockAfterS: Int
        get() = store.getInt(LOCK_AFTER_S, 0)
        set(seconds) = store.edit().putInt(LOCK_AFTER_S, seconds).apply()

    /** Whether the button hangs on the phone's own lock screen. */
    var isAtHand: Boolean
        get() = store.getBoolean(AT_HAND, false)
        set(shown) = store.edit().putBoolean(AT_HAND, shown).apply()

    /** What notifications say. */
    var wording: Wording
        get() = store.getString(WORDING, null).let { name -> Wording.entries.firstOrNull { it.name == name } ?: Wording.DAILY }
        set(chosen) = store.edit().putString(WORDING, chosen.name).apply()

    /** Whether the line of what runs has a way to the PIN that stops it. */
    var stopsFromNotice: Boolean
        get() = store.getBoolean(STOPS_FROM_NOTICE, false)
        set(offered) = store.edit().putBoolean(STOPS_FROM_NOTICE, offered).apply()

    private companion object {
        const val WORDING = "wording"
        const val STOPS_FROM_NOTICE = "stops-from-notice"
        const val LANGUAGE = "language"
        const val LOCK_AFTER_S = "lock-after-s"
        const val AT_HAND = "at-hand"
    }
}
