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
class EraseScreen(private val shell: Shell, private val incident: String, private val isImage: Boolean) : Screen() {
    private var minor = false
    private var asksForPin = false
    private var isBusy = false
    private var problem: String? = null

    override fun draw(kit: Kit): View {
        val content = when {
            isBusy -> kit.body(kit.words(R.string.wait))
            asksForPin -> kit.pinPage(kit.words(R.string.erase_title), kit.words(R.string.erase_pin), problem, entered = ::entered).first
            else -> kit.column(
                kit.title(kit.words(R.string.erase_title)),
                kit.tick(kit.words(R.string.erase_minor), minor) { turn { minor = !minor } }.takeIf { isImage },
                kit.body(kit.words(if (minor) R.string.erase_at_once else R.string.erase_about)),
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
        val atOnce = minor
        shell.ask({
            confirmPin(pin)
            copies.askErase(incident, atOnce)
        }) { answer ->
            isBusy = false
            problem = (answer as? Answer.Not)?.problem?.words
            if (problem != null || shell.top !== this) return@ask shell.redraw(this)
            shell.back()
            // There is nothing left to go back to.
            if (atOnce) shell.back()
        }
    }

    private fun turn(how: () -> Unit) {
        how()
        shell.redraw(this)
    }
}
