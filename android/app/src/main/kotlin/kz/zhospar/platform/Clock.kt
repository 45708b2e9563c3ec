package kz.zhospar.platform

import android.content.Context
import android.os.SystemClock
import android.provider.Settings
import java.security.MessageDigest
import java.util.TimeZone

/** Both clocks at one point: the wall's, and one that only runs forward. */
data class Ticks(val utcMs: Long, val offsetMin: Int, val boot: List<Byte>, val uptimeNanos: Long) {
    /** Milliseconds as the wall clock counts them. */
    val wallMs: Long get() = utcMs + offsetMin * MS_PER_MINUTE
}

private const val MS_PER_MINUTE = 60_000L

/** The one place where time is read. */
fun interface Clock {
    fun now(): Ticks
}

class PhoneClock(context: Context) : Clock {
    /** The phone counts its starts; a count is no sixteen bytes, so it is hashed into them. */
    private val boot: List<Byte> = run {
        val starts = Settings.Global.getInt(context.contentResolver, Settings.Global.BOOT_COUNT, 0)
        MessageDigest.getInstance("SHA-256").digest("boot $starts".toByteArray()).take(BOOT_ID_BYTES)
    }

    override fun now(): Ticks {
        val utcMs = System.currentTimeMillis()
        val offsetMin = (TimeZone.getDefault().getOffset(utcMs) / MS_PER_MINUTE).toInt()
        return Ticks(utcMs, offsetMin, boot, SystemClock.elapsedRealtimeNanos())
    }

    private companion object {
        const val BOOT_ID_BYTES = 16
    }
}
