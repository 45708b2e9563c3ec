package kz.zhospar.ui.more

import android.view.View
import kz.zhospar.R
import kz.zhospar.ui.Permit
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.copies.CopiesScreen
import kz.zhospar.ui.alert.CheckInScreen
import kz.zhospar.ui.alert.DrillScreen
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.dossier.DossierScreen
import kz.zhospar.ui.dossier.OutsideScreen
import kz.zhospar.ui.framed
import kz.zhospar.ui.imports.ImportScreen
import kz.zhospar.ui.permitted
import kz.zhospar.ui.police.PoliceScreen
import kz.zhospar.ui.settings.SettingsScreen
import kz.zhospar.ui.ways.WaysScreen

/** The ways to what has no tab of its own. */
class MoreScreen(private val shell: Shell) : Screen() {
    override fun draw(kit: Kit): View {
        val ways: List<Pair<Int, () -> Screen>> = listOf(
            R.string.police to { PoliceScreen(shell) },
            R.string.dos_title to { DossierScreen(shell) },
            R.string.way_title to { WaysScreen(shell) },
            R.string.imp_title to { ImportScreen(shell) },
            R.string.dos_copies to { OutsideScreen(shell) },
            R.string.copy_title to { CopiesScreen(shell) },
            R.string.checkin to { CheckInScreen(shell) },
            R.string.drill to { DrillScreen(shell) },
        )
        val content = kit.column(kit.title(kit.words(R.string.ways)))
        with(kit) {
            ways.forEach { (name, screen) -> content.put(plain(words(name)) { shell.go(screen()) }) }
            content.put(plain(words(R.string.settings)) { shell.permitted(Permit(), R.string.permit_settings) { SettingsScreen(shell) } })
        }
        return kit.framed(shell, this, content)
    }
}
