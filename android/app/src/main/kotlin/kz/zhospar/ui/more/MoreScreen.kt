package kz.zhospar.ui.more

import android.view.View
import kz.zhospar.R
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.alert.CheckInScreen
import kz.zhospar.ui.alert.DrillScreen
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed
import kz.zhospar.ui.settings.SettingsScreen

/** The ways to what has no tab of its own. */
class MoreScreen(private val shell: Shell) : Screen() {
    override fun draw(kit: Kit): View {
        val ways: List<Pair<Int, () -> Screen>> = listOf(
            R.string.checkin to { CheckInScreen(shell) },
            R.string.drill to { DrillScreen(shell) },
            R.string.settings to { SettingsScreen(shell) },
        )
        val content = kit.column(kit.title(kit.words(R.string.ways)))
        with(kit) { ways.forEach { (name, screen) -> content.put(plain(words(name)) { shell.go(screen()) }) } }
        return kit.framed(shell, this, content)
    }
}
