package kz.zhospar.ui.log

import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Named
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

/** Whose incidents the log shows. */
class WhoScreen(private val shell: Shell, private val people: List<Named>, private val chosen: String?, private val choose: (String?) -> Unit) : Screen() {
    override fun draw(kit: Kit): View {
        val anyone = kit.choice(kit.words(R.string.log_anyone), chosen == null) { choose(null) }
        val content = kit.column(kit.title(kit.words(R.string.log_person)), anyone)
        with(kit) { people.forEach { person -> content.put(choice(person.name, person.id == chosen) { choose(person.id) }) } }
        return kit.framed(shell, this, content)
    }
}
