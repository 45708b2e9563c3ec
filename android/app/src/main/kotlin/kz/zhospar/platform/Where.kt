package kz.zhospar.platform

import android.Manifest
import android.annotation.SuppressLint
import android.content.Context
import android.content.pm.PackageManager
import android.location.Location
import android.location.LocationListener
import android.location.LocationManager
import android.os.Build
import android.os.Bundle
import android.os.Looper

/** Where the phone was, and when it was there by the clock on the wall. */
data class Spot(val lat: Double, val lon: Double, val accuracyM: Long, val utcMs: Long, val offsetMin: Int)

/** Finds out where the phone is, for as long as it is asked to. */
class Where(private val context: Context, private val clock: Clock) {
    private val manager = context.getSystemService(LocationManager::class.java)
    private var listener: Listener? = null

    /** Tells what is known already, then whatever is newer. Without leave, or with location off, it tells nothing. */
    @SuppressLint("MissingPermission")
    fun ask(found: (Spot) -> Unit) {
        if (!mayLocate()) return
        val listening = listener ?: Listener().also { listener = it }
        listening.found = found
        for (provider in listOf(LocationManager.GPS_PROVIDER, LocationManager.NETWORK_PROVIDER)) {
            try {
                if (provider !in manager.allProviders) continue
                manager.getLastKnownLocation(provider)?.let { found(spot(it)) }
                manager.requestLocationUpdates(provider, EVERY_MS, 0f, listening, Looper.getMainLooper())
            } catch (_: SecurityException) {
                // The leave was taken back just now, or holds for the coarse place alone.
            }
        }
    }

    fun stop() {
        listener?.let(manager::removeUpdates)
        listener = null
    }

    fun mayLocate(): Boolean = may(Manifest.permission.ACCESS_FINE_LOCATION) || may(Manifest.permission.ACCESS_COARSE_LOCATION)

    /** Whether that holds where nobody sees the app or touches it, too. Phones before 10 make no difference. */
    fun mayLocateUnseen(): Boolean = mayLocate() && (Build.VERSION.SDK_INT < Build.VERSION_CODES.Q || may(Manifest.permission.ACCESS_BACKGROUND_LOCATION))

    private fun may(permission: String) = context.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED

    /** Its age counts on the clock that can't be set: satellites and phones differ in what time it is. */
    private fun spot(at: Location): Spot {
        val now = clock.now()
        val ageMs = (now.uptimeNanos - at.elapsedRealtimeNanos) / NANOS_PER_MS
        val accuracyM = if (at.hasAccuracy()) at.accuracy.toLong() else UNKNOWN_ACCURACY_M
        return Spot(at.latitude, at.longitude, accuracyM, now.utcMs - ageMs, now.offsetMin)
    }

    private inner class Listener : LocationListener {
        var found: (Spot) -> Unit = {}

        override fun onLocationChanged(location: Location) = found(spot(location))

        override fun onProviderEnabled(provider: String) = Unit

        override fun onProviderDisabled(provider: String) = Unit

        @Deprecated("Older phones call it, and fall over without it")
        override fun onStatusChanged(provider: String?, status: Int, extras: Bundle?) = Unit
    }

    private companion object {
        const val EVERY_MS = 15_000L
        const val NANOS_PER_MS = 1_000_000L
        const val UNKNOWN_ACCURACY_M = 10_000L
    }
}
