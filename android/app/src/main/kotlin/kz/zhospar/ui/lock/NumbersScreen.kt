package kz.zhospar.ui.lock

import android.content.ActivityNotFoundException
import android.content.Intent
import android.net.Uri
import android.view.View
import kz.zhospar.R
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.capture.CaptureScreen
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

/** Numbers for an emergency, two touches from the locked screen, the ways to write down without the PIN, and in with the recovery code. */
class NumbersScreen(private val shell: Shell) : Screen() {
    override val isOpen: Boolean get() = false

    private var hasNoDialler = false

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.emergency)))
        with(kit) {
            if (hasNoDialler) content.put(warning(words(R.string.no_dialler)))
            NUMBERS.forEach { (number, name) ->
                val call = primary(words(name)) { dial(kit, number) }
                call.contentDescription = words(R.string.call, words(name))
                content.put(call)
            }
            content.put(plain(words(R.string.cap_title)) { shell.go(CaptureScreen(shell)) }, gap = 32)
            content.put(plain(words(R.string.recovery)) { shell.go(RecoveryScreen(shell)) })
        }
        return kit.framed(shell, this, content)
    }

    /** The phone's own app shows the number; she presses call. */
    private fun dial(kit: Kit, number: String) = try {
        kit.context.startActivity(Intent(Intent.ACTION_DIAL, Uri.fromParts("tel", number, null)))
    } catch (_: ActivityNotFoundException) {
        hasNoDialler = true
        shell.redraw(this)
    }

    private companion object {
        val NUMBERS = listOf("102" to R.string.call_102, "103" to R.string.call_103, "112" to R.string.call_112, "111" to R.string.call_111)
    }
}
