package kz.zhospar.ui

import android.graphics.Typeface
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.widget.LinearLayout
import android.widget.Space
import kz.zhospar.R
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.lock.LockScreen

/** A new recovery code, shown once. Nothing is open behind it, so that no lock takes it away: nothing but her own word leads on. */
class CodeScreen(private val shell: Shell, private val code: String, private val says: List<Told>) : Screen() {
    override val isOpen: Boolean get() = false

    override fun back(): Boolean = true

    override fun draw(kit: Kit): View = kit.page(this, kit.codeCard(code, says.map { kit.body(it.say(kit)) }) { shell.home(LockScreen(shell)) })
}

/** The code with what is said of it, and her word that it is on paper. */
fun Kit.codeCard(code: String, more: List<View>, done: () -> Unit): LinearLayout {
    val shown = heading(code).apply {
        typeface = Typeface.MONOSPACE
        contentDescription = words(R.string.first_code_label, code)
    }
    val content = column(title(words(R.string.first_code)), body(words(R.string.first_code_about)), card(shown), *more.toTypedArray())
    content.addView(Space(context), LinearLayout.LayoutParams(MATCH_PARENT, 0, 1f))
    content.put(primary(words(R.string.first_code_done), done))
    return content
}
