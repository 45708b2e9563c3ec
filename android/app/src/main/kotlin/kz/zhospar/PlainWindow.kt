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
import kz.zhospar.ui.Shell
import java.util.Locale

/** A window in the chosen language, in no screenshot, clear of the system's bars. Whatever is drawn goes into [root]. */
abstract class PlainWindow : Activity() {
    protected lateinit var root: FrameLayout
    protected val shell: Shell get() = (application as App).shell

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
    }

    /** The language that this window speaks. */
    protected fun language(): String = resources.configuration.locales[0].language

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
