package kz.zhospar.ui.incident

import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Draft
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

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
        val any = none?.let { kit.choice(kit.words(it), chosen == null) { choose(null) } }
        val kinds = shell.catalogue?.kinds.orEmpty().map { kind -> kit.choice(kind.name, kind.id == chosen) { choose(kind.id) } }
        return kit.framed(shell, this, kit.column(kit.title(kit.words(title)), kit.flow(listOfNotNull(any) + kinds)))
    }
}

/** Opens an incident that is not written yet, in place of the choice of its kind. */
fun newIncident(shell: Shell, kind: String?) {
    if (kind != null) shell.replace(IncidentScreen(shell, id = null, Draft(kind, shell.now())))
}
