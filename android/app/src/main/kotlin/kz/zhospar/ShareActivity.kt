package kz.zhospar

import android.content.Intent
import android.net.Uri
import android.os.Build
import android.os.Bundle
import android.widget.ScrollView
import android.window.OnBackInvokedDispatcher
import kz.zhospar.ui.capture.HandedIn
import kz.zhospar.ui.capture.HandedIn.State
import kz.zhospar.ui.design.Kit

/** Where other apps hand on words, pictures, voices and files. All of it becomes captures, whether the app is locked or not: this door shows nothing. */
class ShareActivity : PlainWindow() {
    private lateinit var handed: HandedIn
    private var isSeen = false

    override fun onCreate(state: Bundle?) {
        super.onCreate(state)
        shell.speak(language())
        handed = lastNonConfigurationInstance as? HandedIn ?: read(intent)
        handed.moved = ::moved
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            onBackInvokedDispatcher.registerOnBackInvokedCallback(OnBackInvokedDispatcher.PRIORITY_DEFAULT) { close() }
        }
        draw()
    }

    @Deprecated("Older phones call it; newer ones the callback")
    override fun onBackPressed() = close()

    /** Not while it keeps: what other apps lend is lent for as long as this window is there. */
    private fun close() {
        if (handed.state != State.KEEPS) finish()
    }

    override fun onRetainNonConfigurationInstance(): Any = handed

    override fun onStart() {
        super.onStart()
        isSeen = true
    }

    /** Whoever leaves in the middle comes back to how it ended; what other apps lend is lent for as long as this window is there. */
    override fun onStop() {
        super.onStop()
        isSeen = false
        if (!isChangingConfigurations && handed.state != State.KEEPS) finish()
    }

    override fun onDestroy() {
        if (!isChangingConfigurations) handed.moved = {}
        super.onDestroy()
    }

    /** Once all of it is kept nobody has to be told any more who has left. */
    private fun moved() = if (!isSeen && handed.state == State.KEPT) finish() else draw()

    /** Whatever another app put in there may be malformed. */
    private fun read(given: Intent): HandedIn = try {
        HandedIn(shell, given.getCharSequenceExtra(Intent.EXTRA_TEXT)?.toString()?.takeIf(String::isNotBlank), handedFiles(given).distinct())
    } catch (_: RuntimeException) {
        HandedIn(shell, null, emptyList())
    }

    @Suppress("DEPRECATION")
    private fun handedFiles(handed: Intent): List<Uri> = when {
        handed.action == Intent.ACTION_SEND_MULTIPLE && Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU ->
            handed.getParcelableArrayListExtra(Intent.EXTRA_STREAM, Uri::class.java).orEmpty()
        handed.action == Intent.ACTION_SEND_MULTIPLE -> handed.getParcelableArrayListExtra<Uri>(Intent.EXTRA_STREAM).orEmpty()
        Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU -> listOfNotNull(handed.getParcelableExtra(Intent.EXTRA_STREAM, Uri::class.java))
        else -> listOfNotNull(handed.getParcelableExtra<Uri>(Intent.EXTRA_STREAM))
    }

    private fun draw() {
        val kit = Kit(this)
        val content = kit.column(kit.title(getString(R.string.app_name)))
        with(kit) {
            when (handed.state) {
                State.ASKS -> {
                    content.put(body(resources.getQuantityString(R.plurals.share_ask, handed.count, handed.count)))
                    content.put(primary(words(R.string.cap_keep)) { handed.keep() })
                }
                State.KEEPS -> content.put(body(words(R.string.wait)))
                State.KEPT -> content.put(body(words(R.string.cap_kept)))
                State.NOT_KEPT -> content.put(warning(words(R.string.share_not_kept, handed.problem?.say(this).orEmpty())))
                State.NOTHING -> content.put(warning(words(R.string.share_nothing)))
                State.NO_VAULT -> content.put(warning(words(R.string.share_no_vault)))
            }
            if (handed.state != State.KEEPS) content.put(plain(words(R.string.share_close)) { close() })
        }
        content.setPadding(kit.dp(16), kit.dp(24), kit.dp(16), kit.dp(24))
        root.removeAllViews()
        root.addView(ScrollView(this).apply { addView(content) })
    }
}
