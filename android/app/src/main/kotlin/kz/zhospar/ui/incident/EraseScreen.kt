package kz.zhospar.ui.incident

import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed
import kz.zhospar.ui.pinPage

/** Has a withdrawn incident destroyed after the wait: what that means, then the PIN once more. */
class EraseScreen(private val shell: Shell, private val incident: String) : Screen() {
    private var asksForPin = false
    private var isBusy = false
    private var problem: String? = null

    override fun draw(kit: Kit): View {
        val content = when {
            isBusy -> kit.body(kit.words(R.string.wait))
            asksForPin -> kit.pinPage(kit.words(R.string.erase_title), kit.words(R.string.erase_pin), problem, entered = ::entered).first
            else -> kit.column(
                kit.title(kit.words(R.string.erase_title)),
                kit.body(kit.words(R.string.erase_about)),
                kit.body(kit.words(R.string.erase_copies)),
                kit.primary(kit.words(R.string.erase_yes)) { turn { asksForPin = true } },
            )
        }
        return kit.framed(shell, this, content)
    }

    private fun entered(pin: String) {
        turn {
            problem = null
            isBusy = true
        }
        shell.ask({
            confirmPin(pin)
            copies.askErase(incident)
        }) { answer ->
            isBusy = false
            problem = (answer as? Answer.Not)?.problem?.words
            if (problem == null && shell.top === this) shell.back() else shell.redraw(this)
        }
    }

    private fun turn(how: () -> Unit) {
        how()
        shell.redraw(this)
    }
}
