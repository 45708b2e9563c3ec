package kz.zhospar.ui.copies

import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit

/** When the last copy was made, and the way to the next one. */
class CopyCard(private val shell: Shell, private val on: Screen) {
    private var last: String? = null

    fun begin() {
        val tongue = shell.tongue
        shell.ask({ copies.last(tongue) }) { answer ->
            if (answer is Answer.Done) last = answer.value
            shell.redraw(on)
        }
    }

    fun put(kit: Kit, content: LinearLayout) = with(kit) {
        val said = last ?: return@with
        content.put(plain(words(R.string.copy_last, said)) { shell.go(CopiesScreen(shell)) })
    }
}
