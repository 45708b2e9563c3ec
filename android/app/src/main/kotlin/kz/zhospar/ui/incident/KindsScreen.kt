package kz.zhospar.ui.incident

import android.view.Gravity
import android.view.View
import android.widget.Button
import kz.zhospar.R
import kz.zhospar.core.Draft
import kz.zhospar.core.Named
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed
import kz.zhospar.ui.lock.NumbersScreen

/** Kinds of incident in the core's order. */
class KindsScreen(
    private val shell: Shell,
    private val title: Int,
    private val chosen: String? = null,
    /** A first answer that is no kind. */
    private val none: Int? = null,
    private val choose: (String?) -> Unit,
) : Screen() {
    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(title)))
        with(kit) {
            none?.let { content.put(choice(words(it), chosen == null) { choose(null) }) }
            content.put(grid(shell.catalogue?.kinds.orEmpty().map { kind(this, it) }))
            // Who looks for what is a danger just now needs something else first.
            content.put(note(words(R.string.kinds_now)), gap = 24)
            content.put(plain(words(R.string.emergency)) { shell.go(NumbersScreen(shell)) })
        }
        return kit.framed(shell, this, content)
    }

    private fun kind(kit: Kit, kind: Named): Button = kit.choice(kind.name, kind.id == chosen) { choose(kind.id) }.apply {
        minimumHeight = kit.dp(Kit.PRIMARY)
        gravity = Gravity.CENTER
        compoundDrawablePadding = kit.dp(4)
        setPadding(kit.dp(4), kit.dp(8), kit.dp(4), kit.dp(8))
        setCompoundDrawablesRelativeWithIntrinsicBounds(null, kit.drawn(iconOf(kind.id), kit.palette.accent), null, null)
    }
}

/** Opens an incident that is not written yet, in place of the choice of its kind. */
fun newIncident(shell: Shell, kind: String?) {
    if (kind != null) shell.replace(IncidentScreen(shell, id = null, Draft(kind, shell.now())))
}
