package kz.zhospar

import android.content.Intent
import android.os.Build
import android.os.Bundle
import android.window.OnBackInvokedDispatcher
import kz.zhospar.platform.Notices
import kz.zhospar.ui.design.Kit

/** The one window of the app. It draws whatever screen is on top, and knows of none. */
class MainActivity : PlainWindow() {
    override fun onCreate(state: Bundle?) {
        super.onCreate(state)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            onBackInvokedDispatcher.registerOnBackInvokedCallback(OnBackInvokedDispatcher.PRIORITY_DEFAULT) { goBack() }
        }
        val isTurned = lastNonConfigurationInstance != null
        shell.attach(this, language(), isTurned, ::draw)
        // One that comes back after its process has ended was heeded then.
        if (!isTurned && state == null) heed(intent)
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        heed(intent)
    }

    /** Tells the window that comes in place of this one that the phone was turned, or speaks another language, and nothing else. */
    override fun onRetainNonConfigurationInstance(): Any = Unit

    override fun onStart() {
        super.onStart()
        shell.entered()
    }

    override fun onStop() {
        super.onStop()
        if (!isChangingConfigurations) shell.left()
    }

    override fun onDestroy() {
        shell.detach(this)
        super.onDestroy()
    }

    override fun onUserInteraction() = shell.touched()

    @Deprecated("Older phones call it; newer ones the callback")
    override fun onBackPressed() = goBack()

    @Deprecated("What the framework has in its place is not there on older phones")
    override fun onActivityResult(code: Int, result: Int, data: Intent?) = shell.errands.came(code, result == RESULT_OK, data)

    override fun onRequestPermissionsResult(code: Int, permissions: Array<String>, answers: IntArray) {
        shell.errands.permitted(code, permissions, answers)
        shell.top.begin()
    }

    private fun heed(intent: Intent) {
        if (intent.action == Notices.STOP) shell.alert.stopWhatRuns()
    }

    private fun goBack() {
        if (!shell.back()) finish()
    }

    private fun draw() {
        currentFocus?.clearFocus()
        root.removeAllViews()
        root.addView(shell.top.draw(Kit(this)))
    }
}
