package kz.zhospar.ui.lock

import android.view.View
import kz.zhospar.R
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.capture.CaptureScreen
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

/** Numbers for an emergency, two touches from the locked screen, the ways to write down without the PIN, and in with the recovery code. */
class NumbersScreen(
    private val shell: Shell,
    /** Why nothing else is left, if so. */
    private val said: String? = null,
) : Screen() {
    override val isOpen: Boolean get() = false

    private var hasNoDialler = false

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.emergency)))
        with(kit) {
            said?.let { content.put(warning(it)) }
            if (hasNoDialler) content.put(warning(words(R.string.no_dialler)))
            EMERGENCY.forEach { (number, name) ->
                val call = primary(words(name)) { dial(number) }
                call.contentDescription = words(R.string.call, words(name))
                content.put(call)
            }
            content.put(plain(words(R.string.cap_title)) { shell.go(CaptureScreen(shell)) }, gap = 32)
            content.put(plain(words(R.string.recovery)) { shell.go(RecoveryScreen(shell)) })
        }
        return kit.framed(shell, this, content)
    }

    private fun dial(number: String) {
        hasNoDialler = !shell.dial(number)
        if (hasNoDialler) shell.redraw(this)
    }
}

/** Always the same, and nobody's to remove. */
val EMERGENCY = listOf("102" to R.string.call_102, "103" to R.string.call_103, "112" to R.string.call_112, "111" to R.string.call_111)
