package kz.zhospar.ui.settings

import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Calls
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed
import kz.zhospar.ui.pinPage

/** The PIN once more, then the new one twice. That the app is open is no authority. */
class PinScreen(private val shell: Shell) : Screen() {
    private enum class Step { NOW, NEW, REPEAT, DONE }

    private var step = Step.NOW
    private var chosen = ""
    private var said: Int? = null
    private var problem: String? = null
    private var isBusy = false

    override fun draw(kit: Kit): View {
        val content = when {
            isBusy -> kit.body(kit.words(R.string.wait))
            step == Step.DONE -> kit.column(kit.title(kit.words(R.string.set_pin)), kit.body(kit.words(R.string.set_pin_done)))
            else -> {
                val (title, about) = when (step) {
                    Step.NOW -> R.string.set_pin_now to null
                    Step.NEW -> R.string.set_pin_new to R.string.first_pin_about
                    else -> R.string.pin_repeat to null
                }
                kit.pinPage(kit.words(title), about?.let { kit.words(it) }, problem ?: said?.let { kit.words(it) }, entered = ::entered).first
            }
        }
        return kit.framed(shell, this, content)
    }

    private fun entered(pin: String) {
        problem = null
        said = null
        when (step) {
            Step.NOW -> busy(Step.NEW, Step.NOW) { confirmPin(pin) }
            Step.NEW -> {
                chosen = pin
                turn(Step.REPEAT)
            }
            else -> if (pin == chosen) {
                busy(Step.DONE, Step.NEW) { changePin(pin) }
            } else {
                said = R.string.pin_differs
                turn(Step.NEW)
            }
        }
    }

    private fun busy(then: Step, orElse: Step, work: Calls.() -> Unit) {
        isBusy = true
        turn(step)
        shell.ask(work) { answer ->
            isBusy = false
            problem = (answer as? Answer.Not)?.problem?.words
            turn(if (answer is Answer.Done) then else orElse)
        }
    }

    private fun turn(to: Step) {
        step = to
        shell.redraw(this)
    }
}
