package kz.zhospar.ui.alert

import android.Manifest
import android.app.Activity
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri
import android.os.Build
import android.provider.Settings
import android.view.View
import kz.zhospar.R
import kz.zhospar.platform.declared
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit

/** What an alert needs her leave for and has not got, each by itself and asked for only if she touches it. */
class Leaves(private val shell: Shell, private val kit: Kit) {
    private val activity = kit.context as? Activity

    /** Whether something of it is asked for by the system, which after two refusals asks no more. */
    val mayBeRefused: Boolean get() = missing().isNotEmpty()

    fun all(): List<View> = listOfNotNull(exact()) + missing().map { (name, permissions) -> button(name, permissions) } + listOfNotNull(battery(), unused())

    /** The way to messages that go out by themselves; null if nothing stands in their way that she could give. */
    fun messages(): View? = missing().firstOrNull { (name, _) -> name == R.string.permit_messages }?.let { (name, permissions) -> button(name, permissions) }

    private fun missing(): List<Pair<Int, List<String>>> {
        val from = activity ?: return emptyList()
        val declared = declared(from)
        return WANTED.map { (name, permissions) -> name to permissions.filter { it in declared && isMissing(from, it) } }.filter { (_, permissions) -> permissions.isNotEmpty() }
    }

    private fun button(name: Int, permissions: List<String>): View = kit.plain(kit.words(name)) {
        shell.errands.permit(permissions) { refused ->
            // The system does not ask any more: only its settings can give it now.
            if (refused.any { activity?.shouldShowRequestPermissionRationale(it) == false }) settings(Settings.ACTION_APPLICATION_DETAILS_SETTINGS)
        }
    }

    private fun exact(): View? {
        if (shell.alert.engine.facts().exactAlarms != false || Build.VERSION.SDK_INT < Build.VERSION_CODES.S) return null
        return kit.plain(kit.words(R.string.permit_exact)) { settings(Settings.ACTION_REQUEST_SCHEDULE_EXACT_ALARM) }
    }

    private fun battery(): View? {
        if (shell.alert.engine.facts().unrestricted != false) return null
        return kit.plain(kit.words(R.string.permit_battery)) { shell.start(Intent(Settings.ACTION_IGNORE_BATTERY_OPTIMIZATION_SETTINGS)) }
    }

    /** An app that is not opened for months loses its leaves, which is how a button for an emergency lives. */
    private fun unused(): View? {
        val from = activity
        if (from == null || Build.VERSION.SDK_INT < Build.VERSION_CODES.R || from.packageManager.isAutoRevokeWhitelisted) return null
        return kit.plain(kit.words(R.string.permit_unused)) { settings(Intent.ACTION_AUTO_REVOKE_PERMISSIONS) }
    }

    private fun settings(page: String) {
        shell.start(Intent(page, Uri.fromParts("package", kit.context.packageName, null)))
    }

    private fun isMissing(from: Activity, permission: String): Boolean {
        // Older phones ask nobody for that.
        if (permission == Manifest.permission.POST_NOTIFICATIONS && Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU) return false
        // That comes after the place itself: asked for together the system gives neither.
        val isSecond = permission == Manifest.permission.ACCESS_BACKGROUND_LOCATION
        if (isSecond && (Build.VERSION.SDK_INT < Build.VERSION_CODES.Q || isMissing(from, Manifest.permission.ACCESS_FINE_LOCATION))) return false
        return from.checkSelfPermission(permission) != PackageManager.PERMISSION_GRANTED
    }

    private companion object {
        val WANTED = listOf(
            R.string.permit_messages to listOf(Manifest.permission.SEND_SMS, Manifest.permission.RECEIVE_SMS),
            R.string.permit_place to listOf(Manifest.permission.ACCESS_FINE_LOCATION, Manifest.permission.ACCESS_COARSE_LOCATION),
            R.string.permit_place_always to listOf(Manifest.permission.ACCESS_BACKGROUND_LOCATION),
            R.string.permit_notices to listOf(Manifest.permission.POST_NOTIFICATIONS),
        )
    }
}
