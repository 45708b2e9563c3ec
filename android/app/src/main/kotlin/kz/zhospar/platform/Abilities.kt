package kz.zhospar.platform

import android.Manifest
import android.app.AlarmManager
import android.content.Context
import android.content.pm.PackageManager
import android.location.LocationManager
import android.os.Build
import android.os.PowerManager
import android.telephony.TelephonyManager

/** What the phone can do for an alert at this moment. */
data class Able(val silentSend: Boolean, val receive: Boolean, val sims: Int)

/** What can be found out about the phone before an alert is needed; null for what can't. */
data class Facts(val sim: Boolean?, val maySend: Boolean?, val mayLocate: Boolean?, val unrestricted: Boolean?, val exactAlarms: Boolean?)

class Abilities(private val context: Context) {
    /** Tablets have none. */
    private val telephony: TelephonyManager? = context.getSystemService(TelephonyManager::class.java)

    fun now(): Able {
        val hasRadio = context.packageManager.hasSystemFeature(PackageManager.FEATURE_TELEPHONY)
        // A phone that has just started doesn't know its card yet: only one that is surely missing stops messages from being tried.
        val maySend = hasRadio && may(Manifest.permission.SEND_SMS) && states().any { it != TelephonyManager.SIM_STATE_ABSENT }
        return Able(maySend, may(Manifest.permission.RECEIVE_SMS), cards())
    }

    /** Those that a message can go by. Phones before 10 do not let a second one be named. */
    private fun cards(): Int {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.Q) return 1
        return states().count { it == TelephonyManager.SIM_STATE_READY }.coerceAtLeast(1)
    }

    fun facts() = Facts(
        sim = states().any { it == TelephonyManager.SIM_STATE_READY } && !telephony?.networkOperator.isNullOrEmpty(),
        maySend = may(Manifest.permission.SEND_SMS),
        mayLocate = may(Manifest.permission.ACCESS_FINE_LOCATION) && mayLocateUnseen() && isLocationOn(),
        unrestricted = context.getSystemService(PowerManager::class.java).isIgnoringBatteryOptimizations(context.packageName).takeUnless { it && hasRulesOfItsOwn() },
        exactAlarms = mayWakeExactly(context),
    )

    /** Phones of these makers end apps by rules that no app can ask about. */
    private fun hasRulesOfItsOwn() = Build.MANUFACTURER.lowercase() in STRICT_MAKERS

    /** A flavour that can't ask for it has the place only where something was begun by hand. */
    private fun mayLocateUnseen(): Boolean = Build.VERSION.SDK_INT < Build.VERSION_CODES.Q || may(Manifest.permission.ACCESS_BACKGROUND_LOCATION) ||
        Manifest.permission.ACCESS_BACKGROUND_LOCATION !in declared(context)

    private fun isLocationOn(): Boolean {
        val manager = context.getSystemService(LocationManager::class.java) ?: return false
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) return manager.isLocationEnabled
        return listOf(LocationManager.GPS_PROVIDER, LocationManager.NETWORK_PROVIDER).any(manager::isProviderEnabled)
    }

    private fun may(permission: String) = context.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED

    private fun states(): List<Int> {
        val radio = telephony ?: return emptyList()
        @Suppress("DEPRECATION")
        val slots = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) radio.activeModemCount else radio.phoneCount
        return (0 until slots).map(radio::getSimState)
    }

    private companion object {
        val STRICT_MAKERS = setOf("xiaomi", "redmi", "poco", "huawei", "honor", "oppo", "realme", "oneplus", "vivo", "tecno", "infinix", "itel")
    }
}

/** What this flavour may ask for at all. */
fun declared(context: Context): Set<String> =
    context.packageManager.getPackageInfo(context.packageName, PackageManager.GET_PERMISSIONS).requestedPermissions.orEmpty().toSet()

internal fun mayWakeExactly(context: Context): Boolean =
    Build.VERSION.SDK_INT < Build.VERSION_CODES.S || context.getSystemService(AlarmManager::class.java).canScheduleExactAlarms()
