package kz.zhospar.ui.copies

import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

/** Copies of the log, and anchors by which others can tell that nothing was changed. */
class CopiesScreen(private val shell: Shell) : Screen() {
    private var last: String? = null
    private val handed = HandedCard(shell, this, ::begin)

    override fun begin() {
        handed.begin()
        val tongue = shell.tongue
        shell.ask({ copies.last(tongue) }) { answer ->
            if (answer is Answer.Done) last = answer.value
            shell.redraw(this)
        }
    }

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.copy_title)))
        with(kit) {
            last?.let { content.put(note(words(R.string.copy_last, it))) }
            handed.put(this, content)
            content.put(body(words(R.string.copy_about)))
            content.put(primary(words(R.string.copy_now)) { shell.go(BackupScreen(shell)) })
            content.put(heading(words(R.string.anchor_title)), gap = 24)
            content.put(body(words(R.string.anchor_about)))
            content.put(plain(words(R.string.anchor_make)) { shell.go(AnchorScreen(shell)) })
            content.put(plain(words(R.string.anchor_check)) { shell.go(AnchorCheckScreen(shell)) })
        }
        return kit.framed(shell, this, content)
    }
}
