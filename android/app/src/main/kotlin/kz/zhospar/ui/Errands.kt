package kz.zhospar.ui

import android.Manifest
import android.app.Activity
import android.app.NotificationManager
import android.content.ActivityNotFoundException
import android.content.ComponentName
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri
import android.os.Build
import android.provider.Settings
import kz.zhospar.ShareActivity

/** Ways out to another app that come back with something: the camera, the list of files. */
class Errands {
    private val waiting = HashMap<Int, (Intent?) -> Unit>()
    private val asking = HashMap<Int, Pair<List<String>, (List<String>) -> Unit>>()
    private var window: Activity? = null
    private var lastCode = 0

    /** Whether she is out on one. */
    val isOut: Boolean get() = waiting.isNotEmpty()

    fun attach(window: Activity) {
        this.window = window
    }

    fun detach() {
        window = null
    }

    /** Goes out; `then` gets what came back, or null if she gave up. False if there is no app for it, or it may not be used. */
    fun go(intent: Intent, then: (Intent?) -> Unit): Boolean {
        val from = window ?: return false
        lastCode += 1
        waiting[lastCode] = then
        return try {
            @Suppress("DEPRECATION")
            from.startActivityForResult(intent, lastCode)
            true
        } catch (_: ActivityNotFoundException) {
            waiting.remove(lastCode)
            false
        } catch (_: SecurityException) {
            waiting.remove(lastCode)
            false
        }
    }

    /** Has her choose where a new document with this name is to be, on this phone; `then` gets the place unless she gave up. False as in [go]. */
    fun place(type: String, name: String, then: (Uri) -> Unit): Boolean = place(type, name, isLocal = true, then)

    /** The same for what is sealed: it may lie anywhere. */
    fun placeSealed(type: String, name: String, then: (Uri) -> Unit): Boolean = place(type, name, isLocal = false, then)

    private fun place(type: String, name: String, isLocal: Boolean, then: (Uri) -> Unit): Boolean {
        val place = Intent(Intent.ACTION_CREATE_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType(type).putExtra(Intent.EXTRA_TITLE, name)
        if (isLocal) place.putExtra(Intent.EXTRA_LOCAL_ONLY, true)
        return go(place) { came -> came?.data?.let(then) }
    }

    /** Has her choose an app to hand something to; this one is none of them. What became of it nobody says. False as in [go]. */
    fun handOn(what: Intent): Boolean {
        val from = window ?: return false
        val own = arrayOf(ComponentName(from, ShareActivity::class.java))
        return go(Intent.createChooser(what, null).putExtra(Intent.EXTRA_EXCLUDE_COMPONENTS, own)) {}
    }

    /** One of a process that was killed has nobody waiting any more. */
    fun came(code: Int, isDone: Boolean, data: Intent?) {
        waiting.remove(code)?.invoke(if (isDone) data ?: Intent() else null)
    }

    /** Asks for a permission where it is not there yet. */
    fun permit(permission: String, then: (Boolean) -> Unit) = permit(listOf(permission)) { refused -> then(refused.isEmpty()) }

    /** Asks for those that are not there yet; `then` gets those that are refused. */
    fun permit(permissions: List<String>, then: (List<String>) -> Unit) {
        val from = window ?: return then(permissions)
        val missing = permissions.filter { from.checkSelfPermission(it) != PackageManager.PERMISSION_GRANTED }
        if (missing.isEmpty()) return then(missing)
        lastCode += 1
        asking[lastCode] = missing to then
        from.requestPermissions(missing.toTypedArray(), lastCode)
    }

    /** Asks for leave to show notices. Phones before 13 ask nobody, and newer ones at most twice: then their settings open. */
    fun permitNotices(then: () -> Unit) {
        val from = window ?: return
        if (from.getSystemService(NotificationManager::class.java).areNotificationsEnabled()) return then()
        val settings = Intent(Settings.ACTION_APP_NOTIFICATION_SETTINGS).putExtra(Settings.EXTRA_APP_PACKAGE, from.packageName)
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU) {
            go(settings) { then() }
            return
        }
        permit(Manifest.permission.POST_NOTIFICATIONS) { isGiven ->
            if (!isGiven && !from.shouldShowRequestPermissionRationale(Manifest.permission.POST_NOTIFICATIONS)) go(settings) { then() } else then()
        }
    }

    /** A question that was broken off brings no answer, and gives nothing. */
    fun permitted(code: Int, permissions: Array<String>, answers: IntArray) {
        val (asked, then) = asking.remove(code) ?: return
        val given = permissions.filterIndexed { at, _ -> answers.getOrNull(at) == PackageManager.PERMISSION_GRANTED }
        then(asked - given.toSet())
    }
}
