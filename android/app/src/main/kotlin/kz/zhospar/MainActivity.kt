package kz.zhospar

import android.app.Activity
import android.content.Context
import android.content.res.Configuration
import android.os.Build
import android.os.Bundle
import android.view.View
import android.view.WindowInsets
import android.view.WindowManager
import android.widget.FrameLayout
import android.window.OnBackInvokedDispatcher
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import java.util.Locale

/** The one window. It draws whatever screen is on top, and knows of none. */
class MainActivity : Activity() {
    private lateinit var root: FrameLayout
    private val shell: Shell get() = (application as App).shell

    override fun attachBaseContext(base: Context) {
        val chosen = (base.applicationContext as App).shell.choices.language
        val configuration = Configuration(base.resources.configuration)
        chosen?.let { configuration.setLocale(Locale.forLanguageTag(it)) }
        super.attachBaseContext(base.createConfigurationContext(configuration))
    }

    override fun onCreate(state: Bundle?) {
        // Whatever the system kept of a killed process is not wanted: screens keep their own state, behind the PIN.
        super.onCreate(null)
        window.setFlags(WindowManager.LayoutParams.FLAG_SECURE, WindowManager.LayoutParams.FLAG_SECURE)
        title = getString(R.string.app_name)
        root = FrameLayout(this)
        root.setOnApplyWindowInsetsListener(::keepClear)
        setContentView(root)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            onBackInvokedDispatcher.registerOnBackInvokedCallback(OnBackInvokedDispatcher.PRIORITY_DEFAULT) { goBack() }
        }
        shell.attach(this, resources.configuration.locales[0].language, ::draw)
    }

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

    override fun onRequestPermissionsResult(request: Int, permissions: Array<out String>, results: IntArray) {
        super.onRequestPermissionsResult(request, permissions, results)
        shell.top.begin()
    }

    @Deprecated("Older phones call it; newer ones the callback")
    override fun onBackPressed() = goBack()

    private fun goBack() {
        if (!shell.back()) finish()
    }

    private fun draw() {
        currentFocus?.clearFocus()
        root.removeAllViews()
        root.addView(shell.top.draw(Kit(this)))
    }

    /** Nothing is drawn under the system's bars or the keyboard. */
    private fun keepClear(view: View, insets: WindowInsets): WindowInsets {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            val taken = insets.getInsets(WindowInsets.Type.systemBars() or WindowInsets.Type.displayCutout() or WindowInsets.Type.ime())
            view.setPadding(taken.left, taken.top, taken.right, taken.bottom)
        } else {
            @Suppress("DEPRECATION")
            view.setPadding(insets.systemWindowInsetLeft, insets.systemWindowInsetTop, insets.systemWindowInsetRight, insets.systemWindowInsetBottom)
        }
        return insets
    }
}
